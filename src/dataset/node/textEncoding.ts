import { createHash } from "node:crypto";
import { InvariantError } from "../../shared/base/invariantError";
import type { TokenEncoder } from "../../tokens/encode/tokenEncoder";
import { TokenList } from "../../tokens/encode/tokenList";
import { utf8Length } from "../../tokens/encode/utf8Length";
import { bytesOfIds, idsOf, type Ids } from "../rules/ids";
import { idTypeOf } from "../rules/setRules";
import { characterCount, occurrences, unitOfCharacter } from "../texts/plainText";
import { emptySketches, SKETCH_BINS, sketchInto } from "../texts/sketch";
import type { LeftOut, LeftOutReason, TextReading, TextResult, TextTask } from "../texts/textUnits";

/** What a document of another tool ends with, and a text seldom holds on purpose. */
const END_OF_TEXT = "<|endoftext|>";
/** Tokens for which the list keeps its room from text to text. */
const MOST_KEPT_TOKENS = 1 << 21;

/** Takes the texts of a unit, one after another, and makes its result. */
export class TextEncoding {
  private list = new TokenList();
  private readonly ids: Ids[] = [];
  private readonly tokens: number[] = [];
  private readonly characters: number[] = [];
  private readonly bytes: number[] = [];
  private readonly endsOfText: number[] = [];
  private readonly replaced: number[] = [];
  private readonly leftOut: LeftOut[] = [];

  constructor(
    private readonly encoder: TokenEncoder | undefined,
    private readonly reading: TextReading,
    private readonly cut: TextTask["cut"],
  ) {}

  /** @param tail what follows the text in its document; it decides how the last white space splits */
  add(text: string, isReplaced: boolean, tail = ""): void {
    const { cut } = this;
    if (cut?.document !== this.tokens.length) {
      this.addPart(text, isReplaced, tail);
      return;
    }
    const unit = unitOfCharacter(text, cut.characters);
    this.addPart(text.slice(0, unit), isReplaced, "");
    this.addPart(text.slice(unit), isReplaced, tail);
  }

  leaveOut(reason: LeftOutReason, detail = ""): void {
    this.leftOut.push({ at: this.tokens.length, reason, detail });
    this.note(0, 0, 0, 0, false);
  }

  result(): TextResult {
    const count = this.tokens.length;
    const ids = idsOf(
      idTypeOf(this.reading.vocabularySize),
      this.ids.reduce((sum, { length }) => sum + length, 0),
    );
    const digests = new Uint32Array(2 * count);
    const sketches = this.encoder === undefined ? new Uint32Array(0) : emptySketches(count);
    let at = 0;
    this.ids.forEach((part, document) => {
      ids.set(part, at);
      at += part.length;
      if (part.length === 0) return;
      const digest = createHash("sha256").update(bytesOfIds(part, "uint32")).digest();
      digests[2 * document] = digest.readUInt32LE(0);
      digests[2 * document + 1] = digest.readUInt32LE(4);
      sketchInto(part, 0, part.length, sketches, SKETCH_BINS * document);
    });
    return {
      ids,
      tokens: Uint32Array.from(this.tokens),
      characters: Uint32Array.from(this.characters),
      bytes: Uint32Array.from(this.bytes),
      endsOfText: Uint32Array.from(this.endsOfText),
      replaced: Uint8Array.from(this.replaced),
      digests,
      sketches,
      leftOut: this.leftOut,
    };
  }

  private addPart(text: string, isReplaced: boolean, tail: string): void {
    const tokens = this.encoder === undefined ? 0 : this.encode(this.encoder, text, tail);
    const ends = occurrences(text, END_OF_TEXT);
    const bytes = utf8Length(text);
    const characters = bytes === text.length ? bytes : characterCount(text);
    this.note(tokens, characters, bytes, ends, isReplaced);
  }

  private encode(encoder: TokenEncoder, text: string, tail: string): number {
    if (this.list.ids.length > MOST_KEPT_TOKENS) this.list = new TokenList();
    const { list } = this;
    list.length = 0;
    const { specialTokens, vocabularySize } = this.reading;
    if (tail === "") encoder.encode(text, 0, specialTokens, list);
    else {
      list.expect(text.length >> 2);
      const isDone = (at: number): boolean => at >= text.length;
      if (encoder.encode(text + tail, 0, specialTokens, list, isDone) !== text.length) {
        throw new InvariantError("A part of a text does not end where a piece does.");
      }
    }
    const ids = idsOf(idTypeOf(vocabularySize), list.length);
    ids.set(list.ids.subarray(0, list.length));
    this.ids[this.tokens.length] = ids;
    return list.length;
  }

  private note(
    tokens: number,
    characters: number,
    bytes: number,
    endsOfText: number,
    isReplaced: boolean,
  ): void {
    this.ids[this.tokens.length] ??= idsOf("uint16", 0);
    this.tokens.push(tokens);
    this.characters.push(characters);
    this.bytes.push(bytes);
    this.endsOfText.push(endsOfText);
    this.replaced.push(isReplaced ? 1 : 0);
  }
}
