import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { readArrays } from "../support/arrays";
import { arraysByPython } from "../support/readByPython";
import { freshFolder } from "../../.ci/support/folders";
import { oracle } from "../support/oracle";
import { fixedNumbers, hasPython, runCopied } from "../support/python";
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
  async function exported(what: string, format: string, array?: string): Promise<string> {
    const path = join(folder, `${what}${array ?? ""}.${format}`);
    const file = vscode.Uri.file(path);
    const order = { what, format, file, ...(array !== undefined && { array }) };
    await vscode.commands.executeCommand("tokenscope.export", order);
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

  it("is copied as lines that print what is on screen: ids, vectors, shapes", async () => {
    const copied = async (order?: unknown): Promise<string> => {
      assert.equal(await vscode.commands.executeCommand("tokenscope.copyAsPyTorch", order), true);
      return vscode.env.clipboard.readText();
    };
    const seeded = { source: "seeded" } as const;
    const rows = (window: number) => ids.slice(4 * window, 4 * window + 4);
    const codes: string[] = [];
    const expected: number[][] = [];
    try {
      for (const model of [seeded, { ...seeded, order: "notebook" }] as const) {
        await api.useModel(model);
        for (const [order, window] of [
          [{ of: "batch", window: 9 }, 9],
          [3, 24],
          [{ of: "vectors", window: 21, table: "input" }, 21],
          [{ of: "oneHot", window: 21 }, 21],
        ] as const) {
          codes.push(await copied(order));
          const { token, position, input } = await api.embed([rows(window)]);
          const what = typeof order === "number" ? "batch" : order.of;
          const tables = { batch: [token, position, input], vectors: [input] };
          const printed = what === "oneHot" ? [token, token, [0]] : tables[what];
          expected.push(printed.flatMap((each) => [...each]));
        }
      }
    } finally {
      await api.useModel(seeded);
    }
    assert.match(codes[0]!, /token_embedding_layer = torch\.nn\.Embedding\(50257, 256\)\n/);
    assert.match(codes[0]!, /pos_embedding_layer = torch\.nn\.Embedding\(1024, 256\)\n/);
    assert.match(codes[4]!, /manual_seed\(123\)\ntorch\.nn\.Embedding\(6, 3\)/);
    const cosines = {
      ...{ of: "positions", source: "learned", picture: "cosines", rows: 1024, dimensions: 256 },
      ...{ scaling: "stored", order: "index", isShuffled: false, columns: [], at: [1, 2] },
    };
    const ofPositions = await copied(cosines);
    assert.match(ofPositions, /^pos_embedding_layer = torch\.nn\.Embedding\(1024, 256\)$/m);
    assert.match(ofPositions, /print\(cosines\[1, 2\]\) {2}# under the crosshair\n$/);
    const nearest = await copied({ of: "nearest", id: 40, position: 3, to: "input" });
    assert.match(nearest, /^token_id = 40$/m);
    const places = await copied({ of: "sameToken", token: 5, position: 1, places: [[9, 1]] });
    assert.match(places, /^places = \[\n {4}\(9, 1\),\n\]$/m);
    for (const wrong of [{ at: [1] }, { columns: 3 }, { rows: -1 }, { picture: "tsne" }]) {
      const order = { ...cosines, ...wrong };
      await assert.rejects(copied(order), /The option (at|columns|rows|picture)/);
    }
    for (const wrong of [
      { of: "batch", window: ids.length },
      { of: "vectors", window: 0 },
      { of: "windows", window: 0 },
      { of: "nearest", id: 50257, position: 0, to: "token" },
      { of: "nearest", id: 0, position: 1024, to: "input" },
      { of: "nearest", id: 0, position: 0, to: "wpe" },
      { of: "sameToken", token: ids.length, position: 0, places: [] },
      { of: "sameToken", token: 0, position: 0, places: [[0, 1, 2]] },
    ]) {
      const order = vscode.commands.executeCommand("tokenscope.copyAsPyTorch", wrong);
      await assert.rejects(
        Promise.resolve(order),
        /window|The option|vocabulary|context|token/,
        JSON.stringify(wrong),
      );
    }
    if (!hasPython()) return;
    const { texts, byTorch } = runCopied(codes, ids);
    const most = 0.5e-4 + (byTorch ? 1e-9 : 1e-5);
    texts.forEach((text, at) => {
      if (at % 4 < 2) {
        assert.match(text, /\[8, 4\]|\(8, 4\)/, text.slice(0, 200));
        assert.match(text, /\[8, 4, 256\]|\(8, 4, 256\)/, text.slice(0, 200));
      }
      const values = fixedNumbers(text);
      assert.equal(values.length, expected[at]!.length, text.slice(0, 400));
      values.forEach((value, index) => {
        const right = expected[at]![index]!;
        assert.ok(Math.abs(value - right) <= most, `${index} of ${at}: ${value}, not ${right}`);
      });
    });
  });

  it("is copied of the toy example as its layer: the table, the rows, the product", async () => {
    await vscode.commands.executeCommand("tokenscope.openToyExample");
    const toy = await eventually("the toy's list", () => {
      const { activeTextEditor: editor } = vscode.window;
      return editor?.document.getText() === "[2, 3, 5, 1]" ? editor.document : undefined;
    });
    try {
      const code = await eventually("the toy's layer", async () => {
        await vscode.commands.executeCommand("tokenscope.copyAsPyTorch");
        const copied = await vscode.env.clipboard.readText();
        return copied.includes("Embedding(6, 3)") ? copied : undefined;
      });
      assert.match(code, /^text = "\[2, 3, 5, 1\]"$/m);
      assert.doesNotMatch(code, /tiktoken/);
      if (!hasPython()) return;
      const table = torch.embedding6x3Seed123;
      const rows = [2, 3, 5, 1].flatMap((id) => table[id]!);
      const values = fixedNumbers(runCopied([code], []).texts[0]!);
      const right = [...table.flat(), ...rows, ...rows];
      assert.equal(values.length, right.length);
      values.forEach((value, at) => assert.ok(Math.abs(value - right[at]!) < 0.7e-4, String(at)));
    } finally {
      await vscode.window.showTextDocument(toy);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
      await eventually("the book's model", async () => {
        const { vocabularySize } = await api.model();
        return vocabularySize === 50257;
      });
    }
  });

  it("writes one array by its name as npy, in the notebook's shapes and types", async () => {
    const { inputs, targets } = torch.batch8x4;
    const { token, position, input } = await api.embed(inputs);
    const windows = Math.ceil((ids.length - 4) / 4);
    const all = Array.from({ length: 4 * windows }, (_, at) => ids[at]!);
    const shape = [8, 4, 256];
    for (const [what, array, expected] of [
      ["tokens", "ids", { dtype: "int64", shape: [ids.length], values: ids }],
      ["windows", "inputs", { dtype: "int64", shape: [windows, 4], values: all }],
      ["batch", "targets", { dtype: "int64", shape: [8, 4], values: targets.flat() }],
      ["vectors", "inputs", { dtype: "int64", shape: [8, 4], values: inputs.flat() }],
      ["vectors", "token_embeddings", { dtype: "float32", shape, values: [...token] }],
      ["vectors", "pos_embeddings", { dtype: "float32", shape: [4, 256], values: [...position] }],
      ["vectors", "input_embeddings", { dtype: "float32", shape, values: [...input] }],
    ] as const) {
      const path = await exported(what, "npy", array);
      assert.deepEqual(readArrays(path), { "": expected }, array);
      if (hasPython()) assert.deepEqual(arraysByPython(path), { "": expected }, array);
    }
  });

  it("counts the windows of its records from 1", async () => {
    const lines = (await readFile(await exported("vectors", "jsonl"), "utf8")).trimEnd();
    const records = lines.split("\n").map((line) => JSON.parse(line) as { window: number });
    assert.deepEqual(
      records.map(({ window }) => window),
      Array.from({ length: 32 }, (_, at) => 1 + Math.floor(at / 4)),
    );
  });

  it("refuses a format that does not fit, and a place where nothing can be written", async () => {
    await assert.rejects(exported("batch", "pt"), /cannot be exported as "pt"\. Use one of jsonl/);
    await assert.rejects(exported("batch", "npy"), /Name one of inputs, targets as array/);
    await assert.rejects(
      exported("vectors", "npy", "wte"),
      /no array "wte" here.*inputs, targets, token_embeddings, pos_embeddings, input_embeddings/,
    );
    await assert.rejects(exported("batch", "csv", "inputs"), /leave out the option array/);
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
