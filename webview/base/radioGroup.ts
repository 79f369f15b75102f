import { css, html } from "lit";
import type { TemplateResult } from "lit";
import { ownerOf } from "./eventElements";

interface Choice<Name extends string> {
  readonly name: Name;
  readonly title: () => string;
  readonly about: () => string;
}

/** Buttons beside each other of which one is pressed; arrow keys go round. */
export function radioGroup<Name extends string>(
  choices: readonly Choice<Name>[],
  chosen: Name,
  label: string,
  choose: (name: Name) => void,
): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    const at = choices.findIndex(({ name }) => name === chosen);
    const to = step && choices[(at + step + choices.length) % choices.length];
    if (to === undefined) return;
    event.preventDefault();
    // The picture beneath has arrow keys of its own.
    event.stopPropagation();
    choose(to.name);
    const group = ownerOf(event, HTMLElement);
    group.querySelector<HTMLElement>(`[data-choice="${to.name}"]`)?.focus();
  };
  return html`<div class="choice" role="radiogroup" aria-label=${label} @keydown=${onKey}>
    ${choices.map(
      ({ name, title, about }) =>
        html`<button
          type="button"
          title=${about()}
          role="radio"
          data-choice=${name}
          aria-checked=${chosen === name ? "true" : "false"}
          tabindex=${chosen === name ? 0 : -1}
          @click=${() => {
            choose(name);
          }}
        >
          ${title()}
        </button>`,
    )}
  </div>`;
}

const STEPS: Partial<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

export const radioGroupStyles = css`
  .choice {
    display: inline-flex;
    border: 1px solid var(--vscode-contrastBorder, var(--dim));
    border-radius: 3px;
  }
  .choice button {
    padding: 1px 8px;
    border: 0;
    background: none;
    color: var(--vscode-foreground);
    font: inherit;
    font-size: var(--small);
    cursor: pointer;
  }
  .choice button[aria-checked="true"] {
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    background: var(--vscode-toolbar-activeBackground, #63666750);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .choice button:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
`;
