import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { PositionFeed } from "../feeds/positionFeed";

interface Acts {
  readonly showSinusoidal: () => void;
  /** Shows GPT-2's own, which are here. */
  readonly showGpt2: () => void;
  readonly fetchGpt2: () => void;
}

type Offered = Pick<PositionFeed, "hasGpt2" | "isFetching" | "notFetched">;

/**
 * That the positions of an untrained model are random, and where there is something to see.
 * @param name of the model
 */
export function untrainedNote(
  name: string,
  { hasGpt2, isFetching, notFetched }: Offered,
  acts: Acts,
): TemplateResult {
  const fetch = (): void => {
    if (!isFetching) acts.fetchGpt2();
  };
  return html`<div class="untrained" role="note">
    <p>
      ${l10n.t("These positions are random, because {0} is untrained: expect no pattern.", name)}
      <button
        type="button"
        class="again"
        title=${l10n.t("Positions by the formula of sines and cosines, which have a pattern untrained")}
        @click=${acts.showSinusoidal}
      >
        ${l10n.t("Show sinusoidal positions")}
      </button>
      ${
        hasGpt2
          ? html`<button
              type="button"
              class="again"
              title=${l10n.t("GPT-2’s trained position table, which is on this machine")}
              @click=${acts.showGpt2}
            >
              ${l10n.t("Show GPT-2’s own")}
            </button>`
          : html`<button
              type="button"
              class="again"
              title=${l10n.t("GPT-2’s trained position table; you are asked before anything is fetched")}
              aria-disabled=${isFetching ? "true" : "false"}
              @click=${fetch}
            >
              ${isFetching ? l10n.t("Fetching GPT-2’s own…") : l10n.t("Fetch GPT-2’s own, 3 MB…")}
            </button>`
      }
    </p>
    ${notFetched === undefined ? nothing : html`<p class="why" role="alert">${notFetched}</p>`}
  </div>`;
}

export const untrainedStyles = css`
  .untrained {
    flex: none;
    padding: 0 14px 4px;
    color: var(--vscode-foreground);
    font-size: var(--small);
  }
  .untrained p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .untrained .again {
    padding: 0 8px;
    font-size: var(--small);
  }
  .untrained .again[aria-disabled="true"] {
    color: var(--dim);
    cursor: default;
  }
  .untrained .why {
    padding-top: 2px;
  }
`;
