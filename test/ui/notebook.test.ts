import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Locator } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

/** As many tokens as the book's story has, of which the first are the story's. */
const STORY_TOKENS = 5145;
const BEGINNING = "I HAD always thought Jack Gisburn rather a cheap genius--though";
/** Tokens of the beginning; each word behind it is one more. */
const BEGINNING_TOKENS = 15;
const TEXT = BEGINNING + " the".repeat(STORY_TOKENS - BEGINNING_TOKENS);

describe("The chapter's notebook in the workbench", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = freshFolder("notebook");
    writeFileSync(join(folder, "story.txt"), TEXT);
    workbench = await Workbench.open({
      folder,
      viewport: { width: 1366, height: 768 },
      settings: { "editor.wordWrap": "on" },
    });
    await workbench.openFile("story.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await panel.locator('token-pane [data-token="0"]').waitFor();
  });
  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const says = (text: string | RegExp) => panel.getByText(text).first().waitFor();

  /** Token vector, position vector and their sum in the first dimensions of a row, as the page prints them. */
  const sums = async (row: number, dimensions: number): Promise<string[]> => {
    const readoutOf = (at: number, dimension: number) =>
      panel.locator("vector-pane .readout", {
        hasText: `position ${at} · dimension ${dimension}`,
      });
    // Each key goes into the element, which has the focus then.
    const picture = panel.locator("vector-pane .scroller");
    await picture.press("ControlOrMeta+Home");
    for (let at = 0; at < row; at++) {
      await readoutOf(at, 0).waitFor();
      await picture.press("ArrowDown");
    }
    const printed: string[] = [];
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const text = await readoutOf(row, dimension).innerText();
      printed.push(/\S+ \+ \S+ = \S+/.exec(text)?.[0] ?? text);
      await picture.press("ArrowRight");
    }
    return printed;
  };

  it("has 161 batches with a last one that is not full, and 160 by one click on the chapter's loader", async () => {
    await says("5,145 tokens");
    await says(/batch 1 of 161/);
    await says(/the chapter's loader drops the last batch: 160/);
    await panel.getByRole("button", { name: "The chapter's loaders" }).click();
    await panel.getByRole("button", { name: "4/4/8: " }).click();
    await says(/batch 1 of 160/);
    await says("inputs over targets [8, 4]");
  });

  it("prints the batch's shapes: [8, 4], [8, 4, 256], [4, 256] and their sum", async () => {
    await panel.getByRole("button", { name: "Batch as a stack" }).click();
    await panel.locator("batch-stack li").nth(7).waitFor();
    const shapes = await panel.locator("batch-stack dd").allInnerTexts();
    assert.deepEqual(shapes, [
      "torch.Size([8, 4])",
      "torch.Size([8, 4, 256])",
      "torch.Size([4, 256])",
      "torch.Size([8, 4, 256])",
    ]);
    await workbench.screenshot("notebook-batch");
    await panel.locator("batch-stack li").nth(2).click();
    await says("window 3 of 1,286");
    await panel.locator("batch-stack li").nth(0).click();
    await says("window 1 of 1,286");
  });

  /** The answer that has the text, of the question which model. */
  const askedFor = (text: string): Promise<Locator> =>
    workbench.answerOf("Tokenscope: Choose Model…", text);

  it("prints the values right after the seed, and those of the notebook from top to bottom", async () => {
    // The vectors of another window, or of another model, stay until the new ones are there.
    const prints = (expected: readonly string[]): Promise<unknown> => {
      let printed: (string | undefined)[] = [];
      return until(
        () => `token_embeddings[0, 0, :3] ${expected.join()}: ${printed.join()}`,
        async () => {
          printed = (await sums(0, 3)).map((sum) => sum.split(" ")[0]);
          return printed.join() === expected.join();
        },
      );
    };
    await prints(["−0.0640", "0.3317", "0.1070"]);
    const item = await askedFor("The notebook from top to bottom");
    await item.click();
    await panel.locator(".chip", { hasText: "the notebook's, seed 123" }).waitFor();
    await prints(["1.4588", "−0.3653", "−0.0404"]);
  });

  it("offers the toy as the third seeded model, which is drawn first in either order", async () => {
    const toy = await askedFor("The toy layer");
    const seeded = [
      "The book's model (untrained)",
      "The notebook from top to bottom",
      "The toy layer",
    ];
    // Beneath each stands what it draws.
    const all = workbench.page.locator(".quick-input-widget .monaco-list-row");
    const labels = await all.locator(".label-name").allInnerTexts();
    assert.deepEqual(
      labels.map((label) => label.trim()).filter((label) => seeded.includes(label)),
      seeded,
    );
    await toy.click();
    await says("torch.Size([6, 3])");
    await panel
      .getByRole("table", { name: "The rows that the ids look up" })
      .getByText("1.2753")
      .waitFor();
  });
});
