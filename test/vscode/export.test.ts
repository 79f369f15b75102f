import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { readArrays } from "../support/arrays";
import { freshFolder } from "../support/folders";
import { oracle } from "../support/oracle";
import { story } from "../support/story";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";
import torch from "../golden/torch.json" with { type: "json" };

describe("Tokenscope: Export…", () => {
  let api: TokenscopeApi;
  let folder: string;
  const ids = oracle(story(), "split");
  before(async () => {
    api = await tokenscope();
    folder = freshFolder("export");
    await api.useModel({ source: "seeded" });
    const { document } = await openText(story());
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
    await vscode.window.showTextDocument(document);
    await api.tokensOf(document);
    await eventually("the story in the panel", () =>
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

  it("writes the tokens of a whole story a line each", async () => {
    const lines = (await readFile(await exported("tokens", "jsonl"), "utf8")).trimEnd().split("\n");
    const records = lines.map((line) => JSON.parse(line) as { id: number; text: string });
    assert.equal(records.map(({ text }) => text).join(""), story());
    assert.deepEqual(
      records.map(({ id }) => id),
      ids,
    );
  });

  it("writes the notebook's batch and its vectors, as numpy reads arrays", async () => {
    const batch = torch.batch8x4;
    const arrays = readArrays(await exported("vectors", "npz"));
    assert.deepEqual(arrays["inputs"], {
      dtype: "int64",
      shape: [8, 4],
      values: batch.inputs.flat(),
    });
    assert.deepEqual(arrays["targets"]?.values, batch.targets.flat());
    assert.deepEqual(arrays["token_embeddings"]?.shape, [8, 4, 256]);
    assert.deepEqual(arrays["pos_embeddings"]?.shape, [4, 256]);
    const { input } = await api.embed(batch.inputs);
    assert.deepEqual(arrays["input_embeddings"]?.values, [...input]);
    const windows = readArrays(await exported("windows", "npz"));
    assert.deepEqual(windows["inputs"]?.shape, [Math.ceil((ids.length - 4) / 4), 4]);
  });

  it("is copied as the lines that make its batch in a notebook", async () => {
    await vscode.commands.executeCommand("tokenscope.copyAsPyTorch");
    const code = await vscode.env.clipboard.readText();
    assert.match(code, /^from itertools import islice\n/);
    assert.match(code, /open\(".*text\.txt", encoding="utf-8"\)/);
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
