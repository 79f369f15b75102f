import { paintCells, PLAIN, tableOf } from "../heat/cells";
import type { HeatLook, Raster } from "../heat/cells";
import { cellText, printsValues } from "../heat/cellText";
import { wholeView } from "../heat/heatView";
import { colouredTable } from "../heat/limitChoice";
import type { ChosenLimit } from "../heat/limitChoice";
import { limitWords } from "../heat/limitWords";
import type { LimitScope } from "../heat/limitWords";
import { entryOf } from "../base/palette";
import type { Palette } from "../base/palette";
import type { Summary } from "../heat/pyramid";
import { limitText } from "../base/format";
import { textWidth } from "./clippedText";
import { SCALE } from "./drawing";
import type { Cells, Shape } from "./drawing";

/** What saved pictures take from the heatmaps of the page, all in one place. */

/** How the heatmaps of the page are drawn. */
export interface HeatStyle {
  /** |x| of the full colour. */
  readonly limit: Pick<ChosenLimit, "limit" | "each">;
  readonly palette: Palette;
  readonly look: Pick<HeatLook, "summary" | "signs">;
}

/** A whole table as the page draws it. */
export interface HeatTable extends HeatStyle {
  /** Row-major. */
  readonly values: Float32Array;
  readonly columns: number;
}

/** Of the values that are printed into large cells, and what they keep from the edges. CSS pixels. */
const DIGITS = 10;
const PADDING = 3;

/** All rows of the table, whatever part of it the page shows. CSS pixels. */
export function heatCells(table: HeatTable, width: number, height: number): Shape[] {
  const { values, columns, limit: chosen, palette, look } = table;
  const rows = columns === 0 ? 0 : values.length / columns;
  const paint = (): Raster => {
    const coloured = colouredTable(values, columns, chosen);
    const whole = tableOf(coloured.values, columns, wholeView({ rows, columns }));
    return painted(width, height, (raster) => {
      paintCells(whole, coloured.limit, palette, raster, { ...look, ratio: SCALE });
    });
  };
  const cells: Cells = { kind: "cells", x: 0, y: 0, width, height, paint };
  return [cells, ...printed(table, rows, width, height)];
}

/** The values as text, where cells have the room for them. */
function printed(table: HeatTable, rows: number, width: number, height: number): Shape[] {
  const { values, columns, limit: chosen, palette, look } = table;
  const [wide, high] = [width / columns, height / rows];
  if (!printsValues(wide, high)) return [];
  const coloured = colouredTable(values, columns, chosen);
  const characters = Math.floor((wide - 2 * PADDING) / textWidth("0", DIGITS, "monospace"));
  return Array.from(values).flatMap((value, at): Shape[] => {
    const text = cellText(value, characters, look.signs);
    if (text === undefined) return [];
    const share = coloured.values[at] ?? NaN;
    const entry = entryOf(Number.isFinite(share) ? share : 0, coloured.limit);
    const isDark = ((palette.inks[entry] ?? 0) & 0xff) === 0;
    const x = ((at % columns) + 0.5) * wide;
    const y = (Math.floor(at / columns) + 0.5) * high;
    const colour = isDark ? "#000000" : "#ffffff";
    return [
      { kind: "words", x, y, text, size: DIGITS, colour, anchor: "middle", font: "monospace" },
    ];
  });
}

/** The colours from −limit to +limit. CSS pixels. */
export function scaleCells(
  { palette, look }: Pick<HeatStyle, "palette" | "look">,
  width: number,
  height: number,
): Cells {
  const values = Float32Array.from({ length: width }, (_, i) => (2 * i) / (width - 1) - 1);
  const table = tableOf(values, width, wholeView({ rows: 1, columns: width }));
  const paint = (): Raster =>
    painted(width, height, (raster) => {
      paintCells(table, 1, palette, raster, { ...PLAIN, signs: look.signs, ratio: SCALE });
    });
  return { kind: "cells", x: 0, y: 0, width, height, paint };
}

function painted(width: number, height: number, paint: (raster: Raster) => void): Raster {
  const [wide, high] = [width * SCALE, height * SCALE];
  const raster = { width: wide, height: high, pixels: new Uint32Array(wide * high) };
  paint(raster);
  return raster;
}

/** The legend's words: what stands before the scale, at its ends, and after it. */
export interface LegendWords {
  readonly before: string;
  /** The scale's ends; undefined where there is nothing to scale. */
  readonly ends: readonly [string, string] | undefined;
  readonly after: string;
}

export function legendWords(limit: ChosenLimit, scope: LimitScope, summary: Summary): LegendWords {
  const { rule, end, left } = limitWords(limit, scope, summary);
  if (end === undefined) return { before: rule + left, ends: undefined, after: "" };
  return { before: rule, ends: [`−${end}`, `+${end}`], after: left };
}

export const endsOf = (limit: number): [string, string] => [
  `−${limitText(limit)}`,
  `+${limitText(limit)}`,
];
