import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCliPackage } from "../../../.ci/makeCliPackage";
import { runNpm } from "../../../.ci/support/childProcess";
import { freshFolder } from "../../../.ci/support/folders";
import { runProgram } from "../../support/builtCli";
import { oracle } from "../../support/oracle";
import { plainIds, plainMegatron } from "../../support/plainSets";

const MOST_BYTES = 8_000_000;

describe("The command line's package", () => {
  it("installs without a network in an empty folder, and does all that it says", async () => {
    const { file, bytes } = await makeCliPackage();
    assert.ok(bytes <= MOST_BYTES, String(bytes));
    const folder = freshFolder("installed");
    writeFileSync(join(folder, "package.json"), "{}");
    const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
    await runNpm(["install", ...quiet, file], { cwd: folder });
    const installed = join(folder, "node_modules/tokenscope");
    assert.deepEqual(readdirSync(join(folder, "node_modules")).sort(), [
      ...[".bin", ".package-lock.json", "tokenscope"],
    ]);
    const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      bin: { tokenscope: string };
      dependencies?: object;
    };
    assert.equal(manifest.dependencies, undefined);
    const script = join(installed, manifest.bin.tokenscope);
    if (process.platform !== "win32") assert.ok((statSync(script).mode & 0o100) !== 0);
    const npx = await runNpm(["exec", "--offline", "--", "tokenscope", "--version"], {
      cwd: folder,
    });
    assert.match(npx, /^\d+\.\d+\.\d+\n$/);

    const run = async (args: readonly string[], input = "") => {
      const result = await runProgram(script, args, { cwd: folder, input });
      assert.equal(result.code, 0, `${args.join(" ")}: ${result.stderr}`);
      return result.stdout;
    };
    mkdirSync(join(folder, "corpus"));
    const texts = ["The first document.", "And the second, <|endoftext|>."];
    texts.forEach((text, at) => {
      writeFileSync(join(folder, `corpus/${at}.txt`), text);
    });
    for (const encoding of ["gpt2", "p50k_base", "cl100k_base", "o200k_base"] as const) {
      const count = await run(["count", "--encoding", encoding, "-"], texts[0]);
      assert.equal(count, `${oracle(texts[0]!, "split", encoding).length}\t-\n`);
    }
    assert.equal(
      await run(["encode", "corpus"]),
      texts.map((text) => `${oracle(text, "split").join(" ")}\n`).join(""),
    );
    const windows = await run(["windows", "--max-length", "2", "--stride", "2", "corpus"]);
    assert.match(windows, /^13 tokens, 6 windows|^\d+ tokens, \d+ windows/);
    const documents = texts.map((text) => [...oracle(text, "text"), 50256]);
    const all = ["--input", "corpus", "--val-documents", "0"];
    await run(["build", ...all, "--output", "set", "--format", "nanogpt"]);
    assert.deepEqual(plainIds(readFileSync(join(folder, "set/train.bin")), 2), documents.flat());
    await run(["build", ...all, "--output", "pair", "--format", "megatron"]);
    assert.deepEqual(plainMegatron(join(folder, "pair/train")).documents, documents);
    assert.match(await run(["check", "set"]), /Nothing is wrong/);
  });
});
