import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import { limitText, percent } from "../base/format";
import type { ChosenLimit } from "./limitChoice";
import type { Summary } from "./pyramid";

/** How a limit was found and what it leaves out, in words for the legend. */
export interface LimitWords {
  readonly rule: string;
  /** What the ends of the scale stand for; undefined where every value is 0. */
  readonly end: string | undefined;
  readonly left: string;
}

/** What shares a limit: the three tables of vectors, or all values of one table. */
export type LimitScope = "three" | "all";

export function limitWords(chosen: ChosenLimit, scope: LimitScope, summary: Summary): LimitWords {
  const { limit, finite, clipped, nonFinite, each } = chosen;
  const odd =
    (nonFinite === 0 ? "" : ` · ${l10n.t("{0} not finite, striped", formatCount(nonFinite))}`) +
    (summary === "mean" ? ` · ${l10n.t("mean |x| where cells share a pixel")}` : "");
  if (limit === 0) return { rule: l10n.t("every value is 0"), end: undefined, left: odd };
  const left = l10n.t("{0} clipped", percent(clipped / finite)) + odd;
  const rule = ruleWords(chosen, scope);
  if (each === undefined) return { rule, end: limitText(limit), left };
  const least = each.limits.reduce((low, own) => Math.min(low, own), Infinity);
  const range =
    least === limit ? limitText(limit) : l10n.t("{0} to {1}", limitText(least), limitText(limit));
  return { rule, end: range, left };
}

function ruleWords({ each, rule }: ChosenLimit, scope: LimitScope): string {
  const three = scope === "three";
  switch (each?.of) {
    case undefined:
      return three
        ? l10n.t("one limit for all three · {0}", rule)
        : l10n.t("one limit of all values · {0}", rule);
    case "row":
      return three
        ? l10n.t("a limit for each row for all three · {0}", rule)
        : l10n.t("a limit for each row of all values · {0}", rule);
    case "dimension":
      return three
        ? l10n.t("a limit for each dimension for all three · {0}", rule)
        : l10n.t("a limit for each dimension of all values · {0}", rule);
  }
}

/** "colours from −1.2 to 1.2", for text alternatives. */
export function limitSpan({ limit, each }: Pick<ChosenLimit, "limit" | "each">): string {
  const text = limitText(limit);
  switch (each?.of) {
    case undefined:
      return l10n.t("colors from −{0} to {0}", text);
    case "row":
      return l10n.t("colors by each row's own limit, at most {0}", text);
    case "dimension":
      return l10n.t("colors by each dimension's own limit, at most {0}", text);
  }
}
