import assert from "node:assert/strict";
import { PNG, type PNGOptions } from "pngjs";
import { choosePalette, inFewColours, squaredDistance } from "../../../.ci/fewColours";
import { readPng } from "../../../.ci/png";

describe("A picture in few colours", () => {
  it("has each pixel in the colour that it had, where there are no more than 256", () => {
    const colours = [0x0a141e, 0x0a141e, 0x0b1618, 0x0a1506, 0x0b1709, 0xffffff];
    const first = screenshot(2, colours);
    assert.deepEqual([...readPng(first).colours], colours);
    const second = inFewColours(first);
    assert.deepEqual(readPng(second), readPng(first));
    assert.ok(PNG.sync.read(second).palette, "each pixel is a place in a palette");
  });

  it("keeps what is frequent, and what nothing else comes near", () => {
    const counts = new Map([
      [0xffffff, 1000],
      [0xfefefe, 900],
      [0x000000, 500],
      [0xff0000, 3],
      [0x010101, 40],
    ]);
    const { palette, placeOf } = choosePalette(counts, 3);
    assert.deepEqual(palette, [0xffffff, 0x000000, 0xff0000]);
    assert.deepEqual([...placeOf.values()], [0, 0, 1, 2, 1]);
  });

  it("stands near for every one of thousands of colours", () => {
    const colours = Array.from({ length: 4096 }, (_, i) => ((i >> 4) << 16) | ((i & 15) << 4));
    const { palette, placeOf } = choosePalette(new Map(colours.map((colour) => [colour, 1])));
    assert.equal(palette.length, 256);
    const worst = colours.map((colour) =>
      squaredDistance(colour, palette[placeOf.get(colour) ?? 0] ?? 0),
    );
    assert.ok(Math.max(...worst) <= 2 * 16 ** 2, String(Math.max(...worst)));
  });

  it("is not made of what is no screenshot", () => {
    for (const kind of [{ bitDepth: 16 }, { colorType: 6 }] as const) {
      assert.throws(
        () => inFewColours(screenshot(1, [0x0a141e], kind)),
        /8-bit red, green and blue/,
      );
    }
    assert.throws(() => inFewColours(Buffer.from("GIF89a")), Error);
  });
});

/** A PNG of colours 0xRRGGBB, row by row, as a browser writes one. */
function screenshot(width: number, colours: readonly number[], kind: PNGOptions = {}): Buffer {
  const png = new PNG({ width, height: colours.length / width });
  for (const [at, colour] of colours.entries()) {
    png.data.writeUInt32BE(colour * 256 + 255, at * 4);
  }
  return PNG.sync.write(png, { colorType: 2, ...kind });
}
