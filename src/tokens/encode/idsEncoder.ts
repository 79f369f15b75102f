import type { SpecialTokens } from "../../shared/values/tokens";
import { endOfWord, idAt, isBetween } from "./idWords";
import type { TokenEncoder } from "./tokenEncoder";
import type { TokenList } from "./tokenList";

/**
 * Reads a text as a list of ids: "[2, 3, 5, 1]" is four tokens. Brackets, commas and white space
 * are of no token, and neither are words that are no id of the vocabulary.
 */
export class IdsEncoder implements TokenEncoder {
  readonly pattern = { isFirm: (): boolean => true };
  /** A digit more makes another id. */
  readonly lookAhead = 1;
  readonly lookBehind = 0;
  readonly vocabulary = undefined;
  readonly isTiling = false;

  /** @param vocabularySize one more than the largest id */
  constructor(readonly vocabularySize: number) {}

  encode(
    text: string,
    start: number,
    _: SpecialTokens,
    tokens: TokenList,
    isDone?: (at: number) => boolean,
  ): number {
    let at = start;
    while (at < text.length && isDone?.(at) !== true) {
      const end = endOfWord(text, at);
      if (!isBetween(text.charCodeAt(at))) {
        const id = idAt(text, at, end);
        if (id >= 0 && id < this.vocabularySize) tokens.push(id, at, end, true);
      }
      at = end;
    }
    return at;
  }

  /** The id's decimal digits. */
  bytesOf(id: number): Uint8Array {
    return Uint8Array.from(String(id), (digit) => digit.charCodeAt(0));
  }

  byteLengthOf(id: number): number {
    return String(id).length;
  }

  byteLengthOfAll(list: TokenList, from: number, to: number): number {
    let bytes = 0;
    for (let at = from; at < to; at++) bytes += this.byteLengthOf(list.ids[at] as number);
    return bytes;
  }

  isSpecial(): boolean {
    return false;
  }
}
