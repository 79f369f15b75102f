import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { GptName } from "../../src/shared/values/predictionAnswers";
import { ChooseModelEvent } from "../base/paneEvents";
import type { Predictions } from "../feeds/predictions";

interface Offer {
  readonly name: GptName;
  readonly title: () => string;
  /** What it is, and what it takes. */
  readonly about: () => string;
}

const OFFERS: readonly Offer[] = [
  {
    name: "small",
    title: () => l10n.t("A small GPT"),
    about: () =>
      l10n.t(
        "2 layers, untrained: made at once, 26 MB on disk. It shows how everything here is read.",
      ),
  },
  {
    name: "book",
    title: () => l10n.t("The book's GPT"),
    about: () =>
      l10n.t("12 layers, untrained, built here in seconds: 622 MB on disk, nothing is fetched."),
  },
  {
    name: "gpt2",
    title: () => l10n.t("GPT-2, whole"),
    about: () => l10n.t("12 layers, trained: 548 MB are fetched once, after a question."),
  },
];

/** What stands in place of predictions while the model is two tables alone. */
export function gptOffer(model: string, predictions: Predictions): TemplateResult {
  const { wanted, refusal } = predictions;
  return html`<div class="offer">
    <p class="what">
      ${l10n.t("{0} is two tables: it turns tokens into vectors, and predicts nothing", model)}
    </p>
    <p>
      ${l10n.t("What comes next is predicted by a whole GPT: its blocks, its norms and its head. Any of these becomes the model of all views:")}
    </p>
    <ul>
      ${OFFERS.map(
        ({ name, title, about }) =>
          html`<li>
            <button
              type="button"
              data-gpt=${name}
              aria-describedby="about-${name}"
              title=${l10n.t("Make this the model")}
              ?disabled=${wanted !== undefined}
              @click=${() => void predictions.use(name)}
            >
              ${title()}
            </button>
            <span id="about-${name}">${about()}</span>
          </li>`,
      )}
      <li>
        <button
          type="button"
          title=${l10n.t("Choose a model, also from a file that holds a whole GPT")}
          ?disabled=${wanted !== undefined}
          @click=${(event: MouseEvent) => event.currentTarget?.dispatchEvent(new ChooseModelEvent())}
        >
          ${l10n.t("Another model…")}
        </button>
        <span>${l10n.t("A file of yours that holds a whole GPT.")}</span>
      </li>
    </ul>
    <div role="status">
      ${wanted === undefined ? nothing : html`<p>${l10n.t("Getting the model…")}</p>`}
      ${refusal === undefined ? nothing : html`<p class="problem">${refusal}</p>`}
    </div>
  </div>`;
}

export const gptOfferStyles = css`
  .offer {
    flex: 1;
    min-height: 0;
    padding: 10px 14px;
    overflow: auto;
  }
  .offer p {
    max-width: 80ch;
    margin: 0 0 6px;
    color: var(--dim);
    overflow-wrap: anywhere;
  }
  .offer .what,
  .offer .problem {
    color: var(--vscode-foreground);
    font-size: 13px;
  }
  .offer ul {
    display: grid;
    grid-template-columns: max-content minmax(0, 60ch);
    gap: 6px 12px;
    margin: 0 0 8px;
    padding: 0;
    list-style: none;
  }
  .offer li {
    display: contents;
  }
  .offer span {
    align-self: center;
    color: var(--dim);
  }
  .offer button {
    padding: 3px 12px;
    border: 1px solid var(--vscode-button-border, var(--dim));
    border-radius: 3px;
    background: var(--vscode-button-secondaryBackground, var(--box));
    color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
    font: inherit;
    cursor: pointer;
  }
  .offer button:hover:not(:disabled) {
    background: var(--vscode-button-secondaryHoverBackground, var(--box));
  }
  .offer button:disabled {
    opacity: 0.6;
    cursor: default;
  }
  .offer button:focus-visible {
    outline: 1px solid var(--accent);
    outline-offset: 1px;
  }
`;
