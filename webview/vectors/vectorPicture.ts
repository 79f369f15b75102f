import * as l10n from "../../src/shared/base/l10n";
import { shape } from "../base/format";
import type { HeatCell } from "../base/heatCell";
import type { ChosenLimit } from "../heat/limitChoice";
import { limitSpan } from "../heat/limitWords";
import { viewAt } from "../tokens/tokenCell";
import type { TokenPages } from "../feeds/tokenPages";
import type { WindowVectors } from "../feeds/windowVectors";
import type { HeatStyle } from "../heat/heatCells";
import type { Picture } from "../save/picture";
import { vectorDrawing } from "./vectorDrawing";
import type { VectorLabel } from "./rowLabels";

export interface VectorTable {
  readonly name: "token" | "position" | "input";
  readonly title: string;
  /** Stands before the name: the tables read as a sum, and what blocks make of it. */
  readonly sign: "" | "+" | "=" | "→";
  /** Row-major `[L, D]`. */
  readonly values: Float32Array<ArrayBuffer>;
}

export interface VectorPictureSource {
  readonly shown: WindowVectors;
  readonly tables: readonly VectorTable[];
  /** Of the table that is copied from. All of them are saved. */
  readonly name: VectorTable["name"];
  readonly drawn: HeatStyle & { readonly limit: ChosenLimit };
  /** Where the labels come from. */
  readonly pages: TokenPages;
  readonly cross: HeatCell | undefined;
  readonly about: string;
}

/** The vectors of a window as they are copied from and saved. */
export function vectorPicture(source: VectorPictureSource): Picture {
  const { shown, tables, name, drawn, pages, cross, about } = source;
  const { vectors, window, start } = shown;
  const [, rows, columns] = vectors.shape;
  const values = tables.find((table) => table.name === name)?.values ?? vectors.input;
  const number = String(window + 1);
  const blocks = shown.after?.blocks;
  const title =
    blocks === undefined
      ? l10n.t("Token + position = input vectors of window {0}", number)
      : l10n.t("Token + position vectors of window {0}, and after block {1}", number, blocks);
  return {
    fileName: `window-${number}-vectors`,
    title,
    description: `${l10n.t(
      "Three heatmaps {0} of window {1}, a row for each token and a column for each dimension, {2}.",
      shape(rows, columns),
      number,
      limitSpan(drawn.limit),
    )} ${about}`,
    table: { values, columns },
    of: tableName(name, blocks),
    code:
      name === "input" && blocks !== undefined
        ? { of: "vectors", window, table: name, blocks }
        : { of: "vectors", window, table: name },
    at:
      cross === undefined || cross.row >= rows
        ? undefined
        : { row: cross.row, column: Math.min(cross.column, columns - 1) },
    draw: async (look) => {
      await pages.whenKnown(start, start + rows);
      return vectorDrawing(
        {
          title,
          about: `${about} · ${l10n.t("tokens {0} to {1}", start, start + rows - 1)}`,
          tables: tables.map((table) => ({
            ...table,
            name: table.title,
            label: (row: number) => labelOf(table.name, row, pages, start),
          })),
          rows,
          columns,
          style: drawn,
        },
        look,
      );
    },
  };
}

/** Within a sentence. */
function tableName(name: VectorTable["name"], blocks: number | undefined): string {
  switch (name) {
    case "token":
      return l10n.t("token vectors");
    case "position":
      return l10n.t("position vectors");
    case "input":
      return blocks === undefined
        ? l10n.t("input vectors")
        : l10n.t("vectors after block {0}", blocks);
  }
}

function labelOf(
  name: VectorTable["name"],
  row: number,
  pages: TokenPages,
  start: number,
): VectorLabel {
  if (name === "position") {
    return { left: l10n.t("position"), right: String(row), quiet: "left" };
  }
  const view = viewAt(pages, start + row);
  const right = name === "token" ? String(view?.id ?? "") : `@${String(row)}`;
  const part = view === undefined || view.part === "" ? "" : ` ${view.part}`;
  return { left: `${view?.text ?? "…"}${part}`, right, quiet: "right" };
}
