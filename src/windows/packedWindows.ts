import type { PackingWay } from "./packing";

/** What one window has of one document. */
export interface PackedPart {
  /** From 0, in the order of the text. */
  readonly document: number;
  readonly tokens: number;
  /** Whether more of the document stands before it, and behind it, wherever that goes. */
  readonly isCutBefore: boolean;
  readonly isCutBehind: boolean;
}

/** Parts from left to right; what is left of the window holds no token. */
export type PackedWindow = readonly PackedPart[];

/**
 * The first windows that documents fill, one way.
 * @param documents how many tokens each has
 * @param length tokens of a window
 * @param most windows that are made
 */
export function packedWindows(
  way: PackingWay,
  documents: readonly number[],
  length: number,
  most: number,
): PackedWindow[] {
  const windows =
    way === "concatenated"
      ? inARow(documents, length, most)
      : way === "oneEach"
        ? oneEach(documents, length, most)
        : bestFit(documents, length);
  return windows.slice(0, most);
}

/** Tokens `[from, to)` of a document. */
const partOf = (document: number, from: number, to: number, end: number): PackedPart => ({
  ...{ document, tokens: to - from },
  ...{ isCutBefore: from > 0, isCutBehind: to < end },
});

function inARow(documents: readonly number[], length: number, most: number): PackedWindow[] {
  const windows: PackedWindow[] = [];
  let window: PackedPart[] = [];
  let room = length;
  for (const [document, end] of documents.entries()) {
    for (let from = 0; from < end;) {
      const to = Math.min(end, from + room);
      window.push(partOf(document, from, to, end));
      room -= to - from;
      from = to;
      if (room > 0) continue;
      if (windows.push(window) === most) return windows;
      [window, room] = [[], length];
    }
  }
  // A last one that is not full is dropped.
  return windows;
}

function oneEach(documents: readonly number[], length: number, most: number): PackedWindow[] {
  const windows: PackedWindow[] = [];
  for (const [document, end] of documents.entries()) {
    if (windows.length === most) break;
    if (end > 0) windows.push([partOf(document, 0, Math.min(end, length), end)]);
  }
  return windows;
}

function bestFit(documents: readonly number[], length: number): PackedWindow[] {
  const full: PackedWindow[] = [];
  const rests: PackedPart[] = [];
  for (const [document, end] of documents.entries()) {
    let from = 0;
    for (; from + length <= end; from += length) {
      full.push([partOf(document, from, from + length, end)]);
    }
    if (from < end) rests.push(partOf(document, from, end, end));
  }
  const open: { readonly parts: PackedPart[]; room: number }[] = [];
  for (const rest of rests.sort((one, other) => other.tokens - one.tokens)) {
    let best: (typeof open)[number] | undefined;
    for (const each of open) {
      if (each.room >= rest.tokens && each.room < (best?.room ?? Infinity)) best = each;
    }
    if (best === undefined) open.push((best = { parts: [], room: length }));
    best.parts.push(rest);
    best.room -= rest.tokens;
  }
  return [...full, ...open.map(({ parts }) => parts)];
}
