import type { Stretch } from "../../tokens/document/tokenSpans";

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

/** How much is coloured of what is visible, and how far beyond it. */
export interface Margin {
  readonly lines: number;
  /** Of those lines together. */
  readonly units: number;
  /** Within a long line. */
  readonly within: number;
  /** Code units of all visible lines together; of long lines each has its share. */
  readonly most: number;
  /** The least share of a long line. */
  readonly least: number;
  /** On each side of a column that is likely to be seen. */
  readonly band: number;
}

/**
 * Coloured after a key press: what surely is visible, the cursor's columns, and some around it, so
 * that scrolling does not show bare text.
 */
export const TYPED: Margin = {
  lines: 12,
  units: 8000,
  within: 4000,
  most: 24_000,
  least: 600,
  band: 400,
};
/** Coloured when no key was pressed for a while: long lines as far as the editor draws them. */
export const RESTED: Margin = { ...TYPED, most: 80_000, least: 2000, band: 400 };
/**
 * The same while a person scrolls: to colour more at a time, and so less often, leaves more frames
 * alone. After a key press it would only be more to do.
 */
export const SCROLLED: Margin = { ...RESTED, lines: 120, units: 16_000 };

/** While this much around what is visible is coloured, scrolling colours nothing anew. */
export function neededOf(painted: Margin): Margin {
  const { most, least, band } = painted;
  // Other lines that come into view leave the long ones another share.
  const shares = { most: 0.8 * most, least: 0.8 * least, band: band / 2 };
  return { lines: 8, units: 4000, within: 1000, ...shares };
}

/** No line is cut that is shorter. */
export const LEAST_OF_A_LINE = TYPED.least;

/** What is known of which columns an editor shows. It does not tell where long lines are scrolled to. */
export interface Columns {
  /** How many it draws of a line that is not wrapped. Asked for long lines alone. */
  readonly drawn: () => number;
  /** Near these a long line is likely to be seen: the cursor's, the mouse's. */
  readonly seen: readonly number[];
}

/** A visible line, and which of its characters, with its end, may be visible or are close to it. */
interface Visible {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** Whether the editor does not tell which part of it is visible. */
  readonly isWhole: boolean;
}

/** What is to be coloured for what is visible; stretches in text order that do not touch. */
export function stretchesOf(
  lines: Lines,
  views: readonly View[],
  margin: Margin,
  { drawn, seen }: Columns,
): LineStretch[] {
  const parts: LineStretch[] = [];
  /** Adds characters `[from, to)` of a line; beyond its text is its end. */
  const add = (line: number, from: number, to: number): void => {
    const lineStart = lines.start(line);
    const [start, end] = [lineStart + from, lineStart + to];
    const last = parts.at(-1);
    if (last === undefined || start > last.end) parts.push({ line, lineStart, start, end });
    else if (end > last.end) parts[parts.length - 1] = { ...last, end };
  };
  const inViews = views.map((view) => visibleLines(lines, view, margin.within, drawn));
  const lengths = inViews.flat().map(({ from, to }) => to - from);
  const share = Math.max(margin.least, shareOf(margin.most, lengths));
  views.forEach((view, at) => {
    for (const line of linesAround(lines, view, margin, -1).reverse())
      add(line, 0, whole(lines, line));
    for (const { line, from, to, isWhole } of inViews[at] ?? []) {
      const end = Math.min(to, from + share);
      const bands = !isWhole || end === to ? [] : seen.flatMap((at) => around(at, margin, to));
      const all = [{ from, to: end }, ...bands].sort((a, b) => a.from - b.from);
      for (const part of all) add(line, part.from, part.to);
    }
    for (const line of linesAround(lines, view, margin, 1)) add(line, 0, whole(lines, line));
  });
  return parts;
}

function visibleLines(
  lines: Lines,
  view: View,
  within: number,
  drawn: Columns["drawn"],
): Visible[] {
  const visible: Visible[] = [];
  for (let line = view.firstLine; line <= Math.min(view.lastLine, lines.count - 1); line++) {
    const length = whole(lines, line);
    const first = line === view.firstLine ? view.firstCharacter : 0;
    const last = line === view.lastLine ? view.lastCharacter : length;
    const isWhole = first === 0 && last >= lines.text(line).length;
    const most = isWhole && length > LEAST_OF_A_LINE ? drawn() : Infinity;
    const to = Math.min(length, last + within, most);
    visible.push({ line, from: Math.min(to, Math.max(0, first - within)), to, isWhole });
  }
  return visible;
}

/** How much each may have so that all together have no more than `most`; those that need less have it. */
function shareOf(most: number, lengths: readonly number[]): number {
  let left = most;
  const rising = [...lengths].sort((a, b) => a - b);
  for (const [at, length] of rising.entries()) {
    const each = left / (rising.length - at);
    if (length > each) return Math.floor(each);
    left -= length;
  }
  return Infinity;
}

/** Characters near a column, if the line has any there that are drawn. */
function around(column: number, { band }: Margin, end: number): { from: number; to: number }[] {
  const from = Math.max(0, column - band);
  return from < end ? [{ from, to: Math.min(end, column + band) }] : [];
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
