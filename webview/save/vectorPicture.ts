import { shape } from "../format";
import type { HeatCell } from "../heat/cells";
import type { ChosenLimit } from "../heat/limitChoice";
import { limitSpan } from "../heat/limitWords";
import { viewAt } from "../tokenCell";
import type { TokenPages } from "../tokenPages";
import type { ShownVectors } from "../vectorFeed";
import type { HeatStyle } from "./heatCells";
import type { Picture } from "./picture";
import { vectorDrawing } from "./vectorDrawing";
import type { VectorLabel } from "./vectorDrawing";

export interface VectorTable {
  readonly name: "Token vectors" | "Position vectors" | "Input vectors";
  /** Stands before the name: the tables read as a sum. */
  readonly sign: "" | "+" | "=";
  /** Row-major `[L, D]`. */
  readonly values: Float32Array<ArrayBuffer>;
}

export interface VectorPictureSource {
  readonly shown: ShownVectors;
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
  const title = `Token + position = input vectors of window ${number}`;
  return {
    fileName: `window-${number}-vectors`,
    title,
    description: `Three heatmaps ${shape(rows, columns)} of window ${number}, a row for each token and a column for each dimension, ${limitSpan(drawn.limit)}. ${about}`,
    table: { values, columns },
    of: name.toLowerCase(),
    at:
      cross === undefined || cross.row >= rows
        ? undefined
        : { row: cross.row, column: Math.min(cross.column, columns - 1) },
    draw: async (look) => {
      await pages.known(start, start + rows);
      return vectorDrawing(
        {
          title,
          about: `${about} · tokens ${String(start)} to ${String(start + rows - 1)}`,
          tables: tables.map((table) => ({
            ...table,
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

function labelOf(
  name: VectorTable["name"],
  row: number,
  pages: TokenPages,
  start: number,
): VectorLabel {
  if (name === "Position vectors") {
    return { left: "position", right: String(row), quiet: "left" };
  }
  const view = viewAt(pages, start + row);
  const right = name === "Token vectors" ? String(view?.id ?? "") : `@${String(row)}`;
  const part = view === undefined || view.part === "" ? "" : ` ${view.part}`;
  return { left: `${view?.text ?? "…"}${part}`, right, quiet: "right" };
}
