import * as l10n from "../../src/shared/base/l10n";
import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelModel } from "../../src/shared/protocol/panelState";
import type { PositionFeed } from "../feeds/positionFeed";
import { sourcesOf } from "./positionChoices";
import type { PositionChoices } from "./positionChoices";

interface LearnedPositions {
  readonly feed: PositionFeed | undefined;
  readonly model: PanelModel | undefined;
}

/**
 * That the positions of an untrained model are random, and where there is something to see: where
 * its own table is shown.
 * @param change shows something else
 */
export function untrainedNote(
  choices: PositionChoices,
  { feed, model }: LearnedPositions,
  change: (change: Partial<PositionChoices>) => void,
): TemplateResult | typeof nothing {
  const info = model === undefined ? undefined : askedModel(model);
  const isRandom = info?.source === "seeded" && feed?.name?.source === "model";
  if (feed === undefined || !isRandom || !sourcesOf(choices).includes("learned")) return nothing;
  const { hasGpt2, isFetching, notFetched } = feed;
  const showSinusoidal = (): void => {
    change({ source: "sinusoidal" });
  };
  // Where all 1,024 of them are a picture at once.
  const showGpt2 = (): void => {
    change({ source: "gpt2", picture: "pca" });
  };
  const fetch = (): void => {
    if (isFetching) return;
    void feed.fetchGpt2().then((isThere) => {
      if (isThere) showGpt2();
    });
  };
  return html`<div class="untrained" role="note">
    <p>
      ${l10n.t("These positions are random, because {0} is untrained: expect no pattern.", info.name)}
      <button
        type="button"
        class="again"
        title=${l10n.t("Positions by the formula of sines and cosines, which have a pattern untrained")}
        @click=${showSinusoidal}
      >
        ${l10n.t("Show sinusoidal positions")}
      </button>
      ${
        hasGpt2
          ? html`<button
              type="button"
              class="again"
              title=${l10n.t("GPT-2’s trained position table, which is on this machine")}
              @click=${showGpt2}
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
