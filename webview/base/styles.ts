import { css } from "lit";

/** VS Code pads the body of every webview; the panel reaches to its edges. */
export const pageStyles = css`
  html,
  body {
    height: 100%;
    margin: 0;
    padding: 0;
    overflow: hidden;
  }
`;

/** What all panes share: the theme's colours by short names, headings, buttons, focus. */
export const paneStyles = css`
  :host {
    --dim: var(--vscode-descriptionForeground, #9d9d9d);
    --line: var(
      --vscode-contrastBorder,
      var(--vscode-panel-border, var(--vscode-editorGroup-border, #2b2b2b))
    );
    --box: var(--vscode-editorWidget-background, var(--vscode-sideBar-background, #181818));
    --accent: var(--vscode-focusBorder, #0078d4);
    --input: var(--vscode-tokenscope-windowInput, var(--accent));
    --target: var(
      --vscode-tokenscope-windowTarget,
      var(--vscode-editorWarning-foreground, #cca700)
    );
    --mono: var(--vscode-editor-font-family, monospace);
    --small: 11px;
    color: var(--vscode-foreground, #cccccc);
    font-family: var(--vscode-font-family, sans-serif);
    font-size: 12px;
    line-height: 1.4;
  }
  :host([hidden]) {
    display: none;
  }
  * {
    box-sizing: border-box;
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 12px;
    min-height: 21px;
    padding: 0 14px 0 6px;
  }
  h2,
  h3 {
    margin: 0;
    color: var(--dim);
    font-size: var(--small);
    font-weight: 600;
    letter-spacing: 0.06em;
    text-transform: uppercase;
    white-space: nowrap;
  }
  .titled {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .aside {
    color: var(--dim);
    font-size: var(--small);
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: -1px;
  }
  .scroller {
    position: relative;
    overflow: auto;
    scrollbar-color: var(--vscode-scrollbarSlider-background, #79797966) transparent;
  }
  .scroller > .content {
    position: relative;
  }
`;

/** What is not seen, but read aloud. */
export const heardStyles = css`
  .heard {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Cells that show one token: its text over its id. */
export const tokenCellStyles = css`
  .token {
    display: flex;
    flex-direction: column;
    justify-content: center;
    min-width: 0;
    padding: 0 5px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
    font-family: var(--mono);
    cursor: pointer;
  }
  ${heardStyles}
  /* Paler by its colours: an opacity, or a clip, in each cell costs the browser a layer of its own. */
  .token.waiting {
    border-color: color-mix(in srgb, var(--vscode-contrastBorder, transparent) 50%, transparent);
    background: color-mix(in srgb, var(--box) 50%, transparent);
  }
  .token .text,
  .token .id {
    white-space: pre;
  }
  .token .long {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .token .text {
    color: var(--vscode-editor-foreground, inherit);
    font-size: 12px;
    line-height: 15px;
  }
  .token .id {
    display: flex;
    justify-content: space-between;
    color: color-mix(in srgb, var(--vscode-editor-foreground, currentColor) 88%, transparent);
    font-size: 10px;
    line-height: 12px;
  }
  .turn1 {
    background: var(--vscode-tokenscope-token1, #3b5bdb55);
  }
  .turn2 {
    background: var(--vscode-tokenscope-token2, #0ca67855);
  }
  .turn3 {
    background: var(--vscode-tokenscope-token3, #e6770055);
  }
  .turn4 {
    background: var(--vscode-tokenscope-token4, #ae3ec955);
  }
  .turn5 {
    background: var(--vscode-tokenscope-token5, #f03e3e4d);
  }
  .turn6 {
    background: var(--vscode-tokenscope-token6, #1098ad55);
  }
  .token.input {
    box-shadow: inset 0 -2px 0 var(--input);
  }
  /* Dashed, so that it is told from an input by its form too. */
  .token.target {
    background-image: repeating-linear-gradient(90deg, var(--target) 0 7px, transparent 7px 10px);
    background-repeat: no-repeat;
    background-position: bottom;
    background-size: 100% 2px;
  }
  .token:hover {
    border-color: var(--dim);
  }
  .token[aria-selected="true"] {
    outline: 2px solid var(--vscode-editor-foreground, currentColor);
    outline-offset: -1px;
  }
`;

/** The line beneath a picture that tells the place under the crosshair in words. */
export const readoutStyles = css`
  .readout {
    display: flex;
    flex-wrap: wrap;
    gap: 0 28px;
    min-height: 20px;
    padding: 1px 14px;
    border-top: 1px solid var(--line);
    background: var(--box);
    font-family: var(--mono);
  }
`;

/** A pane whose heading stays while what is beneath it scrolls. */
export const scrollingPaneStyles = css`
  /* What changes in one pane is laid out and painted there alone. */
  :host,
  .scroller {
    contain: layout paint style;
  }
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .scroller {
    flex: 1;
    min-height: 0;
  }
`;

/** Buttons that are an icon. */
export const iconButtonStyles = css`
  button {
    display: flex;
    align-items: center;
    justify-content: center;
    width: 22px;
    height: 22px;
    padding: 0;
    border: 0;
    border-radius: 5px;
    background: none;
    color: var(--vscode-icon-foreground, var(--vscode-foreground));
    cursor: pointer;
  }
  button:hover:not(:disabled, [aria-disabled="true"]) {
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-toolbar-hoverBackground, #5a5d5e50);
  }
  button:focus-visible {
    outline: 1px solid var(--accent);
  }
  button:disabled,
  button[aria-disabled="true"] {
    opacity: 0.4;
    cursor: default;
  }
`;

/** Check boxes as VS Code draws them. */
export const checkBoxStyles = css`
  input[type="checkbox"] {
    position: relative;
    flex: none;
    width: 16px;
    height: 16px;
    margin: 0;
    border: 1px solid
      var(--vscode-checkbox-border, var(--vscode-settings-checkboxBorder, var(--line)));
    border-radius: 3px;
    appearance: none;
    background: var(--vscode-checkbox-background, var(--vscode-input-background, var(--box)));
    color: var(--vscode-checkbox-foreground, var(--vscode-foreground));
    cursor: pointer;
  }
  input[type="checkbox"]:checked::after {
    position: absolute;
    top: 1px;
    left: 4px;
    width: 4px;
    height: 8px;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    content: "";
    transform: rotate(45deg);
  }
  input[type="checkbox"]:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
`;

/** Lists to choose from as VS Code draws them. */
export const selectStyles = css`
  select {
    height: 22px;
    padding: 0 2px;
    border: 1px solid var(--vscode-dropdown-border, var(--vscode-input-border, var(--line)));
    border-radius: 3px;
    background: var(--vscode-dropdown-background, var(--vscode-input-background, var(--box)));
    color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
    color-scheme: inherit;
    font: inherit;
  }
  select:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
`;
