import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { entryOf, makePalette } from "../../webview/base/palette";
import { commonLimit } from "../../webview/heat/limits";
import type { PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, gptState, HARD, readyState } from "../support/panelStates";
import { setOption } from "../support/panelParts";
import { lastCall, panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { keepPicture, pngPixels, savedPicture, svgParts } from "../support/savedPicture";
import { until } from "../../.ci/support/until";

const SMALL = { source: "model", name: "small", contextLength: 64, dimensions: 32 } as const;
const said = ({ page }: PanelPage): Locator => page.locator(".bar .said");
const says = (panel: PanelPage, sentence: string | RegExp): Promise<void> =>
  said(panel).getByText(sentence).waitFor();

/** Takes an item of a picture's menu, by the mouse. */
async function take(panel: PanelPage, picture: string | RegExp, item: string): Promise<void> {
  await panel.page.getByRole("button", { name: picture }).click();
  await panel.page.getByRole("menuitem", { name: item }).click();
}

async function openPositions(panel: PanelPage, picture?: string): Promise<void> {
  await panel.page.getByRole("tab", { name: "Positions" }).click();
  if (picture !== undefined) await panel.page.getByRole("tab", { name: picture }).click();
}

describe("Pictures", () => {
  panelTests();

  describe("are saved", () => {
    it("as a PNG of all three heatmaps, in the colours that are seen", () =>
      withPanel({}, async (panel) => {
        await take(panel, "Copy, save… Input vectors", "Save picture as PNG…");
        const picture = await savedPicture(panel);
        keepPicture(picture, "vectors-dark");
        assert.deepEqual([picture.name, picture.format], ["window-2-vectors", "png"]);
        await says(panel, "text-window-2-vectors.png is saved");
        // 256 columns of 3 CSS pixels and the labels, twice as many pixels.
        const { width, height } = await pngPixels(panel, picture);
        assert.equal(width, 2 * (20 + 170 + 768 + 20));
        const tables = await panel.page.evaluate(() => {
          const { token, position, input } = fakeHost.lastVectors ?? {};
          return [token, position, input].map((table) => [...(table ?? [])]);
        });
        const { limit } = commonLimit(tables.map((table) => Float32Array.from(table)));
        const { colours } = makePalette("dark", [31, 31, 31]);
        const expected = (value: number): string => {
          const pixel = colours[entryOf(value, limit)] ?? 0;
          return [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255].join(" ");
        };
        // The rows of the three tables, from the file's lower edge: 28 of an axis and a gap of 6.
        const table = 4 * 22;
        const tops = [2, 1, 0].map((from) => height / 2 - 20 - 34 - table - from * (table + 28));
        const cells = [
          [0, 0],
          [1, 100],
          [3, 255],
        ] as const;
        const places = tops.flatMap((top) =>
          cells.map(([row, column]): [number, number] => [
            2 * (20 + 170 + 3 * column) + 3,
            2 * (top + 22 * row) + 20,
          ]),
        );
        const values = tables.flatMap((table) =>
          cells.map(([row, column]) => table[row * 256 + column] ?? NaN),
        );
        const { colours: found } = await pngPixels(panel, picture, places);
        assert.deepEqual(found, values.map(expected));
      }));

    it("as an SVG with labels, axes and a legend, whatever the tokens are", () =>
      withPanel(
        {
          made: HARD,
          theme: "light",
          state: readyState(80, { token: 0, window: 0 }, { maxLength: 10 }),
        },
        async (panel) => {
          await panel.page.evaluate(() => fakeHost.odd.set(0, NaN));
          await panel.show(readyState(80, { token: 4, window: 1 }, { maxLength: 10 }));
          await panel.page.locator("heat-legend", { hasText: "not finite" }).waitFor();
          await setOption(panel, "limit", "row");
          await panel.page.locator("heat-legend", { hasText: "for each row" }).waitFor();
          await take(panel, "Copy, save… Token vectors", "Save picture as SVG…");
          const picture = await savedPicture(panel);
          keepPicture(picture, "vectors-hard-light");
          const { error, title, texts, images } = await svgParts(panel, picture);
          assert.equal(error, "");
          assert.match(title, /^Token \+ position = input vectors of window \d$/);
          for (const label of [
            "<|endoftext|>",
            "👋 2/3",
            "[200F]␀&amp;",
            "198",
            "@9",
            "position",
          ]) {
            assert.ok(texts.includes(label), `${label} in ${texts.join(" ")}`);
          }
          assert.ok(texts.some((text) => text.startsWith("<img·src=x")));
          assert.ok(texts.includes("a limit for each row for all three · p99"));
          assert.ok(texts.some((text) => /^\d\.\d % clipped · \d not finite, striped$/.test(text)));
          assert.ok(texts.includes("dimension") && texts.includes("255"));
          // Three tables and the legend's scale.
          assert.equal(images.length, 4);
          for (const image of images) {
            const bytes = Buffer.from(image.replace("data:image/png;base64,", ""), "base64");
            const decoded = { name: "", format: "png", bytes };
            assert.ok((await pngPixels(panel, decoded)).width > 0);
          }
        },
      ));

    it("of positions with the shuffled rows beside, by a letter", () =>
      withPanel(
        { state: readyState(BOOK_LENGTH, { positions: SMALL }), theme: "high-contrast" },
        async (panel) => {
          await openPositions(panel);
          await panel.page.locator('[name="baseline"]').click();
          await panel.page.locator("position-heat").nth(1).waitFor();
          const scroller = panel.page.locator("position-pane .scroller");
          await scroller.first().focus();
          await panel.page.keyboard.press("p");
          const heat = await savedPicture(panel);
          keepPicture(heat, "positions-high-contrast");
          assert.equal(heat.name, "positions-learned-values-beside-shuffled");
          // Twice 32 columns of 30 CSS pixels and their labels, in twice as many pixels.
          const { width } = await pngPixels(panel, heat);
          assert.equal(width, 2 * (20 + 2 * (68 + 960) + 32 + 20));
          await panel.page.getByRole("tab", { name: "Cosines" }).click();
          await panel.page.locator("position-heat").nth(1).waitFor();
          await scroller.nth(1).focus();
          await panel.page.keyboard.press("s");
          const cosines = await savedPicture(panel, 2);
          keepPicture(cosines, "cosines-high-contrast");
          const { error, texts, images } = await svgParts(panel, cosines);
          assert.equal(error, "");
          assert.equal(cosines.name, "positions-learned-cosines-beside-shuffled");
          assert.ok(texts.includes("Cosines [64, 64]"), texts.join(" "));
          assert.ok(texts.includes("Cosines [64, 64], rows shuffled"));
          assert.ok(texts.includes("Position table of small [64, 32]"));
          assert.deepEqual([texts.includes("−1.00"), texts.includes("position")], [true, true]);
          assert.equal(images.length, 4);
        },
      ));

    it("of the helix with what it explains, and of curves with what each line is", () =>
      withPanel(
        { state: readyState(BOOK_LENGTH, { positions: SMALL }), theme: "light" },
        async (panel) => {
          await openPositions(panel, "PCA");
          await panel.page.locator('[name="source"]').selectOption("sinusoidal");
          await take(panel, /^Copy, save… PCA/, "Save picture as SVG…");
          const helix = await savedPicture(panel);
          keepPicture(helix, "helix-light");
          const parts = await svgParts(panel, helix);
          assert.deepEqual([parts.error, parts.title], ["", "PCA, 3 components"]);
          assert.ok(parts.texts.some((text) => text.endsWith(" % of the variance")));
          assert.ok(parts.texts.includes("component 3") && parts.texts.includes("last row, 63"));
          assert.equal(helix.bytes.toString().match(/<path /g)?.length, 63 + 3);
          await panel.page.getByRole("tab", { name: "Curves" }).click();
          await panel.page.locator("position-pane .scroller").focus();
          for (const key of ["Enter", "ArrowDown", "ArrowDown", "Enter", "ArrowDown"]) {
            await panel.page.keyboard.press(key);
          }
          await panel.page.keyboard.press("s");
          const curves = await savedPicture(panel, 2);
          keepPicture(curves, "curves-light");
          const { error, texts } = await svgParts(panel, curves);
          assert.equal(error, "");
          for (const label of ["dimension 3", "dimension 2", "dimension 0", "position", "63"]) {
            assert.ok(texts.includes(label), `${label} in ${texts.join(" ")}`);
          }
          await panel.page.keyboard.press("p");
          const png = await savedPicture(panel, 3);
          keepPicture(png, "curves-light");
          assert.equal((await pngPixels(panel, png)).width, 2 * (20 + 68 + 900 + 20));
        },
      ));

    it("of curves with the lines that the page has: their widths, dashes and points", () =>
      withPanel({ state: readyState(BOOK_LENGTH, { positions: SMALL }) }, async (panel) => {
        await openPositions(panel, "Curves");
        await panel.page.locator("position-pane .scroller").focus();
        for (const key of ["Enter", "ArrowDown", "Enter", "ArrowDown"]) {
          await panel.page.keyboard.press(key);
        }
        const drawn = panel.page.locator("position-curves .stage svg path");
        await panel.page.locator("position-curves .keys span").nth(2).waitFor();
        const onPage = await drawn.evaluateAll((paths) =>
          paths.map((path) =>
            [path.getAttribute("stroke-width"), path.getAttribute("stroke-dasharray")].join(" "),
          ),
        );
        const commands = await drawn.last().evaluate((path) => path.getAttribute("d"));
        await panel.page.keyboard.press("s");
        const text = (await savedPicture(panel)).bytes.toString();
        const paths = [...text.matchAll(/<path [^>]*>/g)].map(([path]) => path);
        const inFile = paths.map((path) =>
          ["width", "dasharray"]
            .map((name) => RegExp(`stroke-${name}="(.*?)"`).exec(path)?.[1])
            .join(" "),
        );
        const curves = ["1.25 2 3", "1.25 7 3", "1.75 "];
        assert.deepEqual(onPage.slice(-3), curves);
        assert.deepEqual(inFile.slice(-3), curves);
        const letters = (path = ""): string => path.replace(/[^MLH]/g, "");
        assert.equal(letters(commands ?? ""), `M${"L".repeat(63)}`);
        assert.equal(letters(/ d="(.*?)"/.exec(paths.at(-1) ?? "")?.[1]), `M${"L".repeat(63)}`);
      }));

    it("of attention: every head in small and one large, with the tokens that look", () =>
      withPanel({ state: gptState(readyState()), width: 1366, height: 768 }, async (panel) => {
        const { page } = panel;
        await page.getByRole("tab", { name: "Predictions" }).click();
        await page.getByRole("radio", { name: "Attention" }).click();
        await page.locator('attention-view .head[data-head="2"]').click();
        await take(panel, "Copy, save… attention of head 3", "Save picture as SVG…");
        const picture = await savedPicture(panel);
        keepPicture(picture, "attention-dark");
        assert.equal(picture.name, "window-2-attention-1-3");
        const { error, title, texts, images } = await svgParts(panel, picture);
        assert.deepEqual([error, title], ["", "Attention of block 1 in window 2"]);
        // Four small ones and the large one.
        assert.equal(images.length, 5);
        assert.ok(texts.includes("0 is the page's color, full color from 1.00 on"));
        for (const label of ["head 1", "head 4", "·Jack", "@3", "position that is looked at"]) {
          assert.ok(texts.includes(label), `${label} in ${texts.join(" ")}`);
        }
        await page.locator("attention-view .scroller").focus();
        await page.keyboard.press("p");
        const png = await savedPicture(panel, 2);
        keepPicture(png, "attention-dark");
        // The labels, and four cells of 32 CSS pixels; the small heads are wider.
        assert.equal((await pngPixels(panel, png)).width, 2 * (20 + 4 * 96 + 3 * 8 + 20));
        await page.keyboard.press("m");
        await says(panel, "Matrix [4, 4] of the attention of head 3 copied: 16 values");
        await page.keyboard.press("t");
        const { of, ...place } = { of: "attention", window: 1, layer: 0, head: 2, position: 2 };
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch"), [{ of, ...place }]);
      }));

    it("of the lens: a row for each block, what really comes next marked", () =>
      withPanel({ state: gptState(readyState()), theme: "light" }, async (panel) => {
        const { page } = panel;
        await page.getByRole("tab", { name: "Predictions" }).click();
        await page.getByRole("radio", { name: "Lens" }).click();
        await page.getByRole("button", { name: "The position before" }).click();
        await page.locator("lens-table .real").first().waitFor();
        await take(panel, /^Copy, save… The likeliest next token/, "Save picture as SVG…");
        const picture = await savedPicture(panel);
        keepPicture(picture, "lens-light");
        assert.equal(picture.name, "window-2-lens-1");
        const { error, title, texts } = await svgParts(panel, picture);
        assert.equal(error, "");
        assert.match(title, /^The likeliest next token after each block, at position 1: ' Jack'$/);
        for (const label of ["input vector", "after block 1", "after block 2"]) {
          assert.ok(texts.includes(label), `${label} in ${texts.join(" ")}`);
        }
        assert.ok(texts.some((text) => text.startsWith("✓")));
        assert.ok(
          texts.some((text) => /^id \d+ · .* %$/.test(text)),
          texts.join(" "),
        );
        await page.locator("lens-table .scroller").focus();
        await page.keyboard.press("p");
        const png = await savedPicture(panel, 2);
        keepPicture(png, "lens-light");
        assert.ok((await pngPixels(panel, png)).width > 0);
        await page.keyboard.press("t");
        assert.deepEqual(await lastCall(panel, "copyAsPyTorch"), [
          { of: "lens", window: 1, position: 1 },
        ]);
      }));

    it("and what is said of it goes with the next gesture, in the page or in the text", () =>
      withPanel({}, async (panel) => {
        const isSilent = () => until("silence", async () => (await said(panel).innerText()) === "");
        const save = async (): Promise<void> => {
          await take(panel, "Copy, save… Input vectors", "Save picture as SVG…");
          await says(panel, "text-window-2-vectors.svg is saved");
        };
        await save();
        await panel.page.locator('token-pane [data-token="7"]').click();
        await isSilent();
        await save();
        await panel.page.locator("vector-pane .scroller").focus();
        assert.equal(await said(panel).innerText(), "text-window-2-vectors.svg is saved");
        await panel.page.keyboard.press("ArrowRight");
        await isSilent();
        await save();
        // The cursor moved in the text.
        await panel.show(readyState(BOOK_LENGTH, { token: 5 }));
        await isSilent();
      }));

    it("not, and say why, where the host cannot", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("savePicture"));
        await take(panel, "Copy, save… Input vectors", "Save picture as PNG…");
        await says(panel, "savePicture failed on purpose.");
      }));
  });

  describe("are copied as PyTorch", () => {
    const copied = async (panel: PanelPage, count: number): Promise<unknown> =>
      (await lastCall(panel, "copyAsPyTorch", count))[0];

    it("from the three heatmaps, by the menu and by a key, and from the one-hot product", () =>
      withPanel({}, async (panel) => {
        await take(panel, "Copy, save… Token vectors", "Copy as PyTorch");
        assert.deepEqual(await copied(panel, 1), { of: "vectors", window: 1, table: "token" });
        await says(panel, "Copied as PyTorch: lines that print these values");
        await take(panel, "Copy, save… Position vectors", "Copy as PyTorch");
        assert.deepEqual(await copied(panel, 2), { of: "vectors", window: 1, table: "position" });
        await panel.page.locator("vector-pane .scroller").focus();
        await panel.page.locator("vector-pane heat-map").last().hover();
        await panel.page.keyboard.press("t");
        assert.deepEqual(await copied(panel, 3), { of: "vectors", window: 1, table: "input" });
        await panel.page.getByRole("button", { name: "One-hot product", exact: true }).click();
        await take(panel, "Copy, save… Product of the one-hot rows", "Copy as PyTorch");
        assert.deepEqual(await copied(panel, 4), { of: "oneHot", window: 1 });
        await take(panel, "Copy, save… Product of the one-hot rows", "Save picture as SVG…");
        const { error, title } = await svgParts(panel, await savedPicture(panel));
        assert.deepEqual(
          [error, title],
          ["", "one-hot @ wte [4, 50257] × [50257, 256] = [4, 256]"],
        );
      }));

    it("from every picture of positions, as it is arranged", () =>
      withPanel({ state: readyState(BOOK_LENGTH, { positions: SMALL }) }, async (panel) => {
        const as = { of: "positions", rows: 64, dimensions: 32, isShuffled: false, columns: [] };
        const stored = { ...as, source: "learned", scaling: "stored", order: "index" };
        await openPositions(panel, "Cosines");
        await take(panel, /^Copy, save… Cosines/, "Copy as PyTorch");
        assert.deepEqual(await copied(panel, 1), { ...stored, picture: "cosines" });
        await panel.page.locator("position-pane .scroller").focus();
        for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "t"]) {
          await panel.page.keyboard.press(key);
        }
        assert.deepEqual(await copied(panel, 2), { ...stored, picture: "cosines", at: [1, 2] });
        await panel.page.getByRole("tab", { name: "PCA" }).click();
        await panel.page.getByLabel("rows shuffled beside").check();
        await take(panel, /^Copy, save… PCA.*shuffled/, "Copy as PyTorch");
        const beside = (await copied(panel, 3)) as { isShuffled: boolean; picture: string };
        assert.deepEqual([beside.picture, beside.isShuffled], ["pca", true]);
        await panel.page.getByLabel("rows shuffled beside").uncheck();
        await panel.page.getByRole("tab", { name: "Norms" }).click();
        await take(panel, /^Copy, save… .*norms/, "Copy as PyTorch");
        assert.equal(((await copied(panel, 4)) as { picture: string }).picture, "norms");
        await panel.page.getByRole("tab", { name: "Heatmap" }).click();
        await panel.page.locator('[name="scaling"]').selectOption("centered");
        await panel.page.locator('[name="order"]').selectOption("variance");
        await take(panel, /^Copy, save… Position table/, "Copy as PyTorch");
        const { scaling, order, picture } = (await copied(panel, 5)) as Record<string, unknown>;
        assert.deepEqual([scaling, order, picture], ["centered", "variance", "values"]);
        await panel.page.locator('[name="source"]').selectOption("rotary");
        await panel.page.getByRole("tab", { name: "Curves" }).click();
        await panel.page.locator("position-pane .scroller").focus();
        for (const key of ["Enter", "ArrowDown", "ArrowDown", "t"]) {
          await panel.page.keyboard.press(key);
        }
        const curves = (await copied(panel, 6)) as Record<string, unknown>;
        assert.deepEqual(
          [curves["source"], curves["scaling"], curves["order"], curves["columns"]],
          ["rotary", "stored", "index", [2, 0]],
        );
      }));

    it("and nothing is said to be copied where the host has nothing", () =>
      withPanel({}, async (panel) => {
        await panel.page.evaluate(() => fakeHost.failing.add("copyAsPyTorch"));
        await take(panel, "Copy, save… Input vectors", "Copy as PyTorch");
        await says(panel, "copyAsPyTorch failed on purpose.");
      }));
  });

  describe("are copied from", () => {
    /** The tables that the page got, in float32. */
    const tables = (panel: PanelPage): Promise<number[][]> =>
      panel.page.evaluate(() => {
        const { token, input } = fakeHost.lastVectors ?? {};
        return [[...(token ?? [])], [...(input ?? [])]];
      });
    const numbers = (text: unknown): number[] =>
      String(text)
        .split(/\s/)
        .filter((each) => each !== "")
        .map((each) => Math.fround(Number(each)));

    it("by keys: the value under the crosshair, its row, the matrix", () =>
      withPanel({}, async (panel) => {
        const { keyboard } = panel.page;
        await panel.page.locator("vector-pane .scroller").focus();
        for (const key of ["ArrowDown", "ArrowRight", "ArrowRight"]) await keyboard.press(key);
        const [token = [], input = []] = await tables(panel);
        // The crosshair began at the chosen token, the third of the window.
        await keyboard.press("ControlOrMeta+c");
        const [value] = await lastCall(panel, "copy");
        assert.deepEqual(numbers(value), [input[3 * 256 + 2]]);
        await says(panel, `Value at row 3, column 2 of the input vectors copied: ${String(value)}`);
        await keyboard.press("r");
        const [row] = await lastCall(panel, "copy", 2);
        assert.deepEqual(numbers(row), input.slice(3 * 256));
        await says(panel, "Row 3 of the input vectors copied: 256 values");
        await keyboard.press("m");
        const [matrix] = await lastCall(panel, "copy", 3);
        assert.deepEqual(numbers(matrix), input);
        assert.equal(String(matrix).split("\n").length, 5);
        await says(panel, "Matrix [4, 256] of the input vectors copied: 1,024 values");
        // The pointer tells which of the three is meant.
        await panel.page.locator("vector-pane heat-map").first().hover();
        await keyboard.press("m");
        assert.deepEqual(numbers((await lastCall(panel, "copy", 4))[0]), token);
      }));

    it("by the menu, from the keyboard and by a right click", () =>
      withPanel({}, async (panel) => {
        const { keyboard } = panel.page;
        const button = panel.page.getByRole("button", { name: "Copy, save… Token vectors" });
        const focused = panel.page.locator('[role="menuitem"]:focus');
        await button.focus();
        await keyboard.press("Enter");
        await focused.getByText("Copy value").waitFor();
        await keyboard.press("ArrowUp");
        await focused.getByText("Save picture as SVG…").waitFor();
        await keyboard.press("Escape");
        await until("the button's focus", () => button.evaluate((each) => each.matches(":focus")));
        await keyboard.press("Enter");
        await focused.getByText("Copy value").waitFor();
        for (const key of ["ArrowDown", "ArrowDown"]) await keyboard.press(key);
        await focused.getByText("Copy matrix [4, 256]").waitFor();
        await panel.page.screenshot({ path: `${SCREENSHOTS}/picture-menu-dark.png` });
        await keyboard.press("Enter");
        const [token = []] = await tables(panel);
        assert.deepEqual(numbers((await lastCall(panel, "copy"))[0]), token);
        await panel.page.locator("vector-pane heat-map").last().click({ button: "right" });
        await panel.page.getByRole("menuitem", { name: "Copy row" }).click();
        await says(panel, /^Row \d of the input vectors copied: 256 values$/);
      }));

    it("as a large matrix while the page goes on, and not as one that is too large", () => {
      const large = {
        source: "model",
        name: "large",
        contextLength: 1024,
        dimensions: 768,
      } as const;
      return withPanel(
        {
          state: readyState(BOOK_LENGTH, { positions: large }),
          theme: "high-contrast-light",
          width: 400,
        },
        async (panel) => {
          await openPositions(panel);
          await panel.page.locator("position-heat .scroller").focus();
          await panel.page.evaluate(() => {
            const page = globalThis as unknown as { turns: number };
            page.turns = 0;
            // Turns of the page's own loop before the text has gone out.
            setInterval(() => {
              if (fakeHost.calls.every(({ method }) => method !== "copy")) page.turns++;
            });
          });
          await panel.page.keyboard.press("m");
          await says(panel, "Matrix [1024, 768] copied: 786,432 values");
          const [turns, lines, first] = await panel.page.evaluate(() => {
            const text = String(fakeHost.calls.find(({ method }) => method === "copy")?.args[0]);
            const rows = text.trimEnd().split("\n");
            const page = globalThis as unknown as { turns: number };
            return [page.turns, rows.length, rows[0]?.split("\t").length] as const;
          });
          assert.deepEqual([lines, first], [1024, 768]);
          assert.ok(turns >= 20, `${String(turns)} turns`);
          await panel.page.screenshot({ path: `${SCREENSHOTS}/copied-narrow.png` });
          const larger = { ...large, contextLength: 1366 };
          await panel.show(readyState(BOOK_LENGTH, { positions: larger }));
          await panel.page.getByText("[1366, 768]").first().waitFor();
          await panel.page.keyboard.press("m");
          await says(panel, /^1,049,088 values are too many.*“Tokenscope: Export…”/);
          assert.equal((await panel.calls("copy")).length, 1);
        },
      );
    });
  });
});
