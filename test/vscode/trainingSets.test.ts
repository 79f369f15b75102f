import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { freshFolder } from "../../.ci/support/folders";
import type { TokenscopeApi } from "../../src/api";
import { closeAll, openText, tokenscope } from "./tokenscope";

/** What a command shows, as the page has it. */
async function page(command: string, ...args: unknown[]): Promise<string> {
  const uri = await vscode.commands.executeCommand<vscode.Uri>(`tokenscope.${command}`, ...args);
  const document = await vscode.workspace.openTextDocument(uri);
  assert.equal(document.languageId, "markdown");
  return document.getText();
}

describe("Tokenscope: Build Training Set", () => {
  let api: TokenscopeApi;
  let folder: string;
  const texts = ["The first text.\r\nIt ends.", "The second one, <|endoftext|>."];
  before(async () => {
    api = await tokenscope();
    folder = join(freshFolder("sets"), "corpus");
    mkdirSync(folder);
    texts.forEach((text, at) => {
      writeFileSync(join(folder, `${at}.txt`), text);
    });
  });
  after(closeAll);
  const uri = (name: string) => vscode.Uri.file(join(folder, "..", name));

  it("shows what the set would be, writes it, and Check Training Set finds nothing wrong", async () => {
    const order = { input: uri("corpus"), format: "nanogpt", valDocuments: 0 };
    const look = await page("buildTrainingSet", order);
    assert.match(look, /^# What the training set would be\n/);
    assert.match(look, /\| documents +\| 2 \|/);
    assert.match(look, /1 documents hold `<\|endoftext\|>`/);
    assert.deepEqual(readdirSync(join(folder, "..")), ["corpus"]);

    const written = await page("buildTrainingSet", { ...order, output: uri("set") });
    assert.match(written, /^# Training set\n/);
    assert.deepEqual(readdirSync(uri("set").fsPath).sort(), ["dataset.json", "train.bin"]);
    const expected = await Promise.all(
      texts.map(async (text) => {
        const { ids } = await api.tokenize(text.replace("\r\n", "\n"), { specialTokens: "text" });
        return [...ids, 50256];
      }),
    );
    const bytes = readFileSync(join(uri("set").fsPath, "train.bin"));
    assert.deepEqual(
      Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readUInt16LE(2 * at)),
      expected.flat(),
    );
    assert.match(await page("checkTrainingSet", uri("set")), /Nothing is wrong\./);
    bytes.writeUInt16LE(60_000, 0);
    writeFileSync(join(uri("set").fsPath, "train.bin"), bytes);
    const checked = await page("checkTrainingSet", vscode.Uri.joinPath(uri("set"), "train.bin"));
    assert.match(checked, /1 of \d+ ids are beyond the 50,257 of gpt2: the first is 60,000/);
    assert.match(checked, /Its SHA-256 is not the one of dataset\.json/);
  });

  it("takes the text in the editor as it is, saved or not", async () => {
    const editor = await openText("unsaved text\n".repeat(3));
    const { ids } = await api.tokenize(editor.document.getText());
    const order = { input: editor.document.uri, format: "jsonl", output: uri("rows") };
    await page("buildTrainingSet", { ...order, valDocuments: 0, endOfText: "none" });
    const line = readFileSync(join(uri("rows").fsPath, "train.jsonl"), "utf8");
    assert.deepEqual(JSON.parse(line), { input_ids: [...ids] });
  });

  it("refuses what is no set, and a folder that holds one", async () => {
    const run = (...args: unknown[]) => vscode.commands.executeCommand(...(args as [string]));
    const order = { input: uri("corpus"), format: "npy", output: uri("again") };
    await run("tokenscope.buildTrainingSet", order);
    await assert.rejects(
      async () => run("tokenscope.buildTrainingSet", order),
      /holds a training set/,
    );
    await run("tokenscope.buildTrainingSet", { ...order, force: true });
    await assert.rejects(
      async () => run("tokenscope.buildTrainingSet", { ...order, format: "gguf" }),
      /The option format must be one of nanogpt, llmc/,
    );
    await assert.rejects(
      async () => run("tokenscope.checkTrainingSet", "set"),
      /must be given as a Uri of VS Code/,
    );
  });
});
