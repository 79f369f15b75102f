import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("In the extension host", () => {
  it("Tokenscope activates", async () => {
    const extension = vscode.extensions.getExtension("tokenscope.tokenscope");
    assert.ok(extension, "The extension is not there.");
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("the runner's workspace folder is open", async () => {
    const [file] = await vscode.workspace.findFiles("hello.txt");
    assert.ok(file, "There is no hello.txt in the workspace.");
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.getText(), "Hello, world!\n");
  });
});
