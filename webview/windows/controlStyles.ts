import { css } from "lit";

export const controlStyles = css`
  :host {
    display: block;
    padding: 8px 14px 6px;
    border-bottom: 1px solid var(--line);
  }
  .controls,
  .fields,
  .way {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
  }
  .controls {
    justify-content: space-between;
    gap: 6px 20px;
  }
  .fields {
    gap: 6px 14px;
  }
  .way {
    gap: 0 2px;
    color: var(--dim);
    font-variant-numeric: tabular-nums;
  }
  .apart {
    width: 10px;
  }
  label {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--dim);
  }
  vscode-checkbox {
    --vscode-font-size: 12px;
  }
  input {
    width: 9ch;
    height: 24px;
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
  input:focus {
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
  .place {
    padding: 0 2px;
    white-space: nowrap;
  }
  .below {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    gap: 0 20px;
  }
  .sentences {
    flex: 1 1 40ch;
  }
  .sentences p {
    margin: 6px 0 0;
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
