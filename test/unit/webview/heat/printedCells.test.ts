import assert from "node:assert/strict";
import { makePalette } from "../../../../webview/base/palette";
import { heatCells } from "../../../../webview/heat/heatCells";
import { PLAIN } from "../../../../webview/heat/heatLook";
import { printedCells } from "../../../../webview/heat/printedCells";

const palette = makePalette("dark", [0, 0, 0]);
const values = Float32Array.of(0.5, -1, NaN, 2, Infinity, 0);
const print = { digit: 6, signs: false, coloured: values, limit: 1, palette };

describe("Values in their cells", () => {
  it("stand in the middle of those that are seen, as far as these have the room", () => {
    const table = { values, columns: 3, firstRow: 0.5, rows: 1.5, firstColumn: 1, shownColumns: 2 };
    const shapes = printedCells(table, { ...print, width: 200, height: 150 });
    const words = shapes.flatMap((shape) => (shape.kind === "words" ? [shape] : []));
    assert.deepEqual(
      words.map(({ text, x, y }) => [text, x, y]),
      [
        ["−1.0000", 50, 0],
        ["NaN", 150, 0],
        ["∞", 50, 100],
        ["0.0000", 150, 100],
      ],
    );
    assert.deepEqual(printedCells(table, { ...print, width: 100, height: 150 }), []);
  });

  it("have a ground where stripes would cross them, in a saved picture too", () => {
    const page = printedCells(
      { values, columns: 3, firstRow: 0, rows: 2 },
      { ...print, width: 300, height: 100 },
    );
    const limit = { limit: 1, each: undefined };
    const file = heatCells({ values, columns: 3, limit, palette, look: PLAIN }, 300, 100);
    const kinds = (shapes: readonly { kind: string }[]): string[] => shapes.map(({ kind }) => kind);
    assert.deepEqual(kinds(page), [
      "words",
      "words",
      "box",
      "words",
      "words",
      "box",
      "words",
      "words",
    ]);
    assert.deepEqual(kinds(file), ["cells", ...kinds(page)]);
    const box = page.find(({ kind }) => kind === "box");
    assert.deepEqual(box, {
      kind: "box",
      x: 250 - 11,
      y: 25 - 6,
      width: 3 * 6 + 4,
      height: 12,
      colour: "#000000",
    });
  });
});
