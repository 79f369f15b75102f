import { clamp } from "../../shared/base/numbers";
import { PIECE_START, type TokenSpans } from "../../tokens/document/tokenSpans";
import { isLost } from "../../windows/lostTokens";
import type { TokenUse } from "../../windows/tokenUse";
import { windowCount } from "../../windows/windows";
import type { Lines, LineStretch } from "./stretches";
import type { EditorShows } from "../../settings/settings";
import { findSigns, type Sign } from "./whitespace";

/** What is drawn; each kind is one decoration type of the editor. Colours count from 0. */
export type Kind =
  | `colour ${number}`
  | `end ${number}`
  | `return ${number}`
  | `surprise ${number}`
  | `surpriseEnd ${number}`
  | `surpriseReturn ${number}`
  | `sign ${Sign}`
  | "shared"
  | "lost"
  | "piece"
  | "window"
  | "windowAtEnd";

/** Places of one kind, three numbers each: a line, and characters `[from, to)` of it. */
export type Places = number[];
export type Layout = ReadonlyMap<Kind, Places>;

export interface LayoutOptions {
  readonly colours: number;
  readonly colourBy: "turn" | "id" | "surprisal";
  /** Of a document token: how much it surprises, in steps from 0; undefined where nobody knows. */
  readonly surprise?: ((token: number) => number | undefined) | undefined;
  readonly pieces: boolean;
  /** Windows whose starts are marked. */
  readonly windows: { readonly maxLength: number; readonly stride: number } | undefined;
  /** How windows use the tokens of a document with so many: those in no window are marked. */
  readonly use: (tokenCount: number) => TokenUse | undefined;
  /** Signs for white space and controls, but for those that the editor shows itself. */
  readonly signs: EditorShows | undefined;
}

/**
 * Where what is drawn. Every code unit has one colour: of tokens that share a character it is the
 * first one's, and the character is marked. Turns begin anew with each line, so that typing does
 * not change the colours of other lines.
 */
export function layOut(
  spans: TokenSpans,
  stretches: readonly LineStretch[],
  lines: Lines,
  options: LayoutOptions,
): Layout {
  const layout = new Map<Kind, Places>();
  const add = (kind: Kind, line: number, from: number, to: number): void => {
    const places = layout.get(kind);
    if (places === undefined) layout.set(kind, [line, from, to]);
    else places.push(line, from, to);
  };
  /** Lost tokens that follow one another are one place: there may be very many. */
  const addLost = ({ line, from, to }: Part): void => {
    const places = layout.get("lost");
    const last = places?.length ?? 0;
    const goesOn = places?.[last - 3] === line && places[last - 1] === from;
    if (places !== undefined && goesOn) places[last - 1] = to;
    else add("lost", line, from, to);
  };
  const { tokenCount } = spans;
  const { colours, colourBy, pieces, windows, signs } = options;
  const use = options.use(tokenCount);
  const firstOutside =
    windows === undefined ? 0 : windowCount({ ...windows, tokenCount }) * windows.stride;
  stretches.forEach((stretch, at) => {
    const row = spans.rows[at] as number;
    const to = spans.rows[at + 1] as number;
    let line = new Line(lines, stretch.line);
    let turn = spans.turns[at] as number;
    let painted = stretch.lineStart;
    let marked = painted;
    let struck = painted;
    const first = spans.firsts[at] as number;
    const hasLost = use !== undefined && use.of(first, first + to - row).unused > 0;
    for (let token = row; token < to; token++) {
      const index = first + token - row;
      const start = spans.starts[token] as number;
      const end = spans.ends[token] as number;
      while (start >= line.next && !line.isLast) {
        line = line.following();
        // A token that reaches into the line keeps its turn, and so do those behind it.
        if (painted <= line.start) turn = 0;
      }
      if (end > painted && colourBy === "surprisal") {
        const step = options.surprise?.(index);
        const parts = step === undefined ? [] : partsOf(line, Math.max(start, painted), end);
        for (const part of parts) {
          if (part.to > part.from) add(`surprise ${step ?? 0}`, part.line, part.from, part.to);
          // Nothing is drawn of a line end that was expected: it would be a sign in every line.
          if (part.end === undefined || step === 0) continue;
          const kind = part.end === "end" ? "surpriseEnd" : "surpriseReturn";
          add(`${kind} ${step ?? 0}`, part.line, part.to, part.to);
        }
      } else if (end > painted) {
        const by = colourBy === "turn" ? turn++ : spread(spans.ids[token] as number);
        const colour = by % colours;
        for (const part of partsOf(line, Math.max(start, painted), end)) {
          if (part.to > part.from) add(`colour ${colour}`, part.line, part.from, part.to);
          if (part.end !== undefined) add(`${part.end} ${colour}`, part.line, part.to, part.to);
        }
      }
      // Three tokens may share one character: it is marked once.
      const both = Math.min(end, painted);
      for (const part of partsOf(line, Math.max(start, marked), both)) {
        if (part.to > part.from) add("shared", part.line, part.from, part.to);
      }
      marked = Math.max(marked, both);
      if (hasLost && isLost(use, index)) {
        for (const part of partsOf(line, Math.max(start, struck), end)) {
          if (part.to > part.from) addLost(part);
        }
        struck = end;
      }
      const isPiece = pieces && ((spans.marks[token] as number) & PIECE_START) !== 0;
      const isWindow =
        windows !== undefined && index % windows.stride === 0 && index < firstOutside;
      if (isPiece || isWindow) {
        const part = partsOf(line, start, end).find((each) => each.to > each.from);
        if (isPiece && part !== undefined) add("piece", part.line, part.from, part.to);
        if (isWindow && part !== undefined) add("window", part.line, part.from, part.to);
        if (isWindow && part === undefined) {
          add("windowAtEnd", line.number, line.length, line.length);
        }
      }
      painted = Math.max(painted, end);
    }
    if (signs === undefined) return;
    for (line = new Line(lines, stretch.line); ; line = line.following()) {
      const { number } = line;
      const [from, to] = [stretch.start - line.start, stretch.end - line.start];
      findSigns(lines.text(number), Math.max(0, from), to, signs, (sign, place, units) => {
        add(`sign ${sign}`, number, place, place + units);
      });
      if (line.isLast || line.next >= stretch.end) break;
    }
  });
  return layout;
}

/** Neighbouring ids are far from one another. */
function spread(id: number): number {
  return Math.imul(id, 0x9e3779b1) >>> 0;
}

interface Part {
  readonly line: number;
  /** Characters of the line's text. */
  readonly from: number;
  readonly to: number;
  /** Whether what stands behind the text, its line end, is in the part too, or a CR alone is. */
  readonly end: "end" | "return" | undefined;
}

/** Code units `[start, end)` line by line; `start` lies in the line `first` or before it. */
function partsOf(first: Line, start: number, end: number): Part[] {
  const parts: Part[] = [];
  if (end <= start) return parts;
  for (let line = first; ; line = line.following()) {
    const textEnd = line.start + line.length;
    const from = clamp(start, line.start, textEnd) - line.start;
    const to = Math.min(end, textEnd) - line.start;
    const hasEnd = end > textEnd && !line.isLast;
    // Of CR LF a token may hold the CR alone.
    const which = end >= line.next ? "end" : "return";
    parts.push({ line: line.number, from, to, end: hasEnd ? which : undefined });
    if (line.isLast || end <= line.next) return parts;
  }
}

/** One line, and what follows it. */
class Line {
  readonly start: number;
  /** Code units of its text. */
  readonly length: number;
  /** Where the next one begins; the end of the text for the last. */
  readonly next: number;
  readonly isLast: boolean;

  constructor(
    private readonly lines: Lines,
    readonly number: number,
  ) {
    this.start = lines.start(number);
    this.length = lines.text(number).length;
    this.isLast = number + 1 >= lines.count;
    this.next = this.isLast ? this.start + this.length : lines.start(number + 1);
  }

  following(): Line {
    return new Line(this.lines, this.number + 1);
  }
}
