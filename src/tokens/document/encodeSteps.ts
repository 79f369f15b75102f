import type { Before, TokenEncoder } from "../encode/tokenEncoder";
import { TokenList } from "../encode/tokenList";
import { beforePlace } from "./before";
import { cutChunks, type Chunk } from "./chunk";
import { readText, WayBack } from "./lineEndings";
import type { TextReading } from "./textReading";

/** Code units that one step of opening takes on: a few milliseconds. */
const STEP_UNITS = 1 << 17;

/** Code units from which a text all of which decides is not made tokens in one go. */
const MOST_AT_ONCE = 1 << 16;

/**
 * Whether a text is too large to be made tokens anew at each edit, which its encoder would: it is
 * opened anew then, in steps, and only the newest text counts.
 */
export function isLarge(encoder: TokenEncoder, length: number): boolean {
  return encoder.reach === "document" && length > MOST_AT_ONCE;
}

/** The chunks of a whole text, a few milliseconds' worth at a time. */
export function* encodeSteps(
  text: string,
  encoder: TokenEncoder,
  reading: TextReading,
): Generator<Chunk[]> {
  if (isLarge(encoder, text.length)) {
    yield* encodeWhole(text, encoder, reading);
    return;
  }
  let before: Before | undefined;
  for (let from = 0; from < text.length;) {
    let size = STEP_UNITS;
    let step = encodeStep(text, from, size, before, encoder, reading);
    // A piece longer than the step: take on more until it ends.
    while (step.end === from) step = encodeStep(text, from, (size *= 2), before, encoder, reading);
    yield step.chunks;
    from = step.end;
    before = beforeEnd(step.chunks.at(-1), encoder, reading);
  }
}

/** The one chunk of a text all of which decides. */
function* encodeWhole(
  text: string,
  encoder: TokenEncoder,
  reading: TextReading,
): Generator<Chunk[]> {
  const read = readText(text, reading.lineEndings);
  const list = new TokenList();
  const steps = encoder.encodeInSteps?.(read.text, reading.specialTokens, list);
  if (steps === undefined) encoder.encode(read.text, 0, reading.specialTokens, list);
  else for (const _ of steps) yield [];
  toOwnPlaces(list, 0, read.pairs);
  yield cutChunks(text, list, encoder);
}

/** What stands before a chunk's end. */
export function beforeEnd(
  chunk: Chunk | undefined,
  encoder: TokenEncoder,
  { lineEndings }: TextReading,
): Before | undefined {
  if (chunk === undefined) return undefined;
  const { text, tokens: list } = chunk;
  return beforePlace(text, text.length, { list, count: list.length }, encoder, lineEndings);
}

/** Chunks of `text[from, …)`, about `size` code units; `end` is `from` where no piece ends. */
function encodeStep(
  text: string,
  from: number,
  size: number,
  last: Before | undefined,
  encoder: TokenEncoder,
  reading: TextReading,
): { chunks: Chunk[]; end: number } {
  const stop = Math.min(text.length, from + size);
  // Beyond the stop only as much is seen as may decide where a piece before it ends.
  const { pattern } = encoder;
  const slack = 2 * encoder.lookAhead;
  const window = text.slice(from, stop + slack);
  const atEnd = from + window.length === text.length;
  const read = readText(window, reading.lineEndings);
  const list = new TokenList();
  const seen = atEnd ? Infinity : read.text.length - slack;
  let before = 0;
  const isDone = (at: number): boolean => {
    if (at > seen) return true;
    if (pattern.isFirm(read.text, at)) before = at;
    return false;
  };
  const { specialTokens } = reading;
  const reached = encoder.encode(read.text, 0, specialTokens, list, isDone, last);
  const readEnd = atEnd ? reached : before;
  if (!atEnd) list.cutAt(readEnd);
  const end = from + new WayBack(read.pairs).to(readEnd);
  toOwnPlaces(list, 0, read.pairs);
  return { chunks: cutChunks(text.slice(from, end), list, encoder), end };
}

/** Turns offsets of a read text into those of the text as it is, `base` further on. */
export function toOwnPlaces(list: TokenList, base: number, pairs: Uint32Array | undefined): void {
  if (base === 0 && pairs === undefined) return;
  const start = new WayBack(pairs);
  const end = new WayBack(pairs);
  for (let at = 0; at < list.length; at++) {
    list.starts[at] = base + start.to(list.starts[at] as number);
    list.ends[at] = base + end.to(list.ends[at] as number);
  }
}
