import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type Mocha from "mocha";
import { countTests, type RingResult } from "../../.ci/support/ringResult";

/**
 * Runs the loaded tests, prints each, and writes the counts to `resultFile`.
 * @param places puts the places in a failure's stack trace into the terms of the sources
 */
export async function runRing(
  mocha: Mocha,
  resultFile: string,
  places?: (stack: string) => string,
): Promise<RingResult> {
  const counts = await countTests(mocha, places);
  mkdirSync(dirname(resultFile), { recursive: true });
  writeFileSync(resultFile, JSON.stringify(counts));
  return counts;
}
