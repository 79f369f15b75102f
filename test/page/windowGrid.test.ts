import assert from "node:assert/strict";
import { says, windowHead } from "../support/panelParts";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { lastCall, panelTests, withPanel } from "../support/panelTests";

describe("The panel's page", () => {
  panelTests();

  describe("windows", () => {
    it("show inputs, and targets shifted by one", () =>
      withPanel({}, async (panel) => {
        await windowHead(panel, 0).waitFor();
        const cells = (line: string): Promise<string[]> =>
          panel.page
            .locator(`window-pane .pair:has([data-window="0"]) .${line} .id`)
            .allTextContents();
        assert.deepEqual(await cells("inputs"), ["40", "367", "2885", "1464"]);
        assert.deepEqual(await cells("targets"), ["367", "2885", "1464", "1807"]);
        await says(panel, "window 2 of 1,286");
        await says(panel, "batch 1 of 160");
      }));

    it("are chosen by a click, which tells the editor and brings the vectors", () =>
      withPanel({}, async (panel) => {
        await windowHead(panel, 2).click();
        assert.deepEqual(await lastCall(panel, "select"), [{ kind: "window", index: 2 }]);
        assert.deepEqual(await lastCall(panel, "vectors", 2), [1, 8, 12]);
        await panel.page.locator('[data-window="2"][aria-selected="true"]').waitFor();
        await says(panel, "window 3 of 1,286");
      }));

    it("are chosen by arrow keys across batches, and told to the editor by Enter", () =>
      withPanel({}, async (panel) => {
        await panel.page.locator("window-pane .scroller").focus();
        for (const key of ["End", "ArrowDown"]) await panel.page.keyboard.press(key);
        await panel.page.locator('[data-window="8"][aria-selected="true"]').waitFor();
        await says(panel, "batch 2 of 160");
        assert.deepEqual(await panel.calls("select"), []);
        await panel.page.keyboard.press("Enter");
        assert.deepEqual(await lastCall(panel, "select"), [{ kind: "window", index: 8 }]);
      }));

    it("are walked through by buttons, by window and by batch", () =>
      withPanel({}, async (panel) => {
        const press = (name: string): Promise<void> => panel.page.getByLabel(name).click();
        await press("Next window");
        assert.deepEqual(await lastCall(panel, "select"), [{ kind: "window", index: 2 }]);
        await press("Next batch");
        assert.deepEqual(await lastCall(panel, "select", 2), [{ kind: "window", index: 8 }]);
        await press("Previous batch");
        assert.deepEqual(await lastCall(panel, "select", 3), [{ kind: "window", index: 0 }]);
        assert.ok(await panel.page.getByLabel("Previous window").isDisabled());
      }));

    it("that drop_last leaves over say so", () =>
      withPanel({ state: readyState(BOOK_LENGTH, { window: 1285 }) }, async (panel) => {
        await says(panel, /no batch has these windows/);
        await says(panel, "in no batch");
      }));

    // lit-html 3.3.1 to 3.3.3 leave a comment behind for every row that goes (lit/lit#5298).
    it("that were scrolled by leave nothing in the page", () => {
      const state = readyState(BOOK_LENGTH, {}, { maxLength: 1024, stride: 1024 });
      return withPanel({ state }, async (panel) => {
        const scroller = panel.page.locator("window-pane .scroller");
        await says(panel, "Token vectors [1024, 256]");
        const nodesAfter = (rounds: number): Promise<number> =>
          scroller.evaluate(async (element, count) => {
            for (let round = 0; round < count; round++) {
              element.scrollLeft = (element.scrollWidth * (1 + (round % 9))) / 10;
              await new Promise(requestAnimationFrame);
            }
            element.scrollLeft = 0;
            await new Promise((resolve) =>
              requestAnimationFrame(() => requestAnimationFrame(resolve)),
            );
            const walker = document.createTreeWalker(element);
            let nodes = 0;
            while (walker.nextNode() !== null) nodes++;
            return nodes;
          }, rounds);
        const [few, many] = [await nodesAfter(10), await nodesAfter(40)];
        assert.ok(few > 100 && many < 1.2 * few, `${String(few)} nodes, then ${String(many)}`);
      });
    });

    it("of a thousand tokens scroll sideways with few elements", () => {
      const state = readyState(BOOK_LENGTH, { token: 1020, window: 0 }, { maxLength: 1024 });
      return withPanel({ state }, async (panel) => {
        const chosen = panel.page.locator('window-pane [aria-selected="true"][data-index="1020"]');
        await chosen.waitFor();
        const [box, frame] = await Promise.all([
          chosen.boundingBox(),
          panel.page.locator("window-pane").boundingBox(),
        ]);
        assert.ok(box !== null && frame !== null && box.x + box.width <= frame.x + frame.width);
        assert.ok((await panel.page.locator("window-pane [data-index]").count()) < 300);
      });
    });
  });
});
