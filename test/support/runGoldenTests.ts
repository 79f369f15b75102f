import { existsSync } from "node:fs";
import { comparedCases, goldenFolder } from "../../.ci/support/golden";
import { runNodeRing } from "./nodeRing";
import { buildExtension } from "../../.ci/support/webpackBuild";

/** `--built` says that the bundles are there. */
runNodeRing({
  name: "golden",
  folder: "goldenRing",
  prepare: async () => {
    if (!existsSync(goldenFolder)) throw new Error(`There are no cases in ${goldenFolder}.`);
    if (!process.argv.includes("--built")) await buildExtension({ mode: "development" });
  },
  // A ring that finds no case has lost them, which must not look like success.
  problem: () => {
    console.log(`${comparedCases()} cases compared.`);
    return comparedCases() === 0 ? "There was no case to compare with." : undefined;
  },
});
