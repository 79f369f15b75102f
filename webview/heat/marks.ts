import type { CellGrid, HeatTable } from "./cellGrid";
import { printsValues } from "./cellText";
import { entryOf } from "../base/palette";
import type { Palette } from "../base/palette";
import type { HeatLook } from "./heatLook";
import type { Raster } from "../drawing/drawing";

/** CSS pixels of a cell, both ways, from which on a corner can be seen in it. */
const CORNER_FROM = 8;
/** CSS pixels of the corner's legs. */
const CORNER = 5;
/** CSS pixels of a cell, both ways, from which on a sign has room in it. */
const SIGN_FROM = 11;
/** CSS pixels of a sign's arms and of their strokes. */
const SIGN = 7;
const STROKE = 1;

/** A part of a raster that shows one cell. */
interface Run {
  readonly cell: number;
  readonly start: number;
  readonly end: number;
}

/** Whether each cell has its own sign; smaller ones that are negative are hatched. */
export function hasRoomForSigns({ cellWidth, cellHeight }: CellGrid, ratio: number): boolean {
  return Math.min(cellWidth, cellHeight) / ratio >= SIGN_FROM;
}

/** Marks in large cells: a corner in those beyond the limit, + or − where signs are wanted. */
export function markCells(
  { values, columns }: HeatTable,
  limit: number,
  { inks }: Palette,
  raster: Raster,
  { signs, ratio }: HeatLook,
  grid: CellGrid,
): void {
  const { across, down, cellWidth, cellHeight } = grid;
  const hasCorners = Math.min(cellWidth, cellHeight) / ratio >= CORNER_FROM && limit > 0;
  // A printed value has its sign in its digits.
  const isPrinted = printsValues(cellWidth / ratio, cellHeight / ratio);
  const hasSigns = signs && !isPrinted && hasRoomForSigns(grid, ratio);
  if (!hasCorners && !hasSigns) return;
  const lines = runs(down.from);
  const places = runs(across.from);
  for (const { cell: row, start: top, end: bottom } of lines) {
    for (const { cell: column, start: left, end: right } of places) {
      const value = values[row * columns + column] ?? NaN;
      if (!Number.isFinite(value)) continue;
      const ink = inks[entryOf(value, limit)] as number;
      if (hasCorners && Math.abs(value) > limit) {
        corner(raster, right, top, Math.round(CORNER * ratio), ink);
      }
      // What rounds to zero's colour has no sign to tell.
      if (hasSigns && entryOf(value, limit) !== entryOf(0, limit)) {
        // A cell that is cut off at the edge has its sign where its middle would be.
        sign(raster, (left + right) / 2, (top + bottom) / 2, ratio, value > 0, ink);
      }
    }
  }
}

function runs(cells: Uint32Array): Run[] {
  const found: Run[] = [];
  let start = 0;
  for (let i = 1; i <= cells.length; i++) {
    if (i < cells.length && cells[i] === cells[start]) continue;
    found.push({ cell: cells[start] as number, start, end: i });
    start = i;
  }
  return found;
}

/** The upper right corner of a cell. */
function corner(raster: Raster, right: number, top: number, legs: number, ink: number): void {
  for (let y = 0; y < legs; y++) fill(raster, right - legs + y, top + y, legs - y, 1, ink);
}

function sign(
  raster: Raster,
  x: number,
  y: number,
  ratio: number,
  isPlus: boolean,
  ink: number,
): void {
  const arm = Math.round(SIGN * ratio);
  const stroke = Math.max(1, Math.round(STROKE * ratio));
  const [from, beside] = [Math.round(x - arm / 2), Math.round(x - stroke / 2)];
  const [top, above] = [Math.round(y - arm / 2), Math.round(y - stroke / 2)];
  fill(raster, from, above, arm, stroke, ink);
  if (isPlus) fill(raster, beside, top, stroke, arm, ink);
}

function fill(
  { width, height, pixels }: Raster,
  left: number,
  top: number,
  wide: number,
  high: number,
  colour: number,
): void {
  const from = Math.max(0, left);
  const to = Math.min(width, left + wide);
  if (from >= to) return;
  for (let y = Math.max(0, top); y < Math.min(height, top + high); y++) {
    pixels.fill(colour, y * width + from, y * width + to);
  }
}
