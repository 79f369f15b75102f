import assert from "node:assert/strict";
import { assertRefusal } from "../support/refusal";
import type { Strange } from "./strangeValues";

/** A function of anything, as a caller in JavaScript sees it. */
export type Loose = (...args: unknown[]) => Promise<unknown>;

/** What is an object without any of the options has none of them. */
export const NO_OPTIONS = [
  "an object",
  "an object without a prototype",
  "an object that is no text",
  "an object that refers to itself",
  "a uri",
  "a range",
];

/** @param answers those that are right; what else is given has to be refused in a sentence */
export async function refusesAll(
  call: Loose,
  given: readonly Strange[],
  answers: readonly string[] = [],
): Promise<void> {
  for (const { what, value } of given) {
    let isAnswered = false;
    try {
      await call(value);
      isAnswered = true;
    } catch (error) {
      assertRefusal(error, what);
    }
    assert.equal(isAnswered, answers.includes(what), `${what} is answered: ${isAnswered}`);
  }
}
