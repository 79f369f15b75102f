import { storedBytes } from "../../tokens/encode/storedBytes";
import type { TokenEncoder } from "../../tokens/encode/tokenEncoder";
import type { Ids } from "../rules/ids";

/** Ids as text, each with the characters that its bytes are of. */
export interface StoredText {
  readonly text: string;
  /** Code units. Tokens that share a character have all of it. */
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  /**
   * How it is written: what a text was, its words with a blank between, or each token by itself, as
   * none can tell what it was.
   */
  readonly kind: "bytes" | "blanks" | "words" | "pieces";
}

const META = "\u2581";

/**
 * The text that ids stand for. Bytes that are no UTF-8, and ids that the vocabulary does not have,
 * are U+FFFD. WordPiece's do not tell where blanks were: one stands between words; where tokens do not
 * tell either what a word is, between all.
 * @param encoder of the encoding that they are read with
 */
export function storedText(ids: Ids, encoder: TokenEncoder): StoredText {
  const bytesOf = (id: number): Uint8Array => storedBytes(encoder, id);
  const byteEnds = new Uint32Array(ids.length);
  let length = 0;
  ids.forEach((id, at) => (byteEnds[at] = length += bytesOf(id).length));
  const bytes = new Uint8Array(length);
  ids.forEach((id, at) => {
    const own = bytesOf(id);
    bytes.set(own, (byteEnds[at] as number) - own.length);
  });
  const { text, unitStarts, unitEnds } = decodeBytes(bytes);
  const isOfBytes = encoder.vocabulary !== undefined || encoder.merging !== undefined;
  if (!isOfBytes && !text.includes(META)) return pieces(ids, bytesOf, encoder);
  const starts = new Uint32Array(ids.length);
  const ends = new Uint32Array(ids.length);
  let from = 0;
  for (let at = 0; at < ids.length; at++) {
    const to = byteEnds[at] as number;
    starts[at] = unitStarts[from] as number;
    ends[at] = unitEnds[to - 1] as number;
    from = to;
  }
  // Where tokens are texts and not bytes, their blanks are written as SentencePiece does.
  return isOfBytes
    ? { text, starts, ends, kind: "bytes" }
    : { text: text.replaceAll(META, " "), starts, ends, kind: "blanks" };
}

/** Words, or tokens where these do not tell what a word is, with blanks of no token between them. */
function pieces(ids: Ids, bytesOf: (id: number) => Uint8Array, encoder: TokenEncoder): StoredText {
  const { continuingPrefix: prefix = "" } = encoder;
  const starts = new Uint32Array(ids.length);
  const ends = new Uint32Array(ids.length);
  const parts: string[] = [];
  let at = 0;
  ids.forEach((id, index) => {
    const name = decodeBytes(bytesOf(id)).text;
    const isInside = prefix !== "" && name.length > prefix.length && name.startsWith(prefix);
    const text = isInside ? name.slice(prefix.length) : name;
    if (index > 0 && !isInside) {
      parts.push(" ");
      at++;
    }
    parts.push(text);
    starts[index] = at;
    ends[index] = at += text.length;
  });
  return { text: parts.join(""), starts, ends, kind: prefix === "" ? "pieces" : "words" };
}

/** UTF-8 as text, and of each byte where the character that it is of starts and ends. */
function decodeBytes(bytes: Uint8Array): {
  readonly text: string;
  readonly unitStarts: Uint32Array;
  readonly unitEnds: Uint32Array;
} {
  const unitStarts = new Uint32Array(bytes.length);
  const unitEnds = new Uint32Array(bytes.length);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const parts: string[] = [];
  let units = 0;
  for (let at = 0; at < bytes.length;) {
    const next = characterEnd(bytes, at);
    const character =
      next === at + 1 && (bytes[at] as number) < 0x80
        ? String.fromCharCode(bytes[at] as number)
        : decoder.decode(bytes.subarray(at, next));
    parts.push(character);
    unitStarts.fill(units, at, next);
    unitEnds.fill((units += character.length), at, next);
    at = next;
  }
  return { text: parts.join(""), unitStarts, unitEnds };
}

/**
 * Where the character that begins at a byte ends; of bytes that are none, as many as one U+FFFD
 * stands for: the longest start of a character.
 */
function characterEnd(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const more = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  let end = at + 1;
  for (let left = more; left > 0 && end < bytes.length; left--) {
    const byte = bytes[end] as number;
    // The second byte of some is bounded further: no surrogates, nothing written too long.
    const least = end === at + 1 ? (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80) : 0x80;
    const most = end === at + 1 ? (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf) : 0xbf;
    if (byte < least || byte > most) break;
    end++;
  }
  return end;
}
