import { formatCount } from "../../src/shared/numbers";
import { limitText, percent } from "../format";
import type { ChosenLimit } from "./limitChoice";

/** How a limit was found and what it leaves out, in words for the legend. */
export interface LimitWords {
  readonly rule: string;
  /** What the ends of the scale stand for; undefined where every value is 0. */
  readonly end: string | undefined;
  readonly left: string;
}

/** @param scope what shares the limit: "for all three" */
export function limitWords(chosen: ChosenLimit, scope: string): LimitWords {
  const { limit, finite, clipped, nonFinite, each, rule } = chosen;
  const odd = nonFinite === 0 ? "" : ` · ${formatCount(nonFinite)} not finite, striped`;
  if (limit === 0) return { rule: "every value is 0", end: undefined, left: odd };
  const left = `${percent(clipped / finite)} clipped${odd}`;
  if (each === undefined)
    return { rule: `one limit ${scope} · ${rule}`, end: limitText(limit), left };
  const least = each.limits.reduce((low, own) => Math.min(low, own), Infinity);
  const range = least === limit ? limitText(limit) : `${limitText(least)} to ${limitText(limit)}`;
  return { rule: `a limit for each ${each.of} ${scope} · ${rule}`, end: range, left };
}

/** "colours from −1.2 to 1.2", for text alternatives. */
export function limitSpan({ limit, each }: Pick<ChosenLimit, "limit" | "each">): string {
  const text = limitText(limit);
  return each === undefined
    ? `colours from −${text} to ${text}`
    : `colours by each ${each.of}'s own limit, at most ${text}`;
}
