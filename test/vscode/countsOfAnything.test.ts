import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import * as vscode from "vscode";
import { oracle } from "../support/oracle";
import { countRows, countTokens } from "./countRows";
import { closeAll, eventually, openText, openUntitled, tokenscope } from "./tokenscope";
import { VirtualFiles } from "./virtualFiles";

const FOUR = "one two three\n";
const SCHEME = "tokenscope-counted";

describe("Tokenscope: Count Tokens counts", () => {
  const files = new VirtualFiles();
  const registered: vscode.Disposable[] = [];
  before(async () => {
    await tokenscope();
    registered.push(
      vscode.workspace.registerFileSystemProvider(SCHEME, files, { isReadonly: true }),
      vscode.workspace.registerTextDocumentContentProvider(`${SCHEME}-content`, files),
    );
  });
  afterEach(closeAll);
  after(() => {
    for (const each of registered) each.dispose();
  });

  const total = async (...args: unknown[]): Promise<number | undefined> =>
    countRows(await countTokens(...args)).get("**total**");

  const notebookOf = (...texts: string[]): Thenable<vscode.NotebookDocument> =>
    vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData(
        texts.map(
          (text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python"),
        ),
      ),
    );

  it("an untitled text, from the palette and from its tab", async () => {
    const { document } = await openUntitled(FOUR);
    const rows = countRows(await countTokens());
    assert.deepEqual([...rows.values()], [4, 4]);
    assert.ok(rows.has(document.uri.path), [...rows.keys()].join());
    assert.equal(await total(document.uri), 4);
    assert.equal(await total(document.uri, { groupId: 0, editorIndex: 0 }), 4);
  });

  it("unsaved edits, of one file and of a folder", async () => {
    const editor = await openText("one");
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(0, 3), " two three\n");
    });
    assert.ok(editor.document.isDirty);
    assert.equal(await total(editor.document.uri), 4);
    assert.equal(await total(vscode.Uri.joinPath(editor.document.uri, "..")), 4);
    // Also of a file that is gone from the disk.
    await vscode.workspace.fs.delete(editor.document.uri);
    assert.equal(await total(editor.document.uri), 4);
  });

  it("a file as its editor reads it, in an encoding that was chosen there", async () => {
    const uri = (await openText(Uint8Array.of(0xc3, 0xa9, 0xc3, 0xa9))).document.uri;
    assert.equal(await total(uri), 2);
    await closeAll();
    const document = await vscode.workspace.openTextDocument(uri, { encoding: "windows1252" });
    await vscode.window.showTextDocument(document);
    assert.equal(document.getText(), "Ã©Ã©");
    assert.equal(await total(uri), 4);
  });

  it("a cell of a notebook, and a notebook by its cells", async () => {
    const notebook = await notebookOf(FOUR, "one two");
    await vscode.window.showNotebookDocument(notebook);
    const [first, second] = notebook.getCells().map(({ document }) => document);
    const text = await countTokens(first!.uri);
    assert.match(text, /, cell 1`? +\|/);
    assert.equal(countRows(text).get("**total**"), 4);
    assert.equal(await total(second!.uri), 2);
    const whole = await countTokens(notebook.uri);
    assert.match(whole, /, 2 cells`? +\|/);
    assert.equal(countRows(whole).get("**total**"), 6);
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("a virtual document, open or not, and a file of another file system", async () => {
    const content = files.put(`${SCHEME}-content`, "/closed.txt", FOUR);
    assert.equal(await total(content), 4);
    const shown = files.put(`${SCHEME}-content`, "/shown.txt", `${FOUR}${FOUR}`);
    await vscode.window.showTextDocument(shown);
    assert.equal(await total(), 8);
    // As git shows a revision: a read-only file of its own file system.
    assert.equal(await total(files.put(SCHEME, "/revision.txt", FOUR)), 4);
  });

  it("the side of a comparison that is used", async () => {
    const left = files.put(SCHEME, "/before.txt", FOUR);
    const right = await vscode.workspace.openTextDocument({ content: `${FOUR}${FOUR}` });
    await vscode.commands.executeCommand("vscode.diff", left, right.uri, "Before and after");
    await eventually(
      "the comparison",
      () => vscode.window.activeTextEditor?.document.uri.toString() === right.uri.toString(),
    );
    assert.equal(await total(), 8);
    assert.equal(await total(left), 4);
  });

  it("an output channel that is in use", async () => {
    const channel = vscode.window.createOutputChannel("Counted");
    channel.append(FOUR);
    channel.show();
    const { document } = await eventually("its editor", () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.scheme === "output" && editor;
    });
    const rows = countRows(await countTokens());
    // Where the native module of VS Code's log is missing, the channel stays empty.
    assert.equal(rows.get(document.uri.toString(true)), oracle(document.getText(), "split").length);
    channel.dispose();
    await vscode.commands.executeCommand("workbench.action.closePanel");
    await vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
  });

  it("several of them at once, each once", async () => {
    // Of a name of its own: VS Code opens no editor for one that has the name of a closed one.
    const untitled = vscode.Uri.parse("untitled:Several at once");
    const { uri } = await vscode.workspace.openTextDocument(untitled);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), FOUR);
    await vscode.workspace.applyEdit(edit);
    const file = (await openText(FOUR)).document.uri;
    const content = files.put(`${SCHEME}-content`, "/several.txt", FOUR);
    const rows = countRows(await countTokens(file, [file, untitled, content, untitled, file]));
    assert.equal(rows.get("**total**"), 12);
    assert.equal(rows.size, 4);
  });

  it("what is shown and is no text, and says so", async () => {
    const { document } = await openText(FOUR);
    const picture = vscode.Uri.joinPath(document.uri, "../picture.png");
    await writeFile(picture.fsPath, Buffer.from(PNG, "base64"));
    await vscode.commands.executeCommand("vscode.open", picture);
    await eventually("the picture", () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom && input.uri.path === picture.path;
    });
    const text = await countTokens();
    assert.match(text, /No file was counted\./);
    assert.match(text, /binary file \| .*picture\.png/);
  });

  it("nothing that is gone, and says so", async () => {
    const gone = [
      [vscode.Uri.parse("untitled:Untitled-999"), /it is not open, and no file holds it/],
      [vscode.Uri.parse(`${SCHEME}-nowhere:/a.txt`), /it is not open, and no file holds it/],
      [vscode.Uri.parse(`${SCHEME}:/gone.txt`), /gone\.txt/],
      [vscode.Uri.parse("vscode-notebook-cell:/gone.ipynb#W0"), /it is not open/],
    ] as const;
    for (const [uri, why] of gone) {
      const text = await countTokens(uri);
      assert.match(text, /No file was counted\./, uri.toString());
      assert.match(text, why);
    }
  });
});

/** A picture of one pixel. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
