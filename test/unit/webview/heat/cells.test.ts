import assert from "node:assert/strict";
import { extremeIndex, paintCells } from "../../../../webview/heat/cells";
import { pixel } from "../../../../webview/base/colour";
import { entryOf, makePalette, PALETTE_SIZE } from "../../../../webview/base/palette";
import type { Palette } from "../../../../webview/base/palette";
import { pixelCells } from "../../../../webview/heat/pixelCells";
import { seeded } from "../../../support/random";

const palette = makePalette("dark", [31, 31, 31]);
const colour = (value: number, limit: number): number =>
  palette.colours[entryOf(value, limit)] ?? 0;

/** Pixels of a painted table. */
function painted(
  values: readonly number[],
  columns: number,
  width: number,
  height: number,
  limit = 1,
  firstRow = 0,
  rows = values.length / columns,
): number[] {
  const pixels = new Uint32Array(width * height).fill(7);
  const table = { values: Float32Array.from(values), columns, firstRow, rows };
  paintCells(table, limit, palette, { width, height, pixels });
  return [...pixels];
}

describe("palette", () => {
  it("has the background in its middle and is symmetric in its entries", () => {
    for (const kind of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      const { colours } = makePalette(kind, [10, 20, 30]);
      assert.equal(colours.length, PALETTE_SIZE);
      assert.equal(colours[256], pixel([10, 20, 30]));
      assert.equal(new Set([colours[0], colours[256], colours[512]]).size, 3);
    }
  });
  it("gives 0 the middle, the limit the ends, and more than the limit no more", () => {
    assert.deepEqual(
      [-9, -2, 0, 2, 9].map((value) => entryOf(value, 2)),
      [0, 0, 256, 512, 512],
    );
  });
  it("gives the middle to everything where the limit is 0", () => {
    assert.equal(entryOf(0, 0), 256);
  });
});

describe("cells of pixels", () => {
  it("gives every cell to exactly one pixel where cells are smaller", () => {
    const { from, to } = pixelCells(768, 217);
    assert.equal(from[0], 0);
    assert.equal(to[216], 768);
    for (let i = 1; i < 217; i++) assert.equal(from[i], to[i - 1]);
  });
  it("gives every pixel one cell where cells are larger", () => {
    const { from, to } = pixelCells(3, 7);
    assert.deepEqual([...from], [0, 0, 1, 1, 1, 2, 2]);
    assert.ok(from.every((cell, i) => to[i] === cell + 1));
  });
});

describe("extreme of a group of cells", () => {
  const table = { values: Float32Array.of(1, -5, 2, 0, 4, NaN), columns: 3 };
  it("is the value with the largest |x|", () => {
    assert.equal(extremeIndex(table, 0, 1, 0, 3), 1);
    assert.equal(extremeIndex(table, 0, 2, 0, 1), 0);
    assert.equal(extremeIndex(table, 0, 2, 0, 2), 1);
  });
  it("is the one that is no finite number where there is one", () => {
    assert.equal(extremeIndex(table, 0, 2, 0, 3), 5);
  });
});

describe("colours of any numbers", () => {
  const light = makePalette("light", [255, 255, 255]);
  /** The first pixel of each value, all in one line. */
  const firstPixels = (values: Float32Array, limit: number, colours: Palette): number[] => {
    const pixels = new Uint32Array(values.length);
    const table = { values, columns: values.length, firstRow: 0, rows: 1 };
    paintCells(table, limit, colours, { width: values.length, height: 1, pixels });
    return [...pixels];
  };
  const check = (values: Float32Array, limit: number, colours: Palette): void => {
    firstPixels(values, limit, colours).forEach((found, at) => {
      const value = values[at] ?? NaN;
      const about = `${value} with the limit ${limit}`;
      if (!Number.isFinite(value)) {
        assert.equal(found, colours.mark, about);
        return;
      }
      const entry = entryOf(value, limit);
      if (found !== colours.colours[entry]) assert.equal(found, colours.colours[entry], about);
      const exact = 256 * (limit === 0 ? 0 : Math.max(-1, Math.min(value / limit, 1)));
      assert.ok(Math.abs(entry - 256 - exact) < 0.5 + 1e-9, about);
    });
  };
  const LIMITS = [0, 1.401298464324817e-45, 1e-30, 0.24, 0.3, 1, 256, 3.4028234663852886e38];

  it("are those of their entries for all that is special in float32, whatever the limit", () => {
    const sizes = LIMITS.flatMap((limit) =>
      [0, 1 / 1024, 1 / 512, 3 / 512, 0.5, 1, 1.001, 127, 128, 129, 1e6].map((x) => x * limit),
    );
    const special = [NaN, Infinity, 1.401298464324817e-45, 1.1754943508222875e-38, 2 ** 127];
    const all = [...sizes, ...special].flatMap((size) => [size, -size]);
    for (const values of [all, all.filter(Number.isFinite), all.filter((x) => Math.abs(x) < 1)]) {
      for (const limit of LIMITS) {
        // By turns: what is kept of one palette must not colour another.
        for (const colours of [palette, light]) check(Float32Array.from(values), limit, colours);
      }
    }
  });
  it("are those of their entries for float32 of any bits", () => {
    const random = seeded(18);
    const bits = Uint32Array.from({ length: 50_000 }, () => random(2 ** 32));
    const values = new Float32Array(bits.buffer);
    const near = values.map((value) => (Math.abs(value) < 40 ? value : (value % 1) / 3));
    for (const limit of LIMITS) {
      check(values, limit, palette);
      check(near, limit, light);
    }
  });
});

describe("painting", () => {
  it("colours a cell's pixels alike", () => {
    const [low, high] = [colour(-1, 1), colour(1, 1)];
    assert.deepEqual(painted([-1, 1], 2, 4, 2), [low, low, high, high, low, low, high, high]);
  });
  it("keeps one hot cell among many that share a pixel", () => {
    const values = new Array<number>(1000).fill(0);
    values[503] = -1;
    const line = painted(values, 1000, 10, 1);
    assert.equal(line.filter((p) => p === colour(-1, 1)).length, 1);
    assert.equal(line[5], colour(-1, 1));
  });
  it("keeps one hot row among many that share a pixel", () => {
    const values = new Array<number>(100).fill(0);
    values[42] = 1;
    assert.equal(painted(values, 1, 1, 10)[4], colour(1, 1));
  });
  it("shows rows from the first one asked for", () => {
    assert.deepEqual(painted([0, 0, 1, 0], 1, 1, 1, 1, 2, 1), [colour(1, 1)]);
  });
  it("sets tall rows apart by a see-through line", () => {
    const column = painted([1, 1], 1, 1, 20);
    assert.equal(column[9], 0);
    assert.equal(column[19], colour(1, 1));
  });
  it("stripes what is no finite number", () => {
    const line = painted([NaN], 1, 8, 1);
    assert.ok(line.includes(palette.mark) && line.includes(colour(0, 1)));
  });
  it("leaves an empty table see-through, and an empty raster alone", () => {
    assert.deepEqual(painted([], 0, 2, 1, 1, 0, 0), [0, 0]);
    assert.deepEqual(painted([1], 1, 0, 0), []);
  });
});
