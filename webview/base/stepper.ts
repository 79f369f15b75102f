import { css, html } from "lit";
import type { TemplateResult } from "lit";

/** A number that is gone through by two buttons. */
export interface Stepper {
  /** What is written between the buttons. */
  readonly text: string;
  /** What the buttons do. */
  readonly before: string;
  readonly next: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly choose: (value: number) => void;
}

/** ‹ text › */
export function stepper({
  text,
  before,
  next,
  value,
  least,
  most,
  choose,
}: Stepper): TemplateResult {
  const button = (to: number, sign: string, title: string): TemplateResult => {
    const isEnd = to < least || to > most;
    return html`<button
      type="button"
      title=${title}
      aria-label=${title}
      aria-disabled=${isEnd ? "true" : "false"}
      @click=${() => {
        if (!isEnd) choose(to);
      }}
    >
      ${sign}
    </button>`;
  };
  return html`<span class="stepper"
    >${button(value - 1, "‹", before)}<span role="status">${text}</span
    >${button(value + 1, "›", next)}</span
  >`;
}

export const stepperStyles = css`
  .stepper {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    white-space: nowrap;
  }
  .stepper button {
    width: 20px;
    height: 18px;
    padding: 0;
    border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--line)));
    border-radius: 3px;
    background: var(--vscode-input-background, var(--box));
    color: var(--vscode-input-foreground, var(--vscode-foreground));
    font: inherit;
    line-height: 1;
    cursor: pointer;
  }
  .stepper button[aria-disabled="true"] {
    opacity: 0.5;
    cursor: default;
  }
  .stepper button:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
`;
