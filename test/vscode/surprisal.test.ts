import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { hoverWith } from "./hovers";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";

const TEXT = "Every effort moves you forward. Every day holds a lesson.\n";

describe("What surprises a whole GPT", () => {
  let api: TokenscopeApi;
  const settings = vscode.workspace.getConfiguration("tokenscope");
  before(async () => {
    api = await tokenscope();
    await api.useModel({
      source: "seeded",
      ...{ layers: 2, heads: 2, dimensions: 32, contextLength: 64 },
    });
    await settings.update("hover", "always", true);
  });
  after(async () => {
    await settings.update("hover", undefined, true);
    await settings.update("highlights.colourBy", undefined, true);
    await api.useModel({ source: "seeded" });
  });
  afterEach(closeAll);

  it("is told by the hover: probability, rank, surprisal, and what is likelier", async () => {
    const { document } = await openText(TEXT);
    const { ids, starts } = await api.tokensOf(document);
    const at = 4;
    const text = await hoverWith(document, starts[at]! + 1, /Probability/);
    const { surprisal, topIds } = await api.predict([[...ids]], { top: 5 });
    const nats = surprisal[at - 1]!;
    const told = /surprisal (\d+\.\d{4}) nats, (\d+\.\d\d) bits/.exec(text);
    assert.ok(told !== null, text);
    // Another length of the same text is added up in another order.
    assert.ok(Math.abs(Number(told[1]) - nats) < 2e-4, `${told[1]} of ${nats}`);
    assert.ok(Math.abs(Number(told[2]) - nats / Math.LN2) < 6e-3, `${told[2]} of ${nats}`);
    assert.ok(text.includes(`after ${at} tokens`), text);
    assert.match(text, /Likeliest here: .+ %( · .+ %){4}/);
    assert.equal(topIds.length, 5 * ids.length);
  });

  it("is not told of the first token, nor by two tables", async () => {
    const { document } = await openText(TEXT);
    const first = await hoverWith(document, 1, /svg/);
    assert.doesNotMatch(first, /Probability/);
    await api.useModel({ source: "seeded" });
    const text = await hoverWith(document, 30, /svg/);
    assert.doesNotMatch(text, /Probability|predict/);
    await api.useModel({
      source: "seeded",
      ...{ layers: 2, heads: 2, dimensions: 32, contextLength: 64 },
    });
  });

  const colourBy = (): unknown =>
    vscode.workspace.getConfiguration("tokenscope").get("highlights.colourBy");

  it("colors the text, token by token, also after an edit", async () => {
    const colours = new Map<string, vscode.DecorationRenderOptions>();
    const { createTextEditorDecorationType: create } = vscode.window;
    const own = { configurable: true, writable: true };
    Object.defineProperty(vscode.window, "createTextEditorDecorationType", {
      ...own,
      value: (options: vscode.DecorationRenderOptions) => {
        const type = create(options);
        colours.set(type.key, options);
        return type;
      },
    });
    const surprisals = (): string[] =>
      [...colours.values()].flatMap(({ backgroundColor }) => {
        const { id } = (backgroundColor ?? {}) as { id?: string };
        return id?.startsWith("tokenscope.surprisal") === true ? [id] : [];
      });
    try {
      const { document } = await openText(TEXT.repeat(3));
      await vscode.commands.executeCommand("tokenscope.colorBySurprisal");
      assert.equal(colourBy(), "surprisal");
      // An untrained one is as surprised by every token: near ln 50,257.
      await eventually("colors of surprisal", () => surprisals().length > 0);
      assert.ok(
        surprisals().every((id) => /surprisal[67]$/.test(id)),
        surprisals().join(),
      );
      await vscode.commands.executeCommand("tokenscope.colorBySurprisal");
      assert.equal(colourBy(), "turn");
      await vscode.commands.executeCommand("tokenscope.hideHighlights", document.uri);
    } finally {
      Object.defineProperty(vscode.window, "createTextEditorDecorationType", {
        ...own,
        value: create,
      });
    }
  });

  it("comes to a loss of the document once the editor is idle, which the menu tells, anew after an edit", async () => {
    const editor = await openText(TEXT);
    const { document } = editor;
    await vscode.commands.executeCommand("tokenscope.colorBySurprisal");
    const { showQuickPick: show } = vscode.window;
    const own = { configurable: true, writable: true };
    let told: string | undefined;
    Object.defineProperty(vscode.window, "showQuickPick", {
      ...own,
      value: async (items: readonly vscode.QuickPickItem[]) => {
        told = items.find(({ label }) => label.includes("Surprisal"))?.description;
        return Promise.resolve(undefined);
      },
    });
    /** As the menu tells it; NaN where it tells none. */
    const loss = async (): Promise<number> => {
      await vscode.commands.executeCommand("tokenscope.showMenu");
      return Number(/^document: loss ([\d.]+) nats, perplexity/.exec(told ?? "")?.[1]);
    };
    const expected = async (): Promise<number> => {
      const { ids } = await api.tokensOf(document);
      const { surprisal } = await api.predict([[...ids]]);
      const known = [...surprisal].slice(0, -1);
      return known.reduce((sum, each) => sum + each, 0) / known.length;
    };
    const isTold = async (): Promise<boolean> =>
      Math.abs((await loss()) - (await expected())) < 2e-4;
    try {
      await eventually("a loss", isTold);
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), "Nobody reads this. ");
      });
      assert.ok(Number.isNaN(await loss()), "The loss is of another text.");
      await eventually("the loss of the new text", isTold);
    } finally {
      Object.defineProperty(vscode.window, "showQuickPick", { ...own, value: show });
      await vscode.commands.executeCommand("tokenscope.hideHighlights", document.uri);
    }
  });
});
