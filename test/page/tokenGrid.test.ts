import assert from "node:assert/strict";
import { field, LONG, readout, says, token } from "../support/panelParts";
import { BOOK_LENGTH, HARD, readyState } from "../support/panelStates";
import { lastCall, panelTests, withPanel } from "../support/panelTests";
import { until } from "../../.ci/support/until";

describe("The panel's page", () => {
  panelTests();

  describe("tokens", () => {
    it("stand with their ids in the document's order", () =>
      withPanel({}, async (panel) => {
        await token(panel, 4).getByText("·thought").waitFor();
        const ids = await Promise.all(
          [0, 1, 2, 3, 4, 5, 6].map((i) => token(panel, i).locator(".id").textContent()),
        );
        assert.deepEqual(ids, ["40", "367", "2885", "1464", "1807", "3619", "402"]);
        await says(panel, "5,145 tokens");
        assert.equal(await token(panel, 6).getAttribute("aria-selected"), "true");
        assert.equal(
          await token(panel, 6).getAttribute("title"),
          "' G'\nid 402 · token 6\nbytes 20 47",
        );
      }));

    it("mark the chosen window's inputs and its last target", () =>
      withPanel({}, async (panel) => {
        await token(panel, 8).locator(".text", { hasText: "burn" }).waitFor();
        const classes = await Promise.all(
          [3, 4, 7, 8, 9].map((i) => token(panel, i).getAttribute("class")),
        );
        const marks = classes.map((names) => /input|target/.exec(names ?? "")?.[0]);
        assert.deepEqual(marks, [undefined, "input", "input", "target", undefined]);
      }));

    it("stay in view when a longer window holds the chosen one", () =>
      withPanel({ state: readyState(BOOK_LENGTH, { token: 1020, window: 255 }) }, async (panel) => {
        await token(panel, 1020).locator(".id").waitFor();
        const options = { maxLength: 1024 };
        await panel.show(readyState(BOOK_LENGTH, { token: 1020, window: 0 }, options));
        await says(panel, "Token vectors [1024, 256]");
        await until("the window's mark", async () =>
          ((await token(panel, 1000).getAttribute("class")) ?? "").includes("input"),
        );
        const [box, frame] = await Promise.all([
          token(panel, 1020).boundingBox(),
          panel.page.locator("token-pane .scroller").boundingBox(),
        ]);
        assert.ok(box !== null && frame !== null && box.y >= frame.y);
        assert.ok(box.y + box.height <= frame.y + frame.height);
      }));

    it("stay chosen and in view where keys led, when any option changes", () =>
      withPanel({}, async (panel) => {
        const { page } = panel;
        await page.locator("token-pane .scroller").focus();
        for (let step = 0; step < 9; step++) await page.keyboard.press("PageDown");
        const chosen = page.locator("token-pane [aria-selected=true]");
        const index = Number(await chosen.getAttribute("data-token"));
        assert.ok(index > 60, String(index));
        /** First token of the chosen window, as its title tells it. */
        const start = async (): Promise<number> => {
          const title = await page
            .locator("[data-window][aria-selected=true]")
            .getAttribute("title");
          return Number(/tokens ([\d,]+) to/.exec(title ?? "")?.[1]?.replaceAll(",", ""));
        };
        const near = async (maxLength: number, most: number): Promise<void> => {
          await until(`a window near token ${String(index)}`, async () => {
            const first = await start();
            return Math.max(first - index, index - (first + maxLength - 1), 0) <= most;
          });
          assert.equal(await chosen.getAttribute("data-token"), String(index));
          // A sentence that needs another line takes it from the pane, which then scrolls.
          await until(`token ${String(index)} in view`, async () => {
            const [box, frame] = await Promise.all([
              chosen.boundingBox(),
              page.locator("token-pane .scroller").boundingBox(),
            ]);
            if (box === null || frame === null || box.y < frame.y) return false;
            return box.y + box.height <= frame.y + frame.height;
          });
        };
        await near(4, 0);
        await field(panel, "stride").fill("9");
        await says(panel, /window [\d,]+ of 572/);
        await near(4, 3);
        await field(panel, "maxLength").fill("16");
        await says(panel, /window [\d,]+ of 570/);
        await near(16, 0);
        await field(panel, "batchSize").fill("2");
        await near(16, 0);
        await field(panel, "shuffle").click();
        await lastCall(panel, "order");
        await near(16, 0);
        for (const [name, value] of [
          ["seed", "5"],
          ["epoch", "3"],
          ["stride", "40"],
        ] as const) {
          await field(panel, name).fill(value);
          await lastCall(panel, "setLoader");
          await near(16, 12);
        }
      }));

    it("are chosen by a click, which tells the editor", () =>
      withPanel({}, async (panel) => {
        await token(panel, 10).click();
        assert.deepEqual(await lastCall(panel, "select"), [{ kind: "token", index: 10 }]);
        await panel.page.locator('[data-token="10"][aria-selected="true"]').waitFor();
        // The window that holds the token comes along.
        await panel.page.locator('[data-window="2"][aria-selected="true"]').waitFor();
      }));

    it("are chosen by arrow keys, and told to the editor by Enter", () =>
      withPanel({}, async (panel) => {
        await panel.page.locator("token-pane .scroller").focus();
        await panel.page.keyboard.press("ArrowRight");
        await panel.page.locator('[data-token="7"][aria-selected="true"]').waitFor();
        await panel.page.keyboard.press("Control+End");
        await panel.page
          .locator(`[data-token="${String(BOOK_LENGTH - 1)}"][aria-selected="true"]`)
          .waitFor();
        assert.deepEqual(await panel.calls("select"), []);
        await panel.page.keyboard.press("Enter");
        const choice = { kind: "token", index: BOOK_LENGTH - 1 };
        assert.deepEqual(await lastCall(panel, "select"), [choice]);
      }));

    it("scroll by millions, to the last one, with few elements", () =>
      withPanel({ state: readyState(LONG), width: 400 }, async (panel) => {
        const scroller = panel.page.locator("token-pane .scroller");
        await token(panel, 0).waitFor();
        await scroller.evaluate((element) => {
          element.scrollTop = element.scrollHeight;
        });
        const last = token(panel, LONG - 1);
        await last.locator(".id").waitFor();
        const [box, frame] = [await last.boundingBox(), await scroller.boundingBox()];
        assert.ok(box !== null && frame !== null);
        assert.ok(box.y + box.height <= frame.y + frame.height + 1, "the last row is in view");
        assert.ok((await panel.page.locator("[data-token]").count()) < 300);
        const asked = (await panel.calls("tokens")).map(({ args }) => args as number[]);
        assert.ok(asked.every(([, from = 0, to = 0]) => to - from <= 512));
      }));

    it("scroll by the wheel pixel by pixel, also in millions", () =>
      withPanel({ state: readyState(LONG, { token: 1_500_000 }), width: 400 }, async (panel) => {
        const shown = token(panel, 1_500_000);
        // The heatmaps come last: from then on nothing else moves the rows.
        await panel.page.locator("heat-map").first().waitFor();
        await shown.hover();
        const place = async (): Promise<number> => (await shown.boundingBox())?.y ?? NaN;
        const before = await place();
        const bar = (): Promise<number> =>
          panel.page.locator("token-pane .scroller").evaluate((scroller) => scroller.scrollTop);
        const barBefore = await bar();
        await panel.page.mouse.wheel(0, 30);
        const isMoved = async (): Promise<boolean> =>
          Math.abs(before - (await place()) - 30) <= 0.1;
        await until("move by 30 pixels", isMoved);
        // The bar goes back to where so little of millions is, and the rows stay.
        await until("bar in its place", async () => {
          const now = await bar();
          return now > barBefore && now < barBefore + 20;
        });
        await until("rows still in place", isMoved);
      }));

    it("come into view when the editor's cursor moves, and stay put when in view", () =>
      withPanel({}, async (panel) => {
        await token(panel, 6).waitFor();
        await panel.show(readyState(BOOK_LENGTH, { token: 4000, window: 1000 }));
        await panel.page.locator('[data-token="4000"][aria-selected="true"] .id').waitFor();
        await panel.page.locator('[data-window="1000"][aria-selected="true"]').waitFor();
        const place = (): Promise<number> =>
          panel.page.locator("token-pane .scroller").evaluate((element) => element.scrollTop);
        const before = await place();
        await panel.show(readyState(BOOK_LENGTH, { token: 3999, window: 999 }));
        await panel.page.locator('[data-token="3999"][aria-selected="true"]').waitFor();
        assert.equal(await place(), before);
      }));

    it("that look like HTML, or cannot be seen, are text", () =>
      withPanel({ made: HARD }, async (panel) => {
        const expected: Readonly<Record<number, string>> = {
          0: "<|endoftext|>",
          1: "<img·src=x·onerror=document.title='broken'>",
          2: "·",
          3: "↵",
          4: "⇥",
          9: "[200F]␀&amp;",
        };
        await token(panel, 0).locator(".text").waitFor();
        for (const [index, text] of Object.entries(expected)) {
          const shown = await token(panel, Number(index)).locator(".text").textContent();
          assert.equal(shown, text);
        }
        assert.equal(await panel.page.locator("img").count(), 0);
        assert.equal(await panel.page.title(), "Tokenscope");
      }));

    it("that share a character are marked as its parts", () =>
      withPanel({ made: HARD }, async (panel) => {
        const part = token(panel, 6);
        assert.equal(await part.locator(".part").textContent(), "2/3");
        assert.equal(await part.locator(".text").textContent(), "👋");
        assert.match((await part.getAttribute("title")) ?? "", /part 2 of 3/);
        assert.match((await readout(panel).textContent()) ?? "", /'👋' part 2\/3/);
      }));
  });
});
