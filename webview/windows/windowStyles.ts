import { css } from "lit";

export const windowStyles = css`
  .heading {
    flex-wrap: nowrap;
  }
  .heading > .aside {
    display: flex;
    flex: 0 1 auto;
    min-width: 0;
    white-space: nowrap;
  }
  .aside > .size {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  :host {
    container-type: inline-size;
  }
  /* Not in wide panes, which have thousands of cells: a clip in each costs a layer of its own. */
  @container (max-width: 330px) {
    .token {
      overflow: hidden;
    }
    .aside > .size {
      display: none;
    }
  }
  :host([bare]) .heading,
  :host([bare]) .positions {
    display: none;
  }
  .positions {
    position: sticky;
    z-index: 2;
    top: 0;
    height: 16px;
    background: var(--vscode-editor-background);
  }
  .positions span {
    position: absolute;
    top: 0;
    padding-left: 6px;
    color: var(--dim);
    font-family: var(--mono);
    font-size: 10px;
    line-height: 16px;
  }
  .positions .corner {
    position: sticky;
    z-index: 1;
    left: 0;
    display: block;
    width: var(--head, 112px);
    padding: 0 10px 0 4px;
    background: var(--vscode-editor-background);
    font-family: inherit;
    text-align: right;
  }
  .pair {
    position: absolute;
    left: 0;
    right: 0;
    height: 64px;
  }
  .head {
    position: sticky;
    z-index: 1;
    left: 0;
    display: grid;
    grid-template-rows: 30px 30px;
    width: var(--head, 112px);
    height: 64px;
    padding: 0 10px 4px 4px;
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
    flex: none;
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
    height: 29px;
  }
  .targets {
    top: 30px;
  }
  .token {
    position: absolute;
    top: 0;
    height: 29px;
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
