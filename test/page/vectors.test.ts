import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { PanelPage } from "../support/panelPage";
import { BOOK, BOOK_LENGTH, readyState } from "../support/panelStates";
import { lastCall, panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";
import { until } from "../../.ci/support/until";

/** Every other token begins a window of 4: each place but the first is in two of them. */
const OVERLAPPING = readyState(64, { token: 10, window: 5 }, { stride: 2 });

const open = ({ page }: PanelPage, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();
const neighbours = ({ page }: PanelPage): Locator => page.locator("nearest-list li");
const places = ({ page }: PanelPage): Locator =>
  page.locator("same-token-list").getByRole("option");
const details = ({ page }: PanelPage): Locator => page.locator("vector-details");

/** Waits for a sentence beside the heatmaps. */
const says = (panel: PanelPage, sentence: string | RegExp): Promise<void> =>
  details(panel).getByText(sentence).first().waitFor();

/** Moves the crosshair to the row below, by the keyboard. */
async function rowDown({ page }: PanelPage): Promise<void> {
  await page.locator("vector-pane .scroller").focus();
  await page.keyboard.press("ArrowDown");
}

describe("Beside the heatmaps", () => {
  panelTests();

  it("nothing is asked for before it is opened", () =>
    withPanel({}, async (panel) => {
      await panel.page.locator("heat-map").first().waitFor();
      await rowDown(panel);
      for (const method of ["nearest", "sameToken", "oneHot"] as const) {
        assert.deepEqual(await panel.calls(method), []);
      }
      assert.equal(await details(panel).count(), 0);
    }));

  it("what is open and of which vector stays when the page is made anew", () =>
    withPanel({}, async (panel) => {
      await open(panel, "Nearest tokens");
      await panel.page.getByRole("radio", { name: "token + position" }).click();
      await panel.page.reload();
      await neighbours(panel).first().waitFor();
      const chosen = panel.page.getByRole("radio", { name: "token + position" });
      assert.equal(await chosen.getAttribute("aria-checked"), "true");
      await open(panel, "Nearest tokens");
      await details(panel).waitFor({ state: "detached" });
    }));

  describe("the batch", () => {
    const tiles = ({ page }: PanelPage): Locator => page.locator("batch-stack li");

    it("is a stack of its windows with the shapes that PyTorch prints", () =>
      withPanel({ width: 1366, height: 768 }, async (panel) => {
        await open(panel, "Batch as a stack");
        await tiles(panel).nth(7).waitFor();
        assert.equal(await tiles(panel).count(), 8);
        const shapes = await panel.page.locator("batch-stack dl").innerText();
        assert.deepEqual(
          shapes
            .match(/\w+\s+torch\.Size\(\[[\d, ]+\]\)/g)
            ?.map((line) => line.split(/\s+(?=torch)/)),
          [
            ["inputs", "torch.Size([8, 4])"],
            ["token_embeddings", "torch.Size([8, 4, 256])"],
            ["pos_embeddings", "torch.Size([4, 256])"],
            ["input_embeddings", "torch.Size([8, 4, 256])"],
          ],
        );
        const asked = (await panel.calls("vectors")).map(({ args }) => args[1]);
        for (let window = 0; window < 8; window++) assert.ok(asked.includes(4 * window));
        await panel.page.screenshot({ path: `${SCREENSHOTS}/batch-stack.png` });
      }));

    it("has a page of its windows where it is large, and a last one that is not full", () =>
      withPanel(
        { state: readyState(109, { window: 0, token: 0 }, { batchSize: 20, dropLast: false }) },
        async (panel) => {
          await open(panel, "Batch as a stack");
          await says(panel, "1 to 16 of 20");
          await tiles(panel).nth(15).waitFor();
          await tiles(panel).nth(15).click();
          assert.deepEqual(await lastCall(panel, "select"), [{ kind: "window", index: 15 }]);
          await panel.page
            .locator("batch-stack li[data-chosen]", { hasText: "window 16" })
            .waitFor();
          await panel.page.getByRole("button", { name: "Next window" }).click();
          await says(panel, "17 to 20 of 20");
          await until("four windows", async () => (await tiles(panel).count()) === 4);
          await panel.page.getByRole("button", { name: "Next batch" }).click();
          await says(panel, "torch.Size([7, 4, 256])");
        },
      ));

    it("shows token vectors or the sum, the same as the heatmaps", () =>
      withPanel({}, async (panel) => {
        await open(panel, "Batch as a stack");
        await tiles(panel).nth(7).waitFor();
        await panel.page.getByRole("radio", { name: "token + position" }).click();
        const values = (selector: string): Promise<number[]> =>
          panel.page
            .locator(selector)
            .evaluate((map) => [...(map as HTMLElement & { values: Float32Array }).values]);
        const chosen = "batch-stack li[data-chosen] heat-map";
        await until("the sum", async () => {
          const [sum, shown] = [
            await values("vector-pane .table:nth-child(3) heat-map"),
            await values(chosen),
          ];
          return sum.length === 4 * 256 && sum.every((value, at) => value === shown[at]);
        });
        await panel.page.getByRole("radio", { name: "token", exact: true }).click();
        await until("the tokens' own", async () => {
          const [own, shown] = [
            await values("vector-pane .table:nth-child(1) heat-map"),
            await values(chosen),
          ];
          return own.every((value, at) => value === shown[at]);
        });
      }));
  });

  describe("nearest tokens", () => {
    it("stand by cosine in visible form, halves of characters as bytes", () =>
      withPanel({}, async (panel) => {
        await open(panel, "Nearest tokens");
        await neighbours(panel).nth(7).waitFor();
        assert.deepEqual(await lastCall(panel, "nearest"), [402, 0, "token"]);
        const texts = await neighbours(panel).locator(".text").allInnerTexts();
        assert.deepEqual(texts.slice(0, 3), ["I", "·H", "AD"]);
        assert.equal(texts[7], "F0 9F");
        assert.match(await neighbours(panel).nth(1).innerText(), /·H\s+367\s+0\.6500/);
      }));

    it("of a seeded model are said to be chance, of GPT-2 not", () =>
      withPanel({}, async (panel) => {
        await open(panel, "Nearest tokens");
        await says(panel, "seeded 123 is not trained: its neighbors are chance.");
        const { model } = readyState();
        assert.ok(model.kind === "ready");
        const info = { ...model.info, source: "gpt2", name: "GPT-2 small" } as const;
        await panel.show(
          readyState(BOOK_LENGTH, { model: { kind: "ready", info, runtime: undefined } }),
        );
        await says(panel, "near means used alike");
      }));

    it("are copied as PyTorch by a button, as they are listed", () =>
      withPanel({}, async (panel) => {
        await open(panel, "Nearest tokens");
        const button = details(panel).getByRole("button", { name: "Copy as PyTorch" });
        await button.click();
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch"), [
          { of: "nearest", id: 402, position: 0, to: "token" },
        ]);
        await panel.page.locator(".said").getByText("Copied as PyTorch").waitFor();
        await panel.page.getByRole("radio", { name: "token", exact: true }).focus();
        await panel.page.keyboard.press("ArrowRight");
        await neighbours(panel).first().getByText("itself").waitFor();
        await button.focus();
        await panel.page.keyboard.press("Enter");
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch", 2), [
          { of: "nearest", id: 402, position: 2, to: "input" },
        ]);
      }));

    it("of token + position hold the token itself", () =>
      withPanel({}, async (panel) => {
        await open(panel, "Nearest tokens");
        await neighbours(panel).first().waitFor();
        await panel.page.getByRole("radio", { name: "token", exact: true }).focus();
        await panel.page.keyboard.press("ArrowRight");
        assert.deepEqual(await lastCall(panel, "nearest", 2), [402, 2, "input"]);
        await neighbours(panel).first().getByText("itself").waitFor();
      }));

    it("give up the question before them, and the newest row wins", () =>
      withPanel(
        { state: readyState(64, { token: 0, window: 0 }, { maxLength: 32 }) },
        async (p) => {
          await p.page.evaluate(() => fakeHost.silent.add("nearest"));
          await open(p, "Nearest tokens");
          await lastCall(p, "nearest");
          const first = await p.page.evaluate(() => fakeHost.lastId);
          for (let row = 0; row < 5; row++) await rowDown(p);
          await p.page.evaluate(() => {
            fakeHost.silent.clear();
          });
          await rowDown(p);
          await says(p, "' G'");
          await neighbours(p).first().waitFor();
          const asked = await p.calls("nearest");
          assert.deepEqual(asked.at(-1)?.args, [402, 0, "token"]);
          await p.page.evaluate((id) => {
            fakeHost.post({ kind: "answer", id, ok: false, error: "too late" });
          }, first);
          await neighbours(p).first().waitFor();
          assert.equal(await details(p).getByText("too late").count(), 0);
        },
      ));

    it("that cannot be had say why, and come when the host speaks again", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("nearest"));
        await open(panel, "Nearest tokens");
        await says(panel, "nearest failed on purpose.");
        await panel.page.evaluate(() => fakeHost.failing.clear());
        await panel.show(readyState());
        await neighbours(panel).first().waitFor();
        // The heatmaps had been there all the time.
        assert.equal(await panel.page.locator("vector-pane .map heat-map").count(), 3);
      }));
  });

  describe("the same token elsewhere", () => {
    it("is told for its other places and for the same place in other windows", () =>
      withPanel({ state: OVERLAPPING }, async (panel) => {
        await open(panel, "Same token elsewhere");
        // " a" stands at 10, 15, 42 and 47.
        await says(panel, "Id 257 occurs at 4 places; this one is in 2 windows.");
        await says(panel, /largest difference 0\)/);
        assert.deepEqual(await lastCall(panel, "sameToken"), [1, 10, 0]);
        const texts = await places(panel).allTextContents();
        assert.deepEqual(
          texts.map((text) => text.replace(/\s+/g, " ").trim()),
          [
            "token 10 window 5 · the same place isburn rather a cheap genius--",
            "token 42 window 21 isburn rather a cheap genius--",
            "token 15 window 7 genius--though a good fellow enough",
            "token 47 window 23 genius--though a good fellow enough",
          ],
        );
        // What a position changes is told once for all places at it, and which measures these are.
        const groups = await details(panel).getByRole("group").all();
        const heard = await Promise.all(groups.map((group) => group.getAttribute("aria-label")));
        assert.deepEqual(heard, [
          "position 2: Euclidean distance of the position vectors 22.2000, cosine of the sums 0.5200",
          "position 3: Euclidean distance of the position vectors 22.3000, cosine of the sums 0.5300",
        ]);
        await says(panel, /Distances are Euclidean, between position vectors/);
      }));

    it("is copied as PyTorch by a button: its places that windows hold", () =>
      withPanel({ state: OVERLAPPING }, async (panel) => {
        await open(panel, "Same token elsewhere");
        await places(panel).first().waitFor();
        await details(panel).getByRole("button", { name: "Copy as PyTorch" }).click();
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch"), [
          {
            ...{ of: "sameToken", token: 10, position: 0 },
            places: [
              [10, 2],
              [15, 3],
              [42, 2],
              [47, 3],
            ],
          },
        ]);
      }));

    it("is revealed by a click, in the window that was named", () =>
      withPanel({ state: OVERLAPPING }, async (panel) => {
        await open(panel, "Same token elsewhere");
        await places(panel).first().click();
        await lastCall(panel, "select", 2);
        const choices = (await panel.calls("select")).map(({ args }) => args[0]);
        assert.deepEqual(choices, [
          { kind: "window", index: 4 },
          { kind: "token", index: 10 },
        ]);
        await panel.page.locator("#readout").getByText("position 2").waitFor();
      }));

    it("stays the list of the place that it began with, until the person wants another", () =>
      withPanel({ state: OVERLAPPING }, async (panel) => {
        await open(panel, "Same token elsewhere");
        await details(panel)
          .getByRole("option", { name: /^token 47\b/ })
          .click();
        await panel.page.locator('[data-token="47"][aria-selected="true"]').waitFor();
        await details(panel)
          .getByRole("option", { name: /^token 15\b/ })
          .click();
        await panel.page.locator('[data-token="15"][aria-selected="true"]').waitFor();
        await says(panel, "at position 0");
        await details(panel).getByText("token 10", { exact: true }).waitFor();
        assert.equal((await panel.calls("sameToken")).length, 1);

        const other = details(panel).getByRole("button", { name: "Compare with token 15 instead" });
        await other.press("Enter");
        await lastCall(panel, "sameToken", 2);
        await other.waitFor({ state: "detached" });
        assert.deepEqual(await lastCall(panel, "sameToken", 2), [1, 15, 3]);

        // A token of another id has its own list.
        await panel.page.locator('[data-token="16"]').click();
        assert.deepEqual((await lastCall(panel, "sameToken", 3))[1], 16);
      }));

    it("is walked through and revealed by the keyboard alone", () =>
      withPanel({ state: OVERLAPPING }, async (panel) => {
        await panel.page.getByRole("button", { name: "Same token elsewhere", exact: true }).focus();
        await panel.page.keyboard.press("Enter");
        await places(panel).first().waitFor();
        await panel.page.getByRole("listbox").focus();
        for (const key of ["ArrowDown", "End", "ArrowUp"]) await panel.page.keyboard.press(key);
        await panel.page.locator('#row2[aria-selected="true"]').waitFor();
        await panel.page.keyboard.press("Enter");
        await lastCall(panel, "select", 2);
        await panel.page.locator('[data-token="15"][aria-selected="true"]').waitFor();
        await says(panel, "Compare with token 15 instead");
      }));

    it("that stands nowhere else is said to stand alone", () => {
      const made = { ...BOOK, ids: [1, 2, 3, 4, 5, 6, 7, 8] };
      const state = readyState(8, { token: 1, window: 0 });
      return withPanel({ made, state }, async (panel) => {
        await open(panel, "Same token elsewhere");
        await says(panel, "Id 2 occurs only here, and in only one window.");
      });
    });

    it("in a document that changes is asked for anew, and old answers are dropped", () =>
      withPanel({ state: OVERLAPPING }, async (panel) => {
        await open(panel, "Same token elsewhere");
        await places(panel).first().waitFor();
        const { document, ...rest } = readyState(42, { token: 10, window: 5 }, { stride: 2 });
        assert.ok(document.kind === "ready");
        await panel.show({ ...rest, document: { ...document, version: 2 } });
        await says(panel, "Id 257 occurs at 2 places");
        assert.equal((await lastCall(panel, "sameToken", 2))[0], 2);
      }));

    it("shows two hundred places, and says how many more there are", () =>
      withPanel({ state: readyState(BOOK_LENGTH, { token: 10, window: 2 }) }, async (panel) => {
        await open(panel, "Same token elsewhere");
        await places(panel).nth(199).waitFor();
        await says(panel, "The nearest are listed; 121 places more.");
      }));
  });

  describe("the one-hot product", () => {
    it("stands beside the look-up with shapes and their difference", () =>
      withPanel({}, async (panel) => {
        await open(panel, "One-hot product");
        await says(panel, "Product and look-up are identical.");
        await says(panel, "[4, 50257] × [50257, 256] = [4, 256]");
        assert.deepEqual(await lastCall(panel, "oneHot"), [1, 4, 8]);
        assert.equal(await details(panel).locator("heat-map").count(), 2);
        assert.equal(await details(panel).locator("svg rect").count(), 4);
      }));

    it("that takes too much memory is refused with a sentence", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("oneHot"));
        await open(panel, "One-hot product");
        await says(panel, "oneHot failed on purpose.");
      }));

    it("of a window that is left is cancelled", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.silent.add("oneHot"));
        await open(panel, "One-hot product");
        await says(panel, "Multiplying…");
        await panel.page.evaluate(() => fakeHost.silent.clear());
        await panel.page.getByLabel("Next window").click();
        assert.deepEqual(await lastCall(panel, "oneHot", 2), [1, 8, 12]);
        await says(panel, "Product and look-up are identical.");
      }));
  });

  it("nothing is left open where there are no vectors", () =>
    withPanel({}, async (panel) => {
      await open(panel, "Nearest tokens");
      await neighbours(panel).first().waitFor();
      const model = { kind: "failed", message: "The vector worker stopped." } as const;
      await panel.show(readyState(BOOK_LENGTH, { model }));
      await panel.page.getByText("The vector worker stopped.").first().waitFor();
      assert.equal(await details(panel).count(), 0);
      await panel.show(readyState());
      await neighbours(panel).first().waitFor();
    }));

  for (const [name, options] of Object.entries({
    "400 pixels wide": { width: 400, height: 800 },
    "at 200 %, 400 device pixels high": { width: 480, height: 200, scale: 2 },
  })) {
    it(`everything can be reached ${name}`, () =>
      withPanel({ ...options, state: OVERLAPPING }, async (panel) => {
        for (const [title, tag] of [
          ["Nearest tokens", "nearest-list"],
          ["Same token elsewhere", "same-token-list"],
          ["One-hot product", "one-hot-view"],
        ] as const) {
          await open(panel, title);
          const detail = panel.page.locator(tag);
          await detail.waitFor();
          await detail.scrollIntoViewIfNeeded();
          await until("width", async () => {
            const box = await details(panel).boundingBox();
            return box !== null && box.x >= 0 && box.x + box.width <= options.width;
          });
          const wider = await details(panel).evaluate((e) => e.scrollWidth - e.clientWidth);
          assert.ok(wider <= 0, title);
          const height = (await panel.page.locator("vector-pane .scroller").boundingBox())?.height;
          assert.ok((height ?? 0) >= 200, "the heatmaps keep their height");
        }
      }));
  }

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    for (const scale of [1, 2]) {
      it(`looks right in ${theme} at ${String(scale * 100)} %`, () =>
        withPanel(
          { theme, scale, width: 1000 / scale, height: 1000 / scale, state: OVERLAPPING },
          async (panel) => {
            const path = (name: string): string =>
              `${SCREENSHOTS}/vectors-${name}-${theme}-${String(scale * 100)}.png`;
            await open(panel, "Nearest tokens");
            await neighbours(panel).first().waitFor();
            await panel.page.locator("nearest-list ol").scrollIntoViewIfNeeded();
            await panel.page.getByRole("radio", { name: "token", exact: true }).focus();
            await panel.page.keyboard.press("ArrowRight");
            await neighbours(panel).first().getByText("itself").waitFor();
            await panel.page.screenshot({ path: path("nearest") });
            await open(panel, "Same token elsewhere");
            await places(panel).first().waitFor();
            await panel.page.getByRole("listbox").focus();
            await panel.page.keyboard.press("ArrowDown");
            await panel.page.screenshot({ path: path("same-token") });
            await open(panel, "One-hot product");
            await says(panel, /Product and look-up are identical/);
            await panel.page.locator("one-hot-view svg").scrollIntoViewIfNeeded();
            await panel.page.screenshot({ path: path("one-hot") });
          },
        ));
    }
  }
});
