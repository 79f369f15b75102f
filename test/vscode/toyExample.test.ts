import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { OpenDocuments } from "../../src/analysis/openDocuments";
import { ToyDocuments } from "../../src/analysis/toyDocuments";
import { memory } from "./memory";
import { closeAll, eventually, openText, openUntitled, tokenscope } from "./tokenscope";

describe("The toy example", () => {
  let api: TokenscopeApi;
  before(async () => (api = await tokenscope()));
  afterEach(closeAll);

  const run = (name: string, ...args: unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(`tokenscope.${name}`, ...args);
  const open = async (): Promise<vscode.TextDocument> => {
    await run("openToyExample");
    return eventually("the list", () =>
      vscode.workspace.textDocuments.find(({ uri }) => {
        const active = vscode.window.activeTextEditor?.document;
        return active?.isUntitled === true && uri.toString() === active.uri.toString();
      }),
    );
  };

  it("is a list of ids for the API and the counts, with a model of its own, and no setting is another", async () => {
    const document = await open();
    assert.equal(document.getText(), "[2, 3, 5, 1]");
    const { ids, starts, ends } = await api.tokensOf(document);
    assert.deepEqual(
      [[...ids], [...starts], [...ends]],
      [
        [2, 3, 5, 1],
        [1, 4, 7, 10],
        [2, 5, 8, 11],
      ],
    );
    const { vocabularySize, dimensions } = await eventually("the toy layer", async () => {
      const model = await api.model();
      return model.dimensions === 3 ? model : undefined;
    });
    assert.deepEqual([vocabularySize, dimensions], [6, 3]);
    const { token } = await api.embed([[2, 3, 5, 1]]);
    const printed = Array.from(token, (value) => value.toFixed(4));
    assert.deepEqual(printed.slice(0, 3), ["1.2753", "-0.2010", "-0.1606"]);
    const settings = vscode.workspace.getConfiguration("tokenscope");
    for (const key of ["encoding", "model", "seeded.dimensions", "toy.vocabulary"]) {
      assert.equal(settings.inspect(key)?.globalValue, undefined, key);
    }
    const tool = { input: { file: document.uri.toString() }, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool("tokenscope_countTokens", tool);
    const [answer] = content;
    assert.ok(answer instanceof vscode.LanguageModelTextPart);
    assert.match(answer.value, / has 4 tokens of ids, in 12 UTF-16 code units\./);
    const counts = (await run("countTokens", document.uri)) as vscode.Uri;
    const table = await vscode.workspace.openTextDocument(counts);
    assert.match(table.getText(), /\| +4 \|/);
  });

  describe("of a window that is loaded anew", () => {
    let documents: OpenDocuments;
    let state: vscode.Memento;
    const opened: { dispose(): void }[] = [];
    beforeEach(() => {
      documents = new OpenDocuments();
      state = memory();
      opened.push(documents);
    });
    afterEach(() => {
      for (const part of opened.splice(0)) part.dispose();
    });
    const started = (): ToyDocuments => {
      const toys = new ToyDocuments(documents, state);
      opened.push(toys);
      return toys;
    };
    const retype = async ({ document }: vscode.TextEditor, text: string): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      const end = document.positionAt(document.getText().length);
      edit.replace(document.uri, new vscode.Range(document.positionAt(0), end), text);
      assert.ok(await vscode.workspace.applyEdit(edit));
    };

    it("is still one, whatever ids were typed, until it is closed or another model is chosen", async () => {
      const editor = await openUntitled("[2, 3, 5, 1]");
      const { document } = editor;
      started().add(document);
      for (const text of ["[2, 3, 5, 1]", "3", "[2, six, -1, 1]", "0 1\n2"]) {
        await retype(editor, text);
        assert.ok(started().has(document), text);
      }
      started().delete(document);
      assert.ok(!started().has(document));
      started().add(document);
      started();
      await closeAll();
      await eventually("its end", () => !started().has(document));
    });

    it("is none where another untitled text has its name by now", async () => {
      const editor = await openUntitled("[2, 3, 5, 1]");
      started().add(editor.document);
      await retype(editor, "The year 2024 began well.");
      assert.ok(!started().has(editor.document));
      await retype(editor, "1 2 3");
      assert.ok(!started().has(editor.document));
    });

    it("is still one as a file", async () => {
      const { document } = await openText("[2, 3, 5, 1]");
      started().add(document);
      await closeAll();
      assert.ok(started().has(document));
    });
  });

  it("refuses a layer that cannot be, and says what it would take", async () => {
    await open();
    await assert.rejects(
      Promise.resolve(run("changeToyLayer", { vocabulary: 10_000_000, dimensions: 12_288 })),
      /A table \[10000000, 12288\] takes 457\.8 GiB, more than/,
    );
    await assert.rejects(
      Promise.resolve(run("changeToyLayer", { vocabulary: 2 ** 53 })),
      /toy\.vocabulary is .* but must be a whole number from 1 to/,
    );
  });

  it("reads any string as a list of ids by the API", async () => {
    const { ids } = await api.tokenize("[2, -3, 50257, 50256]", { encoding: "ids" });
    assert.deepEqual([...ids], [2, 50256]);
  });
});
