import assert from "node:assert/strict";
import type { FirstAnswer, FirstSight } from "../../src/shared/protocol/firstSight";
import type { PanelState } from "../../src/shared/protocol/panelState";
import { BOOK, readyState } from "../support/panelStates";
import { lastCall, panelTests, withPanel } from "../support/panelTests";

const TEXTS = [
  "</script><script>document.title='broken'</script>",
  "<!--",
  "<script>",
  "\"' onload=document.title='broken' '",
  "\u2028\u2029\u0000",
  "</tokenscope-panel><img src=x onerror=document.title='broken'>",
  "&quot;&lt;",
  "-->",
];
const NAME = `a"b<'c></title></script>`;

/** A document of these texts, token by token. */
function hostileState(): PanelState {
  const state = readyState(TEXTS.length, { token: 0, window: 0 });
  const { document } = state;
  if (document.kind !== "ready") throw new Error("It is ready.");
  return { ...state, document: { ...document, name: NAME } };
}

function firstOf(state: PanelState, values = 0): FirstSight {
  const { document } = state;
  if (document.kind !== "ready") return { state, answers: [] };
  const bytes = TEXTS.map((text) => new TextEncoder().encode(text));
  const sums = (sizes: readonly number[]): Uint32Array<ArrayBuffer> => {
    let sum = 0;
    return Uint32Array.from([0, ...sizes], (size) => (sum += size));
  };
  const starts = sums(TEXTS.map(({ length }) => length));
  const tokens: FirstAnswer = {
    method: "tokens",
    args: [document.version, 0, TEXTS.length],
    answer: {
      version: document.version,
      first: 0,
      ids: Uint32Array.from(TEXTS, (_, at) => 100 + at),
      starts: starts.slice(0, -1),
      ends: starts.slice(1),
      bytes: Uint8Array.from(bytes.flatMap((each) => [...each])),
      byteStarts: sums(bytes.map(({ length }) => length)),
      part: new Uint8Array(TEXTS.length),
      parts: new Uint8Array(TEXTS.length),
      text: TEXTS.join(""),
    },
  };
  const length = state.loader.options.maxLength;
  const vectors = new Float32Array(length * BOOK.dimensions).fill(values);
  const answers: FirstAnswer[] = [
    { method: "vectors", args: [document.version, 0, length], answer: vectors },
    { method: "positionVectors", args: [length], answer: vectors.slice() },
  ];
  return { state, answers: values === 0 ? [tokens] : [tokens, ...answers] };
}

describe("What stands in the page", () => {
  panelTests();

  it("is shown as text, whatever the document holds, without a question", () => {
    const state = hostileState();
    return withPanel({ state, first: firstOf(state) }, async (panel) => {
      const { page } = panel;
      await page.locator("token-pane [data-token] .id").first().waitFor();
      const ids = await page.locator("token-pane [data-token] .id").allTextContents();
      assert.deepEqual(
        ids.map((id) => id.trim()),
        TEXTS.map((_, at) => String(100 + at)),
      );
      const cells = (await page.locator("token-pane [data-token]").allTextContents()).join("");
      for (const text of ["document.title=", "<script>", "<!--", "&quot;&lt;", "-->"]) {
        assert.ok(cells.replaceAll("·", " ").includes(text), `${text} in ${cells}`);
      }
      assert.ok((await page.locator("main").textContent())?.includes(NAME));
      assert.equal(await page.title(), "Tokenscope");
      // The stub, and the page's own.
      assert.equal(await page.locator("script").count(), 2);
      assert.equal(await page.locator("img").count(), 0);
      assert.deepEqual(await panel.calls("tokens"), []);
      await lastCall(panel, "ready");
    });
  });

  it("is drawn with its vectors, which nobody is asked for", () => {
    const state = hostileState();
    return withPanel({ state, first: firstOf(state, 0.25) }, async (panel) => {
      await panel.page.getByText("0.2500 + 0.2500 = 0.5000").first().waitFor();
      assert.deepEqual(await panel.calls("vectors"), []);
      assert.deepEqual(await panel.calls("positionVectors"), []);
    });
  });

  it("gives way to what the extension tells", () => {
    const old = hostileState();
    const state = readyState(32, { token: 0, window: 0 });
    if (state.document.kind !== "ready") throw new Error("It is ready.");
    const newer = { ...state, document: { ...state.document, version: 7 } };
    return withPanel({ state: newer, first: firstOf(old, 0.25) }, async (panel) => {
      const cell = panel.page.locator("token-pane [data-token] .id").first();
      await cell.getByText("40", { exact: true }).waitFor();
      assert.deepEqual((await lastCall(panel, "vectors")).slice(0, 1), [7]);
      assert.ok(!(await panel.page.locator("main").textContent())?.includes(NAME));
    });
  });

  it("has its icons once it has been painted, each with their style sheet", () =>
    withPanel({}, async ({ page }) => {
      const link = page.locator('#vscode-codicon-stylesheet[rel="stylesheet"]');
      await link.waitFor({ state: "attached" });
      const icons = page.locator("vscode-icon");
      await icons.first().waitFor();
      await page.waitForFunction(
        () => document.fonts.check("16px codicon") && document.fonts.size > 0,
      );
      const count = await icons.count();
      assert.ok(count > 3);
      assert.equal(await page.locator('vscode-icon link[href$="codicon.css"]').count(), count);
    }));
});
