import { canvasOf, noCanvas, paintShapes, rasterCanvas } from "./canvasShapes";
import { SCALE } from "./drawing";
import type { Cells, Drawing } from "./drawing";

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
  for (const shape of shapes) {
    if (shape.kind === "cells") await breath();
    paintShapes(context, [shape]);
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

async function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(noCanvas());
      else resolve(blob);
    }, "image/png");
  });
}
