import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import type { TokenscopeApi } from "../../src/api";
import { hoverWith } from "./hovers";
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
    assert.match(look, /`<\|endoftext\|>` stands 1 time in 1 document/);
    assert.match(look, /longest, tokens +\| [\d,]+ `corpus\/\d+\.txt` /);
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
    assert.match(checked, /Ids beyond the 50,257 of gpt2: 1 of \d+, the first is 60,000/);
    assert.match(checked, /Its SHA-256 is not the one of dataset\.json/);
  });

  it("asks whether windows are written instead of documents, which an order can say, too", async () => {
    const { createQuickPick } = vscode.window;
    const titles: (string | undefined)[] = [];
    /** A list whose last item is taken as soon as it is shown. */
    const lastOf = (): vscode.QuickPick<vscode.QuickPickItem> => {
      const box = createQuickPick();
      const accepted = new vscode.EventEmitter<void>();
      const show = (): void => {
        titles.push(box.title);
        box.selectedItems = box.items.slice(-1);
        accepted.fire();
      };
      const own = { show, onDidAccept: accepted.event };
      return new Proxy(box, {
        get: (_, name) => Reflect.get(name in own ? own : box, name) as unknown,
        set: (_, name, value) => Reflect.set(box, name, value),
      });
    };
    assert.ok(Reflect.set(vscode.window, "createQuickPick", lastOf));
    try {
      const look = await page("buildTrainingSet", uri("corpus"));
      assert.match(
        look,
        /Windows of [\d,]+ tokens are written instead of documents: long ones are/,
      );
      assert.match(
        look,
        /JSON lines.*No end-of-text token is added.*Nothing is kept for validation/,
      );
    } finally {
      Reflect.set(vscode.window, "createQuickPick", createQuickPick);
    }
    assert.equal(titles.at(-1), "Training set: what is written");
    const order = { input: uri("corpus"), format: "jsonl", output: uri("packed") };
    const written = await page("buildTrainingSet", {
      ...{ ...order, packing: "oneEach", valDocuments: 0 },
    });
    assert.match(written, /### Windows that were written/);
    const [, length = ""] = /Windows of ([\d,]+) tokens are written/.exec(written) ?? [];
    const text = readFileSync(join(uri("packed").fsPath, "train.jsonl"), "utf8");
    const rows = text.trim().split("\n");
    assert.equal(rows.length, texts.length);
    for (const row of rows) {
      const { input_ids: ids } = JSON.parse(row) as { input_ids: number[] };
      assert.equal(String(ids.length), length.replaceAll(",", ""));
    }
  });

  it("takes the text in the editor as it is, saved or not", async () => {
    const editor = await openText("unsaved text\n".repeat(3));
    const { ids } = await api.tokenize(editor.document.getText());
    const order = { input: editor.document.uri, format: "jsonl", output: uri("rows") };
    await page("buildTrainingSet", { ...order, valDocuments: 0, endOfText: "none" });
    const line = readFileSync(join(uri("rows").fsPath, "train.jsonl"), "utf8");
    assert.deepEqual(JSON.parse(line), { input_ids: [...ids] });
  });

  it("shows stored tokens as a document that has them, whatever its text would be encoded to", async () => {
    const { ids } = await api.tokenize("One\r\ntwo <|endoftext|>three");
    const letters = await Promise.all(
      [..."tokens"].map(async (letter) => [...(await api.tokenize(letter)).ids]),
    );
    const stored = [...ids, ...letters.flat(), 60_000, 198];
    const file = uri("stored.bin");
    writeFileSync(file.fsPath, Uint16Array.from(stored));
    const show = (order: object) =>
      vscode.commands.executeCommand<vscode.Uri>("tokenscope.showStoredTokens", order);
    const address = await show({ file });
    const document = await vscode.workspace.openTextDocument(address);
    assert.equal(document.getText(), "One␍\ntwo <|endoftext|>threetokens\ufffd\n");
    assert.equal(vscode.window.activeTextEditor?.document, document);
    const tokens = await api.tokensOf(document);
    assert.deepEqual([...tokens.ids], stored);
    assert.equal(tokens.ends.at(-1), document.getText().length);
    const marks = vscode.languages.getDiagnostics(address);
    assert.ok(marks.length > 0);
    assert.ok(marks.some(({ range }) => document.getText(range).includes("tokens")));
    assert.match(
      marks[0]?.message ?? "",
      /^Stored as \d+.*\. Encoded again, the text would be \d+/,
    );
    // Hover and find go by them too.
    const at = document.getText().indexOf("\ufffd");
    await vscode.workspace.getConfiguration("tokenscope").update("hover", "always", true);
    try {
      const { line, character } = document.positionAt(at);
      assert.match(await hoverWith(document, character, /60000/, line), /60000/);
    } finally {
      await vscode.workspace.getConfiguration("tokenscope").update("hover", undefined, true);
    }
    const part = await vscode.workspace.openTextDocument(await show({ file, from: 3, to: 6 }));
    assert.deepEqual([...(await api.tokensOf(part)).ids], stored.slice(3, 6));
    assert.match(part.uri.path, /stored\.bin 3–6\.txt$/);
    await assert.rejects(async () => show({ file, from: 5, to: 5 }), /There are no tokens 5 to 5/);
    await assert.rejects(async () => show({ file: uri("none.bin") }), /cannot be read/);
    await assert.rejects(async () => show({ file: "x" }), /The option file must be a Uri/);
    const odd = "stored.bin" as unknown as object;
    await assert.rejects(async () => show(odd), /The order must be an object, not "stored\.bin"/);
  });

  it("reads stored tokens again where a window is loaded anew, by the address alone", async () => {
    const stored = [464, 717, 2420, 50256, 188, 198];
    const file = uri("again.bin");
    writeFileSync(file.fsPath, Uint16Array.from(stored));
    const address = await vscode.commands.executeCommand<vscode.Uri>(
      "tokenscope.showStoredTokens",
      {
        file,
      },
    );
    // Nobody has opened this one: as after a restart, there is its address and no more.
    const place = JSON.parse(address.query) as { written: number };
    const other = address.with({ query: JSON.stringify({ ...place, written: 1 }) });
    const document = await vscode.workspace.openTextDocument(other);
    assert.equal(document.getText(), "The first text<|endoftext|>\u2400\n");
    assert.deepEqual([...(await api.tokensOf(document)).ids], stored);
    const text = document.getText();
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), "x");
    });
    assert.equal(document.getText(), text, "It is read-only.");
    const gone = address.with({
      query: JSON.stringify({ ...place, path: `${file.fsPath}.gone` }),
    });
    await assert.rejects(async () => vscode.workspace.openTextDocument(gone), /cannot be read/);
    await assert.rejects(async () =>
      vscode.workspace.openTextDocument(address.with({ query: "" })),
    );
  });

  it("says that a file has changed whose tokens are shown, which stay what they were", async () => {
    const file = uri("changing.bin");
    writeFileSync(file.fsPath, Uint16Array.of(464, 717));
    const show = () =>
      vscode.commands.executeCommand<vscode.Uri>("tokenscope.showStoredTokens", { file });
    const document = await vscode.workspace.openTextDocument(await show());
    const { showWarningMessage } = vscode.window;
    const heard: string[] = [];
    const answer = (message: string, button: string): Promise<string> => {
      heard.push(message);
      return Promise.resolve(button);
    };
    assert.ok(Reflect.set(vscode.window, "showWarningMessage", answer));
    try {
      writeFileSync(file.fsPath, Uint16Array.of(464, 717, 2420));
      const now = await until("the file's tokens of now", () => {
        const shown = vscode.window.activeTextEditor?.document;
        return Promise.resolve(shown?.getText() === "The first text" ? shown : undefined);
      });
      assert.deepEqual([...(await api.tokensOf(now)).ids], [464, 717, 2420]);
    } finally {
      Reflect.set(vscode.window, "showWarningMessage", showWarningMessage);
    }
    assert.deepEqual(heard, [
      "changing.bin has changed. The text of its tokens 0 to 4096 shows what it held before.",
    ]);
    assert.equal(document.getText(), "The first");
    assert.deepEqual([...(await api.tokensOf(document)).ids], [464, 717]);
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
