import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { oracle } from "../support/oracle";
import { closeAll, eventually, tokenscope } from "./tokenscope";

describe("The sample", () => {
  let api: TokenscopeApi;
  before(async () => (api = await tokenscope()));
  afterEach(closeAll);

  const open = async (): Promise<vscode.TextDocument> => {
    await vscode.commands.executeCommand("tokenscope.openSample");
    // Among all documents may be one that VS Code is still closing.
    return eventually("the sample", () =>
      vscode.window.visibleTextEditors
        .map(({ document }) => document)
        .find(
          (each) =>
            each.uri.scheme === "tokenscope-sample" && each.getText().includes("A GPT never sees"),
        ),
    );
  };

  it("opens as the installed file is, by its name, with nothing to save and lines that fit", async () => {
    const extension = vscode.extensions.getExtension("tokenscope.tokenscope")!;
    const file = vscode.Uri.joinPath(extension.extensionUri, "media/sample.txt");
    const installed = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const document = await open();
    assert.equal(document.getText(), installed);
    assert.match(document.uri.path, /\/Tokenscope sample$/);
    assert.ok(!document.isDirty && !document.isUntitled);
    const lines = installed.split("\r\n");
    assert.ok(lines.every((line) => line.length <= 80));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), "Look: ");
    await Promise.resolve(vscode.workspace.applyEdit(edit)).catch(() => false);
    assert.equal(await open(), document);
  });

  it("holds what goes wrong elsewhere, and its CRLF shows when it is read as it is", async () => {
    const document = await open();
    const text = document.getText();
    for (const trap of [
      /\bdef /,
      /[\u4e00-\u9fff]/,
      /\p{Script=Cyrillic}/u,
      /👨‍👩‍👧/,
      /<\|endoftext\|>/,
    ]) {
      assert.match(text, trap);
    }
    const told = JSON.stringify([document.uri.toString(), text.slice(0, 40), text.length]);
    assert.equal(document.eol, vscode.EndOfLine.CRLF, told);
    const lf = oracle(text.replaceAll("\r\n", "\n"), "split");
    assert.deepEqual([...(await api.tokensOf(document)).ids], lf);
    assert.ok(lf.includes(50256));
    const settings = vscode.workspace.getConfiguration("tokenscope");
    await settings.update("lineEndings", "asIs", true);
    const asIs = oracle(text, "split");
    assert.ok(asIs.length > lf.length);
    await eventually(
      "CRLF as it is",
      async () => (await api.tokensOf(document)).ids.length === asIs.length,
    );
    assert.deepEqual([...(await api.tokensOf(document)).ids], asIs);
    await settings.update("lineEndings", undefined, true);
    await eventually(
      "CRLF as LF",
      async () => (await api.tokensOf(document)).ids.length === lf.length,
    );
  });
});
