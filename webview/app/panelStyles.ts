import { css } from "lit";
import { headerStyles } from "./header";
import { modelChipStyles } from "./modelChip";
import { emptyStyles } from "./documentNotice";
import { noticeStyles } from "../base/notice";
import { stoppedNoteStyles } from "../vectors/stoppedNote";
import { foldStyles } from "../base/sections";
import { pageStyles, paneStyles } from "../base/styles";

/** The panes share the height; where it is short, the whole page scrolls instead of squeezing. */
export const panelStyles = [
  paneStyles,
  foldStyles,
  headerStyles,
  modelChipStyles,
  noticeStyles,
  emptyStyles,
  stoppedNoteStyles,
  css`
    :host {
      display: block;
      height: 100vh;
      overflow: hidden auto;
      background: var(--vscode-editor-background);
    }
    main {
      display: flex;
      flex-direction: column;
      min-height: 100%;
    }
    .parts {
      display: grid;
      flex: 1 0 auto;
      align-content: start;
      min-width: 0;
    }
    .parts > * {
      min-width: 0;
      min-height: 0;
    }
    .parts > [hidden] {
      display: none;
    }
    loader-controls {
      grid-area: loader;
    }
    coverage-strip {
      grid-area: coverage;
    }
    token-pane {
      grid-area: tokens;
    }
    window-pane {
      grid-area: windows;
      border-top: 1px solid var(--line);
    }
    .pictures {
      display: flex;
      grid-area: pictures;
      flex-direction: column;
      height: var(--pictures);
      border-top: 1px solid var(--line);
    }
    .column {
      grid-template-areas: "loader" "coverage" "tokens" "windows" "pictures";
    }
    .above {
      grid-template-areas: "loader loader" "coverage coverage" "tokens windows" "pictures pictures";
    }
    .above > window-pane {
      border-top: 0;
      border-left: 1px solid var(--line);
    }
    .beside {
      grid-template-areas: "loader loader" "coverage coverage" "tokens pictures" "windows pictures";
    }
    .low {
      grid-template-areas: "loader pictures" "coverage pictures" "windows pictures" "tokens pictures";
    }
    .low > window-pane {
      border-top: 0;
    }
    .low > token-pane {
      border-top: 1px solid var(--line);
    }
    .beside > .pictures,
    .low > .pictures {
      border-top: 0;
      border-left: 1px solid var(--line);
    }
    /* Where there is room for nothing else, the chosen window and a picture come first. */
    main:has(.tiny) > .top {
      order: 1;
    }
    .tiny {
      grid-template-areas: "windows" "pictures" "loader" "coverage" "tokens";
    }
    .at-windows {
      grid-area: windows;
    }
    .at-pictures {
      grid-area: pictures;
    }
    .at-tokens {
      grid-area: tokens;
    }
    .at-right {
      grid-area: windows;
    }
    page-border[upright] {
      justify-self: start;
    }
    .pictures > [role="tabpanel"] {
      flex: 1;
    }
    .pictures > [hidden] {
      display: none;
    }
    .bar {
      display: flex;
      align-items: center;
      gap: 0 8px;
      height: 24px;
      padding: 0 14px 0 6px;
    }
    .pictures {
      container-type: inline-size;
    }
    /* What was just done is told in the legend's place. */
    .said:not(:empty) ~ heat-legend {
      display: none;
    }
    .bar > .fold {
      flex: none;
    }
    .bar > heat-legend {
      min-width: 0;
    }
    .bar > picture-options {
      margin-left: auto;
    }
    @container (max-width: 430px) {
      .bar > heat-legend {
        display: none;
      }
    }
    /* The tabs alone fill a line. */
    @container (max-width: 310px) {
      .bar {
        flex-wrap: wrap;
        height: auto;
        padding-right: 4px;
      }
      .said:empty {
        display: none;
      }
    }
    .said {
      flex: 1 1 0;
      min-width: 0;
      overflow: hidden;
      color: var(--dim);
      font-size: var(--small);
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .said:empty {
      min-width: 0;
    }
    .tabs {
      display: flex;
      gap: 12px;
    }
    .tabs button {
      padding: 2px 0 1px;
      border: 0;
      border-bottom: 2px solid transparent;
      background: none;
      color: var(--dim);
      font: inherit;
      cursor: pointer;
    }
    .tabs button[aria-selected="true"] {
      border-bottom-color: var(--accent);
      color: var(--vscode-foreground);
    }
    .note {
      margin: 0;
      padding: 5px 14px;
      border-bottom: 1px solid var(--line);
      background: var(--box);
      overflow-wrap: anywhere;
    }
  `,
];

// The document around the page, which no style of a shadow root reaches.
if (pageStyles.styleSheet !== undefined) document.adoptedStyleSheets.push(pageStyles.styleSheet);
