import { bitsOf } from "./surprisal";

/**
 * Surprisal of a token, in steps. A bit more halves its probability: below the first limit it had at
 * least an even chance, beyond the last it was one of thousands.
 */
const LIMITS = [1, 2, 4, 6, 9, 13];

export const SURPRISE_STEPS = LIMITS.length + 1;

/** Step of a surprisal in nats, from 0 for what was expected. */
export function surpriseStep(nats: number): number {
  const beyond = LIMITS.findIndex((limit) => bitsOf(nats) < limit);
  return beyond < 0 ? LIMITS.length : beyond;
}

/** Probabilities between which a step lies; the first step reaches up to 1, the last down to 0. */
export function probabilitiesOf(step: number): { readonly from: number; readonly to: number } {
  const [most, least] = [LIMITS[step - 1], LIMITS[step]];
  return {
    from: least === undefined ? 0 : 2 ** -least,
    to: most === undefined ? 1 : 2 ** -most,
  };
}
