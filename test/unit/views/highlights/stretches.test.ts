import assert from "node:assert/strict";
import {
  covers,
  NEEDED,
  PAINTED,
  stretchesOf,
  type View,
} from "../../../../src/views/highlights/stretches";
import { textLines } from "../../../support/textLines";

const whole = (firstLine: number, lastLine: number): View => ({
  firstLine,
  firstCharacter: 0,
  lastLine,
  lastCharacter: 1e9,
});

describe("The stretches that are coloured", () => {
  const short = textLines("0123456789\n".repeat(1000));
  const long = textLines(`short\n${"x".repeat(1_000_000)}\n`.repeat(3));

  it("are the visible lines and some around them, in one piece", () => {
    const [stretch, ...more] = stretchesOf(short, [whole(500, 540)], PAINTED);
    assert.deepEqual(more, []);
    const line = 500 - PAINTED.lines;
    const end = 11 * (541 + PAINTED.lines);
    assert.deepEqual(stretch, { line, lineStart: 11 * line, start: 11 * line, end });
  });

  it("end with the document", () => {
    const [stretch] = stretchesOf(short, [whole(0, 5000)], PAINTED);
    assert.deepEqual([stretch?.start, stretch?.end], [0, 11_000]);
    assert.deepEqual(stretchesOf(textLines(""), [whole(0, 0)], PAINTED), [
      { line: 0, lineStart: 0, start: 0, end: 0 },
    ]);
  });

  it("are apart where lines are folded, and one where the margins meet", () => {
    const apart = stretchesOf(short, [whole(10, 20), whole(500, 510)], PAINTED);
    assert.equal(apart.length, 2);
    const near = stretchesOf(short, [whole(10, 20), whole(40, 50)], PAINTED);
    assert.deepEqual(
      near.map(({ start, end }) => [start, end]),
      [[0, 11 * (51 + PAINTED.lines)]],
    );
  });

  it("hold a part of each line of a megabyte, whatever the editor says is visible", () => {
    const stretches = stretchesOf(long, [whole(0, 5)], PAINTED);
    const units = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(units >= 6000 && units < 100_000, `${units} code units`);
    for (const { start, lineStart } of stretches) assert.equal(start, lineStart);
  });

  it("are about the visible part of a line that is wrapped, and about the cursor of one that is not", () => {
    const view = { firstLine: 1, firstCharacter: 500_000, lastLine: 1, lastCharacter: 508_000 };
    const lineStart = long.start(1);
    const [, stretch] = stretchesOf(long, [view], PAINTED);
    assert.deepEqual(stretch, {
      line: 1,
      lineStart,
      start: lineStart + 500_000 - PAINTED.within,
      end: lineStart + 508_000 + PAINTED.within,
    });
    const cursor = { line: 1, character: 700_000 };
    const [, second] = stretchesOf(long, [whole(1, 1)], PAINTED, cursor);
    assert.ok(second!.start < lineStart + 700_000 && second!.end > lineStart + 700_000);
    assert.ok(second!.end - second!.start <= 2 * PAINTED.within);
  });

  it("suffice for a while when the text is scrolled", () => {
    for (const lines of [short, long]) {
      const painted = stretchesOf(lines, [whole(2, 4)], PAINTED);
      assert.ok(covers(painted, stretchesOf(lines, [whole(2, 4)], NEEDED)));
    }
    const painted = stretchesOf(short, [whole(500, 540)], PAINTED);
    const scrolled = (by: number) => stretchesOf(short, [whole(500 + by, 540 + by)], NEEDED);
    assert.ok(covers(painted, scrolled(PAINTED.lines - NEEDED.lines)));
    assert.ok(!covers(painted, scrolled(PAINTED.lines - NEEDED.lines + 1)));
    const view = { firstLine: 1, firstCharacter: 500_000, lastLine: 1, lastCharacter: 508_000 };
    const around = stretchesOf(long, [view], PAINTED);
    const moved = { ...view, firstCharacter: 502_000, lastCharacter: 510_000 };
    assert.ok(covers(around, stretchesOf(long, [moved], NEEDED)));
  });
});
