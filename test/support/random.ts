import { uniform } from "../../.ci/support/random";

/** Uniform whole numbers below a bound. */
export type Random = (below: number) => number;

/** The same numbers for the same seed everywhere. */
export function seeded(seed: number): Random {
  const draw = uniform(seed);
  return (below) => Math.floor(draw() * below);
}
