import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { freshFolder } from "../../.ci/support/folders";
import { f32, safetensorsFile } from "../../.ci/support/safetensorsWriter";
import { byteLevelModel, byteLevelTokenizer, SPECIAL } from "../support/smallTokenizers";
import type { FindAnswer } from "../../src/shared/values/find";
import { hoverWith } from "./hovers";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";
import { Warnings } from "./warnings";

const TEXT = "The tokens of a file’s tokenizer, <|endoftext|> don't 👋\n";

const SIZE = Object.keys(byteLevelModel().vocab).length;

describe("A tokenizer file", () => {
  let api: TokenscopeApi;
  let folder: string;
  let file: string;
  let ids: number[];
  const section = () => vscode.workspace.getConfiguration("tokenscope");
  const run = async (...given: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand("tokenscope.useTokenizerFile", ...given);

  before(async () => {
    api = await tokenscope();
    folder = freshFolder("tokenizers");
    file = join(folder, "tokenizer.json");
    const oracle = new Tokenizer(byteLevelTokenizer(), {});
    ids = oracle.encode(TEXT, { add_special_tokens: false }).ids;
  });
  beforeEach(async () => writeFile(file, JSON.stringify(byteLevelTokenizer())));
  afterEach(async () => {
    await section().update("encoding", undefined, true);
    await section().update("tokenizerFile", undefined, true);
    await section().update("showSpecialTokensAdded", undefined, true);
    await closeAll();
  });

  it("makes tokens of any string for other extensions", async () => {
    const tokens = await api.tokenize(TEXT, { encoding: { file } });
    assert.deepEqual([...tokens.ids], ids);
    assert.equal(tokens.ends.at(-1), TEXT.length);
    await assert.rejects(
      api.tokenize("a", { encoding: { file: "tokenizer.json" } }),
      /must be an absolute path/,
    );
    await assert.rejects(
      api.tokenize("a", { encoding: { file: join(folder, "none.json") } }),
      /none\.json cannot be used as a tokenizer\. There is no such file\./,
    );
  });

  it("is used by a command, followed through edits, and makes the seeded model as large", async () => {
    // As settings have it: no test before has told its vocabulary's size.
    await api.useModel({ source: "seeded" });
    const editor = await openText(TEXT);
    await run(file);
    assert.equal(section().get("encoding"), "file");
    assert.equal(section().get("tokenizerFile"), file);
    const idsNow = async () => [...(await api.tokensOf(editor.document)).ids].join();
    await eventually("its tokens", async () => (await idsNow()) === ids.join());
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 3), "se tokens, ing"));
    const { ids: edited } = await api.tokenize(editor.document.getText(), { encoding: { file } });
    assert.equal(await idsNow(), [...edited].join());
    const rows = SIZE + 1;
    await eventually("as many rows", async () => (await api.model()).vocabularySize === rows);
  });

  it("is used by the settings", async () => {
    const { document } = await openText(TEXT);
    await section().update("tokenizerFile", file, true);
    await section().update("encoding", "file", true);
    await eventually("its tokens", async () => {
      return [...(await api.tokensOf(document)).ids].join() === ids.join();
    });
  });

  it("stays as it was when the file changes, until it is chosen again", async () => {
    const { document } = await openText(TEXT);
    await run(file);
    const idsNow = async () => [...(await api.tokensOf(document)).ids].join();
    await eventually("its tokens", async () => (await idsNow()) === ids.join());
    await writeFile(file, JSON.stringify(byteLevelTokenizer({ added_tokens: [] })));
    assert.equal(await idsNow(), ids.join());
    await run(file);
    await eventually("other tokens", async () => (await idsNow()) !== ids.join());
    await rm(file);
    assert.notEqual(await idsNow(), "");
  });

  it("shows the special tokens that it adds by a command, without text, and hides them", async () => {
    const added_tokens = [{ id: SIZE, content: "<|endoftext|>", ...SPECIAL }];
    const processor = ["<|endoftext|>", SIZE];
    const post_processor = { type: "BertProcessing", cls: processor, sep: processor };
    await writeFile(file, JSON.stringify(byteLevelTokenizer({ added_tokens, post_processor })));
    const { document } = await openText(TEXT);
    await run(file);
    const tokens = () => api.tokensOf(document);
    await eventually("its tokens", async () => [...(await tokens()).ids].join() === ids.join());
    await vscode.commands.executeCommand("tokenscope.showSpecialTokensAdded");
    assert.equal(section().get("showSpecialTokensAdded"), true);
    await eventually("two more tokens", async () => (await tokens()).ids.length === ids.length + 2);
    const shown = await tokens();
    assert.deepEqual([...shown.ids], [SIZE, ...ids, SIZE]);
    assert.deepEqual([shown.starts[0], shown.ends[0]], [0, 0]);
    assert.deepEqual([shown.starts.at(-1), shown.ends.at(-1)], [TEXT.length, TEXT.length]);
    await vscode.commands.executeCommand("tokenscope.showSpecialTokensAdded");
    await eventually("none more", async () => (await tokens()).ids.length === ids.length);
  });

  it("is what finding and hovers go by", async () => {
    const { document } = await openText(TEXT);
    await run(file);
    const idsNow = async () => [...(await api.tokensOf(document)).ids].join();
    await eventually("its tokens", async () => (await idsNow()) === ids.join());
    const { starts, ends } = await api.tokensOf(document);
    const find = async (sought: object) =>
      vscode.commands.executeCommand<FindAnswer>("tokenscope.findToken", sought);
    const special = ids.indexOf(SIZE);
    const byId = await find({ kind: "id", id: SIZE });
    assert.ok(byId.kind === "found");
    assert.deepEqual([byId.token, byId.end], [special, special + 1]);
    await eventually("the token selected", () => {
      const editor = vscode.window.activeTextEditor;
      return editor !== undefined && document.getText(editor.selection) === "<|endoftext|>";
    });
    const byText = await find({ kind: "text", text: "tokens" });
    assert.equal(byText.kind, "found");
    await assert.rejects(find({ kind: "id", id: SIZE + 1 }), /There is no id/);
    await vscode.workspace.getConfiguration("tokenscope").update("hover", "always", true);
    try {
      const word = ids.findIndex((_, at) => (ends[at] ?? 0) - (starts[at] ?? 0) > 3);
      const hover = await hoverWith(document, starts[word] ?? 0, /The piece .* is merged to/);
      assert.match(hover, new RegExp(`\\b${ids[word]}\\b`));
    } finally {
      await vscode.workspace.getConfiguration("tokenscope").update("hover", undefined, true);
    }
  });

  it("tells an export of its tokens its name and hash", async () => {
    const { document } = await openText(TEXT);
    await run(file);
    const idsNow = async () => [...(await api.tokensOf(document)).ids].join();
    await eventually("its tokens", async () => (await idsNow()) === ids.join());
    const target = vscode.Uri.file(join(folder, "tokens.jsonl"));
    const order = { what: "tokens", format: "jsonl", file: target };
    await vscode.commands.executeCommand("tokenscope.export", order);
    const [line = ""] = (await readFile(target.fsPath, "utf8")).split("\n");
    const record = JSON.parse(line) as Record<string, unknown>;
    assert.match(String(record["tokenizer"]), /\/tokenizer\.json$/);
    const hash = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    assert.equal(record["tokenizer_sha256"], hash);
  });

  it("has more ids than the model has vectors for, which is told once", async () => {
    const path = join(folder, "small.safetensors");
    const table = (rows: number) => f32([rows, 4], new Float32Array(4 * rows));
    const tensors = { "wte.weight": table(10), "wpe.weight": table(8) };
    await writeFile(path, safetensorsFile(tensors));
    await openText(TEXT);
    const warnings = new Warnings();
    try {
      await api.useModel({ source: "file", path });
      await run(file);
      const isTold = (message: string) =>
        message.includes("has vectors for the ids below 10, and the");
      await eventually("a sentence", () => warnings.heard.some(isTold));
      await run(file);
      assert.equal(warnings.heard.filter(isTold).length, 1);
    } finally {
      warnings.end();
      await api.useModel({ source: "seeded" });
    }
  });

  it("that cannot be used changes nothing, and says what is wrong and where", async () => {
    const { document } = await openText(TEXT);
    const before = [...(await api.tokensOf(document)).ids].join();
    const id = SIZE + 7;
    const added_tokens = [{ id, content: "<x>", ...SPECIAL }];
    await writeFile(file, JSON.stringify(byteLevelTokenizer({ added_tokens })));
    await assert.rejects(run(file), /tokenizer\.json cannot be used .* added_tokens\[0\], "<x>"/);
    assert.equal(section().get("encoding"), "gpt2");
    const warnings = new Warnings();
    try {
      await section().update("tokenizerFile", file, true);
      await section().update("encoding", "file", true);
      await eventually("a sentence", () =>
        warnings.heard.some((message) =>
          /^Tokenscope keeps its encoding: .*added_tokens\[0\]/.test(message),
        ),
      );
    } finally {
      warnings.end();
    }
    assert.equal([...(await api.tokensOf(document)).ids].join(), before);
  });
});
