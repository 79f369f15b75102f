import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { freshFolder } from "../../.ci/support/folders";
import { oracle } from "../support/oracle";
import { story } from "../support/story";
import { closeAll, eventually, openText, openUntitled, tokenscope } from "./tokenscope";

describe("Bad input", () => {
  let api: TokenscopeApi;
  let folder: string;
  before(async () => {
    api = await tokenscope();
    folder = freshFolder("badInput");
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
  });
  afterEach(closeAll);
  after(() => rm(folder, { recursive: true }));

  async function open(name: string, content: string | Uint8Array): Promise<vscode.TextDocument> {
    const path = join(folder, name);
    await writeFile(path, content);
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
    return editor.document;
  }

  it("an empty file has no tokens", async () => {
    const document = await open("empty.txt", "");
    assert.equal((await api.tokensOf(document)).ids.length, 0);
  });

  it("a lone surrogate is U+FFFD to the model and one code unit to the editor", async () => {
    const { document } = await openUntitled("\ud83d");
    const { ids, starts, ends } = await api.tokensOf(document);
    assert.deepEqual([...ids], [...(await api.tokenize("\ufffd")).ids]);
    assert.deepEqual([Math.min(...starts), Math.max(...ends)], [0, document.getText().length]);
  });

  it("CRLF is read as LF, in the places of the document as it is, or as it is when so set", async () => {
    const document = await open("crlf.txt", "a\r\nb\r\n");
    const lf = await api.tokensOf(document);
    assert.deepEqual([...lf.ids], [64, 198, 65, 198]);
    assert.deepEqual([...lf.starts], [0, 1, 3, 4]);
    assert.deepEqual([...lf.ends], [1, 3, 4, 6]);
    const settings = vscode.workspace.getConfiguration("tokenscope");
    await settings.update("lineEndings", "asIs", true);
    const asIs = await eventually("another reading", async () => {
      const tokens = await api.tokensOf(document);
      return tokens.ids.length === 6 && tokens;
    });
    await settings.update("lineEndings", undefined, true);
    assert.deepEqual([...asIs.ids], [64, 201, 198, 65, 201, 198]);
    await eventually(
      "the first reading",
      async () => (await api.tokensOf(document)).ids.length === 4,
    );
  });

  it("a whole story with CRLF has the tokens that it has with LF", async () => {
    const text = story();
    const document = await open("story.txt", text.replaceAll("\n", "\r\n"));
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
    const { ids, ends } = await api.tokensOf(document);
    assert.deepEqual([...ids], oracle(text, "split"));
    assert.equal(ends.at(-1), document.getText().length);
  });

  it("<|endoftext|> is plain text when so set", async () => {
    const { document } = await openText("<|endoftext|>");
    assert.deepEqual([...(await api.tokensOf(document)).ids], [50256]);
    const settings = vscode.workspace.getConfiguration("tokenscope");
    await settings.update("specialTokens", "text", true);
    await eventually("plain text", async () => (await api.tokensOf(document)).ids.length === 7);
    await settings.update("specialTokens", undefined, true);
    await eventually("one token", async () => (await api.tokensOf(document)).ids.length === 1);
  });

  it("the encoding is another when so set, and the seeded model has as many rows", async () => {
    const { document } = await openText("Hello world, 12345");
    const [gpt2, o200k] = await Promise.all([
      api.tokenize(document.getText()),
      api.tokenize(document.getText(), { encoding: "o200k_base" }),
    ]);
    assert.notDeepEqual([...gpt2.ids], [...o200k.ids]);
    await api.useModel({ source: "seeded", dimensions: 4 });
    assert.equal((await api.model()).vocabularySize, 50257);

    const settings = vscode.workspace.getConfiguration("tokenscope");
    const has = async (ids: Uint32Array, vocabularySize: number): Promise<boolean> =>
      [...(await api.tokensOf(document)).ids].join() === [...ids].join() &&
      (await api.model()).vocabularySize === vocabularySize;
    await settings.update("encoding", "o200k_base", true);
    await eventually("o200k_base", () => has(o200k.ids, 200019));
    await settings.update("encoding", "misspelt", true);
    await eventually("the default again", () => has(gpt2.ids, 50257));
    await settings.update("encoding", undefined, true);
    await api.useModel({ source: "seeded" });
  });

  it("5 MB are tokenized, also through an edit", async () => {
    const line = "The quick brown fox — naïve, 42 times — jumps over the lazy dog. 👋\n";
    const document = await open("large.txt", line.repeat(5_000_000 / Buffer.byteLength(line)));
    const { ids, ends } = await api.tokensOf(document);
    assert.ok(ids.length > 1_000_000, `${ids.length} tokens`);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(30_000, 3), "!!");
    await vscode.workspace.applyEdit(edit);
    const after = await api.tokensOf(document);
    assert.equal(after.ends.at(-1), ends.at(-1)! + 2);
    assert.deepEqual(after.ids.slice(-1000), ids.slice(-1000));
    await document.save();
  });

  it("a document that is closed while it is tokenized answers or refuses, and nothing stays", async () => {
    const document = await open("closing.txt", "some words ".repeat(200_000));
    const pending = api.tokensOf(document).then(
      ({ ids }) => ids.length > 0,
      (error: unknown) => String(error).includes("closed"),
    );
    await closeAll();
    assert.equal(await pending, true);
    const { document: next } = await openText("still here");
    assert.equal((await api.tokensOf(next)).ids.length, 2);
  });
});
