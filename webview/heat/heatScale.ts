import type { Palette } from "../base/palette";
import { emptyRaster, SCALE } from "../drawing/drawing";
import type { Cells, Raster } from "../drawing/drawing";
import { paintCells, tableOf } from "./cells";
import { PLAIN } from "./heatLook";
import type { HeatLook } from "./heatLook";
import { wholeView } from "./heatView";

interface ScaleStyle {
  readonly palette: Palette;
  readonly look: Pick<HeatLook, "signs">;
}

/**
 * The colours from −limit to +limit.
 * @param width in CSS pixels, as the height
 * @param ratio device pixels to a CSS pixel
 */
export function scaleRaster(
  { palette, look: { signs } }: ScaleStyle,
  width: number,
  height: number,
  ratio: number,
): Raster {
  const values = Float32Array.from({ length: width }, (_, i) => (2 * i) / (width - 1) - 1);
  const table = tableOf(values, width, wholeView({ rows: 1, columns: width }));
  const raster = emptyRaster(Math.round(width * ratio), Math.round(height * ratio));
  paintCells(table, 1, palette, raster, { ...PLAIN, signs, ratio });
  return raster;
}

/** Makes the colours between a saved legend's words, of a size in CSS pixels. */
export const heatScale =
  (style: ScaleStyle) =>
  (width: number, height: number): Cells => {
    const paint = (): Raster => scaleRaster(style, width, height, SCALE);
    return { kind: "cells", x: 0, y: 0, width, height, paint };
  };
