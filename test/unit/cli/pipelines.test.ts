import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findOnPath } from "../../../.ci/support/childProcess";
import { freshFolder, root } from "../../../.ci/support/folders";
import { builtCli } from "../../support/builtCli";
import { interpreter } from "../../support/interpreter";
import { oracle } from "../../support/oracle";
import { plainIds, plainMegatron } from "../../support/plainSets";
import { hasPython, parseCopied } from "../../support/python";
import { byteLevelTokenizer } from "../../support/smallTokenizers";
import { STAND_IN_FRAMES } from "../../support/standInFrames";

const windows = process.platform === "win32";
const END = 50_256;
const TEXTS = ["The first document.\r\nIt ends.", "", "Third, <|endoftext|> inside.", "naïve 👋"];

/** What stands for GNU parallel where there is none: one after the other. */
const PARALLEL = `#!/usr/bin/env bash
shift 2
command=()
while [ "$1" != ":::" ]; do command+=("$1"); shift; done
shift
for each in "$@"; do "\${command[@]//\\{\\}/$each}" || exit 1; done
`;

interface Block {
  readonly language: string;
  readonly code: string;
}

const page = readFileSync(join(root, "docs/pipelines.md"), "utf8");
const blocks: Block[] = Array.from(page.matchAll(/^```(\w+)\n([^]*?)^```$/gm), (found) => ({
  language: found[1] ?? "",
  code: found[2] ?? "",
}));
const only = (language: string, has: string): string => {
  const found = blocks.filter((each) => each.language === language && each.code.includes(has));
  assert.equal(found.length, 1, `${language} with ${has}`);
  return found[0]?.code ?? "";
};

describe("docs/pipelines.md", () => {
  let path: string;
  before(async () => {
    const bin = join(freshFolder("bin"), "bin");
    mkdirSync(bin);
    const program = (name: string, text: string): void => {
      writeFileSync(join(bin, name), text);
      chmodSync(join(bin, name), 0o755);
    };
    // What the package's installation puts there, without the package manager's own start.
    program(
      "npx",
      `#!/bin/sh\n[ "$1" = tokenscope ] || exit 9\nshift\nexec "${process.execPath}" "${await builtCli()}" "$@"\n`,
    );
    if (findOnPath("parallel") === undefined) program("parallel", PARALLEL);
    path = `${bin}${delimiter}${process.env["PATH"] ?? ""}`;
  });

  function place(): string {
    const folder = freshFolder("pipelines");
    mkdirSync(join(folder, "corpus"));
    TEXTS.forEach((text, at) => {
      writeFileSync(join(folder, `corpus/${at}.txt`), text);
    });
    return folder;
  }

  function run(cwd: string, code: string, env: NodeJS.ProcessEnv = {}): string {
    const bash = ["bash", ["-euc", code]] as const;
    const { status, stdout, stderr } = spawnSync(...bash, {
      ...{ cwd, encoding: "utf8" },
      env: { ...process.env, PATH: path, PARALLEL_HOME: join(cwd, ".parallel"), ...env },
    });
    assert.equal(status, 0, `${code}\n${stdout}\n${stderr}`);
    return stdout;
  }

  const documents = (kind: "text" | "split") =>
    TEXTS.map((text) => oracle(text.replace("\r\n", "\n"), kind));

  it("has no lines that nobody runs", () => {
    const known = ["parallel", "SBATCH", "map_batches", "mapInPandas", "count --encoding"];
    for (const { language, code } of blocks) {
      assert.ok(
        known.some((each) => code.includes(each)),
        `${language}: ${code}`,
      );
    }
    assert.equal(blocks.length, known.length);
  });

  it("makes a set by GNU parallel that is what one run makes", () => {
    if (windows) return;
    const folder = place();
    const told = run(folder, only("sh", "parallel").replace("N=8", "N=2"));
    assert.match(told, /Nothing is wrong/);
    // By turns: the first and third document, then the others, of which one is empty.
    const [first = [], , third = [], last = []] = documents("text");
    assert.deepEqual(
      plainIds(readFileSync(join(folder, "train.bin")), 2),
      [first, third, last].flatMap((ids) => [...ids, END]),
    );
  });

  it("makes pairs for Megatron by the tasks of a Slurm array", () => {
    if (windows) return;
    const folder = place();
    const { model, ...rest } = byteLevelTokenizer();
    writeFileSync(join(folder, "tokenizer.json"), JSON.stringify({ ...rest, model }));
    const script = only("sh", "SBATCH");
    for (const task of ["1", "2"]) {
      run(folder, script, {
        SLURM_ARRAY_TASK_ID: task,
        SLURM_ARRAY_TASK_COUNT: "2",
        SLURM_CPUS_PER_TASK: "1",
      });
    }
    const made = readdirSync(join(folder, "set")).filter((name) => name.startsWith("train"));
    assert.deepEqual(made.sort(), [
      ...["train.1-of-2.bin", "train.1-of-2.idx", "train.2-of-2.bin", "train.2-of-2.idx"],
    ]);
    const counts = [1, 2].map(
      (task) => plainMegatron(join(folder, `set/train.${task}-of-2`)).documents.length,
    );
    assert.deepEqual(counts, [2, 1]);
    const report = JSON.parse(readFileSync(join(folder, "report.1.json"), "utf8")) as {
      report: { documents: number };
    };
    assert.equal(report.report.documents, 2);
  });

  it("encodes batches of Ray Data and frames of Spark, row by row", () => {
    if (windows || !hasPython()) return;
    const ray = only("python", "map_batches");
    const spark = only("python", "mapInPandas");
    parseCopied([ray, spark]);
    const folder = place();
    writeFileSync(join(folder, "corpus.json"), JSON.stringify(TEXTS));
    writeFileSync(join(folder, "stand_in.py"), STAND_IN_FRAMES);
    writeFileSync(join(folder, "encode_batches.py"), ray);
    writeFileSync(join(folder, "spark_set.py"), spark);
    // Rows are read as they are.
    const expected = TEXTS.map((text) => oracle(text, "text"));
    const python = interpreter()?.program ?? "python3";
    for (const script of ["encode_batches.py", "spark_set.py"]) {
      run(
        folder,
        `"${python}" -c 'import runpy, sys; sys.path.insert(0, "."); import stand_in; runpy.run_path("${script}", run_name="__main__")'`,
      );
      assert.deepEqual(
        JSON.parse(readFileSync(join(folder, "set.json"), "utf8")),
        expected,
        script,
      );
    }
  });

  it("holds a budget in CI", () => {
    if (windows) return;
    const folder = freshFolder("prompts");
    mkdirSync(join(folder, "prompts"));
    writeFileSync(join(folder, "prompts/a.md"), "A prompt.");
    const line = /^- run: (.*)$/m.exec(only("yaml", "count --encoding"))?.[1] ?? "";
    assert.equal(
      run(folder, line),
      `${oracle("A prompt.", "split", "o200k_base").length}\tprompts/a.md\n`,
    );
    writeFileSync(join(folder, "prompts/b.md"), "more ".repeat(9000));
    assert.match(run(folder, `${line} 2>&1 || [ $? = 1 ]`), /more than --max 8,000\.\n$/);
  });
});
