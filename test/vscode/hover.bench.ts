import assert from "node:assert/strict";
import * as vscode from "vscode";
import { head, median, percentile, row } from "../bench/timing";
import { hoverAt, hoverWith } from "./hovers";
import { closeAll, openText, tokenscope } from "./tokenscope";

const TARGET = 30;
const HOVERS = 200;
const LINE =
  "I HAD always thought Jack Gisburn rather a cheap genius — naïve 👋, though a good one.\n";

describe("The hover", () => {
  before(async () => {
    const api = await tokenscope();
    await api.model();
    await vscode.workspace.getConfiguration("tokenscope").update("hover", "always", true);
  });
  after(() => vscode.workspace.getConfiguration("tokenscope").update("hover", undefined, true));
  afterEach(closeAll);

  it("is answered soon", async function () {
    this.timeout(120_000);
    head(
      `Milliseconds from VS Code's question for a hover to the whole answer, ${HOVERS} places:`,
      ...["document", "median", "p95", "longest", `target: p95 at most ${TARGET}`],
    );
    for (const megabytes of [0.01, 1, 10]) {
      const { document } = await openText(
        LINE.repeat((1_000_000 * megabytes) / Buffer.byteLength(LINE)),
      );
      // The document is tokenized, and the model open, before a person points at anything.
      await hoverWith(document, 26, /svg/);
      const times: number[] = [];
      for (let at = 0; at < HOVERS; at++) {
        // Far apart, so that no answer is remembered.
        const line = Math.floor((document.lineCount - 2) * ((at * 0.618034) % 1));
        const character = (7 * at) % 60;
        const start = performance.now();
        assert.ok(await hoverAt(document, character, line), `There is a hover in line ${line}.`);
        times.push(performance.now() - start);
      }
      const p95 = percentile(times, 0.95);
      row(
        `${megabytes} MB`,
        ...[median(times), p95, Math.max(...times)],
        p95 <= TARGET ? "met" : "missed",
      );
    }
  });
});
