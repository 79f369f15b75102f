import { css } from "lit";

/** What the details beside the heatmaps share. */
export const detailStyles = css`
  .what {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
    padding: 4px 14px;
  }
  .of {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .of b,
  .row .text {
    color: var(--vscode-editor-foreground, inherit);
    font-family: var(--mono);
    font-weight: 400;
    white-space: pre;
  }
  p {
    margin: 0;
    padding: 3px 14px;
    color: var(--dim);
    font-size: var(--small);
    overflow-wrap: anywhere;
  }
  p.problem {
    color: var(--vscode-foreground);
  }
  h4 {
    margin: 0;
    padding: 6px 14px 2px;
    color: var(--dim);
    font-size: var(--small);
    font-weight: 600;
  }
  ol {
    margin: 0;
    padding: 2px 0 6px;
    list-style: none;
  }
  .row {
    display: grid;
    align-items: baseline;
    gap: 0 10px;
    padding: 2px 14px;
    font-variant-numeric: tabular-nums;
  }
  .row .text {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row small {
    color: var(--dim);
    font-size: var(--small);
  }
  .number {
    font-family: var(--mono);
    text-align: right;
    white-space: nowrap;
  }
  .late {
    opacity: 0.6;
  }
`;
