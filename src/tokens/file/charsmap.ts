import { utf8Of } from "../encode/pieceBytes";
import { utf8Length } from "../encode/utf8Length";
import * as l10n from "../../shared/base/l10n";
import { Transform, type AlignedText } from "./alignedText";
import { TokenizerFileError } from "./fileError";
import { bytesOfBase64, textOfUtf8 } from "./utf8";

/** Bytes of UTF-8 from which a cluster of characters is looked up by its characters alone. */
const LONG_CLUSTER = 6;
/**
 * What may hold a cluster of more than one character: a line end, and what lies around characters
 * beyond ASCII, as these join what stands before them, and some what stands behind them.
 */
const CLUSTERS = /\r\n|[\0-\x7f]?(?:[^\0-\x7f]+(?:(?!\r)[\0-\x7f])?)+/gu;

/**
 * SentencePiece's map of characters: a double-array trie of what is replaced, over UTF-8, with the
 * replacements one after another behind it, each ended by a zero.
 */
export class Charsmap {
  private readonly trie: Uint32Array;
  private readonly replacements: Uint8Array;
  /** What was looked up, as it is looked up again and again. */
  private readonly known = new Map<string, string | undefined>();
  private readonly segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  /** By ASCII character what replaces it. */
  private readonly ascii: readonly (string | undefined)[];

  /** @throws {TokenizerFileError} */
  constructor(base64: string) {
    const bytes = bytesOfBase64(base64);
    if (bytes === undefined || bytes.length < 8) throw damageProblem();
    const size = new DataView(bytes.buffer).getUint32(0, true);
    if (size % 4 !== 0 || size < 4 || 4 + size > bytes.length) throw damageProblem();
    const view = new DataView(bytes.buffer, 4, size);
    this.trie = Uint32Array.from({ length: size / 4 }, (_, at) => view.getUint32(4 * at, true));
    this.replacements = bytes.subarray(4 + size);
    this.ascii = Array.from({ length: 0x80 }, (_, unit) => this.find(String.fromCharCode(unit)));
  }

  apply(source: AlignedText): AlignedText {
    const { text } = source;
    const mapped = this.asciiOf(text);
    if (mapped !== undefined) return source.mapped(mapped);
    const transforms = new Transforms();
    let from = 0;
    for (const { 0: run, index } of text.matchAll(CLUSTERS)) {
      for (let at = from; at < index; at++) this.applyTo(text.charAt(at), transforms);
      for (const { segment } of this.segmenter.segment(run)) this.applyTo(segment, transforms);
      from = index + run.length;
    }
    for (let at = from; at < text.length; at++) this.applyTo(text.charAt(at), transforms);
    return transforms.isChange ? transforms.of(source) : source;
  }

  /** Whether nothing is left of a text's first cluster. */
  removesFirst(text: string): boolean {
    const unit = text.charCodeAt(0);
    if (unit < 0x80 && (text.length === 1 || text.charCodeAt(1) < 0x80)) {
      return this.ascii[unit] === "";
    }
    for (const { segment } of this.segmenter.segment(text)) {
      const transforms = new Transforms();
      this.applyTo(segment, transforms);
      return transforms.isEmpty;
    }
    return false;
  }

  /** What becomes of a text of ASCII, if every character of it is replaced by one. */
  private asciiOf(text: string): string | undefined {
    let made = "";
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) return undefined;
      // A carriage return and the line feed behind it are looked up as one.
      if (unit === 0x0d && text.charCodeAt(at + 1) === 0x0a) return undefined;
      const found = this.ascii[unit];
      if (found === undefined) continue;
      if (found.length !== 1) return undefined;
      made += text.slice(from, at) + found;
      from = at + 1;
    }
    return from === 0 ? text : made + text.slice(from);
  }

  private applyTo(cluster: string, transforms: Transforms): void {
    if (cluster.length < LONG_CLUSTER && utf8Length(cluster) < LONG_CLUSTER) {
      const whole = this.find(cluster);
      if (whole !== undefined) {
        transforms.replace(cluster, whole);
        return;
      }
      if (cluster.length === 1) {
        transforms.keep(cluster);
        return;
      }
    }
    for (const character of cluster) {
      const found = this.find(character);
      if (found === undefined) transforms.keep(character);
      else transforms.replace(character, found);
    }
  }

  private find(text: string): string | undefined {
    if (this.known.has(text)) return this.known.get(text);
    const found = this.lookUp(utf8Of(text));
    if (this.known.size < 50_000) this.known.set(text, found);
    return found;
  }

  /** What replaces the shortest start of a text that is in the trie. */
  private lookUp(text: Uint8Array): string | undefined {
    const { trie } = this;
    let node = offsetOf(trie[0] as number);
    for (const byte of text) {
      if (byte === 0) return undefined;
      node ^= byte;
      const unit = trie[node];
      // The topmost bit marks a value, which no byte leads to.
      if (unit === undefined || (unit & 0x8000_00ff) !== byte) return undefined;
      node ^= offsetOf(unit);
      if (((unit >>> 8) & 1) === 1) return this.replacementAt((trie[node] ?? 0) & 0x7fff_ffff);
    }
    return undefined;
  }

  private replacementAt(start: number): string {
    const { replacements } = this;
    const zero = replacements.indexOf(0, start);
    return textOfUtf8(replacements.subarray(start, zero < 0 ? replacements.length : zero));
  }
}

/** What becomes of the characters of a text, as the library tells it. */
class Transforms {
  isChange = false;
  private readonly characters: string[] = [];
  private readonly changes: number[] = [];

  get isEmpty(): boolean {
    return this.characters.length === 0;
  }

  keep(character: string): void {
    this.characters.push(character);
    this.changes.push(0);
  }

  /** Of more characters than before the last are put in; of fewer, the last one takes the rest. */
  replace(old: string, replacement: string): void {
    this.isChange = true;
    const olds = [...old].length;
    const fresh = [...replacement];
    for (const character of fresh) this.keep(character);
    const { changes } = this;
    const more = fresh.length - olds;
    if (more > 0) changes.fill(1, Math.max(0, changes.length - more));
    // Where nothing is left, the character before takes it, and at the start of all none does.
    else if (more < 0 && changes.length > 0) {
      changes[changes.length - 1] = (changes.at(-1) ?? 0) + more;
    }
  }

  of(source: AlignedText): AlignedText {
    const transform = new Transform(source);
    const { characters, changes } = this;
    for (let at = 0; at < characters.length; at++) {
      transform.push(characters[at] as string, changes[at] as number);
    }
    return transform.build();
  }
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function damageProblem(): TokenizerFileError {
  return new TokenizerFileError(
    l10n.t("{0} is no map of characters as SentencePiece writes it.", "precompiled_charsmap"),
  );
}
