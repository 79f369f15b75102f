import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { BytePairEncoding, Tokens } from "../../src/shared/values/tokens";
import { TokenDocument, type Reading } from "../../src/tokens/document/tokenDocument";
import { oracle } from "./oracle";
import { seeded, type Random } from "./random";
import { RandomEdits, type EditMix } from "./randomEdits";
import { times } from "./thoroughness";
import { encoderOf } from "./vocabulary";

type BytePairReading = Reading & { readonly encoding: BytePairEncoding };

/** A number of edits of a kind. */
export type Storm = EditMix & { readonly edits: number };

/** In each of the four ways of reading: 38,000 edits in all. */
export const STORMS: readonly Storm[] = [
  { edits: 6_000, units: 200, megabyte: 2500, deleteAll: 500 },
  { edits: 3_000, units: 20_000, megabyte: 1200, deleteAll: 900 },
  { edits: 500, units: 300_000, megabyte: 200, deleteAll: 150 },
];
/** With each of the other encodings, whose pieces depend on more of what follows them. */
export const SHORTER_STORMS: readonly Storm[] = [
  { edits: 6_000, units: 200, megabyte: 2500, deleteAll: 500 },
  { edits: 1_000, units: 20_000, megabyte: 400, deleteAll: 350 },
];
/** Code units encoded in full for each edit, on the average: short texts are compared at each. */
const COMPARED_UNITS = 400;

/**
 * Makes a storm's edits in a document, which must have exactly the tokens of a full encode. A storm of
 * its own in each test, so that several processes can share them.
 */
export function weather(seed: number, storm: Storm, reading: BytePairReading): void {
  const random = seeded(seed);
  const edits = new RandomEdits(random, storm);
  const document = open(edits.text, reading);
  let before = edits.text;
  let compared = 0;
  const last = times(storm.edits);
  for (let version = 1; version <= last; version++) {
    const { kind, changes } = edits.next();
    const { text } = edits;
    document.edit(version, changes);
    const where: Where = () =>
      [
        `seed ${seed}, edit ${version} (${kind}), last compared after ${compared}`,
        JSON.stringify(changes).slice(0, 1000),
        before.length < 1000 ? `of ${JSON.stringify(before)}` : `of ${before.length} code units`,
      ].join("\n");

    const summary = document.summary();
    equal(summary.version, version, where);
    equal(summary.length, text.length, where);
    equal(summary.byteLength, byteLengthOf(text, reading), where);
    const { ends } = document.slice(summary.tokenCount - 1, summary.tokenCount);
    equal(ends[0] ?? 0, text.length, where);

    const large = kind === "megabyte" || kind === "deleteAll";
    if (large || random(1 + text.length / COMPARED_UNITS) === 0 || version === last) {
      compare(document, open(text, reading), text, reading, random, where);
      compared = version;
    }
    before = text;
  }
  const read = reading.lineEndings === "lf" ? before.replaceAll("\r\n", "\n") : before;
  const expected = Uint32Array.from(oracle(read, reading.specialTokens, reading.encoding));
  assert.ok(same(document.tokens().ids, expected), `seed ${seed}, the end against tiktoken`);
  // A part of a storm may have none of what is rare.
  if (last < storm.edits) return;
  for (const kind of ["typing", "cut", "paste", "run", "megabyte", "deleteAll", "undo"] as const) {
    assert.ok((edits.counts.get(kind) ?? 0) > 0, `seed ${seed}: there was no ${kind}`);
  }
}

/** The document against one opened on the same text, and its look-ups against a plain model. */
function compare(
  document: TokenDocument,
  fresh: TokenDocument,
  text: string,
  { encoding }: BytePairReading,
  random: Random,
  where: Where,
): void {
  const tokens = document.tokens();
  const expected = fresh.tokens();
  for (const name of ["ids", "starts", "ends"] as const) {
    if (same(tokens[name], expected[name])) continue;
    const at = tokens[name].findIndex((value, index) => value !== expected[name][index]);
    const place = expected.starts[at] ?? 0;
    assert.fail(
      `${name}[${at}] is ${tokens[name][at]} instead of ${expected[name][at]}, ` +
        `in ${JSON.stringify(text.slice(Math.max(0, place - 30), place + 30))}\n${where()}`,
    );
  }
  const { version: _, ...summary } = document.summary();
  const { version: __, ...expectedSummary } = fresh.summary();
  deepEqual(summary, expectedSummary, where);
  // Look-ups copy little, so that the plain model is what costs: not at every comparison.
  if (random(10) === 0) lookUp(document, encoding, expected, text, random, where);
}

function lookUp(
  document: TokenDocument,
  encoding: BytePairEncoding,
  { ids, starts, ends }: Tokens,
  text: string,
  random: Random,
  where: Where,
): void {
  const count = ids.length;
  for (let time = 0; time < 3; time++) {
    const start = random(text.length + 1);
    const end = Math.min(text.length, start + random(3000));
    const first = firstFrom(ends, start + 1);
    equal(document.indexAt(start), Math.min(first, count - 1), where);
    const behind = firstFrom(starts, end);
    const touched = { from: first, to: end === start ? first : behind };
    deepEqual(document.touching(start, end), touched, where);

    const from = random(count + 1);
    const to = Math.min(count, from + random(400));
    const slice = document.slice(from, to);
    equal(slice.first, from, where);
    equal(same(slice.ids, ids.slice(from, to)), true, where);
    equal(same(slice.starts, starts.slice(from, to)), true, where);
    equal(same(slice.ends, ends.slice(from, to)), true, where);
    const shown = to === from ? "" : text.slice(starts[from], ends[to - 1]);
    equal(slice.text, shown, where);
    const bytes = Array.from(slice.ids, (id) => encoderOf(encoding).bytesOf(id));
    deepEqual(Buffer.from(slice.bytes), Buffer.concat(bytes), where);
    for (let at = from; at < to; at++) {
      let [group, behind] = [at, at + 1];
      while (group > 0 && starts[group]! < ends[group - 1]!) group--;
      while (behind < count && starts[behind]! < ends[behind - 1]!) behind++;
      const parts = behind - group === 1 ? [0, 0] : [at - group + 1, behind - group];
      deepEqual([slice.part[at - from], slice.parts[at - from]], parts, where);
    }
  }
}

/**
 * Index of the first of rising values that is at least so much; their number where none is. One by one,
 * and by a plain loop: `findIndex` takes ten times as long.
 */
function firstFrom(values: Uint32Array, least: number): number {
  let at = 0;
  while (at < values.length && values[at]! < least) at++;
  return at;
}

/** Words of a failure that are made when there is one: they are long, and comparisons are many. */
type Where = () => string;

function equal<T extends number | string | boolean>(actual: T, expected: T, where: Where): void {
  if (actual !== expected) assert.equal(actual, expected, where());
}

function deepEqual(actual: unknown, expected: unknown, where: Where): void {
  if (!isDeepStrictEqual(actual, expected)) assert.deepEqual(actual, expected, where());
}

function open(text: string, reading: BytePairReading): TokenDocument {
  return TokenDocument.open(encoderOf(reading.encoding), text, 0, reading);
}

/** UTF-8 bytes of a text as it is read. */
function byteLengthOf(text: string, { lineEndings }: Reading): number {
  let bytes = Buffer.byteLength(text);
  if (lineEndings === "asIs") return bytes;
  for (let at = text.indexOf("\r\n"); at >= 0; at = text.indexOf("\r\n", at + 2)) bytes--;
  return bytes;
}

/** Quicker than a deep comparison, of which there are many here. */
function same(actual: Uint32Array, expected: Uint32Array): boolean {
  return bytesOf(actual).equals(bytesOf(expected));
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
