import * as l10n from "../../src/shared/base/l10n";
import { BASELINE, lineCap } from "./drawing";
import type { Raster, Shape } from "./drawing";

/** Draws shapes on a canvas, which is scaled to CSS pixels; `monospace` is a family of fonts. */
export function paintShapes(
  context: CanvasRenderingContext2D,
  shapes: readonly Shape[],
  monospace = "monospace",
): void {
  context.imageSmoothingEnabled = false;
  context.direction = "ltr";
  context.lineJoin = "round";
  for (const shape of shapes) paint(context, shape, monospace);
}

function paint(context: CanvasRenderingContext2D, shape: Shape, monospace: string): void {
  const { x, y } = shape;
  switch (shape.kind) {
    case "box":
      context.fillStyle = shape.colour;
      context.fillRect(x, y, shape.width, shape.height);
      break;
    case "line":
      context.translate(x, y);
      context.strokeStyle = shape.colour;
      context.lineWidth = shape.width;
      context.lineCap = lineCap(shape);
      context.setLineDash([...(shape.dashes ?? [])]);
      context.stroke(new Path2D(shape.path));
      context.translate(-x, -y);
      break;
    case "words": {
      const { size, font = "sans-serif", bold } = shape;
      const family = font === "monospace" ? monospace : font;
      context.fillStyle = shape.colour;
      context.font = `${bold === true ? "600 " : ""}${String(size)}px ${family}`;
      context.textAlign = TEXT_ALIGN[shape.anchor ?? "start"];
      context.textBaseline = "alphabetic";
      context.fillText(shape.text, x, y + BASELINE * size);
      break;
    }
    case "cells":
      context.drawImage(rasterCanvas(shape.paint()), x, y, shape.width, shape.height);
  }
}

const TEXT_ALIGN = { start: "left", middle: "center", end: "right" } as const;

/** Puts pixels at the upper left corner of a canvas. */
export function paintRaster(
  context: CanvasRenderingContext2D,
  { width, height, pixels }: Raster,
): void {
  const image = context.createImageData(width, height);
  new Uint32Array(image.data.buffer).set(pixels);
  context.putImageData(image, 0, 0);
}

/** A canvas with the raster's pixels. */
export function rasterCanvas(raster: Raster): HTMLCanvasElement {
  const { canvas, context } = canvasOf(raster.width, raster.height);
  paintRaster(context, raster);
  return canvas;
}

export const noCanvas = (): Error =>
  new Error(l10n.t("The browser has no memory for a picture of this size."));

/** @throws {Error} when the browser gives no canvas of this size */
export function canvasOf(
  width: number,
  height: number,
): { canvas: HTMLCanvasElement; context: CanvasRenderingContext2D } {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw noCanvas();
  return { canvas, context };
}
