import * as l10n from "../../src/shared/base/l10n";
import type { ColumnName } from "./axisNames";
import type { DimensionOrder } from "./dimensionStats";

/** What stands beneath dimensions in an order of theirs. */
export function orderedText(order: DimensionOrder): string {
  switch (order) {
    case "index":
      return l10n.t("dimension");
    case "variance":
      return l10n.t("dimension, most variance first");
    case "signChanges":
      return l10n.t("dimension, fewest sign changes first");
  }
}

/** What the keys do in curves of one column each. */
export function curvesHint(columns: ColumnName): string {
  switch (columns) {
    case "dimension":
      return l10n.t(
        "Left and right move along it, up and down change the dimension, Enter keeps it beside the next ones, Delete lets go of the kept.",
      );
    case "pair":
      return l10n.t(
        "Left and right move along it, up and down change the pair, Enter keeps it beside the next ones, Delete lets go of the kept.",
      );
    case "head":
      return l10n.t(
        "Left and right move along it, up and down change the head, Enter keeps it beside the next ones, Delete lets go of the kept.",
      );
  }
}
