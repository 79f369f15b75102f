import { css } from "lit";

/** The list of a token's other places. */
export const sameTokenStyles = css`
  [role="listbox"] {
    padding-bottom: 6px;
  }
  .row {
    grid-template-columns: minmax(0, 1fr) 66px 60px;
    position: relative;
    cursor: pointer;
  }
  .around {
    grid-column: 1 / -1;
    overflow: hidden;
    text-overflow: ellipsis;
    font-family: var(--mono);
    white-space: pre;
  }
  .around b {
    font-weight: 600;
  }
  .group {
    padding-top: 6px;
  }
  .group span:first-child {
    font-weight: 600;
  }
  .head.group .number {
    font-family: var(--mono);
  }
  .from-here {
    padding: 0 8px;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--line)));
    border-radius: 3px;
    background: none;
    color: var(--vscode-foreground);
    font: inherit;
    font-size: var(--small);
    cursor: pointer;
  }
  .from-here:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
  .row:hover {
    background: var(--vscode-list-hoverBackground, transparent);
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  [role="listbox"]:focus {
    outline: none;
  }
  [role="listbox"]:focus-visible .active {
    outline: 1px solid var(--accent);
    outline-offset: -1px;
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .head {
    color: var(--dim);
    font-size: var(--small);
    cursor: default;
  }
  .head .number {
    font-family: inherit;
  }
  .head:hover {
    background: none;
    outline: none;
  }
`;
