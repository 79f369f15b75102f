import { existsSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { delimiter, join } from "node:path";
import { outFolder, root } from "./support/folders";
import { goldenFolder } from "./support/golden";
import { main } from "./support/main";
import { runFolder, systemFolder } from "./support/runFolder";
import { leftovers, lookBefore } from "./leftovers";
import { ownTarget } from "./packageFiles";
import { runTasks, type Task } from "./schedule";
import { npmStep, ringStep, scriptStep, type Step } from "./steps";
import manifest from "../package.json" with { type: "json" };

const packed = [...new Set([ownTarget(), "universal"])];
const vsixes = packed.map((target) =>
  join(outFolder, `tokenscope-${target}-${manifest.version}.vsix`),
);

// What is drawn at random is tried in full here; a ring by itself tries less of it.
process.env["TOKENSCOPE_THOROUGHNESS"] ??= "1";

const PROVIDE = "VS Code and a browser for the tests";
const BUNDLES = "Bundles of the tests";
const PACKAGES = "Production build and packages";
const built = { args: ["--built"] };

interface PlannedStep {
  readonly step: Step;
  readonly needs?: readonly string[];
  /** GB */
  readonly memory: number;
}

/** What others need first, then what takes longest, so that the last ones to end are short. */
const plan: readonly PlannedStep[] = [
  { step: scriptStep(PROVIDE, "provide.ts"), memory: 1 },
  { step: scriptStep(BUNDLES, "buildTests.ts"), memory: 1 },
  {
    step: npmStep(PACKAGES, "package", [
      "--quick",
      ...packed.flatMap((target) => ["--target", target]),
    ]),
    memory: 2,
  },
  {
    step: ringStep("Tests in the extension host", "vscode", built),
    ...{ needs: [PROVIDE, BUNDLES], memory: 4 },
  },
  {
    // Two windows, of which each waits for its own answers.
    step: ringStep("The workbench in a browser", "ui", {
      args: [...built.args, "--jobs", "2"],
      env: { TOKENSCOPE_VSIX: vsixes.join(delimiter) },
    }),
    ...{ needs: [PROVIDE, BUNDLES, PACKAGES], memory: 5 },
  },
  // The other processors have other steps to do.
  { step: ringStep("Unit tests in Node", "unit", { args: ["--jobs", "1"] }), memory: 2 },
  {
    step: ringStep("The panel's page in a browser", "page", built),
    ...{ needs: [PROVIDE, BUNDLES], memory: 2 },
  },
  { step: npmStep("Lint and format", "lint"), memory: 2 },
  {
    step: ringStep("Tests in a browser's extension host", "web", built),
    ...{ needs: [PROVIDE, BUNDLES], memory: 2 },
  },
  // Nobody's clone has the cases of other projects that it compares with.
  ...(existsSync(goldenFolder)
    ? [
        {
          step: ringStep("Cases of other projects", "golden", built),
          ...{ needs: [PROVIDE, BUNDLES], memory: 2 },
        },
      ]
    : []),
  { step: npmStep("Types", "types"), memory: 2 },
];

/** What the steps amounted to so far. */
const sum = { passed: 0, failed: 0 };

/** Answers whether what needs the step makes sense: a ring of tests that has counted is no reason. */
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
  const places = { runFolder: runFolder(), systemFolder, checkout: root };
  const before = await lookBefore(places);
  const tasks = plan.map(({ step, ...task }): Task => ({
    name: step.name,
    ...task,
    run: () => runStep(step),
  }));
  // As many as compute at once, since some start several processes: with one more the whole took
  // 16 minutes on two processors, and 14 without it.
  const room = { processors: availableParallelism(), memory: totalmem() / 2 ** 30 };
  for (const name of await runTasks(tasks, room)) console.log(`${name} ... did not run`);
  await runStep({
    name: "Nothing is left behind",
    run: async () => {
      const left = await leftovers(places, before);
      const list = left.map((each) => `Left behind: ${each}`).join("\n");
      return { counts: undefined, failure: list === "" ? undefined : list };
    },
  });
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0;
}

main(async () => ((await test()) ? 0 : 1));
