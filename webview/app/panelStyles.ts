import { css } from "lit";
import { headerStyles } from "./header";
import { noticeStyles } from "../base/notice";
import { stoppedNoteStyles } from "../vectors/stoppedNote";
import { paneStyles } from "../base/styles";

/** The panes share the height; where it is short, the whole page scrolls instead of squeezing. */
export const panelStyles = [
  paneStyles,
  headerStyles,
  noticeStyles,
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
    .panes {
      display: grid;
      flex: 1 0 0;
      grid-template-rows: minmax(230px, 23fr) minmax(190px, 25fr) minmax(432px, 52fr);
      min-width: 0;
      height: 0;
      min-height: 852px;
    }
    .panes > * {
      min-width: 0;
    }
    .panes > * + * {
      border-top: 1px solid var(--line);
    }
    .pictures {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    .pictures > layer-pane,
    .pictures > vector-pane,
    .pictures > position-pane {
      flex: 1;
    }
    .pictures > [hidden] {
      display: none;
    }
    .bar {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0 16px;
      padding: 4px 14px 3px;
    }
    .said {
      flex: 1 1 0;
      min-width: min(24ch, 100%);
      color: var(--dim);
      font-size: var(--small);
      overflow-wrap: anywhere;
    }
    .said:empty {
      min-width: 0;
    }
    .tabs {
      display: flex;
      gap: 16px;
    }
    .tabs button {
      padding: 3px 0 2px;
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
    /* Below the heatmaps a detail takes a height of its own instead of theirs. */
    .panes.detailed {
      grid-template-rows: minmax(230px, 23fr) minmax(190px, 25fr) minmax(790px, 52fr);
      min-height: 1210px;
    }
    /* A list of ids too short for a window: what it looks up is seen without scrolling. */
    .panes.short {
      grid-template-rows: minmax(150px, 1fr) minmax(360px, 3fr);
      min-height: 510px;
    }
    .panes.short > window-pane {
      display: none;
    }
    @media (min-width: 860px) {
      .panes.short {
        grid-template-columns: minmax(0, 1fr);
      }
      .panes:not(.short) {
        grid-template-rows: minmax(200px, 42fr) minmax(400px, 58fr);
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        min-height: 600px;
      }
      window-pane {
        border-left: 1px solid var(--line);
      }
      .panes > window-pane {
        border-top: 0;
      }
      .pictures {
        grid-column: 1 / -1;
      }
    }
  `,
];
