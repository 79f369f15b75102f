import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { choosePalette, inFewColours, squaredDistance } from "../../../.ci/fewColours";
import { readPng } from "../../../.ci/png";

/** One pixel beneath the other, a row for each of the five filters of the PNG specification. */
const FILTERED = screenshot(1, [
  [0, 10, 20, 30],
  [1, 10, 20, 30],
  [2, 1, 2, 250],
  [3, 5, 10, 250],
  [4, 1, 2, 3],
]);

describe("A picture in few colours", () => {
  it("has each pixel in the colour that it had, where there are no more than 256", () => {
    const first = readPng(FILTERED);
    const colours = [0x0a141e, 0x0a141e, 0x0b1618, 0x0a1506, 0x0b1709];
    assert.deepEqual([...first.colours], colours);
    assert.deepEqual(readPng(inFewColours(FILTERED)), first);
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
    const deep = screenshot(1, [[0, 0, 10, 0, 20, 0, 30]], 16);
    assert.throws(() => inFewColours(deep), /no PNG of 8-bit red/);
  });
});

/** A PNG of colours whose rows begin with their filters; nothing looks at its sums. */
function screenshot(width: number, rows: readonly (readonly number[])[], bits = 8): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(rows.length, 4);
  header.set([bits, 2, 0, 0, 0], 8);
  const part = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
  };
  const data = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([Buffer.alloc(8), part("IHDR", header), part("IDAT", data)]);
}
