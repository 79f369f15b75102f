import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { goldenFolder } from "../test/support/golden";
import { outFolder } from "../test/support/folders";
import { main } from "../test/support/main";
import { ownTarget } from "./packageFiles";
import { buildStep, npmStep, ringStep, scriptStep, type Step } from "./steps";
import manifest from "../package.json" with { type: "json" };

const packed = [...new Set([ownTarget(), "universal"])];
const vsixes = packed.map((target) =>
  join(outFolder, `tokenscope-${target}-${manifest.version}.vsix`),
);

/** Stages, one after the other, each of one or more rows of steps that go side by side. */
const stages: readonly (readonly (readonly Step[])[])[] = [
  // What takes one processor each, before what takes all that there are.
  [
    [
      npmStep("Lint and format", "lint"),
      npmStep("Types", "types"),
      npmStep("Production build and packages", "package", [
        "--quick",
        ...packed.flatMap((target) => ["--target", target]),
      ]),
    ],
    [ringStep("Unit tests in Node", "unit")],
  ],
  [
    [scriptStep("VS Code and a browser for the tests", "provide.ts")],
    [buildStep("Bundles of the tests")],
  ],
  // One waits for an editor most of the time, the other draws.
  [
    [ringStep("Tests in the extension host", "vscode", { args: ["--built"] })],
    [ringStep("The panel's page in a browser", "page", { args: ["--built"] })],
  ],
  [
    [
      ringStep("The workbench in a browser", "ui", {
        args: ["--built"],
        env: { TOKENSCOPE_VSIX: vsixes.join(delimiter) },
      }),
    ],
    [ringStep("Tests in a browser's extension host", "web", { args: ["--built"] })],
  ],
  // Nobody's clone has the cases of other projects that it compares with.
  ...(existsSync(goldenFolder)
    ? [[[ringStep("Cases of other projects", "golden", { args: ["--built"] })]]]
    : []),
];

/** What the steps amounted to so far. */
const sum = { passed: 0, failed: 0 };

/** Runs steps until one fails that counts no tests; rings of tests do not need one another. */
async function runSteps(steps: readonly Step[]): Promise<boolean> {
  for (const step of steps) if (!(await runStep(step))) return false;
  return true;
}

/** @returns whether what follows makes sense */
async function runStep({ name, run }: Step): Promise<boolean> {
  const begin = Date.now();
  const { counts, failure } = await run();
  const seconds = `${((Date.now() - begin) / 1000).toFixed(1)} s`;
  sum.passed += counts?.passed ?? 0;
  // What fails without counting, as lint does, is one failure.
  sum.failed += failure === undefined ? 0 : Math.max(1, counts?.failed ?? 0);
  const passed = counts === undefined ? "" : `, ${counts.passed} passed`;
  console.log(`${name} ... ${failure === undefined ? "ok" : "FAILED"}${passed} (${seconds})`);
  if (failure !== undefined) console.log(`\n${failure}\n`);
  return failure === undefined || counts !== undefined;
}

/** The last line tells the counts of all. */
async function test(): Promise<boolean> {
  for (const stage of stages) {
    const makesSense = await Promise.all(stage.map(runSteps));
    if (makesSense.includes(false)) break;
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0;
}

main(async () => ((await test()) ? 0 : 1));
