import * as l10n from "../../src/shared/base/l10n";
import { SCALE } from "./drawing";
import type { Cells, Drawing, Shape } from "./drawing";
import { BASELINE } from "./svgFile";
import type { Raster } from "../heat/cells";

/**
 * The bytes of a PNG file with twice as many pixels as the drawing has CSS pixels.
 * @throws {Error} when the browser gives no canvas of this size
 */
export async function pngFile({
  width,
  height,
  shapes,
}: Drawing): Promise<Uint8Array<ArrayBuffer>> {
  const { canvas, context } = canvasOf(Math.ceil(width * SCALE), Math.ceil(height * SCALE));
  context.scale(SCALE, SCALE);
  context.imageSmoothingEnabled = false;
  context.direction = "ltr";
  context.lineCap = context.lineJoin = "round";
  for (const shape of shapes) {
    if (shape.kind === "cells") await breath();
    paint(context, shape);
  }
  return new Uint8Array(await (await blobOf(canvas)).arrayBuffer());
}

/** A data URI of a PNG file with the cells' pixels. */
export async function pngUri(cells: Cells): Promise<string> {
  await breath();
  const blob = await blobOf(rasterCanvas(cells.paint()));
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? noCanvas());
    reader.readAsDataURL(blob);
  });
}

/** Lets the page answer keys and draw a frame between two pieces of work. */
export const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function paint(context: CanvasRenderingContext2D, shape: Shape): void {
  const { x, y } = shape;
  switch (shape.kind) {
    case "box":
      context.fillStyle = shape.colour;
      context.fillRect(x, y, shape.width, shape.height);
      break;
    case "line":
      context.save();
      context.translate(x, y);
      context.strokeStyle = shape.colour;
      context.lineWidth = shape.width;
      context.setLineDash([...(shape.dashes ?? [])]);
      context.stroke(new Path2D(shape.path));
      context.restore();
      break;
    case "words": {
      const { size, font = "sans-serif", bold } = shape;
      context.fillStyle = shape.colour;
      context.font = `${bold === true ? "600 " : ""}${String(size)}px ${font}`;
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

function rasterCanvas({ width, height, pixels }: Raster): HTMLCanvasElement {
  const { canvas, context } = canvasOf(width, height);
  const image = context.createImageData(width, height);
  new Uint32Array(image.data.buffer).set(pixels);
  context.putImageData(image, 0, 0);
  return canvas;
}

const noCanvas = (): Error =>
  new Error(l10n.t("The browser has no memory for a picture of this size."));

function canvasOf(
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

async function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(noCanvas());
      else resolve(blob);
    }, "image/png");
  });
}
