import assert from "node:assert/strict";
import {
  MAX_SCROLL_LENGTH,
  reveal,
  rowsOf,
  rowStart,
  scroll,
  scrollTo,
  scrollLength,
  START,
  visibleRows,
} from "../../../../webview/base/virtualGrid";

const short = { count: 100, size: 10, viewport: 200 };
/** Three million rows are longer than browsers let an element be. */
const long = { count: 3_000_000, size: 38, viewport: 400 };
const longEnd = long.count * long.size - long.viewport;
const barEnd = MAX_SCROLL_LENGTH - long.viewport;

describe("virtual grid", () => {
  it("follows the bar pixel by pixel where the content fits the bar's range", () => {
    assert.deepEqual(scroll(START, 123, short), { bar: 123, offset: 123 });
    assert.equal(scrollLength(short), 1000);
  });
  it("never asks for an element longer than browsers allow", () => {
    assert.equal(scrollLength(long), MAX_SCROLL_LENGTH);
  });
  it("scrolls long content pixel by pixel for short moves", () => {
    const from = scrollTo(50_000_000, long);
    assert.equal(scroll(from, from.bar + 40, long).offset, 50_000_040);
    assert.equal(scroll(from, from.bar - 40, long).offset, 49_999_960);
  });
  it("scrolls long content in proportion for long moves", () => {
    const { offset } = scroll(START, barEnd / 2, long);
    assert.ok(Math.abs(offset - longEnd / 2) < 1);
  });
  it("reaches both ends", () => {
    assert.equal(scroll(START, barEnd, long).offset, longEnd);
    assert.equal(scroll(START, barEnd - 0.5, long).offset, longEnd);
    assert.equal(scroll({ bar: 30, offset: 500 }, 0, long).offset, 0);
    assert.equal(scrollTo(Infinity, long).bar, barEnd);
    assert.deepEqual(visibleRows(scrollTo(longEnd, long), long, 0).end, long.count);
  });
  it("keeps a row where it is in the element while moves are short", () => {
    const from = scrollTo(50_000_000, long);
    const to = scroll(from, from.bar + 40, long);
    assert.ok(Math.abs(rowStart(1_315_790, long, from) - rowStart(1_315_790, long, to)) < 1e-6);
  });
  it("shows the rows in view and a margin, inside the grid", () => {
    assert.deepEqual(visibleRows(START, short, 2), { first: 0, end: 22 });
    assert.deepEqual(visibleRows({ bar: 95, offset: 95 }, short, 1), { first: 8, end: 31 });
    assert.deepEqual(visibleRows(scrollTo(9999, short), short, 5), { first: 75, end: 100 });
  });
  it("moves no further than it takes to see a row", () => {
    assert.equal(reveal(START, 5, short), START);
    assert.equal(reveal(START, 25, short).offset, 60);
    assert.equal(reveal({ bar: 500, offset: 500 }, 25, short).offset, 250);
    assert.equal(reveal(START, 2_999_999, long).offset, longEnd);
  });
  it("holds where there is nothing to scroll", () => {
    const empty = { count: 0, size: 10, viewport: 200 };
    assert.deepEqual(scrollTo(50, empty), START);
    assert.deepEqual(rowsOf(visibleRows(START, empty, 3)), []);
    const unseen = { count: 10, size: 10, viewport: 0 };
    assert.deepEqual(rowsOf(visibleRows(START, unseen, 1)), [0]);
  });
});
