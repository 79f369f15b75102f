import { css } from "lit";
import { heardStyles } from "../base/styles";

/** CSS pixels: a row, one of the likeliest tokens at least, and what stands before these. */
export const ROW = 38;
export const CANDIDATE = 62;
const HERE = 104;
const NEXT = 128;
export const HERE_AND_NEXT = HERE + NEXT;

/** Bars of probabilities, as the rows and the lists of the pane have them. */
export const barStyles = css`
  .bar {
    display: block;
    height: 5px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    background: color-mix(in srgb, currentColor 14%, transparent);
  }
  .bar > span {
    display: block;
    height: 100%;
    background: var(--vscode-charts-blue, var(--accent));
  }
  ${heardStyles}
`;

export const nextStyles = [
  barStyles,
  css`
    .row {
      position: absolute;
      display: grid;
      grid-template-columns: ${HERE}px ${NEXT}px var(--candidates);
      width: 100%;
      height: ${ROW}px;
      border-bottom: 1px solid var(--line);
      cursor: pointer;
    }
    .row:hover {
      background: var(--vscode-list-hoverBackground, transparent);
    }
    .text {
      overflow: hidden;
      color: var(--vscode-editor-foreground, inherit);
      font-family: var(--mono);
      text-overflow: ellipsis;
      white-space: pre;
    }
    small,
    .share {
      color: var(--dim);
      font-size: 10px;
      font-variant-numeric: tabular-nums;
    }
    .here,
    .next {
      position: sticky;
      z-index: 1;
      align-items: center;
      min-width: 0;
      background: var(--vscode-editor-background, #1f1f1f);
    }
    .here {
      left: 0;
      display: flex;
      gap: 6px;
      padding-left: 14px;
    }
    .here small {
      flex: none;
      min-width: 2.2em;
      text-align: right;
    }
    .next {
      left: ${HERE}px;
      display: grid;
      grid-template: 16px 14px / 14px auto minmax(0, 1fr);
      align-content: center;
      gap: 0 4px;
      padding-right: 8px;
      border-right: 1px solid var(--line);
    }
    .next .text {
      grid-column: 2 / -1;
    }
    .next small {
      grid-area: 2 / 2;
    }
    .next .number {
      grid-area: 2 / 3;
      text-align: right;
    }
    .next .sign {
      color: var(--target);
    }
    .next .number {
      font-family: var(--mono);
      font-size: var(--small);
    }
    .candidate {
      display: grid;
      grid-template-rows: 15px 12px 5px;
      grid-template-columns: minmax(0, 1fr);
      align-content: center;
      min-width: 0;
      padding: 0 4px;
      border: 1px solid transparent;
    }
    .candidate .share {
      line-height: 12px;
      white-space: nowrap;
    }
    .candidate.real {
      border: 2px solid var(--target);
      border-radius: 3px;
    }
    .candidate.real .text {
      font-weight: 600;
    }
    .row.chosen .here,
    .row.chosen .next,
    .row.chosen {
      background: color-mix(
        in srgb,
        var(--vscode-editor-foreground, #cccccc) 9%,
        var(--vscode-editor-background, #1f1f1f)
      );
    }
    .row.chosen {
      outline: 1px solid var(--vscode-contrastActiveBorder, var(--vscode-editor-foreground));
      outline-offset: -1px;
    }
    .late {
      opacity: 0.6;
    }
  `,
];
