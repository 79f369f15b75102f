import assert from "node:assert/strict";
import { until } from "../../.ci/support/until";
import { graveFindings } from "../support/graveFindings";
import type { PanelPage } from "../support/panelPage";
import { overflow, says } from "../support/panelParts";
import { gptState, HARD, readyState } from "../support/panelStates";
import {
  lastCall,
  panelTests,
  SCREENSHOTS,
  withForeignCode,
  withPanel,
} from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";

const STATE = gptState(readyState());
const WIDE_WINDOW = gptState(
  readyState(undefined, { token: 1030, window: 1 }, { maxLength: 1024, stride: 1024 }),
);

const rows = ({ page }: PanelPage) => page.locator("next-tokens [role=row]");
const grid = ({ page }: PanelPage) => page.locator("next-tokens .scroller");
const chosen = ({ page }: PanelPage) => page.locator("next-tokens .row.chosen");

/** Opens the tab. */
async function look({ page }: PanelPage): Promise<void> {
  await page.getByRole("tab", { name: "Predictions" }).click();
}

async function predictions(panel: PanelPage): Promise<void> {
  await look(panel);
  await rows(panel).first().waitFor();
}

describe("Predictions", () => {
  panelTests();

  it("have a row for each position: the ten likeliest tokens, the real one marked with rank and surprisal", () =>
    withPanel({ state: STATE }, async (panel) => {
      await predictions(panel);
      assert.deepEqual(await lastCall(panel, "predictions"), [1, 4, 8]);
      assert.equal(await rows(panel).count(), 4);
      // Token 6, " G": the real next one is beyond the ten likeliest in every fourth row.
      const row = rows(panel).nth(2);
      assert.match(await row.locator(".here").innerText(), /2\s*·G/);
      assert.equal(await row.locator(".candidate").count(), 10);
      const all = await rows(panel).locator(".next").allInnerTexts();
      assert.deepEqual(
        all.map((text) => /#(\d+)\s+([\d.]+)$/.exec(text.trim())?.slice(1)),
        [
          ["1", "0.92"],
          ["3", "1.94"],
          ["10", "5.51"],
          ["1234", "11.50"],
        ],
      );
      assert.equal(await rows(panel).locator(".candidate.real").count(), 3);
      assert.match(
        (await row.locator(".next").getAttribute("title")) ?? "",
        /5\.5137 nats = 7\.95 bits/,
      );
      assert.match(await row.locator(".candidate").first().innerText(), /40\.0 %/);
      await says(panel, /loss 4\.9670 · perplexity 143\.6/);
      await says(
        panel,
        "seeded 123 is untrained: its surprisal is near ln 50,257 = 10.82 everywhere.",
      );
    }));

  it("are gone through by keys, in a window of 1,024 positions of which only those in view are elements", () =>
    withPanel({ state: WIDE_WINDOW }, async (panel) => {
      await predictions(panel);
      await chosen(panel).waitFor();
      assert.equal(await chosen(panel).getAttribute("data-row"), "6");
      assert.ok((await rows(panel).count()) < 40);
      assert.equal(await grid(panel).getAttribute("aria-rowcount"), "1024");
      await grid(panel).focus();
      await panel.page.keyboard.press("End");
      await chosen(panel).and(panel.page.locator('[data-row="1023"]')).waitFor();
      await panel.page.keyboard.press("ArrowUp");
      await chosen(panel).and(panel.page.locator('[data-row="1022"]')).waitFor();
      assert.equal(await grid(panel).getAttribute("aria-activedescendant"), "row1022");
      assert.ok((await rows(panel).count()) < 40);
      await panel.page.keyboard.press("Enter");
      assert.deepEqual(await lastCall(panel, "select"), [{ kind: "token", index: 2046 }]);
      await panel.page.keyboard.press("Home");
      await chosen(panel).and(panel.page.locator('[data-row="0"]')).waitFor();
      // The window stays, however the choice moves in it.
      assert.equal((await panel.calls("predictions")).length, 1);
      await rows(panel).nth(2).click();
      assert.deepEqual(await lastCall(panel, "select", 2), [{ kind: "token", index: 1026 }]);
      await panel.page.screenshot({ path: `${SCREENSHOTS}/predictions-1024.png` });
    }));

  it("tell the chosen position in full, with the real token also where it is beyond the ten likeliest", () =>
    withPanel({ state: gptState(readyState(undefined, { token: 7 })) }, async (panel) => {
      await predictions(panel);
      const lines = panel.page.locator("next-detail li");
      await until("eleven lines", async () => (await lines.count()) === 11);
      assert.match(await lines.last().innerText(), /^✓\s+burn.*\s10899\s+0\.0010 %$/s);
      await says(panel, "really next: 'burn' · the 1,234th likeliest · 11.5000 nats");
      await grid(panel).focus();
      await panel.page.keyboard.press("ArrowUp");
      await until("ten lines", async () => (await lines.count()) === 10);
      await panel.page.getByRole("button", { name: "Copy as PyTorch: Predictions" }).click();
      assert.deepEqual(await lastCall(panel, "copyAsPyTorch"), [
        { of: "prediction", window: 1, position: 2 },
      ]);
    }));

  it("of a model of two tables are offered by buttons that tell what they take", () =>
    withPanel({}, async (panel) => {
      await look(panel);
      await says(panel, /seeded 123 is two tables/);
      const { page } = panel;
      for (const [at, [button, cost, name]] of (
        [
          ["A small GPT", /26 MB/, "small"],
          ["The book's GPT", /622 MB on disk/, "book"],
          ["GPT-2, whole", /548 MB are fetched/, "gpt2"],
        ] as const
      ).entries()) {
        await says(panel, cost);
        await page.getByRole("button", { name: button }).click();
        assert.deepEqual(await lastCall(panel, "useGpt", at + 1), [name]);
      }
      await page.evaluate(() => fakeHost.failing.add("useGpt"));
      await page.getByRole("button", { name: "The book's GPT" }).click();
      await says(panel, "useGpt failed on purpose.");
      await page.screenshot({ path: `${SCREENSHOTS}/predictions-offer.png` });
      assert.deepEqual(await panel.calls("predictions"), []);
      await panel.show(STATE);
      await rows(panel).first().waitFor();
    }));

  it("say what a model was trained on, and that surprisal is no detector", () =>
    withPanel(
      { state: gptState(readyState(), { source: "gpt2", name: "GPT-2 small" }) },
      async (panel) => {
        await predictions(panel);
        await says(
          panel,
          "GPT-2 was trained on web pages to 2019. Surprisal is no detector of who wrote a text.",
        );
        await panel.show(gptState(readyState(), { source: "file", name: "mine.safetensors" }));
        await says(panel, /^\s*Surprisal is no detector of who wrote a text\.\s*$/);
      },
    ));

  for (const [name, state, sentence] of [
    [
      "a window longer than the context",
      gptState(readyState(), { contextLength: 2 }),
      "The model reads 2 tokens, the window has 4",
    ],
    [
      "fewer tokens than a window",
      gptState(readyState(3, { token: 0, window: undefined })),
      "No window, no predictions",
    ],
    [
      "a model that failed",
      readyState(100, { model: { kind: "failed", message: "There is none." } }),
      "There is no model, so there are no predictions",
    ],
    [
      "a model that is being built",
      readyState(100, { model: { kind: "building", name: "seeded 123" } }),
      "Predictions appear as soon as its parameters are there.",
    ],
    [
      "no document",
      readyState(0, { document: { kind: "none", message: "Open a text file." } }),
      "Open a text file.",
    ],
  ] as const) {
    it(`tell what to do about ${name}, and ask for nothing`, () =>
      withPanel({ state: STATE }, async (panel) => {
        await predictions(panel);
        const before = (await panel.calls("predictions")).length;
        await panel.show(state);
        await says(panel, sentence);
        assert.equal((await panel.calls("predictions")).length, before);
        await panel.show(STATE);
        await rows(panel).first().waitFor();
      }));
  }

  it("that cannot be computed say why, and a model that stopped is started again by its button", () =>
    withPanel({ state: STATE }, async (panel) => {
      await panel.page.evaluate(() => fakeHost.failing.add("predictions"));
      await look(panel);
      await says(panel, "predictions failed on purpose.");
      const { model } = STATE;
      if (model.kind !== "ready") throw new Error("It is ready.");
      await panel.show({
        ...STATE,
        model: { kind: "stopped", message: "It died.", info: model.info },
      });
      await says(panel, "It died.");
      await panel.page.evaluate(() => fakeHost.failing.delete("predictions"));
      await panel.page.getByRole("button", { name: "Start again" }).click();
      await lastCall(panel, "openModel");
      await panel.show(STATE);
      await rows(panel).first().waitFor();
    }));

  it("are stopped by a button, and computed once more by another", () =>
    withPanel({ state: STATE }, async (panel) => {
      const { page } = panel;
      await page.evaluate(() => fakeHost.silent.add("predictions"));
      await look(panel);
      await lastCall(panel, "predictions");
      await page.getByRole("button", { name: "Stop", exact: true }).click();
      await says(panel, "Reading the window was stopped");
      await page.evaluate(() => fakeHost.silent.delete("predictions"));
      await page.getByRole("button", { name: "Compute the predictions" }).click();
      await rows(panel).first().waitFor();
    }));

  it("wait for a pause while a person types, and keep what is known until then", () =>
    withPanel({ state: STATE }, async (panel) => {
      await predictions(panel);
      const { document } = STATE;
      if (document.kind !== "ready") throw new Error("It is ready.");
      for (let version = 2; version <= 6; version++) {
        await panel.show({ ...STATE, document: { ...document, version } });
      }
      assert.deepEqual(await lastCall(panel, "predictions", 2), [6, 4, 8]);
      assert.equal((await panel.calls("predictions")).length, 2);
      await until(
        "not late",
        async () => (await grid(panel).getAttribute("aria-busy")) === "false",
      );
    }));

  it("of overlapping windows tell what more and less context makes of the next token", () =>
    withPanel(
      {
        state: gptState(
          readyState(undefined, { token: 6, window: 6 }, { maxLength: 4, stride: 1 }),
        ),
      },
      async (panel) => {
        await predictions(panel);
        assert.deepEqual(await lastCall(panel, "contexts"), [1, 7]);
        const table = panel.page.getByRole("table", { name: /less and with more context/ });
        const told = await table.locator("tr").allInnerTexts();
        assert.deepEqual(
          told.slice(1).map((text) => text.split(/\s+/).slice(0, 3)),
          [
            ["1", "7", "6.5137"],
            ["2", "6", "6.0137"],
            ["3", "5", "5.8471"],
            ["4", "4", "5.7637"],
          ],
        );
        await panel.page.screenshot({ path: `${SCREENSHOTS}/predictions-contexts.png` });
      },
    ));

  it("show hard tokens as they are shown elsewhere, and no markup", () =>
    withPanel(
      { state: gptState(readyState(100, { token: 5, window: 1 })), made: HARD },
      async (panel) => {
        await predictions(panel);
        await rows(panel).first().waitFor();
        assert.equal(await panel.page.title(), "Tokenscope");
        await says(panel, /<img.src=x.onerror=document/);
      },
    ));

  it("of a whole document are read window after window, with progress, and can be stopped", () =>
    withPanel({ state: STATE }, async (panel) => {
      const { page } = panel;
      await predictions(panel);
      await page.evaluate(() => fakeHost.silent.add("scores"));
      await page.getByRole("button", { name: "Read the document, 1,286 windows" }).click();
      assert.deepEqual(await lastCall(panel, "scores"), [1, 0, 1024]);
      await says(panel, "0 of 1,286 windows");
      await page.getByRole("button", { name: "Stop", exact: true }).click();
      await page.evaluate(() => fakeHost.silent.delete("scores"));
      await page.getByRole("button", { name: "Read the document, 1,286 windows" }).click();
      assert.deepEqual(await lastCall(panel, "scores", 3), [1, 1024, 1286]);
      const line = page.locator("#document-loss");
      await line.waitFor();
      await until("the document", async () => (await line.innerText()).startsWith("Document loss"));
      const strip = page.locator("coverage-strip .strip.scored");
      assert.match((await strip.getAttribute("aria-valuetext")) ?? "", /surprisal \d+\.\d{4} nats/);
      await strip.hover({ position: { x: 200, y: 10 } });
      await page.locator("coverage-strip .legend").getByText("surprisal, full at ln V").waitFor();
      await page.screenshot({ path: `${SCREENSHOTS}/predictions-scored.png` });
      // Six windows at the end are left out by drop_last: they count for the bits alone.
      assert.match(
        (await line.getAttribute("title")) ?? "",
        /loader's windows, 5,120\..*5,144 tokens in/s,
      );
    }));

  it("of a whole document go with the edit that comes in the middle", () =>
    withPanel({ state: STATE }, async (panel) => {
      const { page } = panel;
      await predictions(panel);
      await page.evaluate(() => fakeHost.silent.add("scores"));
      await page.locator("loss-line .score").click();
      await lastCall(panel, "scores");
      const { document } = STATE;
      if (document.kind !== "ready") throw new Error("It is ready.");
      await panel.show({ ...STATE, document: { ...document, version: 2 } });
      await says(panel, "The edit stopped the reading of the document.");
      assert.equal(await page.locator("#document-loss").count(), 0);
    }));

  it("have the attention of a block: all heads in small, one large, and lines from the chosen token", () =>
    withPanel({ state: STATE }, async (panel) => {
      const { page } = panel;
      await predictions(panel);
      await page.getByRole("radio", { name: "Attention" }).click();
      const heads = page.locator("attention-view .head");
      await until("four heads", async () => (await heads.count()) === 4);
      assert.deepEqual(await lastCall(panel, "attention"), [1, 4, 8, 0]);
      // Nothing was left out of so small a picture.
      assert.deepEqual(await panel.calls("attentionHead"), []);
      await heads.nth(2).click();
      await heads.nth(2).and(page.locator('[aria-pressed="true"]')).waitFor();
      const list = page.getByRole("list", { name: /looks at, the largest/ }).locator("li");
      const told = await list.allInnerTexts();
      assert.equal(told.length, 3);
      const weights = told.map((text) => Number(/[\d.]+$/.exec(text.trim())?.[0]));
      assert.ok(Math.abs(weights.reduce((sum, each) => sum + each, 0) - 1) < 1e-3);
      assert.ok(
        (await page.locator("attention-view .lines path, attention-view .lines circle").count()) >
          0,
      );
      await page.getByRole("button", { name: "The next block" }).click();
      assert.deepEqual(await lastCall(panel, "attention", 2), [1, 4, 8, 1]);
      await page.locator("attention-view .square").focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowDown");
      await page
        .locator("#weight")
        .filter({ hasText: /^\s*'is' @3 looks at ' Jack' @1: 0\.\d{4}\s*$/ })
        .waitFor();
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowUp");
      await page
        .locator("#weight")
        .filter({ hasText: "' G' @2 never looks ahead at 'is' @3" })
        .waitFor();
      await page.keyboard.press("Enter");
      assert.deepEqual(await lastCall(panel, "select"), [{ kind: "token", index: 6 }]);
    }));

  it("have a long window's attention in small pictures, and the whole of one head alone", () =>
    withPanel({ state: WIDE_WINDOW, width: 1366, height: 768 }, async (panel) => {
      const { page } = panel;
      await predictions(panel);
      await page.getByRole("radio", { name: "Attention" }).click();
      assert.deepEqual(await lastCall(panel, "attentionHead"), [1, 1024, 2048, 0, 0]);
      await page.getByRole("list", { name: /looks at, the largest/ }).waitFor();
      await page.locator('attention-view .head[data-head="3"]').click();
      assert.deepEqual(await lastCall(panel, "attentionHead", 2), [1, 1024, 2048, 0, 3]);
      assert.equal((await panel.calls("attention")).length, 1);
      await page.getByRole("button", { name: "Zoom in (+)" }).click();
      await page.screenshot({ path: `${SCREENSHOTS}/attention-1024.png` });
    }));

  it("have a lens: the likeliest tokens after each block at the chosen position", () =>
    withPanel({ state: STATE }, async (panel) => {
      const { page } = panel;
      await predictions(panel);
      await page.getByRole("radio", { name: "Lens" }).click();
      assert.deepEqual(await lastCall(panel, "lens"), [1, 4, 6]);
      const table = page.getByRole("table", { name: /after each block/ });
      await table.waitFor();
      assert.deepEqual(await table.locator("th").allInnerTexts(), [
        "input vector",
        "after block 1",
        "after block 2",
      ]);
      await page.getByRole("button", { name: "The position before" }).click();
      assert.deepEqual(await lastCall(panel, "lens", 2), [1, 4, 5]);
      await says(panel, "position 1: ' Jack', really next ' G'");
      await page.locator("lens-table .real").first().waitFor();
      // The view is remembered.
      await page.reload();
      await page.locator("lens-table table").waitFor();
    }));

  it("tell of attention and lens that cannot be computed", () =>
    withPanel({ state: STATE }, async (panel) => {
      const { page } = panel;
      await page.evaluate(() => fakeHost.failing.add("attention").add("lens"));
      await predictions(panel);
      await page.getByRole("radio", { name: "Attention" }).click();
      await says(panel, "attention failed on purpose.");
      await page.getByRole("radio", { name: "Lens" }).click();
      await says(panel, "lens failed on purpose.");
    }));

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    for (const [name, size] of Object.entries({
      narrow: { width: 505, height: 660 },
      wide: { width: 1366, height: 768 },
      zoomed: { width: 683, height: 384, scale: 2 },
      small: { width: 505, height: 330, scale: 2 },
    })) {
      it(`fit into a ${name} page in ${theme}, without grave findings of axe-core`, () =>
        withForeignCode({ state: STATE, theme, ...size }, async (panel) => {
          await predictions(panel);
          assert.ok((await overflow(panel)) <= 0);
          await panel.page.screenshot({ path: `${SCREENSHOTS}/predictions-${name}-${theme}.png` });
          assert.deepEqual(await graveFindings(panel, "prediction-pane"), []);
          for (const [view, element] of [
            ["Attention", "attention-view .lines"],
            ["Lens", "lens-table table"],
          ] as const) {
            await panel.page.getByRole("radio", { name: view }).click();
            await panel.page.locator(element).waitFor();
            assert.ok((await overflow(panel)) <= 0);
            const path = `${SCREENSHOTS}/predictions-${view.toLowerCase()}-${name}-${theme}.png`;
            await panel.page.screenshot({ path });
            assert.deepEqual(await graveFindings(panel, "prediction-pane"), [], view);
          }
        }));
    }
  }
});
