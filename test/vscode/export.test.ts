import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { goldenJson, goldenText, needsGolden } from "../support/golden";
import { needsNumpy, readByNumpy } from "../support/numpy";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";

describe("Tokenscope: Export…", () => {
  let api: TokenscopeApi;
  let folder: string;
  before(async function () {
    needsGolden(this);
    api = await tokenscope();
    folder = await mkdtemp(join(tmpdir(), "tokenscope-"));
    await api.useModel({ source: "seeded" });
    const { document } = await openText(goldenText("rasbt/the-verdict.txt"));
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
    await vscode.window.showTextDocument(document);
    await api.tokensOf(document);
    await eventually("the book's text in the panel", () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ label }) => label.startsWith("Tokenscope: text")),
      ),
    );
  });
  after(closeAll);

  /** As another extension would, without a question to the person. */
  async function exported(what: string, format: string): Promise<string> {
    const path = join(folder, `${what}.${format}`);
    const file = vscode.Uri.file(path);
    await vscode.commands.executeCommand("tokenscope.export", { what, format, file });
    return path;
  }

  it("writes the book's 5,145 tokens a line each", async () => {
    const lines = (await readFile(await exported("tokens", "jsonl"), "utf8")).trimEnd().split("\n");
    assert.equal(lines.length, 5145);
    const records = lines.map((line) => JSON.parse(line) as { id: number; text: string });
    assert.deepEqual(records.map(({ text }) => text).join(""), goldenText("rasbt/the-verdict.txt"));
    const golden = goldenJson<number[] | { ids: number[] }>("rasbt/the-verdict.gpt2-ids.json");
    assert.deepEqual(
      records.map(({ id }) => id),
      Array.isArray(golden) ? golden : golden.ids,
    );
  });

  it("writes the notebook's batch and its vectors, which numpy opens", async function () {
    needsNumpy(this);
    const golden = goldenJson<Record<string, number[][]>>("rasbt/ch02-torch-golden.json");
    const arrays = readByNumpy(await exported("vectors", "npz"));
    assert.deepEqual(arrays["inputs"], {
      dtype: "int64",
      shape: [8, 4],
      values: golden["ch02_inputs_8x4"]!.flat(),
    });
    assert.deepEqual(arrays["targets"]?.values, golden["ch02_targets_8x4"]!.flat());
    assert.deepEqual(arrays["token_embeddings"]?.shape, [8, 4, 256]);
    assert.deepEqual(arrays["pos_embeddings"]?.shape, [4, 256]);
    const { input } = await api.embed(golden["ch02_inputs_8x4"]!);
    assert.deepEqual(arrays["input_embeddings"]?.values, [...input]);
    const windows = readByNumpy(await exported("windows", "npz"));
    assert.deepEqual(windows["inputs"]?.shape, [1286, 4]);
  });

  it("is copied as the lines that make its batch in a notebook", async () => {
    await vscode.commands.executeCommand("tokenscope.copyAsPyTorch");
    const code = await vscode.env.clipboard.readText();
    assert.match(code, /^from itertools import islice\n/);
    assert.match(code, /open\("text\.txt", encoding="utf-8"\)/);
    assert.match(code, /max_length, stride = 4, 4\n/);
    assert.match(code, /batch_size=8, shuffle=False, drop_last=False, num_workers=0/);
    assert.match(code, /next\(islice\(loader, 0, None\)\)/);
  });

  it("refuses a format that does not fit, and a place where nothing can be written", async () => {
    await assert.rejects(
      exported("batch", "npy"),
      /cannot be exported as "npy"\. Use one of jsonl/,
    );
    const file = vscode.Uri.file(join(folder, "absent", "batch.csv"));
    await assert.rejects(
      Promise.resolve(
        vscode.commands.executeCommand("tokenscope.export", { what: "batch", format: "csv", file }),
      ),
      /batch\.csv could not be written/,
    );
    const there = await readdir(folder);
    assert.ok(
      there.every((name) => !name.endsWith(".part") && name !== "absent"),
      String(there),
    );
  });
});
