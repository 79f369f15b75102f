import { cellGrid } from "./cellGrid";
import type { CellGrid, HeatTable, PictureSize } from "./cellGrid";
import { extremeLine, gatherLine, largerCells, sumLine } from "./lineLoops";
import type { PixelCells } from "./pixelCells";
import { pyramidOf } from "./pyramid";
import type { Level, Summary } from "./pyramid";

/** What each pixel of a picture shows, before it gets a colour. */
export interface PictureCells {
  readonly grid: CellGrid;
  readonly values: Float32Array;
  /** For each line of pixels where its values begin; lines that show the same begin at one place. */
  readonly starts: Uint32Array;
}

/**
 * Finds what the pixels of one picture show, and keeps it while the picture is only coloured anew.
 * Its memory is used again for the next one.
 */
export class CellReader {
  private last: { readonly inputs: readonly unknown[]; readonly cells: PictureCells } | undefined;
  private room = new Float32Array();

  /** Undefined where there is nothing to see; else good until the next call. */
  read(table: HeatTable, size: PictureSize, summary: Summary): PictureCells | undefined {
    const { values, columns, firstRow, rows, firstColumn, shownColumns } = table;
    const place = [columns, firstRow, rows, firstColumn, shownColumns];
    const inputs = [values, ...place, size.width, size.height, summary];
    if (this.last?.inputs.every((each, at) => each === inputs[at]) === true) return this.last.cells;
    const grid = cellGrid(table, size);
    if (grid === undefined) return undefined;
    const cells = this.gather(table, grid, summary);
    this.last = { inputs, cells };
    return cells;
  }

  private gather({ values, columns }: HeatTable, grid: CellGrid, summary: Summary): PictureCells {
    const { across, down } = grid;
    const { from, to } = across;
    const single = isSingle(across) && isSingle(down);
    const [first = 0] = from;
    // A pixel for each cell: what is shown lies in the table as it is needed.
    if (single && from.every((cell, i) => cell === first + i)) {
      return { grid, values, starts: down.from.map((row) => row * columns + first) };
    }
    const starts = new Uint32Array(down.from.length);
    const lines: number[] = [];
    for (let y = 0; y < starts.length; y++) {
      const known = y > 0 && down.from[y] === down.from[y - 1] && down.to[y] === down.to[y - 1];
      if (!known) lines.push(y);
      starts[y] = (lines.length - 1) * from.length;
    }
    const length = lines.length * from.length;
    if (this.room.length < length) this.room = new Float32Array(length);
    const { room } = this;
    const target = (line: number): Float32Array =>
      room.subarray(line * from.length, (line + 1) * from.length);
    if (single) {
      lines.forEach((y, line) => {
        gatherLine(values, (down.from[y] as number) * columns, from, target(line));
      });
      return { grid, values: room, starts };
    }
    const level = pyramidOf(values, columns).level(summary, down.level, across.level);
    const block = 2 ** across.level;
    const blocks = {
      from: from.map((cell) => cell / block),
      to: to.map((cell) => Math.ceil(cell / block)),
    };
    const read =
      summary === "mean" ? meanReader(level, blocks, across) : extremeReader(level, blocks);
    lines.forEach((y, line) => {
      read(down.from[y] as number, down.to[y] as number, 2 ** down.level, target(line));
    });
    return { grid, values: room, starts };
  }
}

const isSingle = (cells: PixelCells): boolean =>
  cells.level === 0 && cells.from.every((cell, i) => cells.to[i] === cell + 1);

type Blocks = Pick<PixelCells, "from" | "to">;

/** Sets a line to what its pixels show of rows `[from, to)`, in blocks of so many. */
type ReadLine = (from: number, to: number, block: number, line: Float32Array) => void;

function extremeReader({ values, columns }: Level, { from, to }: Blocks): ReadLine {
  // The magnitudes of float32 values are in the order of their bits.
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const [left = 0] = from;
  const right = to.at(-1) ?? left;
  const joined = new Int32Array(right - left);
  return (rowFrom, rowTo, block, line) => {
    const [first, end] = [rowFrom / block, Math.ceil(rowTo / block)];
    joined.set(bits.subarray(first * columns + left, first * columns + right));
    for (let row = first + 1; row < end; row++) largerCells(joined, bits, row * columns + left);
    extremeLine(joined, left, from, to, new Int32Array(line.buffer, line.byteOffset, line.length));
  };
}

function meanReader(level: Level, { from, to }: Blocks, cells: Blocks): ReadLine {
  return (rowFrom, rowTo, block, line) => {
    sumLine(level, { from: rowFrom / block, to: Math.ceil(rowTo / block) }, from, to, line);
    for (let x = 0; x < line.length; x++) {
      const count = (rowTo - rowFrom) * ((cells.to[x] as number) - (cells.from[x] as number));
      line[x] = (line[x] as number) / count;
    }
  };
}
