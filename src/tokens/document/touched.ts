import type { TokenDocument } from "./tokenDocument";

/** How many tokens some selections of a document touch. */
export interface TouchedCount {
  readonly tokens: number;
  /** Those of them of whose code units not all are selected. */
  readonly cut: number;
}

/** Neighbouring tokens `[from, to)`, and how many of them are cut. */
interface TouchedRange {
  readonly from: number;
  readonly to: number;
  readonly cut: number;
}

/**
 * The tokens that hold any of the selected code units, each once, in ranges that rise and do not
 * overlap. A range costs a few look-ups, however long it is.
 * @param spans code units `[spans[2i], spans[2i + 1])`, in any order; they may overlap
 */
export function touchedRanges(document: TokenDocument, spans: Uint32Array): TouchedRange[] {
  const ranges: TouchedRange[] = [];
  let counted = 0;
  for (const { start, end } of mergedSpans(spans, document.length)) {
    const { from, to } = document.touching(start, end);
    // A token that the span before touched too holds what lies between the two, so that it is
    // counted, and as cut, already.
    const first = Math.max(from, counted);
    if (first >= to) continue;
    const atStart = start === 0 ? first : Math.min(to, document.touching(start - 1, start).to);
    const atEnd = Math.min(to, document.touching(end, end + 1).from);
    // Tokens [first, atStart) go on before the span, tokens [atEnd, to) behind it, and some do both.
    const whole = Math.max(0, atEnd - Math.max(first, atStart));
    ranges.push({ from: first, to, cut: to - first - whole });
    counted = to;
  }
  return ranges;
}

/** @param spans as `touchedRanges` takes them */
export function countTouched(document: TokenDocument, spans: Uint32Array): TouchedCount {
  let [tokens, cut] = [0, 0];
  for (const range of touchedRanges(document, spans)) {
    tokens += range.to - range.from;
    cut += range.cut;
  }
  return { tokens, cut };
}

/** Spans in rising order, those that touch one another as one, and cut to the text's length. */
function mergedSpans(spans: Uint32Array, length: number): { start: number; end: number }[] {
  const rising = Array.from({ length: spans.length >> 1 }, (_, at) => ({
    start: spans[2 * at] as number,
    end: Math.min(length, spans[2 * at + 1] as number),
  }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const merged: { start: number; end: number }[] = [];
  for (const span of rising) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end) merged.push(span);
    else last.end = Math.max(last.end, span.end);
  }
  return merged;
}
