import { rowsText, valuesText } from "../../src/shared/base/countWords";
import * as l10n from "../../src/shared/base/l10n";
import { seenCells } from "../heat/heatView";
import type { HeatView } from "../heat/heatView";
import type { ChosenLimit } from "../heat/limitChoice";
import { limitSpan } from "../heat/limitWords";
import type { VectorTable } from "./vectorPicture";
import type { WindowVectors } from "../feeds/windowVectors";

/** The three heatmaps of a window: token + position = input, or what that is after some blocks. */
export function tablesOf({ vectors, after }: WindowVectors): VectorTable[] {
  return [
    { name: "token", title: l10n.t("Token vectors"), sign: "", values: vectors.token },
    {
      name: "position",
      title: l10n.t("Position vectors"),
      sign: "+",
      values: vectors.position,
    },
    after === undefined
      ? { name: "input", title: l10n.t("Input vectors"), sign: "=", values: vectors.input }
      : { name: "input", title: afterText(after.blocks), sign: "→", values: after.values },
  ];
}

/** Which vectors these are: "After block 3". */
const afterText = (blocks: number): string => l10n.t("After block {0}", blocks);

/** A heatmap of `rows` of `columns` values in words, and which part of it is seen. */
export function tableWords(
  title: string,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  limit: Pick<ChosenLimit, "limit" | "each">,
  view: HeatView,
): string {
  const whole = l10n.t(
    "{0}, {1} of {2}, {3}",
    title,
    rowsText(rows),
    valuesText(columns),
    limitSpan(limit),
  );
  if (view.rows === rows && view.columns === columns) return whole;
  const [firstRow, lastRow] = seenCells(view).rows;
  const [first, last] = seenCells(view).columns;
  return l10n.t(
    "{0}, seen: rows {1} to {2}, dimensions {3} to {4}",
    whole,
    firstRow,
    lastRow,
    first,
    last,
  );
}
