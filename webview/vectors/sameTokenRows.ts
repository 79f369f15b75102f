import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { formatCount } from "../../src/shared/base/numbers";
import { visible } from "../../src/shared/base/tokenLabel";
import type { SameToken } from "../../src/shared/values/vectorAnswers";
import { fixed4 } from "../base/format";
import type { AfterBlock, AfterBlockWish } from "../feeds/afterBlock";
import type { Outcome } from "../feeds/feed";
import type { SameTokenWish } from "../feeds/inspector";
import type { TokenView } from "../feeds/tokenView";

/** A list of the token's places as it is shown. */
export interface PlaceList {
  readonly wish: SameTokenWish;
  readonly answer: SameToken;
  /** Rows of the answer, by position. */
  readonly order: readonly number[];
  /** Place in the order that the keyboard is on. */
  readonly active: number;
  /** The token that the list is of, once it is known. */
  readonly word: TokenView | undefined;
  /** The same after a block, where that is known. */
  readonly after: Outcome<AfterBlockWish, AfterBlock> | undefined;
}

/** The places at one position: they share their vector, and so its distance and cosine. */
export function placeGroup(list: PlaceList, places: readonly number[]): TemplateResult {
  const { answer, order } = list;
  const row = order[places[0] ?? 0] ?? 0;
  const position = answer.positions[row] ?? -1;
  const name =
    position < 0 ? l10n.t("in no window") : l10n.t("position {0}", formatCount(position));
  const distance = fixed4(answer.distances[row] ?? NaN);
  const cosine = fixed4(answer.cosines[row] ?? NaN);
  const heard =
    position < 0
      ? name
      : l10n.t(
          "{0}: Euclidean distance of the position vectors {1}, cosine of the sums {2}",
          name,
          distance,
          cosine,
        );
  return html`<div role="group" aria-label=${heard}>
    <div class="row head group" aria-hidden="true">
      <span>${name}</span>
      ${
        position < 0
          ? nothing
          : html`<span class="number">${distance}</span><span class="number">${cosine}</span>`
      }
    </div>
    ${places.map((at) => placeRow(list, at))}
  </div>`;
}

function placeRow(list: PlaceList, at: number): TemplateResult {
  const { wish, answer, order, active, word } = list;
  const row = order[at] ?? 0;
  const token = answer.tokens[row] ?? 0;
  const window = answer.inWindow[row] ?? -1;
  const facts = [
    ...(window < 0 ? [] : [l10n.t("window {0}", formatCount(window + 1))]),
    ...(token === wish.token ? [l10n.t("the same place")] : []),
  ];
  return html`<div
    class="row ${at === active ? "active" : ""}"
    id="row${at}"
    role="option"
    data-row=${at}
    aria-selected=${at === active ? "true" : "false"}
  >
    <span>${l10n.t("token {0}", formatCount(token))} <small>${facts.join(" · ")}</small></span>
    ${afterNumbers(list, row)}
    <span class="around"
      ><small>${visibleText(answer.before[row] ?? "")}</small
      ><b>${word?.quoted.slice(1, -1) ?? ""}</b
      ><small>${visibleText(answer.after[row] ?? "")}</small></span
    >
  </div>`;
}

/** Of what a block has made of the token there. */
function afterNumbers({ answer, after }: PlaceList, row: number): TemplateResult | typeof nothing {
  const at = after?.wish.places.findIndex(
    ([token, position]) => token === answer.tokens[row] && position === answer.positions[row],
  );
  if (after === undefined || at === undefined || at < 0) return nothing;
  const distance = fixed4(after.answer.distances[at] ?? NaN);
  const cosine = fixed4(after.answer.cosines[at] ?? NaN);
  const { blocks } = after.wish;
  const words = l10n.t("after block {0}: distance {1}, cosine {2}", blocks, distance, cosine);
  return html`<span class="number after" title=${words} aria-hidden="true">${distance}</span
    ><span class="number after" title=${words} aria-hidden="true">${cosine}</span
    ><span class="heard">${words}</span>`;
}

/** Text of the document: what has no ink becomes a sign. */
const visibleText = (text: string): string => text.split(" ").map(visible).join(" ");
