import assert from "node:assert/strict";
import { readyState } from "../../support/panelStates";
import { readOption } from "../../../src/windows/loaderOptions";
import { formatCount } from "../../../src/shared/base/numbers";
import { fixed4, limitText, percent, shape } from "../../../webview/base/format";
import { cellAfterKey, tokenAfterKey, windowAfterKey } from "../../../webview/base/keys";
import { pageChecks } from "../../../src/shared/protocol/panelState";
import { themeKind } from "../../../webview/base/theme";
import { vectorLayout } from "../../../webview/vectors/vectorLayout";

const POSITIONS = { source: "gpt2", name: "gpt2", contextLength: 1024, dimensions: 768 };
const MODEL = {
  source: "file",
  name: "toy",
  vocabularySize: 6,
  dimensions: 3,
  contextLength: 4,
  tables: { path: "/toy.safetensors", token: "wte", position: "wpe" },
};

const key = (name: string, more = {}): Parameters<typeof tokenAfterKey>[0] => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...more,
});

describe("numbers in words", () => {
  it("are grouped, signed and rounded as a person reads them", () => {
    assert.deepEqual([0, 999, 1000, 5145, 1234567, -1000].map(formatCount), [
      "0",
      "999",
      "1,000",
      "5,145",
      "1,234,567",
      "-1,000",
    ]);
    assert.equal(fixed4(-1.19561), "−1.1956");
    assert.equal(fixed4(-0.00001), "−0.0000");
    assert.equal(fixed4(NaN), "NaN");
    assert.equal(fixed4(-Infinity), "−∞");
    assert.equal(percent(0.0099), "1.0 %");
    assert.equal(percent(0.0001), "< 0.1 %");
    assert.equal(percent(0), "0.0 %");
    assert.equal(shape(4, 256), "[4, 256]");
    assert.deepEqual([0, 3.0712, 250.4, 1e9, 1e-9].map(limitText), [
      "0",
      "3.07",
      "250",
      "1.0e+9",
      "1.0e−9",
    ]);
  });
});

describe("a field of the loader", () => {
  const ok = (text: string): boolean => readOption("stride", text).ok;
  it("takes whole numbers from 1 on", () => {
    assert.deepEqual(readOption("stride", "12"), { ok: true, value: 12 });
    assert.ok(ok("1"));
  });
  it("refuses everything else with a sentence", () => {
    for (const text of ["0", "", " ", "-1", "1.5", "abc", "1e99", "NaN"])
      assert.ok(!ok(text), text);
    const range = "but must be a whole number from 1 to 1,000,000,000.";
    for (const [text, value] of [
      ["0", "0"],
      [" ", "empty"],
      ["1,5x", '"1,5x"'],
    ]) {
      const problem = `The option stride is ${value}, ${range}`;
      assert.deepEqual(readOption("stride", text!), { ok: false, problem });
    }
  });
});

describe("keys", () => {
  it("move through tokens and stay inside", () => {
    const to = (name: string, from: number, more = {}): number | undefined =>
      tokenAfterKey(key(name, more), from, 23, 5, 2);
    assert.equal(to("ArrowRight", 4), 5);
    assert.equal(to("ArrowDown", 4), 9);
    assert.equal(to("ArrowUp", 4), 0);
    assert.equal(to("Home", 7), 5);
    assert.equal(to("End", 21), 22);
    assert.equal(to("End", 0, { ctrlKey: true }), 22);
    assert.equal(to("PageDown", 1), 11);
    assert.equal(to("a", 1), undefined);
  });
  it("move through windows and batches", () => {
    const to = (name: string): number | undefined =>
      windowAfterKey(key(name), 9, 30, { first: 8, end: 16 }, 8);
    assert.deepEqual(
      ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].map(to),
      [8, 10, 1, 17, 8, 15],
    );
  });
  it("move the crosshair and stay in the table", () => {
    const to = (name: string, more = {}): unknown =>
      cellAfterKey(key(name, more), { row: 1, column: 10 }, 4, 256, 2);
    assert.deepEqual(to("ArrowRight", { shiftKey: true }), { row: 1, column: 26 });
    assert.deepEqual(to("ArrowLeft", { shiftKey: true }), { row: 1, column: 0 });
    assert.deepEqual(to("End"), { row: 1, column: 255 });
    assert.deepEqual(to("PageDown"), { row: 3, column: 10 });
    assert.deepEqual(to("Home", { ctrlKey: true }), { row: 0, column: 0 });
  });
});

describe("what comes from outside", () => {
  const isPanelState = (value: unknown): boolean => pageChecks.show([value]);
  it("is a state when all of it fits", () => {
    assert.ok(isPanelState(readyState()));
    assert.ok(isPanelState(readyState(5, { document: { kind: "none", message: "Open a file." } })));
    assert.ok(isPanelState({ ...readyState(), model: { kind: "failed", message: "No." } }));
    assert.ok(isPanelState({ ...readyState(), positions: POSITIONS, modelNote: "Note." }));
    const building = { kind: "building", name: "gpt2", share: 0.5 };
    assert.ok(isPanelState({ ...readyState(), model: building }));
    assert.ok(isPanelState({ ...readyState(), model: { kind: "ready", info: MODEL } }));
    assert.ok(!pageChecks.show([]) && !pageChecks.show([readyState(), 1]));
  });
  it("is none when any part does not", () => {
    const good = readyState();
    for (const bad of [
      undefined,
      null,
      1,
      "state",
      [],
      {},
      { ...good, document: { kind: "constructor" } },
      { ...good, document: { ...good.document, tokenCount: -1 } },
      { ...good, loader: { ...good.loader, options: { ...good.loader.options, stride: 0 } } },
      { ...good, loader: { ...good.loader, notes: [1] } },
      { ...good, loader: { ...good.loader, notes: ["a sentence in one piece"] } },
      {
        ...good,
        loader: { ...good.loader, notes: [[{ text: "1", lost: { kind: "all", from: 0 } }]] },
      },
      { ...good, model: null },
      { ...good, token: 1.5 },
      { ...good, window: "1" },
      { ...good, modelNote: 1 },
      { ...good, positions: { ...POSITIONS, source: "file" } },
      { ...good, model: { kind: "building", name: "gpt2", share: "half" } },
      { ...good, model: { kind: "ready", info: { ...MODEL, tables: { path: 1 } } } },
    ]) {
      assert.ok(!isPanelState(bad), JSON.stringify(bad));
    }
  });
});

describe("theme", () => {
  it("is told by the body's classes, of which high contrast light has two", () => {
    const classes = (...names: string[]): string =>
      themeKind({ contains: (name) => names.includes(name) });
    assert.equal(classes("vscode-dark"), "dark");
    assert.equal(classes("vscode-light"), "light");
    assert.equal(classes("vscode-high-contrast"), "highContrast");
    assert.equal(
      classes("vscode-high-contrast", "vscode-high-contrast-light"),
      "highContrastLight",
    );
  });
});

describe("heights of the heatmaps", () => {
  it("grow with the pane, and scroll where rows do not fit", () => {
    assert.deepEqual(vectorLayout(4, 400, 100), { rowHeight: 25, shown: 4, hidden: 0 });
    assert.deepEqual(vectorLayout(4, 4000, 100), { rowHeight: 56, shown: 4, hidden: 0 });
    const tall = vectorLayout(1024, 400, 100);
    assert.deepEqual(tall, { rowHeight: 14, shown: 7, hidden: 1017 * 14 });
  });
  it("hold for no rows and for no height", () => {
    assert.equal(vectorLayout(0, 400, 100).shown, 0);
    assert.equal(vectorLayout(4, 0, 100).shown, 4);
    assert.equal(vectorLayout(40, 0, 100).shown, 2);
  });
  it("show every row of up to 8, lower than its label where it must be", () => {
    assert.deepEqual(vectorLayout(8, 256, 100), { rowHeight: 6.5, shown: 8, hidden: 0 });
  });
});
