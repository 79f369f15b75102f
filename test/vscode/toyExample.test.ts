import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { closeAll, eventually, tokenscope } from "./tokenscope";

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
    const counts = (await run("countTokens", document.uri)) as vscode.Uri;
    const table = await vscode.workspace.openTextDocument(counts);
    assert.match(table.getText(), /\| +4 \|/);
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
