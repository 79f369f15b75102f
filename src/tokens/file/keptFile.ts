import type { ByteLevelFile, ByteLevelRules } from "./byteLevelFile";
import type { FileFacts } from "./fileFacts";

/** "TSB3", little-endian. */
const MAGIC = 0x3342_5354;
/** Words of the header: magic number, bytes of the JSON, then lengths of the arrays. */
const HEADER_WORDS = 8;

/** What is kept of a file that is byte-level. */
export interface KeptFile extends ByteLevelFile {
  readonly facts: FileFacts;
}

/**
 * A byte-level file as bytes, so that the next use need neither parse nor compile it: a header, the
 * arrays of whole words, what is small as JSON, the arrays of bytes.
 */
export function writeKept({ table, rules, facts }: KeptFile): Uint8Array<ArrayBuffer> {
  const { byteStarts, byteIds, pairs, index, bytes, joins } = table;
  const json = asciiOf(JSON.stringify({ rules, facts }));
  const parts = [byteStarts, byteIds, pairs, index, json, bytes, joins];
  const lengths = [byteStarts, byteIds, pairs, index, bytes].map(({ length }) => length);
  const header = Uint32Array.of(MAGIC, json.length, ...lengths);
  const file = new Uint8Array(
    4 * HEADER_WORDS + parts.reduce((sum, { byteLength }) => sum + byteLength, 0),
  );
  file.set(bytesOf(header));
  let at = 4 * HEADER_WORDS;
  for (const part of parts) {
    file.set(bytesOf(part), at);
    at += part.byteLength;
  }
  return file;
}

/** The way back; the arrays lie in `file`. Undefined where it is not what this version writes. */
export function readKept(file: ArrayBuffer): KeptFile | undefined {
  if (file.byteLength < 4 * HEADER_WORDS) return undefined;
  const header = new Uint32Array(file, 0, HEADER_WORDS);
  const [magic, json = 0, byteStarts = 0, byteIds = 0, pairs = 0, index = 0, bytes = 0] = header;
  const words = HEADER_WORDS + byteStarts + byteIds + pairs + index;
  if (magic !== MAGIC || file.byteLength !== 4 * words + json + bytes + JOINS) return undefined;
  let at = 4 * HEADER_WORDS;
  const take = (length: number): number => (at += 4 * length) - 4 * length;
  const table = {
    byteStarts: new Uint32Array(file, take(byteStarts), byteStarts),
    byteIds: new Int32Array(file, take(byteIds), byteIds),
    pairs: new Int32Array(file, take(pairs), pairs),
    index: new Int32Array(file, take(index), index),
    bytes: new Uint8Array(file, 4 * words + json, bytes),
    joins: new Uint8Array(file, 4 * words + json + bytes, JOINS),
  };
  try {
    const text = textOf(new Uint8Array(file, 4 * words, json));
    const { rules, facts } = JSON.parse(text) as { rules: ByteLevelRules; facts: FileFacts };
    return { table, rules, facts };
  } catch {
    return undefined;
  }
}

/** Pairs of two bytes. */
const JOINS = 1 << 16;
/** Code units that a call takes as arguments. */
const STEP = 1 << 13;

/** JSON all of ASCII. */
function asciiOf(json: string): Uint8Array<ArrayBuffer> {
  const ascii = json.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return Uint8Array.from({ length: ascii.length }, (_, at) => ascii.charCodeAt(at));
}

function textOf(ascii: Uint8Array): string {
  let text = "";
  for (let at = 0; at < ascii.length; at += STEP) {
    text += String.fromCharCode(...ascii.subarray(at, at + STEP));
  }
  return text;
}

function bytesOf(part: Uint8Array | Int32Array | Uint32Array): Uint8Array {
  return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
}
