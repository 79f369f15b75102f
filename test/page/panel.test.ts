import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, HARD, readyState } from "../support/panelStates";
import { lastCall, panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";
import { until } from "../../.ci/support/until";

const LONG = 3_000_000;

const token = ({ page }: PanelPage, index: number): Locator =>
  page.locator(`[data-token="${String(index)}"]`);
const windowHead = ({ page }: PanelPage, index: number): Locator =>
  page.locator(`[data-window="${String(index)}"]`);
const field = ({ page }: PanelPage, name: string): Locator => page.locator(`[name="${name}"]`);
const readout = ({ page }: PanelPage): Locator => page.locator("#readout");

/** Waits for a sentence anywhere in the page. */
const says = ({ page }: PanelPage, sentence: string | RegExp): Promise<void> =>
  page.getByText(sentence).first().waitFor();

/** The three numbers of the readout. */
async function sum(panel: PanelPage): Promise<number[]> {
  const text = (await panel.page.locator("#readout .sum").textContent()) ?? "";
  return text.split(/[+=]/).map((part) => Number(part.trim().replace("−", "-")));
}

/** How far the page is wider than its window, shadow roots included. CSS pixels. */
const overflow = ({ page }: PanelPage): Promise<number> =>
  page.evaluate(() => {
    const panel = document.querySelector("tokenscope-panel");
    return (panel?.scrollWidth ?? 0) - innerWidth;
  });

/** Sum of a heatmap's pixels: another picture, another sum. */
const picture = ({ page }: PanelPage): Promise<number> =>
  page
    .locator("heat-map canvas")
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
      return data?.reduce((total, byte) => total + byte, 0) ?? 0;
    });

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

  describe("controls", () => {
    it("send all options when one was changed", () =>
      withPanel({}, async (panel) => {
        await field(panel, "maxLength").fill("6");
        const { options: before } = readyState().loader;
        const options = { ...before, maxLength: 6 };
        assert.deepEqual(await lastCall(panel, "setLoader"), [options]);
        await says(panel, "Token vectors [6, 256]");
        await field(panel, "dropLast").click();
        const last = { ...options, dropLast: false };
        assert.deepEqual(await lastCall(panel, "setLoader", 2), [last]);
      }));

    it("set all options of one of the chapter's loaders by one click, or by the keys", () =>
      withPanel({ state: readyState(5145, {}, { dropLast: false }) }, async (panel) => {
        const { options } = readyState().loader;
        const chapter = (name: string) => panel.page.getByRole("button", { name: `${name}: ` });
        // What was typed before does not come back.
        await field(panel, "stride").fill("");
        await chapter("4/4/8").click();
        const book = { ...options, maxLength: 4, stride: 4, batchSize: 8, dropLast: true };
        assert.deepEqual(await lastCall(panel, "setLoader"), [book]);
        await panel.page.locator('[aria-pressed="true"]', { hasText: "4/4/8" }).waitFor();
        assert.equal(await field(panel, "stride").inputValue(), "4");
        await panel.page.keyboard.press("Shift+Tab");
        await panel.page.keyboard.press("Enter");
        const first = { ...book, stride: 1, batchSize: 1 };
        assert.deepEqual(await lastCall(panel, "setLoader", 2), [first]);
        await chapter("256/128/4").click();
        const defaults = { ...book, maxLength: 256, stride: 128, batchSize: 4, shuffle: true };
        assert.deepEqual(await lastCall(panel, "setLoader", 3), [defaults]);
      }));

    it("keep what was switched when something is typed before the host's answer", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.silent.add("setLoader"));
        await field(panel, "shuffle").click();
        await lastCall(panel, "setLoader");
        await field(panel, "batchSize").fill("3");
        const { options } = readyState().loader;
        const wanted = { ...options, shuffle: true, batchSize: 3 };
        assert.deepEqual(await lastCall(panel, "setLoader", 2), [wanted]);
        // Taken back at once, it is told too.
        await field(panel, "shuffle").click();
        const [last] = await lastCall(panel, "setLoader", 3);
        assert.deepEqual(last, { ...wanted, shuffle: false });
      }));

    it("refuse what is no whole number from 1 on, and what worked keeps showing", () =>
      withPanel({}, async (panel) => {
        const stride = field(panel, "stride");
        for (const entry of ["0", "", "-3", "1.5"]) {
          await stride.fill(entry);
          await stride.blur();
          assert.equal(await stride.getAttribute("aria-invalid"), "true", entry);
          await says(panel, /a whole number from 1 on/);
        }
        assert.deepEqual(await panel.calls("setLoader"), []);
        assert.ok(await windowHead(panel, 1).isVisible());
        await stride.fill("2");
        assert.equal(await stride.getAttribute("aria-invalid"), "false");
        await lastCall(panel, "setLoader");
      }));

    it("shuffle: the windows stand in the order that the host draws", () =>
      withPanel({ state: readyState(64, { token: 10, window: 2 }) }, async (panel) => {
        const { page } = panel;
        assert.equal(await field(panel, "seed").count(), 0);
        await field(panel, "shuffle").click();
        // The fake host's order is 14 − k + seed + epoch, modulo 15.
        assert.deepEqual(await lastCall(panel, "order"), [15, 123, 0]);
        const start = (window: number): number => ((14 - window + 123) % 15) * 4;
        const title = (window: number): string =>
          `[data-window="${String(window)}"][title*="tokens ${String(start(window))} to"]`;
        await page.locator(title(0)).waitFor();
        await page.locator(title(1)).waitFor();
        // A token brings along the window that holds it.
        await token(panel, start(5) + 1).click();
        await page.locator('[data-window="5"][aria-selected="true"]').waitFor();
        assert.deepEqual(await lastCall(panel, "vectors", 2), [1, start(5), start(5) + 4]);
        await field(panel, "epoch").fill("1");
        assert.deepEqual(await lastCall(panel, "order", 2), [15, 123, 1]);
        await field(panel, "seed").fill("-1");
        await says(panel, /seed is what torch.manual_seed is given/);
      }));

    it("copy the batch that is shown for a notebook", () =>
      withPanel({}, async (panel) => {
        await panel.page.getByRole("button", { name: "Next batch" }).click();
        await panel.page.getByRole("button", { name: "Copy as PyTorch" }).click();
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch"), [{ of: "batch", window: 8 }]);
        await panel.page.locator('[data-window="10"] .title, [data-window="10"]').first().click();
        await panel.page.getByRole("button", { name: "Copy as PyTorch" }).click();
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch", 2), [{ of: "batch", window: 10 }]);
      }));

    it("say that an order could not be drawn, and what worked keeps showing", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("order"));
        await field(panel, "shuffle").click();
        await says(panel, "order failed on purpose.");
        assert.ok(await windowHead(panel, 1).isVisible());
        await panel.page.evaluate(() => fakeHost.failing.clear());
        await panel.show(readyState(64, {}, { shuffle: true }));
        await panel.page.locator('[data-window="0"][title*="tokens 8 to"]').waitFor();
      }));

    it("say what the options do, and why there is no window", () =>
      withPanel({}, async (panel) => {
        await says(panel, /every token but the last is an input once/);
        const { loader, ...rest } = readyState(3, { window: undefined });
        const problem = "The text has 3 tokens: set max_length to 2 or less.";
        await panel.show({ ...rest, loader: { ...loader, problem } });
        await panel.page.locator("#problem", { hasText: problem }).waitFor();
        await says(panel, "There is no window");
        await says(panel, "No window, no vectors");
      }));

    it("say why the host did not take the options", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("setLoader"));
        await field(panel, "stride").fill("9");
        await says(panel, "setLoader failed on purpose.");
      }));
  });

  describe("vectors", () => {
    it("stand in three pictures of one shape and one limit", () =>
      withPanel({}, async (panel) => {
        await says(panel, "Token vectors [4, 256]");
        await says(panel, "Position vectors [4, 256]");
        await says(panel, "Input vectors [4, 256]");
        await says(panel, /p99/);
        await says(panel, /clipped/);
        const labels = await panel.page
          .locator("heat-map canvas")
          .evaluateAll((canvases) =>
            canvases.map((canvas) => canvas.getAttribute("aria-label") ?? ""),
          );
        assert.equal(labels.length, 3);
        assert.ok(labels.every((label) => label.includes("4 rows of 256 values, colors from −")));
      }));

    it("are read cell by cell with the mouse: token + position = input", () =>
      withPanel({}, async (panel) => {
        const map = panel.page.locator("heat-map").nth(1);
        const box = await map.boundingBox();
        assert.ok(box !== null);
        await panel.page.mouse.move(
          box.x + ((117 + 0.5) / 256) * box.width,
          box.y + ((2 + 0.5) / 4) * box.height,
        );
        await readout(panel).getByText("dimension 117").waitFor();
        const text = (await readout(panel).textContent())?.replace(/\s+/g, " ").trim() ?? "";
        assert.match(text, /^' G' id 402 · position 2 · dimension 117/);
        const [token = NaN, position = NaN, input = NaN] = await sum(panel);
        const told = await panel.page.evaluate(() => {
          const i = 2 * 256 + 117;
          const { token, position, input } = fakeHost.lastVectors ?? {};
          return [token?.[i] ?? NaN, position?.[i] ?? NaN, input?.[i] ?? NaN];
        });
        assert.deepEqual(
          [token, position, input],
          told.map((value) => Number(value.toFixed(4))),
        );
        assert.ok(Math.abs(token + position - input) < 2e-4);
      }));

    it("are read with the arrow keys, and Enter reveals the row's token", () =>
      withPanel({}, async (panel) => {
        await panel.page.locator("vector-pane .scroller").focus();
        for (const key of ["ArrowRight", "Shift+ArrowRight", "ArrowDown"]) {
          await panel.page.keyboard.press(key);
        }
        await readout(panel).getByText("position 3 · dimension 17").waitFor();
        await panel.page.locator('[data-token="7"][aria-selected="true"]').waitFor();
        await panel.page.keyboard.press("End");
        await readout(panel).getByText("dimension 255").waitFor();
        await panel.page.keyboard.press("Enter");
        assert.deepEqual(await lastCall(panel, "select"), [{ kind: "token", index: 7 }]);
      }));

    it("that are no finite numbers are marked and counted", () =>
      withPanel({}, async (panel) => {
        await panel.page.locator("heat-map").first().waitFor();
        await panel.page.evaluate(() => fakeHost.odd.set(0, NaN).set(256, -Infinity));
        await windowHead(panel, 2).click();
        // The sum is as little a number as its part.
        await says(panel, /4 not finite/);
        await readout(panel).getByText("NaN").waitFor();
      }));

    it("of a long window scroll, all three together", () => {
      const state = readyState(BOOK_LENGTH, { token: 0, window: 0 }, { maxLength: 1024 });
      return withPanel({ state }, async (panel) => {
        await says(panel, "Input vectors [1024, 256]");
        await panel.page.locator("vector-pane .scroller").evaluate((element) => {
          element.scrollTop = element.scrollHeight;
        });
        await panel.page.locator('[data-row="1023"]').nth(2).waitFor();
        assert.equal(await panel.page.locator('[data-row="1023"]').count(), 3);
        assert.equal(await panel.page.locator('[data-row="0"]').count(), 0);
      });
    });

    it("of a window longer than the model's positions are refused with what to do", () => {
      const state = readyState(BOOK_LENGTH, {}, { maxLength: 2000 });
      return withPanel({ state }, async (panel) => {
        await says(panel, /The model knows 1,024 positions/);
        assert.deepEqual(await panel.calls("vectors"), []);
      });
    });

    it("that fail to come say why, and come when the host speaks again", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("vectors"));
        await windowHead(panel, 2).click();
        await says(panel, /vectors failed on purpose/);
        await panel.page.evaluate(() => fakeHost.failing.clear());
        await panel.show(readyState());
        await panel.page.getByText("vectors failed on purpose").waitFor({ state: "detached" });
      }));

    it("are painted to the device pixel", () =>
      withPanel({ scale: 2, width: 701, height: 800 }, async (panel) => {
        await panel.page.locator("heat-map canvas").first().waitFor();
        const exact = await until("the canvas to have its size", () =>
          panel.page
            .locator("heat-map canvas")
            .first()
            .evaluate((element) => {
              const canvas = element as HTMLCanvasElement;
              const { width, height } = canvas.getBoundingClientRect();
              const ratio = devicePixelRatio;
              return canvas.width === Math.round(width * ratio) &&
                canvas.height === Math.round(height * ratio)
                ? true
                : undefined;
            }),
        );
        assert.ok(exact);
      }));

    it("take the colours of a theme as soon as it changes", () =>
      withPanel({ theme: "dark" }, async (panel) => {
        const pictures = [
          await until("a picture", async () => (await picture(panel)) || undefined),
        ];
        for (const theme of ["light", "high-contrast", "high-contrast-light"] as const) {
          await panel.page.evaluate((names) => {
            document.body.className = names;
          }, THEMES[theme]);
          const before = pictures.at(-1);
          const other = async (): Promise<number | undefined> => {
            const now = await picture(panel);
            return now === before ? undefined : now;
          };
          pictures.push(await until(`the colours of ${theme}`, other));
        }
        assert.equal(new Set(pictures).size, 4);
      }));
  });

  describe("states", () => {
    const states: Readonly<Record<string, readonly [Parameters<PanelPage["show"]>[0], RegExp]>> = {
      "no document": [
        readyState(0, {
          document: { kind: "none", message: "Open a text file to see its tokens." },
        }),
        /Open a text file to see its tokens/,
      ],
      "a document that is being read": [
        readyState(0, { document: { kind: "busy", key: "big", name: "big.txt" } }),
        /Reading big\.txt/,
      ],
      "a document that failed": [
        readyState(0, {
          document: { kind: "failed", key: "odd", name: "odd.txt", message: "Close it." },
        }),
        /The tokens of odd\.txt could not be made/,
      ],
      "a model that is being built": [
        readyState(BOOK_LENGTH, { model: { kind: "building", name: "seeded 123" } }),
        /Building seeded 123…/,
      ],
      "a model that failed": [
        readyState(BOOK_LENGTH, { model: { kind: "failed", message: "The disk is full." } }),
        /The disk is full/,
      ],
    };
    for (const [name, [state, sentence]] of Object.entries(states)) {
      it(`show ${name}`, () =>
        withPanel({ state }, async (panel) => {
          await says(panel, sentence);
        }));
    }

    it("keep what was there while a newer version is tokenized", () =>
      withPanel({}, async (panel) => {
        await token(panel, 6).locator(".id").waitFor();
        await panel.show(
          readyState(0, { document: { kind: "busy", key: "book", name: "the-verdict.txt" } }),
        );
        await says(panel, "updating…");
        assert.equal(await token(panel, 6).locator(".id").textContent(), "402");
        const { document, ...rest } = readyState(5200);
        assert.ok(document.kind === "ready");
        await panel.show({ ...rest, document: { ...document, version: 2 } });
        await says(panel, "5,200 tokens");
        const asked = await lastCall(panel, "tokens", 2);
        assert.equal(asked[0], 2);
      }));

    it("survive messages that do not fit the protocol", () =>
      withPanel({}, async (panel) => {
        await token(panel, 6).waitFor();
        const unfit: readonly unknown[] = [
          null,
          7,
          "show",
          { kind: "tell", method: "show", args: [] },
          { kind: "tell", method: "show", args: [{ document: { kind: "ready" } }] },
          { kind: "tell", method: "constructor", args: [] },
          { kind: "tell", method: "render", args: [{}] },
          { kind: "answer", id: 4711, ok: true, value: {} },
          { kind: "answer", id: 0, ok: "yes" },
        ];
        await panel.page.evaluate((messages) => {
          for (const message of messages) fakeHost.post(message);
        }, unfit);
        await panel.show(readyState(BOOK_LENGTH, { token: 5 }));
        await panel.page.locator('[data-token="5"][aria-selected="true"]').waitFor();
        const dropped = panel.warnings.filter((line) => line.includes("was dropped"));
        assert.equal(dropped.length, unfit.length - 1);
      }));
  });

  describe("positions", () => {
    const tab = ({ page }: PanelPage): Locator => page.getByRole("tab", { name: "Positions" });
    const value = ({ page }: PanelPage): Locator => page.locator("#position-readout");
    const gpt2 = {
      source: "gpt2",
      name: "GPT-2 small",
      contextLength: 1024,
      dimensions: 768,
    } as const;

    it("are not asked for before they are looked at", () =>
      withPanel({}, async (panel) => {
        await panel.page.locator("vector-pane heat-map").first().waitFor();
        assert.deepEqual(await panel.calls("positions"), []);
      }));

    it("are one picture of the whole table, read with the arrow keys and the mouse", () =>
      withPanel({}, async (panel) => {
        await tab(panel).click();
        await says(panel, "Position table of seeded 123 [1024, 256]");
        await panel.page.locator("position-pane .scroller").focus();
        for (const key of ["ArrowRight", "ArrowDown", "PageDown"]) {
          await panel.page.keyboard.press(key);
        }
        await value(panel).getByText("position 65 · dimension 1").waitFor();
        const box = await panel.page.locator("position-pane heat-map").boundingBox();
        assert.ok(box !== null);
        await panel.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await value(panel)
          .getByText(/position 51\d · dimension 12\d/)
          .waitFor();
        assert.match(await value(panel).innerText(), /−?\d\.\d{4}$/);
        assert.equal(await panel.page.locator("vector-pane heat-map").first().isVisible(), false);
      }));

    it("are reached by the keyboard alone", () =>
      withPanel({}, async (panel) => {
        await panel.page.getByRole("tab", { name: "Vectors" }).focus();
        await panel.page.keyboard.press("ArrowRight");
        await says(panel, "Position table of seeded 123 [1024, 256]");
        await panel.page.keyboard.press("ArrowLeft");
        await panel.page.locator("vector-pane heat-map").first().waitFor();
      }));

    it("of another model take their place as soon as they are there", () =>
      withPanel({}, async (panel) => {
        await tab(panel).click();
        await says(panel, "Position table of seeded 123 [1024, 256]");
        await panel.show(readyState(BOOK_LENGTH, { positions: gpt2 }));
        await says(panel, "Position table of GPT-2 small [1024, 768]");
        assert.equal((await panel.calls("positions")).length, 2);
      }));

    it("that cannot be read say why", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("positions"));
        await tab(panel).click();
        await says(panel, "positions failed on purpose.");
      }));
  });

  describe("help", () => {
    const helpOn = ({ page }: PanelPage, what: string): Locator =>
      page.getByRole("button", { name: `Help on ${what}` });

    it("stands beside each heading, and shows the page on that part", () =>
      withPanel({}, async (panel) => {
        await helpOn(panel, "tokens").click();
        assert.deepEqual(await lastCall(panel, "help"), ["tokens"]);
        await helpOn(panel, "windows and coverage").click();
        assert.deepEqual(await lastCall(panel, "help", 2), ["windows"]);
        await helpOn(panel, "vectors").click();
        assert.deepEqual(await lastCall(panel, "help", 3), ["vectors"]);
        await panel.page.getByRole("tab", { name: "Positions" }).click();
        await helpOn(panel, "positions").click();
        assert.deepEqual(await lastCall(panel, "help", 4), ["positions"]);
        assert.equal(await helpOn(panel, "vectors").count(), 0);
      }));

    it("comes by the keyboard, and chooses nothing", () =>
      withPanel({}, async (panel) => {
        await helpOn(panel, "tokens").press("Enter");
        assert.deepEqual(await lastCall(panel, "help"), ["tokens"]);
        await helpOn(panel, "windows and coverage").press("Space");
        assert.deepEqual(await lastCall(panel, "help", 2), ["windows"]);
        assert.deepEqual(await panel.calls("select"), []);
      }));

    it("is there where there is no window and no model", () => {
      const model = { kind: "failed", message: "The disk is full." } as const;
      return withPanel(
        { state: readyState(2, { model, token: 1, window: undefined }) },
        async (panel) => {
          await says(panel, "There is no window");
          await helpOn(panel, "windows and coverage").click();
          assert.deepEqual(await lastCall(panel, "help"), ["windows"]);
          await helpOn(panel, "vectors").click();
          assert.deepEqual(await lastCall(panel, "help", 2), ["vectors"]);
        },
      );
    });
  });

  describe("the model", () => {
    it("tells how much of it is built", () => {
      const model = { kind: "building", name: "seeded 7", share: 0.425 } as const;
      return withPanel({ state: readyState(BOOK_LENGTH, { model }) }, (panel) =>
        says(panel, "seeded 7 · building 42 %…"),
      );
    });

    it("tells of a file that is not loaded", () => {
      const modelNote = "This workspace is not trusted, so its model file is not loaded.";
      return withPanel({ state: readyState(BOOK_LENGTH, { modelNote }) }, (panel) =>
        says(panel, modelNote),
      );
    });
  });

  describe("sizes and themes", () => {
    for (const [name, options] of Object.entries({
      "400 pixels wide": { width: 400, height: 800 },
      "at 200 %, 400 device pixels high": { width: 480, height: 200, scale: 2 },
      "1,600 pixels wide": { width: 1600, height: 900 },
    })) {
      it(`fit ${name}`, () =>
        withPanel(options, async (panel) => {
          await panel.page.locator("heat-map").first().waitFor();
          assert.ok((await overflow(panel)) <= 0);
          const heights = await panel.page
            .locator("token-pane, window-pane, vector-pane")
            .evaluateAll((panes) => panes.map((pane) => pane.getBoundingClientRect().height));
          assert.ok(heights.every((height) => height >= 150));
        }));
    }

    for (const theme of Object.keys(THEMES) as ThemeName[]) {
      for (const scale of [1, 2]) {
        it(`look right in ${theme} at ${String(scale * 100)} %`, () =>
          withPanel({ theme, scale, width: 1000 / scale, height: 1000 / scale }, async (panel) => {
            await token(panel, 6).locator(".id").waitFor();
            await panel.page.locator("vector-pane .scroller").focus();
            for (let i = 0; i < 7; i++) await panel.page.keyboard.press("Shift+ArrowRight");
            await readout(panel).getByText("dimension 112").waitFor();
            const path = `${SCREENSHOTS}/panel-${theme}-${String(scale * 100)}.png`;
            await panel.page.locator("tokenscope-panel").evaluate((element) => {
              element.scrollTop = 0;
            });
            await panel.page.screenshot({ path });
            await panel.page.getByRole("tab", { name: "Positions" }).click();
            await says(panel, "Position table of seeded 123 [1024, 256]");
            await panel.page.locator("#position-readout").scrollIntoViewIfNeeded();
            await panel.page.screenshot({ path: path.replace("panel-", "positions-") });
          }));
      }
    }
  });
});
