import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, readyState } from "../support/panelStates";
import { setOption } from "../support/panelParts";
import { panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";
import { until } from "../../.ci/support/until";

/** As many rows as GPT-2 has positions. */
const LONG = readyState(BOOK_LENGTH, { token: 0, window: 0 }, { maxLength: 1024, stride: 1024 });

const maps = ({ page }: PanelPage): Locator => page.locator("vector-pane .map heat-map canvas");
const choice = ({ page }: PanelPage, name: string): Promise<string> =>
  page.locator(`picture-options select[name="${name}"]`).inputValue();

/** The text alternatives of the three heatmaps. */
const labels = (panel: PanelPage): Promise<string[]> =>
  maps(panel).evaluateAll((all) => all.map((canvas) => canvas.getAttribute("aria-label") ?? ""));

/** Waits until all three heatmaps say the same part, and gives it: first and last row, dimension. */
async function seen(panel: PanelPage, fits: (part: readonly number[]) => boolean): Promise<void> {
  let last: unknown;
  await until("the part that is seen", async () => {
    const parts = (await labels(panel)).map((label) =>
      (/rows (\d+) to (\d+), dimensions (\d+) to (\d+)$/.exec(label) ?? []).slice(1).map(Number),
    );
    last = parts;
    const [first = []] = parts;
    return parts.length === 3 &&
      parts.every((part) => String(part) === String(first)) &&
      fits(first)
      ? true
      : undefined;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)} Last: ${JSON.stringify(last)}`);
  });
}

/** Pixels of the last heatmap, whose values are the largest, that have a colour, [red, green, blue], but for rounding. */
const coloured = (panel: PanelPage, colour: readonly number[]): Promise<number> =>
  maps(panel)
    .last()
    .evaluate((element, [red, green, blue]) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const off = [red, green, blue].map((part, at) =>
          Math.abs((data[i + at] ?? 0) - (part ?? 0)),
        );
        if (Math.max(...off) <= 2) count++;
      }
      return count;
    }, colour);

const focus = ({ page }: PanelPage): Promise<void> => page.locator("vector-pane .scroller").focus();

describe("Heatmaps", () => {
  panelTests();

  it("zoom together by keys: to the whole of 1,024 rows, to the cell, and back", () =>
    withPanel({ state: LONG }, async (panel) => {
      await maps(panel).nth(2).waitFor();
      await focus(panel);
      await panel.page.keyboard.press("w");
      await until(
        "the whole window",
        async () => (await labels(panel)).every((label) => !label.includes("seen")) || undefined,
      );
      // Labels stand apart where rows are below a pixel.
      assert.ok((await panel.page.locator("vector-pane .label").count()) < 60);
      await panel.page.screenshot({ path: `${SCREENSHOTS}/pictures-whole.png` });
      for (let i = 0; i < 20; i++) await panel.page.keyboard.press("+");
      await seen(panel, ([, , first, last]) => (last ?? 0) - (first ?? 0) < 12);
      await panel.page.keyboard.press("0");
      await seen(panel, ([row, , first, last]) => row === 0 && first === 0 && last === 255);
    }));

  it("zoom at the pointer with Ctrl and the wheel, and print values into large cells", () =>
    withPanel({ width: 1000 }, async (panel) => {
      const box = await maps(panel).first().boundingBox();
      assert.ok(box !== null);
      const x = box.x + ((100 + 0.5) / 256) * box.width;
      await panel.page.mouse.move(x, box.y + 5);
      await panel.page.locator("#readout").getByText("dimension 100").waitFor();
      await panel.page.keyboard.down("Control");
      for (let i = 0; i < 12; i++) await panel.page.mouse.wheel(0, -120);
      await panel.page.keyboard.up("Control");
      await seen(
        panel,
        ([, , first = 0, last = 0]) => first <= 100 && last >= 100 && last - first < 12,
      );
      // The pointer is still over its cell.
      await panel.page.mouse.move(x + 1, box.y + 6);
      await panel.page.locator("#readout").getByText("dimension 100").waitFor();
      const axis = await panel.page.locator("vector-pane .axis span").allInnerTexts();
      assert.ok(Number(axis[0]) > 90 && Number(axis[2]) < 112);
      // Printed digits are black or white, which the colours are not.
      await until("digits", async () => (await coloured(panel, [255, 255, 255])) > 20 || undefined);
      await panel.page.screenshot({ path: `${SCREENSHOTS}/pictures-cells.png` });
      // The wheel moves on sideways.
      await panel.page.mouse.wheel(900, 0);
      await seen(panel, ([, , first = 0]) => first > 100);
    }));

  it("are dragged, which chooses nothing, and follow the crosshair's keys", () =>
    withPanel({ width: 1000 }, async (panel) => {
      await maps(panel).nth(2).waitFor();
      await panel.page.getByRole("button", { name: "Zoom in (+)" }).click({ clickCount: 4 });
      await seen(panel, ([, , first = 0, last = 0]) => last - first < 80 && first === 0);
      const box = await maps(panel).first().boundingBox();
      assert.ok(box !== null);
      await panel.page.mouse.move(box.x + 500, box.y + 5);
      await panel.page.mouse.down();
      for (const by of [100, 200, 300]) await panel.page.mouse.move(box.x + 500 - by, box.y + 6);
      await seen(panel, ([, , first = 0]) => first > 10);
      await panel.page.mouse.up();
      assert.equal(await panel.page.locator('[data-token="6"][aria-selected="true"]').count(), 1);
      // A press without a drag chooses its row.
      await panel.page.mouse.click(box.x + 200, box.y + 5);
      await panel.page.locator('[data-token="4"][aria-selected="true"]').waitFor();
      await focus(panel);
      await panel.page.keyboard.press("End");
      await seen(panel, ([, , , last]) => last === 255);
    }));

  it("are drawn by choices that stay when the page is made anew, and leave others' state alone", () =>
    withPanel({}, async (panel) => {
      await maps(panel).nth(2).waitFor();
      await panel.page.getByRole("button", { name: "Nearest tokens", exact: true }).click();
      await setOption(panel, "palette", "blueYellow");
      await setOption(panel, "limit", "row");
      await panel.page.getByText("a limit for each row for all three · p99").waitFor();
      await until("yellow", async () => (await coloured(panel, [250, 220, 80])) > 0 || undefined);
      await panel.page.reload();
      await maps(panel).nth(2).waitFor();
      await panel.page.getByText("a limit for each row for all three · p99").waitFor();
      await panel.page.locator("nearest-list li").first().waitFor();
      // Both panes are drawn alike.
      await panel.page.getByRole("tab", { name: "Positions" }).click();
      await panel.page.getByText("a limit for each row of all values · p99").waitFor();
      assert.equal(await choice(panel, "palette"), "blueYellow");
      await setOption(panel, "limit", "max");
      await panel.page.getByText("one limit of all values · max").waitFor();
      await panel.page.locator("position-pane").getByText("0.0 % clipped").waitFor();
    }));

  it("have state that is no such choice fall back", () =>
    withPanel({}, async (panel) => {
      await panel.page.evaluate(() => {
        sessionStorage.setItem("state", JSON.stringify({ pictures: { palette: 7, limit: "max" } }));
      });
      await panel.page.reload();
      await panel.page.getByText("one limit for all three · max").waitFor();
      assert.equal(await choice(panel, "palette"), "blueOrange");
    }));

  it("of positions zoom side by side, by wheel, drag and keys", () =>
    withPanel({ width: 1000 }, async (panel) => {
      await panel.page.getByRole("tab", { name: "Positions" }).click();
      await panel.page.locator('position-pane [name="baseline"]').click();
      const both = panel.page.locator("position-heat heat-map canvas");
      await both.nth(1).waitFor();
      const parts = (): Promise<string[]> =>
        both.evaluateAll((all) =>
          all.map((each) => /, seen: .*/.exec(each.getAttribute("aria-label") ?? "")?.[0] ?? ""),
        );
      const alike = async (fits: (part: string) => boolean): Promise<void> => {
        await until("both in the same part", async () => {
          const [one = "", other] = await parts();
          return (one === other && fits(one)) || undefined;
        });
      };
      await panel.page.locator("position-heat .scroller").first().focus();
      for (let i = 0; i < 12; i++) await panel.page.keyboard.press("+");
      await alike((part) => /position \d+ to \d+, dimension/.test(part));
      await panel.page.screenshot({ path: `${SCREENSHOTS}/pictures-positions.png` });
      const [before = ""] = await parts();
      await both.nth(1).hover();
      await panel.page.mouse.wheel(0, 200);
      await alike((part) => part !== "" && part !== before);
      await panel.page.locator("position-heat .scroller").first().focus();
      await panel.page.keyboard.press("0");
      await alike((part) => part === "");
    }));

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    it(`have signs, corners and digits that can be read in ${theme}`, () =>
      withPanel({ theme, width: 1000, height: 900, scale: 2 }, async (panel) => {
        await maps(panel).nth(2).waitFor();
        await panel.page.evaluate(() => fakeHost.odd.set(0, NaN).set(3, 9));
        await panel.page.locator('[data-window="2"]').click();
        await panel.page.getByText(/not finite/).waitFor();
        await setOption(panel, "signs", "on");
        const zoomIn = panel.page.getByRole("button", { name: "Zoom in (+)" });
        for (const [name, count] of [
          ["small", 0],
          ["signs", 4],
          ["digits", 5],
        ] as const) {
          // At its end the button rests.
          for (let i = 0; i < count && (await zoomIn.isEnabled()); i++) await zoomIn.click();
          if (count > 0) await seen(panel, ([, , , last]) => (last ?? 999) < 60);
          await panel.page.screenshot({ path: `${SCREENSHOTS}/pictures-${name}-${theme}.png` });
        }
      }));
  }

  it("and their buttons stay within 400 pixels", () =>
    withPanel({ width: 400, height: 800 }, async (panel) => {
      await maps(panel).nth(2).waitFor();
      for (const name of ["zoom-bar", "picture-options"]) {
        const bar = await panel.page.locator(name).first().boundingBox();
        assert.ok(bar !== null && bar.x >= 0 && bar.x + bar.width <= 400, name);
      }
      const heights = await maps(panel).evaluateAll((all) => all.map((each) => each.clientHeight));
      assert.ok(heights.every((height) => height >= 32));
      await panel.page.locator("vector-pane zoom-bar").scrollIntoViewIfNeeded();
      await panel.page.screenshot({ path: `${SCREENSHOTS}/pictures-narrow.png` });
    }));
});
