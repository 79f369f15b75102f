import { paintCells, tableOf } from "./cells";
import type { HeatTable } from "./cellGrid";
import { printsValues } from "./cellText";
import { printedCells } from "./printedCells";
import { wholeView } from "./heatView";
import { limitTable } from "./limitChoice";
import type { ChosenLimit } from "./limitChoice";
import { limitWords } from "./limitWords";
import type { LimitScope } from "./limitWords";
import type { Palette } from "../base/palette";
import type { Summary } from "./pyramid";
import { limitText } from "../base/format";
import { LABEL_SIZE } from "../drawing/chartParts";
import type { LegendWords } from "../drawing/chartParts";
import { textWidth } from "../drawing/clippedText";
import { emptyRaster, SCALE } from "../drawing/drawing";
import type { Cells, Raster, Shape } from "../drawing/drawing";
import type { HeatLook } from "./heatLook";

/** What saved pictures take from the heatmaps of the page, all in one place. */

/** How the heatmaps of the page are drawn. */
export interface HeatStyle {
  /** |x| of the full colour. */
  readonly limit: Pick<ChosenLimit, "limit" | "each">;
  readonly palette: Palette;
  readonly look: Pick<HeatLook, "summary" | "signs">;
}

/** A whole table as the page draws it. */
export interface StyledTable extends HeatStyle {
  /** Row-major. */
  readonly values: Float32Array;
  readonly columns: number;
}

/** All rows of the table, whatever part of it the page shows. CSS pixels. */
export function heatCells(table: StyledTable, width: number, height: number): Shape[] {
  const { values, columns, limit: chosen, palette, look } = table;
  const rows = columns === 0 ? 0 : values.length / columns;
  const whole = (shown: Float32Array): HeatTable =>
    tableOf(shown, columns, wholeView({ rows, columns }));
  const paint = (): Raster => {
    const coloured = limitTable(values, columns, chosen);
    const raster = emptyRaster(width * SCALE, height * SCALE);
    const scaled = { ...look, ratio: SCALE };
    paintCells(whole(coloured.values), coloured.limit, palette, raster, scaled);
    return raster;
  };
  const cells: Cells = { kind: "cells", x: 0, y: 0, width, height, paint };
  if (!printsValues(width / columns, height / rows)) return [cells];
  const { values: coloured, limit } = limitTable(values, columns, chosen);
  const digit = textWidth("0", LABEL_SIZE, "monospace");
  const print = { width, height, digit, signs: look.signs, coloured, limit, palette };
  return [cells, ...printedCells(whole(values), print)];
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
