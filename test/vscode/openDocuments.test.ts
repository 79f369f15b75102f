import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as vscode from "vscode";
import { Analyses } from "../../src/analysis/analyses";
import { Focus } from "../../src/analysis/focus";
import { LastEditor } from "../../src/analysis/lastEditor";
import { Models } from "../../src/analysis/models";
import { OpenDocuments } from "../../src/analysis/openDocuments";
import type { TokenscopeApi } from "../../src/api";
import { RememberedDocuments } from "../../src/analysis/rememberedDocuments";
import type { TokenService } from "../../src/workers/tokenService";
import type { VectorHost } from "../../src/workers/vectorHost";
import type { VectorService } from "../../src/workers/vectorService";
import { nodeThread } from "../../src/workers/node/nodeThread";
import { WorkerClient } from "../../src/workers/workerClient";
import { freshFolder } from "../../.ci/support/folders";
import { hoverAt } from "./hovers";
import { closeAll, eventually, openUntitled, tokenscope } from "./tokenscope";
import { memory } from "./memory";

const TEXT = "one two three\n";

describe("A document lives as long as VS Code shows it:", () => {
  let api: TokenscopeApi;
  let folder: string;
  let parts: { dispose(): unknown }[];
  let documents: OpenDocuments;
  let last: LastEditor;
  let focus: Focus;
  let remembered: RememberedDocuments;

  before(async () => {
    api = await tokenscope();
    await vscode.workspace.getConfiguration("tokenscope").update("hover", "always", true);
  });
  after(() => vscode.workspace.getConfiguration("tokenscope").update("hover", undefined, true));

  beforeEach(async () => {
    folder = freshFolder("documents");
    await write("text.txt", TEXT);
    const dist = resolve(process.env["TOKENSCOPE_ROOT"]!, "dist");
    const worker = new WorkerClient<TokenService>(
      "token worker",
      () => nodeThread(join(dist, "tokenWorker.js"), { folder: dist }),
      ({ message }) => assert.fail(message),
    );
    const noVectors = new WorkerClient<VectorService, VectorHost>(
      "vector worker",
      () => assert.fail("Nobody asks for vectors."),
      ({ message }) => assert.fail(message),
    );
    documents = new OpenDocuments();
    const analyses = new Analyses(documents, worker, () => ({
      encoding: "gpt2",
      specialTokens: "split",
      lineEndings: "lf",
    }));
    last = new LastEditor(analyses, documents);
    const models = new Models(noVectors, { source: "seeded" }, 50257, 0, (why) => assert.fail(why));
    focus = new Focus(last, documents, analyses, models, {
      maxLength: 2,
      stride: 1,
      batchSize: 1,
      shuffle: false,
      dropLast: false,
      seed: 123,
      epoch: 0,
    });
    remembered = new RememberedDocuments(memory(), "highlights", false);
    documents.onDidMove((move) => void remembered.move(move));
    parts = [focus, models, last, analyses, documents, noVectors, worker];
  });
  afterEach(async () => {
    await closeAll();
    for (const part of parts) part.dispose();
    await rm(folder, { recursive: true });
  });

  const uriOf = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));
  const write = async (name: string, content: string | Uint8Array): Promise<vscode.Uri> => {
    await writeFile(join(folder, name), content);
    return uriOf(name);
  };
  const show = (uri: vscode.Uri, column = vscode.ViewColumn.One): Thenable<vscode.TextEditor> =>
    vscode.window.showTextDocument(uri, { preview: false, viewColumn: column });
  const rename = async (from: vscode.Uri, to: vscode.Uri): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
  };
  const insertZero = async ({ uri }: vscode.TextDocument): Promise<void> => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), "zero ");
    assert.ok(await vscode.workspace.applyEdit(edit));
  };

  /** Every surface has the document: tokens, hover, and what panel and status bar look at. */
  const isRight = async (document: vscode.TextDocument, count: number): Promise<void> => {
    const { ids, documentVersion } = await api.tokensOf(document);
    assert.deepEqual([ids.length, documentVersion], [count, document.version]);
    await eventually("a hover", () => hoverAt(document, 1));
    await eventually(`${count} tokens in the panel`, () => {
      const { analysis } = focus;
      return analysis?.document === document && analysis.summary?.tokenCount === count;
    });
    assert.equal(focus.analysis?.failure, undefined);
    await eventually("a window", () => focus.windows.chosen !== undefined);
  };
  const lives = async (document: vscode.TextDocument): Promise<void> => {
    await isRight(document, 4);
    await insertZero(document);
    await isRight(document, 5);
  };
  const counted = (document: vscode.TextDocument) =>
    eventually("the status bar's count", () => {
      const { analysis } = last;
      return analysis?.document === document && analysis.summary !== undefined;
    });

  const languages: Record<string, (document: vscode.TextDocument) => Thenable<unknown>> = {
    "Change Language Mode": (document) =>
      vscode.languages.setTextDocumentLanguage(document, "markdown"),
    "Change Language Mode there and back, twice": async (document) => {
      for (const language of ["json", "plaintext", "python", "plaintext"]) {
        await vscode.languages.setTextDocumentLanguage(document, language);
      }
    },
    "files.associations": async (document) => {
      const files = vscode.workspace.getConfiguration("files");
      await files.update("associations", { "text.txt": "json" }, true);
      await eventually("the language", () => document.languageId === "json");
      await files.update("associations", undefined, true);
      await eventually("the language of before", () => document.languageId === "plaintext");
    },
  };
  for (const [name, change] of Object.entries(languages)) {
    it(`through ${name}`, async () => {
      const { document } = await show(uriOf("text.txt"));
      await isRight(document, 4);
      await change(document);
      await lives(document);
      await counted(document);
      assert.ok(documents.isOpen(document));
    });

    it(`through ${name} while it is pinned, and another one is used`, async () => {
      const { document } = await show(uriOf("text.txt"));
      focus.pin(true);
      const other = await show(await write("other.txt", "one two"), vscode.ViewColumn.Two);
      await change(document);
      await counted(other.document);
      assert.ok(focus.isPinned);
      await lives(document);
    });
  }

  it("through another language before anything has asked for its tokens", async () => {
    const { document } = await openUntitled(TEXT);
    await vscode.languages.setTextDocumentLanguage(document, "python");
    await lives(document);
  });

  it("through another language of an untitled text that is coloured", async () => {
    const { document } = await openUntitled(TEXT);
    remembered.add(document);
    documents.onDidClose((closed) => {
      remembered.delete(closed);
    });
    await vscode.languages.setTextDocumentLanguage(document, "python");
    assert.ok(remembered.has(document));
    await lives(document);
  });

  it("through another encoding, and back", async () => {
    const { document } = await show(uriOf("text.txt"));
    focus.pin(true);
    await isRight(document, 4);
    for (const encoding of ["utf16le", "utf8"]) {
      await vscode.workspace.openTextDocument(document.uri, { encoding });
      await eventually(
        encoding,
        () => document.getText().startsWith("one") === (encoding === "utf8"),
      );
      const expected = await api.tokenize(document.getText());
      await isRight(document, expected.ids.length);
    }
    assert.ok(focus.isPinned);
    await lives(document);
  });

  it("through a revert", async () => {
    const { document } = await show(uriOf("text.txt"));
    focus.pin(true);
    await insertZero(document);
    await isRight(document, 5);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await eventually("the text of before", () => document.getText() === TEXT);
    assert.ok(focus.isPinned);
    await lives(document);
  });

  it("when it is closed and opened again, also pinned", async () => {
    const other = await show(await write("other.txt", "one two"), vscode.ViewColumn.Two);
    // As a click does: nothing but its editor keeps the document.
    const options = { viewColumn: vscode.ViewColumn.One, preview: false };
    await vscode.commands.executeCommand("vscode.open", uriOf("text.txt"), options);
    const document = await eventually("it", () => documents.at(uriOf("text.txt").toString()));
    await counted(document);
    focus.pin(true);
    await isRight(document, 4);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await eventually("the end of the document", () => !documents.isOpen(document));
    await eventually("the other text", () => focus.analysis?.document === other.document);
    assert.equal(focus.isPinned, false);
    await assert.rejects(api.tokensOf(document), /closed/);
    const again = await show(uriOf("text.txt"));
    await vscode.window.showTextDocument(other.document, vscode.ViewColumn.Two);
    assert.ok(focus.isPinned);
    await lives(again.document);
  });

  describe("as a person sees it, when it is renamed,", () => {
    const renames: Record<string, { dirty?: boolean; hidden?: boolean; folder?: boolean }> = {
      "alone in its tab": {},
      "with unsaved edits": { dirty: true },
      "behind another tab": { hidden: true },
      "behind another tab with unsaved edits": { hidden: true, dirty: true },
      "with its folder": { folder: true },
    };
    for (const [name, { dirty, hidden, folder: inFolder }] of Object.entries(renames)) {
      it(name, async () => {
        if (inFolder) await mkdir(join(folder, "before"));
        const from = await write(inFolder ? "before/text.txt" : "text.txt", TEXT);
        const to = uriOf(inFolder ? "after/text.txt" : "renamed.py");
        const { document } = await show(from);
        focus.pin(true);
        remembered.add(document);
        if (dirty) await insertZero(document);
        await isRight(document, dirty ? 5 : 4);
        await show(
          await write("other.txt", "one two"),
          hidden ? vscode.ViewColumn.One : vscode.ViewColumn.Two,
        );
        if (inFolder) await rename(uriOf("before"), uriOf("after"));
        else await rename(from, to);
        const renamed = await eventually("the renamed one", () => documents.at(to.toString()));
        await eventually("the pin on it", () => focus.isPinned);
        assert.deepEqual([remembered.has(renamed), remembered.size], [true, 1]);
        await isRight(renamed, dirty ? 5 : 4);
        await insertZero(renamed);
        await isRight(renamed, dirty ? 6 : 5);
      });
    }
  });

  it("as a person sees it, when an untitled text is saved", async () => {
    const file = uriOf("saved.txt");
    const untitled = await vscode.workspace.openTextDocument(file.with({ scheme: "untitled" }));
    await vscode.window.showTextDocument(untitled);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(untitled.uri, new vscode.Position(0, 0), TEXT);
    assert.ok(await vscode.workspace.applyEdit(edit));
    focus.pin(true);
    remembered.add(untitled);
    await isRight(untitled, 4);
    assert.ok(await untitled.save());
    const { document } = await show(file);
    await eventually("the pin on it", () => focus.isPinned);
    assert.deepEqual([remembered.has(document), remembered.size], [true, 1]);
    await lives(document);
  });

  describe("as a cell of a notebook", () => {
    let notebook: vscode.NotebookDocument;
    const cell = (source: string): object => ({
      cell_type: "code",
      execution_count: null,
      metadata: {},
      outputs: [],
      source: [source],
    });
    const language_info = { name: "python" };
    beforeEach(async () => {
      const content = {
        cells: [cell("one two three\n"), cell("one two")],
        metadata: { language_info },
        nbformat: 4,
        nbformat_minor: 2,
      };
      const uri = await write("book.ipynb", JSON.stringify(content));
      notebook = await vscode.workspace.openNotebookDocument(uri);
      await vscode.window.showNotebookDocument(notebook);
      const { document } = notebook.cellAt(0);
      await eventually("the cell's editor", () => focus.analysis?.document === document);
      focus.pin(true);
      remembered.add(document);
      await isRight(document, 4);
    });
    const isPinnedTo = async (document: vscode.TextDocument): Promise<void> => {
      await eventually("the pin on the cell", () => focus.analysis?.document === document);
      assert.ok(focus.isPinned);
      assert.deepEqual([remembered.has(document), remembered.size], [true, 1]);
      await lives(document);
    };

    it("through another language", async () => {
      const { document } = notebook.cellAt(0);
      await vscode.languages.setTextDocumentLanguage(document, "markdown");
      await isPinnedTo(document);
    });

    it("through the other kind of cell, and back", async () => {
      const select = { ranges: [{ start: 0, end: 1 }], document: notebook.uri };
      for (const kind of ["Markdown", "Code"]) {
        await vscode.commands.executeCommand(`notebook.cell.changeTo${kind}`, select);
        const wanted = vscode.NotebookCellKind[kind === "Code" ? "Code" : "Markup"];
        await eventually(kind, () => notebook.cellAt(0).kind === wanted);
        await eventually("the pin", () => focus.isPinned);
      }
      await isPinnedTo(notebook.cellAt(0).document);
    });

    it("through a move below the other cell", async () => {
      const { document } = notebook.cellAt(0);
      await vscode.commands.executeCommand("notebook.cell.moveDown");
      await eventually("the move", () => notebook.cellAt(1).document === document);
      await isPinnedTo(document);
    });

    it("when it is deleted, and that is undone", async () => {
      const { document } = notebook.cellAt(0);
      await vscode.commands.executeCommand("notebook.cell.delete");
      await eventually("one cell", () => notebook.cellCount === 1);
      await eventually("the other cell", () => focus.analysis?.document !== document);
      await vscode.commands.executeCommand("undo");
      await eventually("two cells", () => notebook.cellCount === 2);
      await isPinnedTo(notebook.cellAt(0).document);
    });

    it("when the notebook is renamed", async () => {
      await notebook.save();
      await rename(notebook.uri, uriOf("other.ipynb"));
      const renamed = await eventually("the renamed notebook", () =>
        vscode.workspace.notebookDocuments.find(({ uri }) => uri.path.endsWith("other.ipynb")),
      );
      await isPinnedTo(renamed.cellAt(0).document);
    });
  });

  it("as a side of a comparison, also pinned", async () => {
    const right = await write("right.txt", "one two");
    await vscode.commands.executeCommand("vscode.diff", uriOf("text.txt"), right);
    const side = await eventually("the left side", () =>
      vscode.window.visibleTextEditors.find(({ document }) =>
        document.uri.path.endsWith("text.txt"),
      ),
    );
    focus.lookAt(side);
    focus.pin(true);
    await isRight(side.document, 4);
    for (const { document } of vscode.window.visibleTextEditors) {
      await vscode.languages.setTextDocumentLanguage(document, "markdown");
    }
    assert.ok(focus.isPinned);
    await lives(side.document);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });
});
