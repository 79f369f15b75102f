import { css } from "lit";

export const positionControlStyles = css`
  .switches {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 18px;
    padding: 2px 14px 4px;
  }
  .line {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 2px 12px;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0 2px;
  }
  .tabs button,
  .again {
    padding: 2px 8px;
    border: 1px solid transparent;
    border-radius: 3px;
    background: none;
    color: var(--dim);
    font: inherit;
    cursor: pointer;
  }
  .tabs button:hover,
  .again:hover {
    outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-toolbar-hoverBackground, transparent);
  }
  .tabs button[aria-selected="true"] {
    border-color: var(--vscode-contrastActiveBorder, var(--accent));
    background: var(--vscode-input-background, var(--box));
    color: var(--vscode-foreground);
  }
  .tabs button:focus-visible,
  .again:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
  .again {
    align-self: center;
    border-color: var(--vscode-input-border, var(--line));
    color: var(--vscode-foreground);
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
  }
  label {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--dim);
  }
  /* Two lines of choices, not three: what they are for is the picture. */
  @media (max-width: 600px) {
    .line {
      flex: 1 0 100%;
    }
    .tabs button {
      padding: 1px 7px;
    }
    .fields {
      gap: 3px 10px;
      font-size: var(--small);
    }
    .fields label {
      gap: 4px;
    }
    .fields select {
      height: 20px;
    }
  }
`;
