/**
 * A picture as plain values, so that the page, an SVG file and a PNG file show the same. Lengths
 * are CSS pixels, colours are CSS colours without transparency; what comes later lies above.
 */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export type Shape = Box | Line | Words | Cells;

/** A filled rectangle. */
export interface Box {
  readonly kind: "box";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

/** A line along an SVG path whose own origin is at (x, y), with round ends unless it is dashed. */
export interface Line {
  readonly kind: "line";
  readonly x: number;
  readonly y: number;
  readonly path: string;
  readonly colour: string;
  /** Of the line. */
  readonly width: number;
  /** Lengths of dashes and gaps. */
  readonly dashes?: readonly number[];
}

/** One line of text. */
export interface Words {
  readonly kind: "words";
  readonly x: number;
  /** Middle of the line. */
  readonly y: number;
  readonly text: string;
  /** Of the font. */
  readonly size: number;
  readonly colour: string;
  readonly anchor?: "start" | "middle" | "end";
  readonly font?: "sans-serif" | "monospace";
  readonly bold?: boolean;
}

/** Coloured cells. */
export interface Cells {
  readonly kind: "cells";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Paints them when they are wanted: a large table takes a while. */
  readonly paint: () => Raster;
}

/** A picture of `width` × `height` device pixels. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Row-major; a pixel of 0 is see-through. */
  readonly pixels: Uint32Array;
}

export function emptyRaster(width: number, height: number): Raster {
  return { width, height, pixels: new Uint32Array(width * height) };
}

/** Pixels of a file's raster for each CSS pixel. */
export const SCALE = 2;

/** How far under the middle of a line its letters stand, as a share of the font's size. */
export const BASELINE = 0.35;

/** Dashes are as long as they are told: round ends would eat the gaps. */
export const lineCap = ({ dashes }: Line): "butt" | "round" =>
  dashes === undefined ? "round" : "butt";

export function movedBy<S extends Shape>(shapes: readonly S[], x: number, y: number): S[] {
  return shapes.map((shape) => ({ ...shape, x: shape.x + x, y: shape.y + y }));
}

/** Drawings one after the other, their upper edges in one line. */
export function beside(drawings: readonly Drawing[], gap: number): Drawing {
  let width = 0;
  const shapes: Shape[] = [];
  for (const drawing of drawings) {
    const x = width === 0 ? 0 : width + gap;
    for (const shape of movedBy(drawing.shapes, x, 0)) shapes.push(shape);
    width = x + drawing.width;
  }
  return { width, height: Math.max(0, ...drawings.map(({ height }) => height)), shapes };
}

/** Drawings one beneath the other. */
export function stack(drawings: readonly Drawing[], gap: number): Drawing {
  let height = 0;
  const shapes: Shape[] = [];
  for (const drawing of drawings) {
    const y = height === 0 ? 0 : height + gap;
    for (const shape of movedBy(drawing.shapes, 0, y)) shapes.push(shape);
    height = y + drawing.height;
  }
  return { width: Math.max(0, ...drawings.map(({ width }) => width)), height, shapes };
}

/** The drawing on a ground of one colour, with a margin around it. */
export function withFrame(drawing: Drawing, colour: string, margin: number): Drawing {
  const width = Math.ceil(drawing.width + 2 * margin);
  const height = Math.ceil(drawing.height + 2 * margin);
  const ground: Box = { kind: "box", x: 0, y: 0, width, height, colour };
  return { width, height, shapes: [ground, ...movedBy(drawing.shapes, margin, margin)] };
}
