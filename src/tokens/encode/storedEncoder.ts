import type { SpecialTokens } from "../../shared/values/tokens";
import type { MergeRules } from "./mergeRules";
import { storedByteLength, storedBytes } from "./storedBytes";
import type { TokenEncoder } from "./tokenEncoder";
import type { TokenList } from "./tokenList";
import type { Vocabulary } from "./vocabulary";

/** Tokens that a text has because somebody stored them, whatever an encoder would make of it. */
export interface StoredTokens {
  /** Another for other tokens. */
  readonly key: string;
  readonly ids: Uint32Array;
  /** Code units of the text. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Gives a text that nobody edits its stored tokens; all else is the encoding's that made them. */
export class StoredEncoder implements TokenEncoder {
  readonly pattern = { isFirm: (): boolean => false };
  readonly lookAhead = 0;
  readonly lookBehind = 0;
  readonly reach = "document";
  readonly isTiling = false;
  readonly vocabulary: Vocabulary | undefined;
  declare readonly merging?: MergeRules;

  constructor(
    private readonly base: TokenEncoder,
    private readonly stored: StoredTokens,
  ) {
    this.vocabulary = base.vocabulary;
    if (base.merging !== undefined) this.merging = base.merging;
  }

  encode(text: string, start: number, _: SpecialTokens, tokens: TokenList): number {
    const { ids, starts, ends } = this.stored;
    tokens.expect(ids.length);
    let end = start;
    for (let at = 0; at < ids.length; at++) {
      const from = starts[at] as number;
      if (from < start) continue;
      // Whatever becomes of the text, no token lies beyond its end.
      if ((ends[at] as number) > text.length) break;
      tokens.push(ids[at] as number, from, ends[at] as number, from >= end);
      end = ends[at] as number;
    }
    return text.length;
  }

  bytesOf(id: number): Uint8Array {
    return storedBytes(this.base, id);
  }

  byteLengthOf(id: number): number {
    return storedByteLength(this.base, id);
  }

  byteLengthOfAll(list: TokenList, from: number, to: number): number {
    let bytes = 0;
    for (let at = from; at < to; at++) bytes += this.byteLengthOf(list.ids[at] as number);
    return bytes;
  }

  isSpecial(id: number): boolean {
    return this.base.byteLengthOf(id) > 0 && this.base.isSpecial(id);
  }
}
