import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";

describe("The hover", () => {
  before(async () => (await tokenscope()).model());
  afterEach(async () => {
    await vscode.workspace.getConfiguration("tokenscope").update("hover", undefined, true);
    await closeAll();
  });

  const BOOK = "I HAD always thought Jack Gisburn rather a cheap genius";

  it("tells a token's text, id, bytes, place, windows and vectors", async () => {
    const { document } = await openText(BOOK);
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
    const text = await eventually("a hover on the word", () => hoverAt(document, 26));
    assert.match(text, /`·G`/);
    assert.match(text, /\*\*402\*\*/);
    assert.match(text, /`20 47`/);
    assert.match(text, /6/);
    assert.match(text, /position 2/);
    assert.equal(text.match(/data:image\/svg\+xml;base64,/g)?.length, 3);
  });

  it("says which part of a character a token is", async () => {
    const { document } = await openText("a👋b");
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
    const text = await eventually("a hover on the emoji", () => hoverAt(document, 1));
    assert.match(text, /👋/);
    assert.match(text, /1\/2/);
  });

  it("is silent when off, and when nothing of Tokenscope is on", async () => {
    const { document } = await openText(BOOK);
    const settings = vscode.workspace.getConfiguration("tokenscope");
    await settings.update("hover", "off", true);
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
    await eventually("no hover", async () => (await hoverAt(document, 26)) === undefined);
    await settings.update("hover", "always", true);
    await eventually("a hover", () => hoverAt(document, 26));
  });
});

async function hoverAt(
  document: vscode.TextDocument,
  character: number,
): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    new vscode.Position(0, character),
  );
  const texts = hovers.flatMap(({ contents }) =>
    contents.map((content) => (content as vscode.MarkdownString).value),
  );
  return texts.find((text) => text.includes("token"));
}
