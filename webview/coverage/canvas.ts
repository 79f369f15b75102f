import { paintRaster } from "../drawing/canvasShapes";
import { emptyRaster } from "../drawing/drawing";
import type { Raster } from "../drawing/drawing";

/** What draws on a canvas that has this size, in device pixels; null where none can be had. */
export function contextOf(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas.getContext("2d");
}

/** Fills a canvas by pixels. */
export function fill(canvas: HTMLCanvasElement, paint: (raster: Raster) => void): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { width, height } = canvas;
  const raster = emptyRaster(width, height);
  paint(raster);
  paintRaster(context, raster);
}
