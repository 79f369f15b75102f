import { css } from "lit";

export const windowStyles = css`
  .positions {
    position: sticky;
    z-index: 2;
    top: 0;
    height: 20px;
    background: var(--vscode-editor-background);
  }
  .positions span {
    position: absolute;
    top: 0;
    padding-left: 6px;
    color: var(--dim);
    font-family: var(--mono);
    font-size: 10px;
    line-height: 18px;
  }
  .positions .corner {
    position: sticky;
    z-index: 1;
    left: 0;
    display: block;
    width: 112px;
    padding: 0 10px 0 14px;
    background: var(--vscode-editor-background);
    font-family: inherit;
    text-align: right;
  }
  .pair {
    position: absolute;
    left: 0;
    right: 0;
    height: 76px;
  }
  .head {
    position: sticky;
    z-index: 1;
    left: 0;
    display: grid;
    grid-template-rows: 34px 34px;
    width: 112px;
    height: 76px;
    padding: 0 10px 8px 12px;
    border-left: 2px solid transparent;
    background: var(--vscode-editor-background);
    cursor: pointer;
  }
  .head span {
    align-self: center;
    color: var(--dim);
    font-size: var(--small);
    text-align: right;
    white-space: nowrap;
  }
  .head b {
    color: var(--vscode-foreground);
    font-weight: 400;
    font-family: var(--mono);
  }
  .head:hover b {
    color: var(--vscode-textLink-foreground, var(--accent));
  }
  .head[aria-selected="true"] {
    border-left-color: var(--accent);
  }
  .head[aria-selected="true"] b {
    font-weight: 700;
  }
  .copy {
    margin-left: 8px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--vscode-textLink-foreground, var(--accent));
    font: inherit;
    cursor: pointer;
  }
  .copy:hover {
    text-decoration: underline;
  }
  .line {
    position: absolute;
    left: 0;
    right: 0;
    height: 33px;
  }
  .targets {
    top: 34px;
  }
  .token {
    position: absolute;
    top: 0;
    height: 33px;
  }
  .targets .token {
    border-top-left-radius: 0;
    border-top-right-radius: 0;
  }
  .inputs .token {
    border-bottom-left-radius: 0;
    border-bottom-right-radius: 0;
  }
`;
