import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { book, flaws, scrolled } from "../support/firstLook";
import type { PanelPage } from "../support/panelPage";
import { overflow } from "../support/panelParts";
import { BOOK, BOOK_LENGTH, readyState } from "../support/panelStates";
import { lastCall, panelTests, withPanel } from "../support/panelTests";
import { until } from "../../.ci/support/until";

/** Where VS Code has 1366 × 768 and the explorer is open. CSS pixels. */
const LAPTOP = { width: 505, height: 660 } as const;

const heading = ({ page }: PanelPage, name: string): Locator =>
  page.getByRole("button", { name, exact: true }).and(page.locator(".fold"));
const border = ({ page }: PanelPage, name: string): Locator =>
  page.getByRole("separator", { name });
const height = async (panel: PanelPage, pane: string): Promise<number> =>
  (await panel.page.locator(pane).boundingBox())?.height ?? NaN;
const maps = ({ page }: PanelPage): Locator => page.locator("vector-pane heat-map");

/** Waits until the heatmaps are about as high as before. */
const isLike = (panel: PanelPage, before: number | undefined): Promise<unknown> =>
  until("heatmaps as before", async () => {
    const now = (await maps(panel).first().boundingBox())?.height ?? NaN;
    return Math.abs(now / (before ?? NaN) - 1) < 0.1;
  });

/** Waits until a pane is as high as it is to be, but for a pixel of a border. */
const isHigh = (panel: PanelPage, pane: string, wished: number): Promise<unknown> =>
  until(`${pane} ${String(wished)} pixels high`, async () => {
    const found = await height(panel, pane);
    return Math.abs(found - wished) <= 2;
  });

/** Elements that would move by themselves as they are now: by an animation, or from one state to another. */
const moving = ({ page }: PanelPage): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const roots: ParentNode[] = [document];
    for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot !== null) roots.push(element.shadowRoot);
        for (const part of [undefined, "::before", "::after"]) {
          const { animationName, transitionDuration } = getComputedStyle(element, part);
          const lasts = transitionDuration.split(",").some((time) => parseFloat(time) > 0);
          if (animationName !== "none" || lasts) found.push(`${element.localName}${part ?? ""}`);
        }
      }
    }
    return found;
  });

describe("The parts of the panel's page", () => {
  panelTests();

  it("fold by a click on their headings, and what is left goes to the pictures", () =>
    withPanel(LAPTOP, async (panel) => {
      await maps(panel).first().waitFor();
      const before = await height(panel, "section.pictures");
      const tokens = await height(panel, "token-pane");
      await heading(panel, "Tokens").click();
      await isHigh(panel, "token-pane", 22);
      await isHigh(panel, "section.pictures", before + tokens - 22);
      assert.equal(await heading(panel, "Tokens").getAttribute("aria-expanded"), "false");
      await heading(panel, "Tokens").click();
      await isHigh(panel, "token-pane", tokens);
      assert.equal(await heading(panel, "Tokens").getAttribute("aria-expanded"), "true");
    }));

  it("fold and unfold by the keys of VS Code's views, and keep the focus", () =>
    withPanel(LAPTOP, async (panel) => {
      for (const [name, seen] of [
        ["Tokens", "token-pane .scroller"],
        ["Windows", "window-pane .scroller"],
        ["Coverage", "coverage-strip .strip"],
        ["Pictures", "vector-pane .scroller"],
      ] as const) {
        await panel.page.locator(seen).waitFor();
        await heading(panel, name).focus();
        await panel.page.keyboard.press("ArrowLeft");
        await panel.page.locator(seen).waitFor({ state: "hidden" });
        await panel.page.keyboard.press("ArrowLeft");
        await panel.page.keyboard.press("ArrowRight");
        await panel.page.locator(seen).waitFor();
        await panel.page.keyboard.press("Enter");
        await panel.page.locator(seen).waitFor({ state: "hidden" });
        await panel.page.keyboard.press("Space");
        await panel.page.locator(seen).waitFor();
        assert.ok(await heading(panel, name).evaluate((e) => e.matches(":focus")), name);
      }
    }));

  it("fold the loader's options into a line that names them", () =>
    withPanel(LAPTOP, async (panel) => {
      await heading(panel, "Loader").click();
      const line = panel.page.getByRole("button", {
        name: "Loader: max_length 4 · stride 4 · batch_size 8 · drop_last",
      });
      await line.waitFor();
      assert.equal(await panel.page.locator('[name="stride"]').count(), 0);
      await line.press("ArrowRight");
      await panel.page.locator('[name="stride"]').waitFor();
    }));

  it("are as they were set when the page is made anew, and the extension keeps that", () =>
    withPanel(LAPTOP, async (panel) => {
      await heading(panel, "Windows").click();
      const [part, json] = (await lastCall(panel, "keep")) as [string, string];
      assert.equal(part, "sections");
      assert.deepEqual(JSON.parse(json), { folded: { windows: true }, sizes: {} });
      await panel.page.reload();
      await maps(panel).first().waitFor();
      await isHigh(panel, "window-pane", 22);
    }));

  it("have a border between them that is dragged, and fit again by a double click", () =>
    withPanel({ width: 780, height: 950 }, async (panel) => {
      await maps(panel).first().waitFor();
      const [tokens, pictures] = [
        await height(panel, "token-pane"),
        await height(panel, "section.pictures"),
      ];
      const box = await border(panel, "Height of the tokens").boundingBox();
      assert.ok(box !== null);
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await panel.page.mouse.move(x, y);
      await panel.page.mouse.down();
      await panel.page.mouse.move(x, y + 40, { steps: 4 });
      await panel.page.mouse.up();
      await isHigh(panel, "token-pane", tokens + 40);
      await isHigh(panel, "section.pictures", pictures - 40);
      await border(panel, "Height of the tokens").dblclick();
      await isHigh(panel, "token-pane", tokens);
    }));

  it("have borders that keys move, and that lose no part however far they are moved", () =>
    withPanel({ width: 1300, height: 900 }, async (panel) => {
      await maps(panel).first().waitFor();
      const wide = async (): Promise<number> =>
        (await panel.page.locator("token-pane").boundingBox())?.width ?? NaN;
      const before = await wide();
      const left = border(panel, "Width of what is left of this border");
      await left.focus();
      await panel.page.keyboard.press("ArrowRight");
      await until("a wider left side", async () => (await wide()) === before + 16);
      for (let i = 0; i < 80; i++) await panel.page.keyboard.press("ArrowRight");
      await until("the most", async () => (await wide()) === 1300 - 260);
      assert.equal(await overflow(panel), 0);
      await panel.page.keyboard.press("Enter");
      await until("as it fits", async () => (await wide()) === before);
    }));

  it("give way by themselves in a low page, but not what a person unfolded", () =>
    withPanel({ width: 505, height: 560 }, async (panel) => {
      await maps(panel).first().waitFor();
      await isHigh(panel, "token-pane", 22);
      await heading(panel, "Tokens").click();
      await panel.page.locator("token-pane .token").first().waitFor();
      await panel.page.setViewportSize({ width: 505, height: 400 });
      await until(
        "a folded coverage",
        async () => (await heading(panel, "Coverage").getAttribute("aria-expanded")) === "false",
      );
      assert.ok(await panel.page.locator("token-pane .token").first().isVisible());
    }));

  it("let the page have the wheel where their own list is at its end", () =>
    withPanel({ width: 505, height: 420 }, async (panel) => {
      await maps(panel).first().waitFor();
      const top = (): Promise<number> =>
        panel.page.locator("tokenscope-panel").evaluate((element) => element.scrollTop);
      await maps(panel).first().hover();
      await panel.page.mouse.wheel(0, 200);
      await until("the page scrolls", async () => (await top()) > 0);
    }));

  it("bring what is opened beneath the heatmaps into view, and leave the heatmaps as they are", () =>
    withPanel(LAPTOP, async (panel) => {
      await maps(panel).first().waitFor();
      const before = (await maps(panel).first().boundingBox())?.height;
      await panel.page.getByRole("button", { name: "Same token elsewhere" }).click();
      const details = panel.page.locator("vector-details");
      await until("the list in view", async () => {
        const box = await details.boundingBox();
        return box !== null && box.y >= 0 && box.y + Math.min(box.height, 200) <= LAPTOP.height;
      });
      await isLike(panel, before);
    }));

  it("put what is opened beside the heatmaps where there is room", () =>
    withPanel({ width: 780, height: 950 }, async (panel) => {
      await maps(panel).first().waitFor();
      const before = (await maps(panel).first().boundingBox())?.height;
      await panel.page.getByRole("button", { name: "Same token elsewhere" }).click();
      await until("the list beside", async () => {
        const [list, map] = [
          await panel.page.locator("vector-details").boundingBox(),
          await maps(panel).first().boundingBox(),
        ];
        return list !== null && map !== null && list.x >= map.x + map.width;
      });
      await isLike(panel, before);
    }));

  it("show all rows of up to 8, and write which rows of more are seen", () =>
    withPanel(
      { ...LAPTOP, state: readyState(BOOK_LENGTH, {}, { maxLength: 8 }) },
      async (panel) => {
        await maps(panel).first().waitFor();
        assert.equal(await panel.page.getByText(/^rows \d/).count(), 0);
        await panel.show(readyState(BOOK_LENGTH, {}, { maxLength: 40 }));
        await panel.page
          .getByText(/^rows 0–\d+ of 40$/)
          .first()
          .waitFor();
      },
    ));

  describe("in rooms and states that nobody planned for", () => {
    for (const [name, options] of Object.entries({
      "200 pixels wide": { width: 200, height: 800 },
      "100 pixels high": { width: 600, height: 100 },
      "of 1 × 1": { width: 1, height: 1 },
    })) {
      it(`stand ${name}, and are whole again where there is room`, () =>
        withPanel(options, async (panel) => {
          await panel.page.locator("tokenscope-panel main").waitFor();
          await panel.page.setViewportSize(LAPTOP);
          await maps(panel).nth(2).waitFor();
          await panel.page.locator("token-pane .token").first().waitFor();
          await isHigh(panel, "tokenscope-panel", LAPTOP.height);
        }));
    }

    it("stand windows of 1,024 tokens and 4,096 dimensions", () => {
      const made = { ...BOOK, dimensions: 4096 };
      const state = readyState(BOOK_LENGTH, {}, { maxLength: 1024, stride: 1024 });
      const { model, ...rest } = state;
      assert.ok(model.kind === "ready");
      const wide = { ...rest, model: { ...model, info: { ...model.info, dimensions: 4096 } } };
      return withPanel({ ...LAPTOP, made, state: wide }, async (panel) => {
        await maps(panel).nth(2).waitFor();
        await panel.page
          .getByText(/of 1,024$/)
          .first()
          .waitFor();
        assert.ok((await overflow(panel)) <= 0);
      });
    });

    it("stand a font size of 40", () =>
      withPanel({ ...LAPTOP, state: book() }, async (panel) => {
        await maps(panel).nth(2).waitFor();
        await panel.page.evaluate(() => {
          for (const name of ["--vscode-font-size", "--vscode-editor-font-size"]) {
            document.documentElement.style.setProperty(name, "40px");
          }
          // As VS Code's own style sheet of a webview has it.
          document.body.style.fontSize = "var(--vscode-font-size)";
        });
        await until("a page without flaws", async () => (await flaws(panel)).length === 0);
        assert.equal(await scrolled(panel), 0);
        await panel.page.locator("token-pane .token").first().waitFor();
        await isHigh(panel, "tokenscope-panel", LAPTOP.height);
      }));

    it("move nothing by themselves where a person wants less motion", () =>
      withPanel(LAPTOP, async (panel) => {
        const { page } = panel;
        await maps(panel).first().waitFor();
        await border(panel, "Height of the tokens").hover();
        await page.emulateMedia({ reducedMotion: "no-preference" });
        assert.notDeepEqual(await moving(panel), []);
        await page.emulateMedia({ reducedMotion: "reduce" });
        assert.deepEqual(await moving(panel), []);
        await heading(panel, "Tokens").click();
        await isHigh(panel, "token-pane", 22);
        await page.getByRole("tab", { name: "Positions" }).click();
        await page.locator("position-pane canvas").first().waitFor();
        assert.deepEqual(await moving(panel), []);
      }));

    it("stand a theme that defines nothing", () =>
      withPanel(LAPTOP, async (panel) => {
        await maps(panel).first().waitFor();
        await panel.page.evaluate(() => {
          for (const sheet of document.styleSheets) sheet.disabled = true;
          document.body.className = "";
        });
        const tokens = panel.page.locator("token-pane .token").first();
        await tokens.waitFor();
        const [text, ground] = await tokens.evaluate((element) => [
          getComputedStyle(element).color,
          getComputedStyle(element).backgroundColor,
        ]);
        assert.notEqual(text, ground);
      }));

    it("stand what another version remembered", () =>
      withPanel(LAPTOP, async (panel) => {
        for (const sections of [
          7,
          { folded: { tokens: "yes" }, sizes: {} },
          { folded: {}, sizes: { tokens: -5 } },
          { folded: { loader: true } },
        ]) {
          await panel.page.evaluate(
            (state) => {
              sessionStorage.setItem("state", JSON.stringify(state));
            },
            { sections },
          );
          await panel.page.reload();
          await maps(panel).first().waitFor();
          await panel.page.locator("token-pane .token").first().waitFor();
        }
      }));

    it("stand storage that refuses to remember", () =>
      withPanel(LAPTOP, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("keep"));
        await heading(panel, "Tokens").click();
        await lastCall(panel, "keep");
        await isHigh(panel, "token-pane", 22);
        await heading(panel, "Tokens").click();
        await panel.page.locator("token-pane .token").first().waitFor();
      }));
  });
});
