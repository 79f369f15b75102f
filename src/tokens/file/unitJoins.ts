import { isLow } from "./codePoints";

/** Bits of the set. */
const BITS = 1 << 21;

/**
 * Pairs of code units that stand side by side in tokens: what is no such pair, no token goes over.
 * The set is hashed, so that it may hold more than it was given.
 */
export class UnitJoins {
  private readonly bits = new Uint32Array(BITS >> 5);

  add(token: string): void {
    for (let at = 1; at < token.length; at++) {
      const bit = bitOf(token.charCodeAt(at - 1), token.charCodeAt(at));
      this.bits[bit >> 5] = (this.bits[bit >> 5] as number) | (1 << (bit & 31));
    }
  }

  /** Whether a token may go over the place between two code units. */
  has(before: number, after: number): boolean {
    // Not within a character.
    if (isLow(after) && before >= 0xd800 && before < 0xdc00) return true;
    const bit = bitOf(before, after);
    return (((this.bits[bit >> 5] as number) >>> (bit & 31)) & 1) === 1;
  }
}

function bitOf(before: number, after: number): number {
  const hash = Math.imul(before, 0x9e37_79b1) ^ Math.imul(after, 0x85eb_ca6b);
  return (hash ^ (hash >>> 13)) & (BITS - 1);
}
