import { css } from "lit";
import { stripHeight } from "./stripDrawing";

export const stripStyles = css`
  :host {
    position: relative;
    z-index: 2;
    display: block;
    border-bottom: 1px solid var(--line);
  }
  .heading {
    flex-wrap: nowrap;
    align-items: center;
    padding: 0 14px 1px 6px;
  }
  window-steps {
    flex: none;
  }
  :host {
    container-type: inline-size;
  }
  /* The button keeps its name for who does not see it. */
  @container (max-width: 419px) {
    .fold .face {
      display: none;
    }
  }
  .notes {
    margin: -1px 14px 3px;
    overflow: hidden;
    color: var(--dim);
    font-size: var(--small);
    line-height: 15px;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  /* Where tokens are lost, the whole sentence: each number in it leads to some of them. */
  .notes:has(.lost) {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    white-space: normal;
  }
  @container (max-width: 899px) {
    .lost ~ .others {
      display: none;
    }
  }
  @container (max-width: 619px) {
    .notes {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
      white-space: normal;
    }
  }
  .legend,
  .legend > span {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 5px;
  }
  .legend {
    gap: 0 16px;
    font-variant-numeric: tabular-nums;
  }
  .legend canvas {
    width: 12px;
    height: 8px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .legend .start {
    width: 1px;
    height: 10px;
    background: currentColor;
  }
  .strip {
    position: relative;
    height: ${stripHeight(false)}px;
    margin: 0 14px 3px;
    cursor: crosshair;
    touch-action: pan-y;
  }
  .strip.scored {
    height: ${stripHeight(true)}px;
  }
  .strip:focus-visible {
    outline-offset: 3px;
  }
  .strip canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    image-rendering: pixelated;
  }
  .words {
    position: absolute;
    top: calc(100% - 2px);
    max-width: calc(100% - 28px);
    padding: 2px 8px;
    border: 1px solid
      var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, var(--line)));
    border-radius: 3px;
    background: var(--vscode-editorHoverWidget-background, var(--box));
    color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
    font-size: 12px;
    font-variant-numeric: tabular-nums;
    pointer-events: none;
  }
`;
