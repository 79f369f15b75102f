import { css } from "lit";

export const controlStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    padding: 2px 8px 2px 6px;
    border-bottom: 1px solid var(--line);
  }
  .controls,
  .fields {
    display: flex;
    align-items: center;
  }
  .controls {
    justify-content: space-between;
    gap: 2px 3px;
    min-height: 24px;
  }
  .fields {
    flex: 1 1 0;
    flex-wrap: wrap;
    gap: 2px 6px;
    min-width: 0;
  }
  button.fold {
    padding: 0 2px 0 0;
    color: var(--dim);
    font-variant-numeric: tabular-nums;
  }
  .options {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  label {
    display: flex;
    align-items: center;
    gap: 3px;
    color: var(--dim);
    font-size: var(--small);
  }
  .presets {
    flex: none;
  }
  .book {
    display: none;
    flex: none;
  }
  @container (max-width: 719px) {
    .controls {
      position: relative;
    }
    .book {
      display: flex;
    }
    .presets {
      display: none;
    }
    .presets.shown {
      position: absolute;
      z-index: 5;
      top: 100%;
      right: 0;
      display: block;
      padding: 6px 10px;
      border: 1px solid var(--vscode-menu-border, var(--line));
      border-radius: 5px;
      background: var(--vscode-menu-background, var(--box));
    }
  }
  input[type="number"] {
    width: 5.5ch;
    height: 20px;
    padding: 0 2px 0 6px;
    border: 1px solid
      var(--vscode-input-border, var(--vscode-settings-textInputBorder, var(--line)));
    border-radius: 3px;
    background: var(--vscode-input-background, var(--box));
    color: var(--vscode-input-foreground, inherit);
    color-scheme: inherit;
    font-family: var(--mono);
    font-size: 12px;
  }
  /* Where there is little room, all of it is for the digits. */
  @container (max-width: 619px) {
    input[type="number"] {
      appearance: textfield;
    }
    input[type="number"]::-webkit-inner-spin-button {
      display: none;
    }
  }
  input[type="number"]:focus {
    outline: 1px solid var(--accent);
    outline-offset: -1px;
  }
  input[aria-invalid="true"] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground, #be1100));
    outline: 1px solid
      var(--vscode-inputValidation-errorBorder, var(--vscode-errorForeground, #be1100));
    outline-offset: -1px;
    background: var(--vscode-inputValidation-errorBackground, var(--vscode-input-background));
  }
  .sentences p {
    margin: 2px 0 2px 8px;
    color: var(--dim);
    font-size: var(--small);
  }
  .sentences .warning {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--vscode-foreground);
    font-size: 12px;
  }
  .warning vscode-icon {
    flex: none;
    color: var(--vscode-editorWarning-foreground, #cca700);
  }
`;
