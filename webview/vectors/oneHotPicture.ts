import * as l10n from "../../src/shared/base/l10n";
import { shape } from "../base/format";
import type { HeatCell } from "../base/heatCell";
import { legendWords } from "../heat/heatCells";
import type { HeatStyle } from "../heat/heatCells";
import { heatDrawing } from "../heat/heatDrawing";
import type { Picture } from "../save/picture";
import type { ChosenLimit } from "../heat/limitChoice";
import type { OneHotWish, TwoLookUps } from "../feeds/inspector";

/** What the colour limit is of. */
const SCOPE = "all";

/** The product of the one-hot rows and wte as it is copied from and saved. */
export function oneHotPicture(
  { window }: OneHotWish,
  { ids, vocabularySize, dimensions: columns, multiplied: values }: TwoLookUps,
  style: HeatStyle & { readonly limit: ChosenLimit },
  cross: HeatCell | undefined,
): Picture {
  const rows = ids.length;
  const product = `${shape(rows, vocabularySize)} × ${shape(vocabularySize, columns)}`;
  const heading = `one-hot @ wte ${product} = ${shape(rows, columns)}`;
  const named = {
    heading,
    whose: l10n.t("Window {0}", String(window + 1)),
    rowName: l10n.t("position"),
    columnName: l10n.t("dimension"),
    square: false,
    legend: legendWords(style.limit, SCOPE, style.look.summary),
  };
  return {
    fileName: `window-${window + 1}-one-hot`,
    title: heading,
    description: l10n.t(
      "Product of the one-hot rows and wte, {0} rows of {1} values",
      rows,
      columns,
    ),
    table: { values, columns },
    at: cross === undefined || cross.row >= rows ? undefined : cross,
    code: { of: "oneHot", window },
    draw: (page) => heatDrawing({ ...style, values, columns }, named, page),
  };
}
