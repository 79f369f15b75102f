import * as l10n from "../shared/base/l10n";
import { formatCount } from "../shared/base/numbers";
import type { PackingCosts, PackingWay } from "./packing";

/** A way in a table. */
export function packingName(way: PackingWay, length: number): string {
  switch (way) {
    case "concatenated":
      return l10n.t("all in a row, cut every {0}", formatCount(length));
    case "oneEach":
      return l10n.t("one document a window, padded and cut off");
    case "bestFit":
      return l10n.t("best fit, the longest first");
  }
}

/** What share of all places holds no token: "3.1 %" */
export function paddingShare({ padding, windows }: PackingCosts, length: number): string {
  return windows === 0 ? "–" : `${((100 * padding) / (windows * length)).toFixed(1)} %`;
}
