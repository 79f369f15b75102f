/** Documents whose digests are remembered at most. */
const MOST_DIGESTS = 1 << 21;
const FIRST_SLOTS = 1 << 10;
/** Words of a slot: two of the digest, and the document's number and one. */
const WORDS = 3;

/** Finds documents whose ids are all those of an earlier one. */
export class ExactDuplicates {
  /** Documents that were looked at. */
  compared = 0;
  private slots = new Uint32Array(WORDS * FIRST_SLOTS);
  private held = 0;

  /** @returns the number of the earlier document that is the same */
  add(low: number, high: number, document: number): number | undefined {
    if (this.held === MOST_DIGESTS) return undefined;
    this.compared++;
    const slot = slotOf(this.slots, low, high);
    const known = this.slots[slot + 2] as number;
    if (known > 0) return known - 1;
    this.put(slot, low, high, document);
    if (2 * WORDS * ++this.held > this.slots.length) this.grow();
    return undefined;
  }

  private put(slot: number, low: number, high: number, document: number): void {
    this.slots[slot] = low;
    this.slots[slot + 1] = high;
    this.slots[slot + 2] = document + 1;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += WORDS) {
      const [low = 0, high = 0, document = 0] = old.subarray(at, at + WORDS);
      if (document > 0) this.put(slotOf(this.slots, low, high), low, high, document - 1);
    }
  }
}

/** Where a digest is, or would be put. */
function slotOf(slots: Uint32Array, low: number, high: number): number {
  const mask = slots.length / WORDS - 1;
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const at = WORDS * slot;
    if (slots[at + 2] === 0 || (slots[at] === low && slots[at + 1] === high)) return at;
  }
}
