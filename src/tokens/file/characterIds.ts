import { NONE } from "../encode/trie";
import type { BpeModel } from "./modelJson";

/** Ids of tokens that are one character between a prefix and a suffix. */
export class CharacterIds {
  private readonly plane = new Int32Array(0x1_0000).fill(NONE);
  private readonly others = new Map<number, number>();

  constructor(vocab: BpeModel["vocab"], prefix: string, suffix: string) {
    const around = prefix.length + suffix.length;
    for (const token in vocab) {
      const { length } = token;
      if (length <= around || length > around + 2) continue;
      if (!token.startsWith(prefix) || !token.endsWith(suffix)) continue;
      const codePoint = token.codePointAt(prefix.length) ?? 0;
      if (length - around !== (codePoint > 0xffff ? 2 : 1)) continue;
      if (codePoint > 0xffff) this.others.set(codePoint, vocab[token] as number);
      else this.plane[codePoint] = vocab[token] as number;
    }
  }

  idOf(codePoint: number): number {
    if (codePoint < 0x1_0000) return this.plane[codePoint] as number;
    return this.others.get(codePoint) ?? NONE;
  }
}
