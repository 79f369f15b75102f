import assert from "node:assert/strict";
import { symlink } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";
import * as vscode from "vscode";
import { byteLevelTokenizer } from "../support/smallTokenizers";
import { oracle } from "../support/oracle";
import { closeAll, openText, tokenscope } from "./tokenscope";

/** Asks as a language model's host does; answers what the model reads. */
async function count(input: object, token?: vscode.CancellationToken): Promise<string> {
  const { content } = await vscode.lm.invokeTool(
    "tokenscope_countTokens",
    { input, toolInvocationToken: undefined },
    token,
  );
  return content
    .map((part) => {
      assert.ok(part instanceof vscode.LanguageModelTextPart);
      return part.value;
    })
    .join("");
}

describe("The language model tool", () => {
  const TEXT = "I HAD always thought “Jack” Gisburn 👋\r\nrather a cheap genius<|endoftext|>";
  let folder: vscode.Uri;

  before(async () => {
    await tokenscope();
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first, "A folder is open.");
    folder = first.uri;
  });
  afterEach(closeAll);

  const write = async (path: string, content: string | Uint8Array): Promise<vscode.Uri> => {
    const uri = vscode.Uri.joinPath(folder, path);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await vscode.workspace.fs.writeFile(uri, bytes);
    return uri;
  };
  const says = (answer: string, tokens: number, encoding: string): void => {
    assert.match(answer, new RegExp(` has ${tokens} tokens? of ${encoding}, in `));
  };

  it("is offered with what it takes", () => {
    const tool = vscode.lm.tools.find(({ name }) => name === "tokenscope_countTokens");
    assert.ok(tool);
    assert.match(tool.description, /tokens of a text/);
    const { properties } = tool.inputSchema as { properties: object };
    assert.deepEqual(Object.keys(properties), ["text", "file", "encoding", "tokenizer"]);
  });

  for (const encoding of ["gpt2", "p50k_base", "cl100k_base", "o200k_base"] as const) {
    it(`counts a text as tiktoken does, by ${encoding}`, async () => {
      const answer = await count({ text: TEXT, encoding });
      says(answer, oracle(TEXT, "split", encoding).length, encoding);
    });
  }

  it("tells how that compares with the context length of the model", async () => {
    assert.match(await count({ text: "one two" }), /fits into .* 1024 .* with 1022 to spare\.$/);
    assert.match(await count({ text: " a".repeat(1030) }), /That is 6 more than .* of 1024 /);
    assert.match(await count({ text: "" }), /has 0 tokens of gpt2, in 0 UTF-16 code units\./);
  });

  it("counts a file by its path in the workspace, its whole path and its URI", async () => {
    const uri = await write("notes/count me.md", TEXT);
    // CRLF is read as LF, as the status bar does.
    const expected = oracle(TEXT.replaceAll("\r\n", "\n"), "split").length;
    const { name } = vscode.workspace.workspaceFolders![0]!;
    const names = ["notes/count me.md", uri.fsPath, uri.toString(), `${name}/notes/count me.md`];
    for (const file of names) says(await count({ file }), expected, "gpt2");
  });

  it("counts what an editor shows, not what the disk holds", async () => {
    const uri = await write("edited.txt", "one two");
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(0, 7), " three four");
    });
    says(await count({ file: "edited.txt" }), 4, "gpt2");
    // Outside the workspace, a file is the tool's business while a person has it open.
    const { document } = await openText("one two three");
    says(await count({ file: document.uri.fsPath }), 3, "gpt2");
  });

  it("counts by a tokenizer file of the workspace, or by one that the person uses", async () => {
    const json = JSON.stringify(byteLevelTokenizer());
    const uri = await write("models/mine/tokenizer.json", json);
    const expected = new Tokenizer(byteLevelTokenizer(), {}).encode(TEXT, {
      add_special_tokens: false,
    }).ids.length;
    for (const tokenizer of ["models/mine/tokenizer.json", uri.fsPath, uri.toString()]) {
      says(await count({ text: TEXT, tokenizer }), expected, "mine/tokenizer.json");
    }
    await write("models/broken.json", json.slice(0, 500));
    const outside = vscode.Uri.joinPath(folder, "../outside.json");
    await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode(json));
    for (const [tokenizer, message] of [
      [outside.fsPath, /neither a tokenizer file in the workspace nor one that the person uses/],
      ["none.json", /neither a tokenizer file in the workspace/],
      ["models/broken.json", /broken\.json cannot be used as a tokenizer\. It ends in the middle/],
      [" ", /"tokenizer" must be the path/],
      [7, /"tokenizer" must be the path/],
    ] as const) {
      await assert.rejects(count({ text: "a", tokenizer }), message, String(tokenizer));
    }
    const both = { text: "a", encoding: "gpt2", tokenizer: "models/mine/tokenizer.json" };
    await assert.rejects(count(both), /either "encoding" or "tokenizer", not both/);
    await vscode.workspace.fs.delete(outside);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, "models"), { recursive: true });
  });

  it("refuses what it cannot count, and says what to give instead", async () => {
    await write("binary.bin", new Uint8Array(512));
    const outside = vscode.Uri.joinPath(folder, "../outside.txt");
    await vscode.workspace.fs.writeFile(outside, new TextEncoder().encode("secret"));
    const sneaking = folder.with({ path: `${folder.path}/../outside.txt` });
    const refused: readonly [input: object, message: RegExp][] = [
      [{}, /either "text".* or "file".*, not neither/],
      [{ text: "a", file: "b" }, /not both/],
      [{ text: "a", encoding: "gpt5" }, /no encoding "gpt5"\. Use one of gpt2, p50k_base/],
      [{ text: "a", encoding: "toString" }, /no encoding "toString"/],
      [{ text: 7 }, /"text" must be a string/],
      [{ file: " " }, /"file" must be a path in the workspace/],
      [{ file: "no/such/file.txt" }, /no file "no\/such\/file\.txt" in the workspace/],
      [{ file: "." }, /is a folder/],
      [{ file: "binary.bin" }, /is not a text file/],
      [{ file: "../outside.txt" }, /is not in the workspace/],
      [{ file: outside.fsPath }, /is not in the workspace/],
      [{ file: sneaking.toString(true) }, /is not in the workspace/],
    ];
    for (const [input, message] of refused) {
      await assert.rejects(count(input), message, JSON.stringify(input));
    }
    await vscode.workspace.fs.delete(outside);
  });

  // Windows lets administrators alone make links.
  const itWithLinks = process.platform === "win32" ? () => undefined : it;
  itWithLinks("follows no link, which could lead out of the workspace", async () => {
    const outside = vscode.Uri.joinPath(folder, "../outside");
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(outside, "secret.txt"),
      new TextEncoder().encode("secret"),
    );
    await symlink(outside.fsPath, vscode.Uri.joinPath(folder, "linked").fsPath);
    const link = vscode.Uri.joinPath(folder, "link.txt").fsPath;
    await symlink(vscode.Uri.joinPath(outside, "secret.txt").fsPath, link);
    for (const file of ["linked/secret.txt", "link.txt", link]) {
      await assert.rejects(count({ file }), /is reached by a link/, file);
    }
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, "linked"));
    await vscode.workspace.fs.delete(vscode.Uri.file(link));
    await vscode.workspace.fs.delete(outside, { recursive: true });
  });

  it("stops when it is cancelled, and the worker is free again", async () => {
    const source = new vscode.CancellationTokenSource();
    const text = "The quick brown fox jumps over the lazy dog. ".repeat(100_000);
    const pending = count({ text }, source.token);
    source.cancel();
    await assert.rejects(pending, /cancell?ed/i);
    says(await count({ text: "one two" }), 2, "gpt2");
    source.dispose();
  });
});
