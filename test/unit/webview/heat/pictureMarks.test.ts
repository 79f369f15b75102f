import assert from "node:assert/strict";
import { PALETTES } from "../../../../src/shared/values/diverging";
import type { PaletteName, Rgb, ThemeKind } from "../../../../src/shared/values/diverging";
import { paintCells } from "../../../../webview/heat/cells";
import { cellText, printsValues } from "../../../../webview/heat/cellText";
import { pixel, toLab } from "../../../../webview/base/colour";
import { entryOf, makePalette } from "../../../../webview/base/palette";
import { PLAIN } from "../../../../webview/heat/heatLook";

const palette = makePalette("dark", [31, 31, 31]);

function painted(
  values: number[],
  columns: number,
  width: number,
  height: number,
  signs = false,
): Uint32Array {
  const pixels = new Uint32Array(width * height);
  const table = {
    values: Float32Array.from(values),
    columns,
    firstRow: 0,
    rows: values.length / columns,
  };
  paintCells(table, 1, palette, { width, height, pixels }, { ...PLAIN, signs });
  return pixels;
}
const inkOf = (value: number): number => palette.inks[entryOf(value, 1)] ?? 0;
const count = (pixels: Uint32Array, colour: number): number =>
  pixels.filter((p) => p === colour).length;

describe("marks of cells", () => {
  it("put a corner into a large cell beyond the limit, and into no other", () => {
    assert.equal(count(painted([2], 1, 12, 12), inkOf(2)), 15);
    assert.equal(count(painted([1, -1], 2, 24, 12), inkOf(1)), 0);
    assert.equal(count(painted([2], 1, 6, 6), inkOf(2)), 0);
  });
  it("draw plus and minus where there is room, and not into what is 0", () => {
    const bar = 7;
    assert.equal(count(painted([-1], 1, 16, 16, true), inkOf(-1)), bar);
    assert.equal(count(painted([1], 1, 16, 16, true), inkOf(1)), 2 * bar - 1);
    assert.equal(new Set(painted([0], 1, 16, 16, true)).size, 1);
  });
  it("hatch small negative cells alone, and never with the colour of 0", () => {
    const [negative, positive] = [painted([-1], 1, 8, 6, true), painted([1], 1, 8, 6, true)];
    assert.equal(new Set(positive).size, 1);
    assert.equal(count(negative, palette.hatches[0] ?? 0), 12);
    assert.equal(count(negative, palette.colours[256] ?? 0), 0);
  });
  it("show both halves of a cell that has room for a corner and stripes where it is not finite", () => {
    const pixels = painted([NaN], 1, 12, 12, true);
    assert.ok(count(pixels, palette.mark) > 0 && count(pixels, palette.colours[256] ?? 0) > 0);
  });
});

describe("the text of a cell", () => {
  const check = (
    value: number,
    characters: number,
    expected: string | undefined,
    signed = false,
  ): void => {
    assert.equal(cellText(value, characters, signed), expected);
  };
  it("has as many digits as fit, four at most", () => {
    check(-0.08339, 9, "−0.0834");
    check(-0.08339, 6, "−0.083");
    check(12.34567, 5, "12.35");
    check(1.5, 8, "+1.5000", true);
    check(0, 3, "0");
    check(0, 7, "0.0000");
    check(-0, 7, "−0.0000");
  });
  it("is rounded as PyTorch prints it, also where digits are left out", () => {
    check(0.03125, 7, "0.0312");
    check(-0.09375, 7, "−0.0938");
    check(0.8125, 5, "0.812");
    check(2.5, 1, "2");
  });
  it("is a power of ten rather than zeros, and nothing where neither fits", () => {
    check(-2e-7, 7, "−2e−7");
    check(3e38, 6, "3e38");
    check(123456, 4, "1e5");
    check(123456, 2, undefined);
  });
  it("names what is not finite", () => {
    check(NaN, 4, "NaN");
    check(-Infinity, 4, "−∞");
  });
  it("has room for four digits and a sign from 52 × 16 CSS pixels on", () => {
    assert.deepEqual(
      [printsValues(52, 16), printsValues(51, 16), printsValues(52, 15)],
      [true, false, false],
    );
  });
});

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear red, green and blue. */
const SIGHTS: Readonly<Record<string, readonly number[]>> = {
  "all three cones": [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanopia: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
};
const linear = (byte: number): number =>
  byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
const encoded = (share: number): number => {
  const held = Math.min(1, Math.max(0, share));
  return 255 * (held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055);
};
function seenBy(sight: readonly number[], colour: Rgb): Rgb {
  const light = colour.map(linear);
  const [red = 0, green = 0, blue = 0] = [0, 3, 6].map((row) =>
    encoded(light.reduce((sum, each, i) => sum + each * (sight[row + i] ?? 0), 0)),
  );
  return [red, green, blue];
}
function apart(sight: readonly number[], a: Rgb, b: Rgb): number {
  const [x, y] = [toLab(seenBy(sight, a)), toLab(seenBy(sight, b))];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

describe("palettes", () => {
  const backgrounds: Readonly<Record<ThemeKind, Rgb>> = {
    dark: [31, 31, 31],
    light: [255, 255, 255],
    highContrast: [0, 0, 0],
    highContrastLight: [255, 255, 255],
  };
  // A step that is just seen is about 0.02 in OKLab.
  for (const [name, themes] of Object.entries(PALETTES)) {
    it(`have ends, a middle and a mark that every eye tells apart: ${name}`, () => {
      for (const [theme, { negative, positive, mark }] of Object.entries(themes)) {
        const middle = backgrounds[theme as ThemeKind];
        for (const [sight, matrix] of Object.entries(SIGHTS)) {
          const where = `${theme}, ${sight}`;
          assert.ok(apart(matrix, negative, positive) >= 0.2, `ends in ${where}`);
          assert.ok(apart(matrix, negative, middle) >= 0.35, `negative and 0 in ${where}`);
          assert.ok(apart(matrix, positive, middle) >= 0.35, `positive and 0 in ${where}`);
          assert.ok(apart(matrix, mark, middle) >= 0.3, `mark and 0 in ${where}`);
        }
      }
    });
  }
  it("differ in lightness too where the ends are blue and yellow", () => {
    for (const theme of Object.values(PALETTES.blueYellow)) {
      assert.ok(toLab(theme.positive)[0] - toLab(theme.negative)[0] > 0.15);
    }
  });
  it("write black on bright colours and white on dark ones", () => {
    const light = makePalette("light", [255, 255, 255], "blueYellow" satisfies PaletteName);
    assert.equal(light.inks[256], pixel([0, 0, 0]));
    assert.equal(light.inks[0], pixel([255, 255, 255]));
  });
});
