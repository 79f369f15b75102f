import { css } from "lit";

export const packingStyles = css`
  :host {
    flex: 1 1 auto;
    min-width: 0;
  }
  button {
    display: block;
    width: auto;
    max-width: 100%;
    height: 18px;
    padding: 0 6px;
    color: var(--vscode-textLink-foreground, var(--accent));
    font: inherit;
    font-size: var(--small);
    line-height: 16px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .lesson {
    position: fixed;
    inset: auto;
    box-sizing: border-box;
    width: min(600px, calc(100vw - 8px));
    max-height: calc(100vh - 8px);
    margin: 0;
    padding: 8px 12px;
    overflow: auto;
    border: 1px solid
      var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, var(--line)));
    border-radius: 5px;
    background: var(--vscode-editorHoverWidget-background, var(--box));
    color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
  }
  h3 {
    letter-spacing: 0;
    text-transform: none;
    white-space: normal;
  }
  table {
    width: 100%;
    margin: 6px 0;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th {
    font-weight: 600;
    text-align: start;
  }
  thead th {
    color: var(--dim);
    font-size: var(--small);
    font-weight: normal;
  }
  thead th + th,
  tbody th ~ td {
    padding-inline-start: 10px;
    text-align: end;
    white-space: nowrap;
  }
  tbody tr:first-child > * {
    padding-top: 6px;
    border-top: 1px solid var(--line);
  }
  tbody td[colspan] {
    padding: 2px 0 6px;
    color: var(--dim);
    font-size: var(--small);
  }
  .windows {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 4px;
    margin: 2px 0 4px;
  }
  .window {
    display: flex;
    height: 16px;
    border: 1px solid var(--dim);
    border-radius: 2px;
    overflow: hidden;
  }
  .part,
  .padding {
    flex: 1 1 0;
    min-width: 0;
    overflow: hidden;
  }
  .part {
    color: var(--vscode-editor-foreground, inherit);
    font-family: var(--mono);
    font-size: 10px;
    line-height: 14px;
    text-align: center;
    text-overflow: clip;
  }
  .part + .part,
  .part + .padding {
    border-inline-start: 1px solid var(--dim);
  }
  /* A torn edge: more of the document stands elsewhere. */
  .cutBehind {
    border-inline-end: 2px dashed var(--vscode-editor-foreground, currentColor);
  }
  .cutBefore {
    border-inline-start: 2px dashed var(--vscode-editor-foreground, currentColor);
  }
  .padding {
    background: repeating-linear-gradient(135deg, transparent 0 3px, var(--dim) 3px 4px);
  }
  p {
    margin: 0;
  }
`;
