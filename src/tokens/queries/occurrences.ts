/** Where an id stands in a document. */
export interface Occurrences {
  /** All of them. */
  readonly count: number;
  /** Document tokens, rising: those nearest to the asked place, without the place itself. */
  readonly indices: Uint32Array<ArrayBuffer>;
}

/** Tokens that one step looks through: about a millisecond. */
const STEP_TOKENS = 1 << 19;

/**
 * Finds an id in steps.
 * @param stretches the document's ids in order; they must stay as they are until the last step
 * @param near document token; as many places before it as from it on are kept, or more of one
 *   side where the other has less
 * @param most places kept
 */
export function* occurrences(
  stretches: Iterable<Uint32Array>,
  id: number,
  near: number,
  most: number,
): Generator<undefined, Occurrences> {
  /** The last `most` before the place, as a ring, and the first `most` behind it. */
  const before: number[] = [];
  const behind: number[] = [];
  let countBefore = 0;
  let count = 0;
  let base = 0;
  let stepEnd = STEP_TOKENS;
  for (const ids of stretches) {
    for (let at = ids.indexOf(id); at >= 0; at = ids.indexOf(id, at + 1)) {
      const index = base + at;
      count++;
      if (index < near) before[countBefore++ % most] = index;
      else if (index > near && behind.length < most) behind.push(index);
    }
    base += ids.length;
    if (base < stepEnd) continue;
    stepEnd = base + STEP_TOKENS;
    yield;
  }
  before.sort((a, b) => a - b);
  const half = Math.floor(most / 2);
  const kept = Math.min(behind.length, Math.max(most - half, most - before.length));
  const earlier = Math.min(before.length, most - kept);
  const indices = [...before.slice(before.length - earlier), ...behind.slice(0, kept)];
  return { count, indices: Uint32Array.from(indices) };
}
