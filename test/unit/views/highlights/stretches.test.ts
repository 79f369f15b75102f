import assert from "node:assert/strict";
import {
  covers,
  neededOf,
  RESTED,
  SCROLLED,
  stretchesOf,
  TYPED,
  type Columns,
  type LineStretch,
  type Margin,
  type View,
} from "../../../../src/views/highlights/stretches";
import { seeded } from "../../../support/random";
import { textLines } from "../../../support/textLines";

const whole = (firstLine: number, lastLine: number): View => ({
  firstLine,
  firstCharacter: 0,
  lastLine,
  lastCharacter: 1e9,
});
/** As VS Code has it unless a person changes it. */
const DRAWN = 10_000;
const columns = (seen: number[] = [], drawn = DRAWN): Columns => ({ drawn: () => drawn, seen });
const textOf = (lengths: readonly number[]): string =>
  lengths.map((length) => `${"x".repeat(length)}\n`).join("");
const unitsOf = (stretches: readonly LineStretch[]): number =>
  stretches.reduce((sum, { start, end }) => sum + end - start, 0);

describe("The stretches that are coloured", () => {
  const short = textLines("0123456789\n".repeat(1000));
  const long = textLines(`short\n${"x".repeat(1_000_000)}\n`.repeat(3));

  it("are the visible lines and some around them, in one piece", () => {
    const [stretch, ...more] = stretchesOf(short, [whole(500, 540)], RESTED, columns());
    assert.deepEqual(more, []);
    const line = 500 - RESTED.lines;
    const end = 11 * (541 + RESTED.lines);
    assert.deepEqual(stretch, { line, lineStart: 11 * line, start: 11 * line, end });
  });

  it("end with the document", () => {
    const [stretch] = stretchesOf(short, [whole(0, 5000)], RESTED, columns());
    assert.deepEqual([stretch?.start, stretch?.end], [0, 11_000]);
    assert.deepEqual(stretchesOf(textLines(""), [whole(0, 0)], RESTED, columns()), [
      { line: 0, lineStart: 0, start: 0, end: 0 },
    ]);
  });

  it("are apart where lines are folded, and one where the margins meet", () => {
    const apart = stretchesOf(short, [whole(10, 20), whole(500, 510)], RESTED, columns());
    assert.equal(apart.length, 2);
    const near = stretchesOf(short, [whole(10, 20), whole(40, 50)], RESTED, columns());
    assert.deepEqual(
      near.map(({ start, end }) => [start, end]),
      [[0, 11 * (51 + RESTED.lines)]],
    );
  });

  /** Asserts that columns `[0, to)` of each line are coloured, or the line where it is shorter. */
  function holdColumns(lengths: readonly number[], to: number, drawn = DRAWN): void {
    const lines = textLines(textOf(lengths));
    const view = whole(0, lengths.length - 1);
    for (const margin of [RESTED, SCROLLED]) {
      const stretches = stretchesOf(lines, [view], margin, columns([], drawn));
      for (const [line, length] of lengths.entries()) {
        const start = lines.start(line);
        const end = start + Math.min(length, to);
        assert.ok(covers(stretches, [{ lineStart: start, start, end }]), `line ${line}`);
      }
    }
  }

  it("hold every column that the editor draws of a few long lines, also among many short ones", () => {
    for (let count = 1; count <= 8; count++) holdColumns(Array<number>(count).fill(12_000), DRAWN);
    holdColumns([...Array<number>(40).fill(80), 1_000_000, 500_000], DRAWN);
    holdColumns([9_000, 20, 0, 9_999, 10_000, 10_001, 2_500, 300], DRAWN);
    holdColumns([1_000_000], 50_000, 50_000);
    holdColumns([30_000, 100, 45_000], Infinity, Infinity);
  });

  it("hold nothing of what the editor does not draw", () => {
    const lines = textLines("x".repeat(1_000_000));
    const stretches = stretchesOf(lines, [whole(0, 0)], RESTED, columns([700_000]));
    assert.deepEqual(
      stretches.map(({ start, end }) => [start, end]),
      [[0, DRAWN]],
    );
  });

  it("hold the columns near the cursor and the mouse of every long line where not all can be", () => {
    const lines = textLines(textOf(Array<number>(40).fill(100_000)));
    for (const margin of [TYPED, RESTED, SCROLLED]) {
      const seen = [9_200, 5_000, 60_000];
      const stretches = stretchesOf(lines, [whole(0, 39)], margin, columns(seen, 50_000));
      for (let line = 0; line < 40; line++) {
        const start = lines.start(line);
        for (const column of seen.slice(0, 2)) {
          const band = { start: start + column - margin.band, end: start + column + margin.band };
          assert.ok(covers(stretches, [{ lineStart: start, ...band }]), `${line}, ${column}`);
        }
        assert.ok(!covers(stretches, [{ lineStart: start, start, end: start + 50_001 }]));
      }
    }
  });

  it("are in text order, do not touch, and are no more than the budget and its bands", () => {
    const seed = 20_261_129;
    const random = seeded(seed);
    for (let round = 0; round < 400; round++) {
      const lengths = Array.from({ length: 1 + random(50) }, () => random(2) * random(40_000) + 9);
      const lines = textLines(textOf(lengths));
      const margin = [TYPED, RESTED, SCROLLED][random(3)] as Margin;
      const view = { ...whole(random(3), lengths.length), lastCharacter: 10 + random(9000) };
      const seen = [random(30_000), random(30_000)];
      const stretches = stretchesOf(lines, [view], margin, columns(seen, DRAWN + random(9)));
      const told = `seed ${seed}, round ${round}`;
      for (const [at, { start, end, line, lineStart }] of stretches.entries()) {
        assert.ok(start <= end && start > (stretches[at - 1]?.end ?? -1), told);
        assert.ok(lineStart === lines.start(line) && start >= lineStart, told);
      }
      const most = margin.most + margin.units + lengths.length * (margin.least + 4 * margin.band);
      assert.ok(unitsOf(stretches) <= most, told);
    }
  });

  it("are about the visible part of a line that is wrapped", () => {
    const view = { firstLine: 1, firstCharacter: 500_000, lastLine: 1, lastCharacter: 508_000 };
    const lineStart = long.start(1);
    for (const margin of [TYPED, RESTED]) {
      const [, stretch] = stretchesOf(long, [view], margin, columns([700_000]));
      assert.deepEqual(stretch, {
        line: 1,
        lineStart,
        start: lineStart + 500_000 - margin.within,
        end: lineStart + 508_000 + margin.within,
      });
    }
  });

  it("suffice for a while when the text is scrolled", () => {
    for (const margin of [TYPED, RESTED, SCROLLED]) {
      const needed = neededOf(margin);
      for (const lines of [short, long]) {
        const painted = stretchesOf(lines, [whole(2, 4)], margin, columns([5000]));
        assert.ok(covers(painted, stretchesOf(lines, [whole(2, 4)], needed, columns([5000]))));
        assert.ok(covers(painted, stretchesOf(lines, [whole(2, 4)], needed, columns([5200]))));
      }
      const painted = stretchesOf(short, [whole(500, 540)], margin, columns());
      const scrolled = (by: number) =>
        stretchesOf(short, [whole(500 + by, 540 + by)], needed, columns());
      assert.ok(covers(painted, scrolled(margin.lines - needed.lines)));
      assert.ok(!covers(painted, scrolled(margin.lines - needed.lines + 1)));
      const view = { firstLine: 1, firstCharacter: 500_000, lastLine: 1, lastCharacter: 508_000 };
      const around = stretchesOf(long, [view], margin, columns());
      const moved = { ...view, firstCharacter: 502_000, lastCharacter: 510_000 };
      assert.ok(covers(around, stretchesOf(long, [moved], needed, columns())));
    }
  });
});
