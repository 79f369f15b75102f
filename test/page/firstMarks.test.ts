import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { graveFindings } from "../support/graveFindings";
import type { OpenOptions, PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import {
  lastCall,
  panelTests,
  SCREENSHOTS,
  withForeignCode,
  withPanel,
} from "../support/panelTests";
import { until } from "../../.ci/support/until";

const MARKS = ["row = token", "column = dimension", "sum of the two above"];
const FIRST = readyState(BOOK_LENGTH, { firstMarks: true });

async function withMarks(
  test: (panel: PanelPage) => Promise<void>,
  options: OpenOptions = {},
  open = withPanel,
): Promise<void> {
  await open({ state: FIRST, width: 780, height: 950, ...options }, async (panel) => {
    for (const text of MARKS) await mark(panel, text).waitFor();
    await test(panel);
  });
}

const mark = ({ page }: PanelPage, text: string): Locator =>
  page.locator("vector-pane .mark").filter({ hasText: text });

const gone = (panel: PanelPage): Promise<unknown> =>
  until("picture without marks", async () => {
    const counts = await Promise.all(MARKS.map((text) => mark(panel, text).count()));
    return counts.every((count) => count === 0);
  });

describe("The first open ever", () => {
  panelTests();

  it("has three marks on the heatmaps, which the host is told of once, and any key closes them", () =>
    withMarks(async (panel) => {
      await lastCall(panel, "firstMarksShown");
      const focused = await panel.page.evaluate(() => document.activeElement?.tagName);
      assert.equal(focused, "BODY", "They take no focus.");
      const said = panel.page.locator("vector-pane .marks-said[role=status]");
      assert.match(await said.innerText(), /Each row is a token, .* Any key or click closes/);
      // The host knows by now that they were shown.
      await panel.show({ ...FIRST, firstMarks: false });
      await mark(panel, MARKS[0]!).waitFor();
      await panel.page.keyboard.press("a");
      await gone(panel);
      assert.equal(await said.innerText(), "");
      await panel.show(FIRST);
      await gone(panel);
      assert.equal((await panel.calls("firstMarksShown")).length, 1);
    }));

  it("loses no click: what is clicked does what it does, and the marks go", () =>
    withMarks(async (panel) => {
      await mark(panel, MARKS[1]!).waitFor();
      await panel.page.getByRole("button", { name: "Same token elsewhere" }).click();
      await panel.page.locator("same-token-list").waitFor();
      await gone(panel);
    }));

  it("loses the marks when the person goes on in the editor", () =>
    withMarks(async (panel) => {
      await panel.show({ ...FIRST, token: 7 });
      await gone(panel);
    }));

  it("has them no more on any later one", () =>
    withPanel({ width: 780, height: 950 }, async (panel) => {
      await panel.page.locator("vector-pane heat-map").first().waitFor();
      await gone(panel);
      assert.deepEqual(await panel.calls("firstMarksShown"), []);
    }));

  it("waits with them until there is something to mark", () =>
    withPanel(
      { state: { ...FIRST, document: { kind: "busy", key: "book", name: "book" } } },
      async (panel) => {
        await gone(panel);
        assert.deepEqual(await panel.calls("firstMarksShown"), []);
        await panel.show(FIRST);
        await mark(panel, MARKS[2]!).waitFor();
      },
    ));

  for (const theme of ["dark", "high-contrast"] as const) {
    for (const [width, height] of [
      [505, 660],
      [780, 950],
      [1920, 1080],
    ] as const) {
      it(`hides nothing at ${width} × ${height} in ${theme}, and accessibly so`, () =>
        withMarks(
          async (panel) => {
            const pane = panel.page.locator("vector-pane");
            const taken = await pane.evaluate((element) => {
              const all = [...element.shadowRoot!.querySelectorAll(".mark")];
              const boxes = all.map((each) => each.getBoundingClientRect());
              const others = [
                ...element.shadowRoot!.querySelectorAll(
                  "h3, picture-menu, .label, heat-map, .axis",
                ),
              ].map((each) => each.getBoundingClientRect());
              const overlaps = boxes.some((box) =>
                others.some(
                  (other) =>
                    box.left < other.right - 1 &&
                    other.left < box.right - 1 &&
                    box.top < other.bottom - 1 &&
                    other.top < box.bottom - 1,
                ),
              );
              const headings = [...element.shadowRoot!.querySelectorAll("h3")];
              const areCut = headings.some((each) => each.scrollWidth > each.clientWidth);
              return { overlaps, areCut, right: Math.max(...boxes.map((box) => box.right)) };
            });
            assert.deepEqual([taken.overlaps, taken.areCut], [false, false]);
            assert.ok(taken.right <= width, `They end at ${taken.right}.`);
            await panel.page.screenshot({
              path: `${SCREENSHOTS}/firstMarks-${theme}-${width}x${height}.png`,
            });
            assert.deepEqual(await graveFindings(panel), []);
          },
          { theme, width, height },
          withForeignCode,
        ));
    }
  }
});
