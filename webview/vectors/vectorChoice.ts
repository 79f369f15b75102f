import * as l10n from "../../src/shared/base/l10n";
import { css, html } from "lit";
import type { TemplateResult } from "lit";
import type { NearestTo } from "../../src/shared/values/vectorAnswers";
import { ownerOf } from "../base/eventElements";

interface Choice {
  readonly to: NearestTo;
  readonly title: () => string;
  readonly about: () => string;
}

const CHOICES: readonly Choice[] = [
  {
    to: "token",
    title: () => l10n.t("token"),
    about: () => l10n.t("Rows of the token table, wherever the token stands"),
  },
  {
    to: "input",
    title: () => l10n.t("token + position"),
    about: () => l10n.t("Input vectors: rows of the token table plus those of the position table"),
  },
];

/** Which of a row's vectors is meant: its token's, or the sum. */
export function vectorChoice(
  chosen: NearestTo,
  label: string,
  choose: (to: NearestTo) => void,
): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const to = chosen === "token" ? "input" : "token";
    choose(to);
    ownerOf(event, HTMLElement).querySelector<HTMLElement>(`[data-to="${to}"]`)?.focus();
  };
  return html`<div class="choice" role="radiogroup" aria-label=${label} @keydown=${onKey}>
    ${CHOICES.map(
      ({ to, title, about }) =>
        html`<button
          title=${about()}
          role="radio"
          data-to=${to}
          aria-checked=${chosen === to ? "true" : "false"}
          tabindex=${chosen === to ? 0 : -1}
          @click=${() => {
            choose(to);
          }}
        >
          ${title()}
        </button>`,
    )}
  </div>`;
}

export const vectorChoiceStyles = css`
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
