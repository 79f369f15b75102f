import { ticks } from "./curveLayout";
import { clippedText, textWidth } from "./clippedText";
import { movedBy } from "./drawing";
import type { Cells, Drawing, Shape, Words } from "./drawing";
import type { Look } from "./look";

/** Sizes of fonts, CSS pixels. */
const TITLE_SIZE = 14;
export const HEADING_SIZE = 12;
export const TEXT_SIZE = 11;
export const LABEL_SIZE = 10;

/** A heading in one line. */
export function heading(
  text: string,
  width: number,
  { text: colour }: Look,
  size = TITLE_SIZE,
): Drawing {
  const words: Words = {
    kind: "words",
    x: 0,
    y: 10,
    text: clippedText(text, size, width, "bold"),
    size,
    colour,
    bold: true,
  };
  return { width, height: 20, shapes: [words] };
}

/** A line that explains. */
export function remark(text: string, width: number, { dim: colour }: Look): Drawing {
  const shown = clippedText(text, TEXT_SIZE, width);
  const words: Words = { kind: "words", x: 0, y: 8, text: shown, size: TEXT_SIZE, colour };
  return { width, height: 16, shapes: [words] };
}

/** The legend's words: what stands before the scale, at its ends, and after it. */
export interface LegendWords {
  readonly before: string;
  /** The scale's ends; undefined where there is nothing to scale. */
  readonly ends: readonly [string, string] | undefined;
  readonly after: string;
}

/** CSS pixels of the colours between a legend's words. */
export const SCALE_SIZE = { width: 96, height: 8 } as const;

/** The legend's words with the colours between them, in one line. */
export function legendLine(
  { before, ends, after }: LegendWords,
  scale: (width: number, height: number) => Cells,
  { dim, faint }: Look,
): Drawing {
  const shapes: Shape[] = [];
  let x = 0;
  const say = (text: string, gap: number): void => {
    if (text === "") return;
    shapes.push({ kind: "words", x, y: 8, text, size: TEXT_SIZE, colour: dim });
    x += textWidth(text, TEXT_SIZE) + gap;
  };
  say(before, 10);
  if (ends !== undefined) {
    say(ends[0], 4);
    const { width, height } = SCALE_SIZE;
    const frame = { width: width + 2, height: height + 2 };
    shapes.push({ kind: "box", x, y: 3, ...frame, colour: faint });
    shapes.push(...movedBy([scale(width, height)], x + 1, 4));
    x += frame.width + 6;
    say(ends[1], 12);
  }
  say(after, 0);
  return { width: x, height: 16, shapes };
}

/** Whole numbers from 0 to `count` − 1 at round places, with the last one. */
export function wholeTicks(count: number, most: number): number[] {
  if (count < 2) return count === 1 ? [0] : [];
  const last = count - 1;
  const round = ticks({ least: 0, most: last }, most).filter((each) => Number.isInteger(each));
  const step = (round[1] ?? last) - (round[0] ?? 0);
  // The last one needs its room.
  return [...round.filter((each) => last - each >= step / 2), last];
}

/** Numbers beneath a picture of `count` columns, and what they count. */
export function columnAxis(count: number, name: string, width: number, { dim }: Look): Drawing {
  const centre = (at: number): number => ((at + 0.5) / count) * width;
  const words = { kind: "words", size: LABEL_SIZE, colour: dim, anchor: "middle" } as const;
  const marks = wholeTicks(count, Math.max(2, width / 90)).map((at): Words => ({
    ...words,
    x: centre(at),
    y: 8,
    text: String(at),
    font: "monospace",
  }));
  return {
    width,
    height: 28,
    shapes: [...marks, { ...words, x: width / 2, y: 21, text: name, size: TEXT_SIZE }],
  };
}
