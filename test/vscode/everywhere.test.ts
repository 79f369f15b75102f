import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { badTexts } from "../support/badTexts";
import { assertTokensOf } from "./assertTokens";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";
import { VirtualFiles } from "./virtualFiles";

/** " G" is token 402 and begins here. */
const BOOK = "I HAD always thought Jack Gisburn rather a cheap genius";
const PLACE = new vscode.Position(0, BOOK.indexOf(" Gis") + 1);
const SCHEME = "tokenscope-test";

describe("Everywhere that VS Code shows text", () => {
  let api: TokenscopeApi;
  const files = new VirtualFiles();
  const registered: vscode.Disposable[] = [];

  before(async () => {
    api = await tokenscope();
    await api.model();
    await vscode.workspace.getConfiguration("tokenscope").update("hover", "always", true);
    registered.push(
      vscode.workspace.registerFileSystemProvider(SCHEME, files),
      vscode.workspace.registerFileSystemProvider(`${SCHEME}-readonly`, files, {
        isReadonly: true,
      }),
      vscode.workspace.registerTextDocumentContentProvider(`${SCHEME}-content`, files),
    );
  });
  afterEach(closeAll);
  after(async () => {
    await vscode.workspace.getConfiguration("tokenscope").update("hover", undefined, true);
    for (const each of registered) each.dispose();
  });

  /** Both answers that other surfaces build on: all tokens, and the one at a place. */
  const isRight = async (document: vscode.TextDocument, place = PLACE, id = 402): Promise<void> => {
    const tokens = await api.tokensOf(document);
    assert.equal(tokens.documentVersion, document.version);
    assertTokensOf(tokens, document.getText());
    const offset = document.offsetAt(place);
    const under = tokens.starts.findIndex(
      (start, at) => start <= offset && offset < tokens.ends[at]!,
    );
    assert.equal(tokens.ids[under], id);
    const hover = await eventually("a hover", () => hoverAt(document, place));
    assert.match(hover, new RegExp(`\\b${id}\\b`));
  };

  it("cells of a notebook, each on its own, through an edit", async () => {
    const cells = [BOOK, "print('👋')  # <|endoftext|>", BOOK.toLowerCase()].map(
      (text, at) =>
        new vscode.NotebookCellData(
          at === 0 ? vscode.NotebookCellKind.Markup : vscode.NotebookCellKind.Code,
          text,
          at === 0 ? "markdown" : "python",
        ),
    );
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData(cells),
    );
    await vscode.window.showNotebookDocument(notebook);
    const [first, second, third] = notebook.getCells().map(({ document }) => document);
    await isRight(first!);
    assertTokensOf(await api.tokensOf(third!), third!.getText());
    const code = await api.tokensOf(second!);
    assertTokensOf(code, second!.getText());
    assert.equal(code.ids.at(-1), 50256);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(second!.uri, new vscode.Position(0, 0), `${BOOK}\n`);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await isRight(second!);
    await isRight(first!);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("both sides of a comparison", async () => {
    const { document: right } = await openText(`${BOOK}!\nand a second line\n`);
    const left = files.put(`${SCHEME}-content`, "/before.txt", BOOK);
    await vscode.commands.executeCommand("vscode.diff", left, right.uri, "Before and after");
    const shown = await eventually("both sides", () => {
      const sides = [left, right.uri].map((uri) =>
        vscode.window.visibleTextEditors.find(
          ({ document }) => document.uri.toString() === uri.toString(),
        ),
      );
      return sides.every((side) => side !== undefined) && sides;
    });
    for (const side of shown) await isRight(side.document);
    await shown[1]!.edit((builder) => {
      builder.insert(new vscode.Position(1, 0), "👋 ");
    });
    await isRight(right);
  });

  it("a virtual document, also when its provider changes it", async () => {
    const uri = files.put(`${SCHEME}-content`, "/virtual.txt", BOOK);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    await isRight(document);
    files.put(`${SCHEME}-content`, "/virtual.txt", `${BOOK} – “though” a good fellow 👋`);
    await eventually("the other text", () => document.getText().endsWith("👋"));
    await isRight(document);
  });

  it("a file of another file system, edited and saved", async () => {
    const uri = files.put(SCHEME, "/remote.txt", `${BOOK}\r\nnext\r\n`);
    const editor = await vscode.window.showTextDocument(uri);
    await isRight(editor.document);
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(1, 0), "naïve ");
    });
    await isRight(editor.document);
    assert.ok(await editor.document.save());
    await isRight(editor.document);
  });

  it("a file that is read-only", async () => {
    const uri = files.put(`${SCHEME}-readonly`, "/fixed.txt", BOOK);
    const editor = await vscode.window.showTextDocument(uri);
    await isRight(editor.document);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(uri.scheme), false);
  });

  it("several editors of one document", async () => {
    const one = await openText(BOOK);
    const { document } = one;
    const two = await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
    assert.equal(two.document, document);
    await isRight(document);
    await two.edit((builder) => {
      builder.insert(new vscode.Position(0, 0), "“Oh”: ");
    });
    await isRight(document, PLACE.translate(0, 6));
    // One of them goes; the document stays.
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await isRight(document, PLACE.translate(0, 6));
  });

  describe("with text that others go blank or freeze on:", () => {
    for (const { name, make } of badTexts) {
      it(name, async () => {
        const { document } = await openText(make());
        assertTokensOf(await api.tokensOf(document), document.getText());
      });
    }

    it("lone surrogates and nulls, which no text file holds", async () => {
      const text = `x\ud83d\0 “y” \udc4b\ud83d\n${BOOK}`;
      const uri = files.put(`${SCHEME}-content`, "/surrogate.txt", text);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.equal(document.getText(), text);
      await isRight(document, PLACE.translate(1));
    });

    it("mixed line ends, which VS Code makes alike", async () => {
      const { document } = await openText(`${BOOK}\r\ntwo\nthree\rfour\r\n\r\n\nfive\u0085\r\n`);
      await isRight(document);
    });
  });
});

async function hoverAt(
  document: vscode.TextDocument,
  place: vscode.Position,
): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    place,
  );
  const texts = hovers.flatMap(({ contents }) =>
    contents.map((content) => (content as vscode.MarkdownString).value),
  );
  return texts.find((text) => text.includes("token"));
}
