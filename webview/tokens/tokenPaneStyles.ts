import { css, unsafeCSS } from "lit";
import { SHADES } from "./frequencyWords";

/** Share of the shade's colour for the most frequent token, in percent. */
const DEEPEST = 50;

const shades = Array.from({ length: SHADES }, (_, at) => {
  const share = String(Math.round((DEEPEST * (at + 0.5)) / (SHADES - 0.5)));
  return `.often${String(at + 1)} {
    background-color: color-mix(in srgb, var(--vscode-charts-blue, #3794ff) ${share}%, transparent);
  }`;
}).join("\n");

export const tokenPaneStyles = [
  css`
    .scroller {
      overflow-x: hidden;
    }
    .row {
      position: absolute;
      left: 0;
      right: 0;
      display: grid;
      column-gap: 3px;
      height: 30px;
      padding-right: 14px;
      /* With a layer inside, a row is painted once and then copied: the browser's own cache. */
      isolation: isolate;
    }
    .first {
      position: relative;
      align-self: center;
      padding-right: 8px;
      color: var(--dim);
      font-family: var(--mono);
      font-size: var(--small);
      text-align: right;
    }
    .token.found .text {
      background: var(--vscode-editor-findMatchHighlightBackground, #ea5c0055);
      outline: 1px solid var(--vscode-editor-findMatchHighlightBorder, transparent);
    }
    /* In no window: struck out and hatched, so that it is seen without its colour. */
    .token.lost {
      background-image: repeating-linear-gradient(
        135deg,
        color-mix(in srgb, var(--vscode-tokenscope-lostToken, #f85149) 45%, transparent) 0 1px,
        transparent 1px 6px
      );
    }
    .token.lost .text {
      text-decoration: line-through;
      text-decoration-color: var(--vscode-tokenscope-lostToken, #f85149);
    }
    :host {
      container-type: inline-size;
    }
    .heading > .aside {
      white-space: nowrap;
    }
    .heading {
      flex-wrap: nowrap;
      row-gap: 0;
      align-items: center;
    }
    .tools .short,
    .tools .icon {
      display: none;
    }
    @container (max-width: 620px) {
      .heading > .aside {
        display: none;
      }
      /* What the shades mean stands on the button that shades, or the rows would lose a line. */
      .shaded .tools .long {
        display: none;
      }
      .shaded .tools .short {
        display: inline;
        white-space: nowrap;
      }
      .short .shades {
        margin: 0 4px;
      }
    }
    .tools {
      display: flex;
      align-items: center;
      gap: 2px 8px;
      min-width: 0;
    }
    .tools > button {
      padding: 1px 8px 2px;
      border: 1px solid var(--vscode-input-border, var(--line));
      border-radius: 3px;
      background: none;
      color: var(--vscode-foreground);
      font: inherit;
      white-space: nowrap;
      cursor: pointer;
    }
    .tools > button:hover {
      outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
      background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
    }
    .tools > button[aria-pressed="true"] {
      outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
      background: var(--vscode-toolbar-activeBackground, #63666750);
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    .tools > button:focus-visible {
      outline: 1px solid var(--accent);
      outline-offset: 1px;
    }
    @container (max-width: 430px) {
      .tools {
        gap: 2px 4px;
      }
      .tools > button {
        padding: 1px 4px 2px;
      }
    }
    /* The field to find tokens needs what the words take; they stand in the button's title. */
    @container (max-width: 370px) {
      .tools .long,
      .shaded .tools .short {
        display: none;
      }
      .tools .icon {
        display: inline-block;
        vertical-align: -3px;
      }
    }
    .shades {
      display: inline-flex;
      gap: 2px;
      vertical-align: -2px;
    }
    .shades i {
      width: 14px;
      height: 12px;
      border: 1px solid var(--vscode-contrastBorder, transparent);
      border-radius: 2px;
    }
  `,
  unsafeCSS(shades),
];
