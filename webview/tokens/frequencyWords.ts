import { formatCount, ordinal, plural } from "../../src/shared/numbers";
import type { TokenFrequencies } from "../../src/shared/frequency";
import { percent } from "../format";

/** How often a token occurs, in words; undefined where that is not known of it. */
export function frequencyText(of: TokenFrequencies, token: number): string | undefined {
  const at = token - of.first;
  const [count, rank] = [of.counts[at], of.ranks[at]];
  if (count === undefined || rank === undefined) return undefined;
  const times = count === 1 ? "once" : plural(count, "time");
  const share = `${percent(count / of.tokenCount)} of ${plural(of.tokenCount, "token")}`;
  const place = rank === 1 ? "most frequent" : `${ordinal(rank)} most frequent`;
  return `occurs ${times}, ${share}, ${place} of ${formatCount(of.distinct)} different ones`;
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
