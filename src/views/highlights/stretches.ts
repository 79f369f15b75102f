import type { Stretch } from "../../tokens/tokenSpans";

/** The lines of a document. */
export interface Lines {
  readonly count: number;
  /** Code unit at which a line begins. */
  start(line: number): number;
  /** Without the line's end. */
  text(line: number): string;
}

/** What an editor shows: whole lines, or parts of them where lines are wrapped. */
export interface View {
  readonly firstLine: number;
  readonly firstCharacter: number;
  readonly lastLine: number;
  readonly lastCharacter: number;
}

/** A stretch of a document that begins in `line`. */
export interface LineStretch extends Stretch {
  readonly line: number;
}

/** How far beyond what is visible tokens are coloured. */
export interface Margin {
  readonly lines: number;
  /** Of those lines together. */
  readonly units: number;
  /** Within a long line. */
  readonly within: number;
}

/** Coloured around what is visible, so that scrolling does not show bare text. */
export const PAINTED: Margin = { lines: 12, units: 8000, within: 4000 };
/**
 * The same while a person scrolls: to colour more at a time, and so less often, leaves more frames
 * alone. After a key press it would only be more to do.
 */
export const SCROLLED: Margin = { lines: 120, units: 16_000, within: 4000 };
/** While this much around what is visible is coloured, scrolling colours nothing anew. */
export const NEEDED: Margin = { lines: 8, units: 4000, within: 1000 };

/** Code units that are coloured in all long lines together: each has its share. */
const MOST_UNITS = 24_000;
/** The editor draws no more of a line that is not wrapped. */
const MOST_UNWRAPPED = 10_000;
/** No line is cut that is shorter. */
export const LEAST_OF_A_LINE = 2000;

/** What is to be coloured for what is visible; stretches in text order that do not touch. */
export function stretchesOf(
  lines: Lines,
  views: readonly View[],
  margin: Margin,
  /** The cursor, around which a long line is coloured too. */
  cursor?: { readonly line: number; readonly character: number },
): LineStretch[] {
  const visible = views.reduce((sum, view) => sum + 1 + view.lastLine - view.firstLine, 0);
  const most = Math.max(LEAST_OF_A_LINE, Math.floor(MOST_UNITS / Math.max(1, visible)));
  const parts: LineStretch[] = [];
  /** Adds characters `[from, to)` of a line; beyond its text is its end. */
  const add = (line: number, from: number, to: number): void => {
    const lineStart = lines.start(line);
    const [start, end] = [lineStart + from, lineStart + to];
    const last = parts.at(-1);
    if (last === undefined || start > last.end) parts.push({ line, lineStart, start, end });
    else if (end > last.end) parts[parts.length - 1] = { ...last, end };
  };
  for (const view of views) {
    for (const line of linesAround(lines, view, margin, -1).reverse())
      add(line, 0, whole(lines, line));
    for (let line = view.firstLine; line <= Math.min(view.lastLine, lines.count - 1); line++) {
      const length = whole(lines, line);
      if (length <= most) {
        add(line, 0, length);
        continue;
      }
      const first = line === view.firstLine ? view.firstCharacter : 0;
      const last = line === view.lastLine ? view.lastCharacter : length;
      const from = Math.max(0, first - margin.within);
      // No screen holds that much of a line that is wrapped.
      const isWhole = first === 0 && last >= lines.text(line).length && length > MOST_UNITS;
      const share = isWhole ? Math.min(most, MOST_UNWRAPPED) : most;
      const to = Math.min(length, last + margin.within, from + share);
      const around = line === cursor?.line ? cursor.character : undefined;
      const isBefore = around !== undefined && around < from;
      const isBehind = around !== undefined && around > to;
      const near = Math.min(margin.within, most / 2);
      // A line that is not wrapped does not tell which part of it is visible, but its cursor may.
      if (isBefore) add(line, Math.max(0, around - near), Math.min(from, around + near));
      add(line, from, to);
      if (isBehind) add(line, Math.max(to, around - near), Math.min(length, around + near));
    }
    for (const line of linesAround(lines, view, margin, 1)) add(line, 0, whole(lines, line));
  }
  return parts;
}

/** Whether all of `needed` lies within `painted`. */
export function covers(painted: readonly Stretch[], needed: readonly Stretch[]): boolean {
  return needed.every(({ start, end }) =>
    painted.some((stretch) => stretch.start <= start && end <= stretch.end),
  );
}

/** Lines above or below a view, nearest first, as far as the margin reaches. */
function linesAround(lines: Lines, view: View, margin: Margin, step: 1 | -1): number[] {
  const around: number[] = [];
  let units = 0;
  let line = (step === 1 ? view.lastLine : view.firstLine) + step;
  for (; around.length < margin.lines && line >= 0 && line < lines.count; line += step) {
    units += whole(lines, line);
    if (units > margin.units) break;
    around.push(line);
  }
  return around;
}

/** Code units of a line with its end. */
function whole(lines: Lines, line: number): number {
  const length = lines.text(line).length;
  return line + 1 < lines.count ? lines.start(line + 1) - lines.start(line) : length;
}
