import { formatCount } from "../../src/shared/numbers";
import { limitText, percent } from "../format";
import { paintCells } from "../heat/cells";
import { LIMIT_SHARE } from "../heat/limits";
import type { HeatLimit } from "../heat/limits";
import { PALETTE_SIZE } from "../heat/palette";
import type { Palette } from "../heat/palette";
import { SCALE } from "./drawing";
import type { Cells } from "./drawing";

/** What saved pictures take from the heatmaps of the page, all in one place. */

/** A whole table as the page colours it. */
export interface HeatTable {
  /** Row-major. */
  readonly values: Float32Array;
  readonly columns: number;
  /** |x| of the full colour. */
  readonly limit: number;
  readonly palette: Palette;
}

/** All rows of the table, whatever part of it the page shows. CSS pixels. */
export function heatCells(table: HeatTable, width: number, height: number): Cells {
  const { values, columns, limit, palette } = table;
  const rows = columns === 0 ? 0 : values.length / columns;
  const paint = (): ReturnType<Cells["paint"]> => {
    const raster = { width: width * SCALE, height: height * SCALE };
    const pixels = new Uint32Array(raster.width * raster.height);
    paintCells({ values, columns, firstRow: 0, rows }, limit, palette, { ...raster, pixels });
    return { ...raster, pixels };
  };
  return { kind: "cells", x: 0, y: 0, width, height, paint };
}

/** The colours from −limit to +limit. CSS pixels. */
export function scaleCells({ colours }: Palette, width: number, height: number): Cells {
  const paint = (): ReturnType<Cells["paint"]> => ({
    width: PALETTE_SIZE,
    height: 1,
    pixels: colours,
  });
  return { kind: "cells", x: 0, y: 0, width, height, paint };
}

/** The legend's words: what stands before the scale, at its ends, and after it. */
export interface LegendWords {
  readonly before: string;
  /** The scale's ends; undefined where there is nothing to scale. */
  readonly ends: readonly [string, string] | undefined;
  readonly after: string;
}

/** @param scope what the limit is of, e.g. "for all three" */
export function legendWords(limit: HeatLimit, scope: string): LegendWords {
  const { finite, clipped, nonFinite } = limit;
  const odd = nonFinite === 0 ? "" : ` · ${formatCount(nonFinite)} not finite, striped`;
  if (limit.limit === 0) return { before: `every value is 0${odd}`, ends: undefined, after: "" };
  return {
    before: `one limit ${scope} · p${String(LIMIT_SHARE * 100)}`,
    ends: endsOf(limit.limit),
    after: `${percent(clipped / finite)} clipped${odd}`,
  };
}

export const endsOf = (limit: number): [string, string] => [
  `−${limitText(limit)}`,
  `+${limitText(limit)}`,
];
