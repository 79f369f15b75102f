import assert from "node:assert/strict";
import { paintCells, tableOf } from "../../../../webview/heat/cells";
import {
  LARGEST_CELL,
  seenCells,
  viewOf,
  wholeView,
  zoom,
} from "../../../../webview/heat/heatView";
import type { HeatStage, HeatView } from "../../../../webview/heat/heatView";
import { makePalette } from "../../../../webview/base/palette";
import { pixelCells } from "../../../../webview/heat/pixelCells";
import { Pyramid, pyramidOf } from "../../../../webview/heat/pyramid";
import { PLAIN } from "../../../../webview/heat/heatLook";

const palette = makePalette("dark", [31, 31, 31]);

function numbers(seed: number): () => number {
  return () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Values within ±1, with a hottest one, and what is no finite number. */
function randomTable(seed: number, rows: number, columns: number) {
  const next = numbers(seed);
  const values = Float32Array.from({ length: rows * columns }, () => (next() - 0.5) * 1.8);
  const somewhere = (): number => Math.floor(next() * values.length);
  const hottest = somewhere();
  values[hottest] = next() < 0.5 ? -1 : 1;
  const odd = [NaN, Infinity, -Infinity].map((value) => {
    let at = somewhere();
    while (at === hottest) at = somewhere();
    values[at] = value;
    return at;
  });
  return { values, hottest, odd: [...new Set(odd)] };
}

/** Pixels that show a cell, as colours. */
function pixelsOf(
  index: number,
  view: HeatView,
  columns: number,
  rows: number,
  pixels: Uint32Array,
  width: number,
  height: number,
): number[] {
  const across = pixelCells(view.columns, width, view.column, columns);
  const down = pixelCells(view.rows, height, view.row, rows);
  const [row, column] = [Math.floor(index / columns), index % columns];
  const places = ({ from, to }: typeof across, cell: number): number[] =>
    [...from.keys()].filter((i) => cell >= (from[i] ?? 0) && cell < (to[i] ?? 0));
  return places(down, row).flatMap((y) =>
    places(across, column).map((x) => pixels[y * width + x] ?? 0),
  );
}

describe("pyramid", () => {
  it("keeps of each block the value with the largest |x|, and NaN for one that is not finite", () => {
    const values = Float32Array.of(1, -2, 3, 0, 0.5, 1, 0, -4, 0, -0.5, Infinity, 1, 2, 1, 0);
    const { values: halves } = new Pyramid(values, 5).level("extremes", 1, 1);
    assert.deepEqual([...halves], [-2, -4, 0.5, NaN, 2, 0]);
  });
  it("sums |x| for means, beyond what a float32 holds", () => {
    const huge = Float32Array.of(-3e38, 3e38, 3e38, 3e38);
    const [sum = 0] = new Pyramid(huge, 2).level("mean", 1, 1).values;
    assert.ok(Math.abs(sum / 1.2e39 - 1) < 1e-6);
  });
  it("is made once for a table", () => {
    const values = new Float32Array(12);
    const level = pyramidOf(values, 4).level("extremes", 1, 1);
    assert.equal(pyramidOf(values, 4).level("extremes", 1, 1), level);
  });
  it("has tables of one row, one column and none", () => {
    assert.deepEqual(
      [...new Pyramid(Float32Array.of(1, 2, -3), 3).level("extremes", 2, 2).values],
      [-3],
    );
    assert.deepEqual(
      [...new Pyramid(Float32Array.of(1, 2, -3), 1).level("extremes", 1, 0).values],
      [2, -3],
    );
    assert.equal(new Pyramid(new Float32Array(), 0).level("mean", 1, 1).values.length, 0);
  });
});

describe("a random table", () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`shows its hottest cell and all that is not finite at every zoom (seed ${String(seed)})`, () => {
      const next = numbers(seed * 77);
      const [rows, columns] = [3 + Math.floor(next() * 500), 3 + Math.floor(next() * 500)];
      const { values, hottest, odd } = randomTable(seed, rows, columns);
      const [width, height] = [1 + Math.floor(next() * 90), 1 + Math.floor(next() * 60)];
      const stage: HeatStage = {
        rows,
        columns,
        width,
        height,
        openRows: rows,
        largest: LARGEST_CELL,
      };
      const pixels = new Uint32Array(width * height);
      for (const target of [hottest, ...odd]) {
        let view = wholeView(stage);
        for (let step = 0; step < 24; step++) {
          paintCells(tableOf(values, columns, view), 1, palette, { width, height, pixels });
          const shown = pixelsOf(target, view, columns, rows, pixels, width, height);
          assert.ok(shown.length > 0, "the cell that is zoomed at stays in view");
          const [low, high] = [palette.colours[0], palette.colours[512]];
          const hot = shown.filter((colour) => colour === low || colour === high);
          const marked = shown.filter((colour) => colour === palette.mark);
          // A pixel that shows both shows what is not finite.
          if (target === hottest) assert.ok(hot.length + marked.length > 0, `step ${String(step)}`);
          else assert.ok(marked.length > 0, `step ${String(step)}`);
          const x = ((target % columns) + 0.5 - view.column) / view.columns;
          const y = (Math.floor(target / columns) + 0.5 - view.row) / view.rows;
          view = viewOf(zoom(view, stage, 1.3, { x, y }), stage);
        }
        const { rows: seenRows } = seenCells(view);
        assert.ok(seenRows[1] - seenRows[0] <= Math.ceil(height / LARGEST_CELL.height) + 1);
      }
    });
  }

  it("of mean |x| shows each pixel's mean, by the pyramid as by hand", () => {
    const [rows, columns, width, height] = [320, 256, 8, 10];
    const next = numbers(5);
    const values = Float32Array.from({ length: rows * columns }, () => next() - 0.5);
    const pixels = new Uint32Array(width * height);
    const table = tableOf(values, columns, wholeView({ rows, columns }));
    paintCells(table, 0.5, palette, { width, height, pixels }, { ...PLAIN, summary: "mean" });
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let row = y * 32; row < y * 32 + 32; row++) {
          for (let column = x * 32; column < x * 32 + 32; column++) {
            sum += Math.abs(values[row * columns + column] ?? NaN);
          }
        }
        const entry = 256 + Math.round((sum / 1024 / 0.5) * 256);
        // The last row of pixels of a row is see-through only where rows are high.
        assert.equal(pixels[y * width + x], palette.colours[entry]);
      }
    }
  });
});
