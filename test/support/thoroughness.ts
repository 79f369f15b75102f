/**
 * How much is tried by the tests that draw at random, as a share of what `npm test` tries: a ring that
 * is run by itself tries a quarter, for an answer within a minute or two, unless
 * `TOKENSCOPE_THOROUGHNESS` says otherwise; with 5 it tries five times as many edits, kills and the like.
 */
const thoroughness = Number(process.env["TOKENSCOPE_THOROUGHNESS"] ?? 0.25);

/** How many times something is tried of which `npm test` tries so many. */
export function times(ofWhole: number): number {
  return Math.max(1, Math.round(ofWhole * thoroughness));
}
