import { NONE } from "./trie";
import { idOf, type Vocabulary } from "./vocabulary";

/** What a byte-pair encoding merges. */
export interface MergeRules {
  /** The token of a single byte. */
  byteId(byte: number): number;
  /**
   * What two neighbouring tokens, `bytes[start, middle)` and `bytes[middle, stop)`, are merged to,
   * and when: the lowest rank comes first. Undefined where they are not.
   */
  merge(
    left: number,
    right: number,
    bytes: Uint8Array<ArrayBuffer>,
    start: number,
    stop: number,
  ): { readonly id: number; readonly rank: number } | undefined;
}

/** Those of a vocabulary whose ids are ranks: whatever is a token is merged. */
export function rulesOfVocabulary(vocabulary: Vocabulary): MergeRules {
  return {
    byteId: (byte) => vocabulary.byteIds[byte] as number,
    merge(_, __, bytes, start, stop) {
      const id = idOf(vocabulary, bytes, start, stop);
      return id === NONE ? undefined : { id, rank: id };
    },
  };
}
