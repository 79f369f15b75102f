import type { TokenList } from "../encode/tokenList";
import type { MergeTable } from "./mergeTable";
import { PairMerge } from "./pairMerge";

/** Merges the bytes of pieces, each of which is a token. */
export class ByteMerge {
  private readonly merging: PairMerge;
  private readonly byteIds: Int32Array;

  constructor({ pairs, byteIds }: Pick<MergeTable, "pairs" | "byteIds">) {
    this.merging = new PairMerge(pairs);
    this.byteIds = byteIds;
  }

  /**
   * Writes the tokens of the piece `bytes[0, length)` behind those of `tokens`, ids and ends alone,
   * without counting them in.
   * @param start counted to the ends: the piece's place in the text, if it is all ASCII
   * @returns the number of tokens
   */
  encode(bytes: Uint8Array, length: number, tokens: TokenList, start: number): number {
    const { merging, byteIds } = this;
    merging.reserve(length);
    const { ids, ends } = merging;
    for (let at = 0; at < length; at++) ids[at] = byteIds[bytes[at] as number] as number;
    const count = merging.merge(length);
    tokens.expect(count);
    const from = tokens.length;
    for (let at = 0; at < count; at++) {
      tokens.ids[from + at] = ids[at] as number;
      tokens.ends[from + at] = start + (ends[at] as number);
    }
    return count;
  }
}
