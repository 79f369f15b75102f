import * as l10n from "../../src/shared/base/l10n";
import { valuesText } from "../../src/shared/base/countWords";
import { formatCount } from "../../src/shared/base/numbers";
import type { Remote } from "../../src/shared/base/rpc";
import type { PanelHost } from "../../src/shared/protocol/panel";
import { shape } from "../base/format";
import type { Job } from "./job";
import { matrixText, rowText, valueText } from "./numberText";
import type { Picture } from "./picture";

/** Values that go to the clipboard at most: the cosines of 1,024 positions. */
const MOST_COPIED = 2 ** 20;

/** Puts a value, a row or all values of a picture on the clipboard. */
export async function copyFromPicture(
  host: Pick<Remote<PanelHost>, "copy">,
  { table, at, of }: Picture,
  act: "value" | "row" | "matrix",
  { say, goOn }: Job,
): Promise<void> {
  const { values, columns } = table;
  if (act === "matrix") {
    const rows = columns === 0 ? 0 : values.length / columns;
    const count = formatCount(values.length);
    if (values.length > MOST_COPIED) {
      say(
        l10n.t(
          "{0} values are too many for the clipboard, which gets {1} at most. “Tokenscope: Export…” writes a batch’s vectors of any size to a file.",
          count,
          formatCount(MOST_COPIED),
        ),
      );
      return;
    }
    say(l10n.t("Copying {0} values…", count));
    const text = await matrixText(table, goOn);
    await host.copy(text);
    const size = shape(rows, columns);
    say(
      of === undefined
        ? l10n.t("Matrix {0} copied: {1}", size, valuesText(values.length))
        : l10n.t("Matrix {0} of the {1} copied: {2}", size, of, valuesText(values.length)),
    );
    return;
  }
  if (at === undefined) {
    say(
      act === "row"
        ? l10n.t("Point at a cell first, with the mouse or the arrow keys: its row will be copied.")
        : l10n.t(
            "Point at a cell first, with the mouse or the arrow keys: its value will be copied.",
          ),
    );
    return;
  }
  const { row, column } = at;
  if (act === "row") {
    await host.copy(rowText(table, row));
    const count = valuesText(columns);
    say(
      of === undefined
        ? l10n.t("Row {0} copied: {1}", row, count)
        : l10n.t("Row {0} of the {1} copied: {2}", row, of, count),
    );
    return;
  }
  const text = valueText(table, row * columns + column);
  await host.copy(text);
  say(
    of === undefined
      ? l10n.t("Value at row {0}, column {1} copied: {2}", row, column, text)
      : l10n.t("Value at row {0}, column {1} of the {2} copied: {3}", row, column, of, text),
  );
}
