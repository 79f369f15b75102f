import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { placesText, windowsText } from "../../src/shared/base/countWords";
import { formatCount } from "../../src/shared/base/numbers";
import type { SameToken } from "../../src/shared/values/vectorAnswers";
import { fixed4 } from "../base/format";
import type { AfterBlock, AfterBlockWish } from "../feeds/afterBlock";
import type { Outcome } from "../feeds/feed";

/** What all these places say together. */
export function summary({ id, count, windows, tokenDifference, tokens }: SameToken): string {
  if (tokens.length === 0) {
    return l10n.t("Id {0} occurs only here, and in only one window.", id);
  }
  const places =
    windows === 1
      ? l10n.t("Id {0} occurs at {1}; this one is in 1 window.", id, placesText(count))
      : l10n.t(
          "Id {0} occurs at {1}; this one is in {2} windows.",
          id,
          placesText(count),
          formatCount(windows),
        );
  const vectors = l10n.t(
    "The token vector is the same everywhere (largest difference {0}); the position vector differs by position. Distances are Euclidean, between position vectors; cosines are between token + position vectors.",
    tokenDifference,
  );
  return `${places} ${vectors}`;
}

/** How the same token's vectors after a block are to be had. */
export const chooseBlock = (): string =>
  l10n.t(
    "Choose a block above the third heatmap: what it has made of the token at each of these places is compared too.",
  );

/** What a block has made of one token at several places. */
export function afterWords({ wish, answer }: Outcome<AfterBlockWish, AfterBlock>): string {
  const { cosines } = answer;
  const [least, most] = [Math.min(...cosines), Math.max(...cosines)].map(fixed4);
  return l10n.t(
    "After block {0} its vectors differ by what stands before it, too. At the nearest {1} their cosines with the vector here are from {2} to {3}; distance and cosine stand at each.",
    wish.blocks,
    placesText(cosines.length),
    least ?? "",
    most ?? "",
  );
}

/** How many places are not listed. */
export function moreText(
  { count, windows }: SameToken,
  own: number,
  others: number,
): TemplateResult | typeof nothing {
  const hidden = count - 1 - others;
  const hiddenWindows = windows - 1 - own;
  if (hidden <= 0 && hiddenWindows <= 0) return nothing;
  const [places, inWindows] = [placesText(hidden), windowsText(hiddenWindows)];
  const text =
    hidden > 0 && hiddenWindows > 0
      ? l10n.t("The nearest are listed; {0} and {1} more.", places, inWindows)
      : l10n.t("The nearest are listed; {0} more.", hidden > 0 ? places : inWindows);
  return html`<p>${text}</p>`;
}
