import * as l10n from "../../src/shared/base/l10n";
import { tokensText } from "../../src/shared/base/countWords";
import { formatCount, ordinal } from "../../src/shared/base/numbers";
import type { TokenFrequencies } from "../../src/shared/values/frequency";
import { percent } from "../base/format";

/** How often a token occurs, in words; undefined where that is not known of it. */
export function frequencyText(of: TokenFrequencies, token: number): string | undefined {
  const at = token - of.first;
  const [count, rank] = [of.counts[at], of.ranks[at]];
  if (count === undefined || rank === undefined) return undefined;
  const share = percent(count / of.tokenCount);
  const all = tokensText(of.tokenCount);
  const distinct = formatCount(of.distinct);
  if (count === 1) {
    return rank === 1
      ? l10n.t("occurs once, {0} of {1}, most frequent of {2} different ones", share, all, distinct)
      : l10n.t(
          "occurs once, {0} of {1}, {2} most frequent of {3} different ones",
          share,
          all,
          ordinal(rank),
          distinct,
        );
  }
  const times = formatCount(count);
  return rank === 1
    ? l10n.t(
        "occurs {0} times, {1} of {2}, most frequent of {3} different ones",
        times,
        share,
        all,
        distinct,
      )
    : l10n.t(
        "occurs {0} times, {1} of {2}, {3} most frequent of {4} different ones",
        times,
        share,
        all,
        ordinal(rank),
        distinct,
      );
}

/** Shades that cells take by how frequent their token is. */
export const SHADES = 5;

/**
 * From 1 for a token that occurs once to `SHADES` for the most frequent one, evenly in the
 * logarithm of the count: few tokens are very frequent.
 */
export function shadeOf(count: number, most: number): number {
  if (count <= 1 || most <= 1) return 1;
  return Math.min(SHADES, 1 + Math.round(((SHADES - 1) * Math.log(count)) / Math.log(most)));
}
