import { clamp } from "../../src/shared/base/numbers";
/** Rows (or columns) of a virtual grid along one axis. All lengths in CSS pixels. */
export interface Axis {
  readonly count: number;
  /** Length of one row. */
  readonly size: number;
  /** Length of the scrolled area that is seen, without what sticks to its edge. */
  readonly viewport: number;
}

/** Where the browser's scroll bar stands, and which pixel of the content is first in view. */
export interface ScrollPosition {
  readonly bar: number;
  readonly offset: number;
}

/** Rows `[first, end)`. */
export interface RowSpan {
  readonly first: number;
  readonly end: number;
}

/** Browsers cap an element near 17 or 33 million device pixels; at 200 % zoom that is half. */
export const MAX_SCROLL_LENGTH = 8_000_000;

export const START: ScrollPosition = { bar: 0, offset: 0 };

const contentLength = ({ count, size }: Axis): number => count * size;
const maxOffset = (axis: Axis): number => Math.max(0, contentLength(axis) - axis.viewport);
const maxBar = (axis: Axis): number => Math.max(0, scrollLength(axis) - axis.viewport);

/** Length of the element that gives the scroll bar its range. */
export function scrollLength(axis: Axis): number {
  return Math.min(contentLength(axis), Math.max(MAX_SCROLL_LENGTH, axis.viewport));
}

/** The position that shows the content from pixel `offset` on. */
export function scrollTo(offset: number, axis: Axis): ScrollPosition {
  const end = maxOffset(axis);
  const to = clamp(offset, 0, end);
  return { bar: end === 0 ? 0 : (to / end) * maxBar(axis), offset: to };
}

/**
 * The position after the browser moved the bar. Content longer than the bar's range follows a
 * short move pixel by pixel, so that wheel and touch stay smooth, and a long one in proportion,
 * so that dragging the bar reaches every row.
 */
export function scroll(from: ScrollPosition, bar: number, axis: Axis): ScrollPosition {
  const end = maxOffset(axis);
  const barEnd = maxBar(axis);
  if (end === barEnd) return { bar, offset: clamp(bar, 0, end) };
  // Browsers round the bar to device pixels: the ends are reached within one.
  if (bar <= 0) return { bar, offset: 0 };
  if (bar >= barEnd - 1) return { bar, offset: end };
  const move = bar - from.bar;
  if (Math.abs(move) >= axis.viewport) return { bar, offset: (bar / barEnd) * end };
  return { bar, offset: clamp(from.offset + move, 0, end) };
}

/** A near position in which `row` is wholly seen, and no row is cut at the start. */
export function reveal(from: ScrollPosition, row: number, axis: Axis): ScrollPosition {
  const start = row * axis.size;
  const end = start + axis.size;
  if (start < from.offset) return scrollTo(start, axis);
  if (end > from.offset + axis.viewport) {
    const first = Math.ceil((end - axis.viewport) / axis.size);
    return scrollTo(Math.min(start, first * axis.size), axis);
  }
  return from;
}

/** Rows in view, and `margin` more on both sides. */
export function visibleRows({ offset }: ScrollPosition, axis: Axis, margin: number): RowSpan {
  const first = Math.floor(offset / axis.size) - margin;
  const end = Math.ceil((offset + axis.viewport) / axis.size) + margin;
  return { first: clamp(first, 0, axis.count), end: clamp(end, 0, axis.count) };
}

/** Where a row's element is placed inside the scrolled element. */
export function rowStart(row: number, axis: Axis, { bar, offset }: ScrollPosition): number {
  return row * axis.size - offset + bar;
}

/** The rows of a span, for templates. */
export function rowsOf({ first, end }: RowSpan): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

/**
 * Key of a row for `repeat`: scrolling moves a row's elements instead of writing another row's text
 * into them, so that the browser lays out and paints only the rows that come into view.
 */
export const same = (row: number): number => row;
