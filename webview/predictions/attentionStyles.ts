import { css } from "lit";

export const attentionStyles = css`
  :host {
    container-type: inline-size;
  }
  .scroller {
    padding: 4px 14px 8px;
  }
  .fields,
  .heads {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
  }
  .heads {
    align-content: start;
    gap: 4px;
    margin: 4px 0;
  }
  .dim {
    color: var(--dim);
    font-size: var(--small);
  }
  .head {
    display: block;
    width: 60px;
    padding: 1px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
    background: none;
    color: var(--dim);
    font: inherit;
    font-size: 10px;
    line-height: 13px;
    cursor: pointer;
  }
  .head heat-map {
    pointer-events: none;
  }
  .head[aria-pressed="true"] {
    outline: 2px solid var(--vscode-editor-foreground, currentColor);
    color: var(--vscode-foreground);
    font-weight: 600;
  }
  .head:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  .lines {
    display: block;
    max-width: 100%;
    overflow: hidden;
  }
  .lines path,
  .lines circle {
    fill: none;
    stroke: var(--vscode-charts-blue, var(--accent));
  }
  .lines .base {
    stroke: var(--line);
  }
  .lines text {
    fill: var(--dim);
    font-family: var(--mono);
    font-size: 10px;
    text-anchor: middle;
  }
  .lines .from {
    fill: var(--vscode-foreground);
    font-weight: 700;
  }
  .large {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px 18px;
  }
  @container (min-width: 560px) {
    .large {
      grid-template-columns: auto minmax(0, 1fr);
    }
  }
  .square {
    max-width: 100%;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
    font-variant-numeric: tabular-nums;
  }
  li {
    display: grid;
    grid-template-columns: 4ch minmax(0, 1fr) 56px 7ch;
    align-items: center;
    gap: 0 8px;
    max-width: 340px;
  }
  li small {
    color: var(--dim);
    font-size: 10px;
    text-align: right;
  }
  li .text {
    overflow: hidden;
    color: var(--vscode-editor-foreground, inherit);
    font-family: var(--mono);
    text-overflow: ellipsis;
    white-space: pre;
  }
  li .number {
    font-family: var(--mono);
    text-align: right;
  }
  h4 {
    margin: 0 0 2px;
    color: var(--dim);
    font-size: var(--small);
    font-weight: 600;
  }
  h4 b {
    color: var(--vscode-editor-foreground, inherit);
    font-family: var(--mono);
    font-weight: 400;
    white-space: pre;
  }
  .axes {
    color: var(--dim);
    font-size: 10px;
  }
  .readout {
    min-height: 16px;
    font-family: var(--mono);
    font-size: var(--small);
  }
  .late {
    opacity: 0.6;
  }
`;
