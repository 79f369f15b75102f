import { freshFolder } from "../../.ci/support/folders";
import { lockRounds, type StaleLock } from "../support/lockRounds";
import { main } from "../../.ci/support/main";
import { head, row } from "./timing";

const SEED = 20_261_128;
const STALE: readonly StaleLock[] = [
  "none",
  "of a killed process",
  "of a number used again",
  "as before",
];

/** Three processes that take one lock at once: `npm run bench:locks -- 1500`. */
async function run(): Promise<number> {
  const rounds = Number(process.argv[2] ?? 1500);
  head(
    `${rounds} rounds of three processes that take one lock at once, seed ${SEED}:`,
    ...["stale lock", "two had it", "nobody had it", "killed with it", "longest until had, ms"],
  );
  let faults = 0;
  for (const stale of STALE) {
    const figures = await lockRounds(freshFolder("locks"), rounds, stale, SEED);
    const { twice, nobody, kills, longest } = figures;
    row(stale, twice, nobody, kills, longest.toFixed(0));
    if (twice > 0 || nobody > 0 || longest > 10_000) faults++;
  }
  return faults === 0 ? 0 : 1;
}

main(run);
