import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { PanelPage } from "../support/panelPage";
import { BOOK_LENGTH, HARD, readyState } from "../support/panelStates";
import { lastCall, panelTests, SCREENSHOTS, withPanel } from "../support/panelTests";
import { until } from "../../.ci/support/until";
import { THEMES } from "../support/panelTheme";
import type { ThemeName } from "../support/panelTheme";

const token = ({ page }: PanelPage, index: number): Locator =>
  page.locator(`[data-token="${String(index)}"]`);
const line = ({ page }: PanelPage): Locator => page.locator("#tokenLine");
const field = ({ page }: PanelPage): Locator => page.locator('[name="find"]');
const sentence = ({ page }: PanelPage): Locator => page.locator("token-pane .sentence");

/** Where marks are, as `pane attribute=value`. */
const marked = ({ page }: PanelPage, mark: "pointed" | "alike"): Promise<string[]> =>
  page.locator(`[data-${mark}]`).evaluateAll((cells) =>
    cells.map((cell) => {
      const name = ["data-token", "data-index", "data-row"].find((each) => cell.hasAttribute(each));
      return `${name ?? ""}=${cell.getAttribute(name ?? "") ?? ""}`;
    }),
  );

async function find(panel: PanelPage, kind: string, entry: string): Promise<void> {
  await panel.page.locator('[name="findKind"]').selectOption(kind);
  await field(panel).fill(entry);
}

const chosen = ({ page }: PanelPage, index: number): Promise<void> =>
  page.locator(`[data-token="${String(index)}"][aria-selected="true"]`).waitFor();

describe("The panel's tokens", () => {
  panelTests();

  it("that the mouse is on are marked in every pane and in the editor", () =>
    withPanel({}, async (panel) => {
      await panel.page.locator('vector-pane [data-row="1"]').first().waitFor();
      assert.deepEqual(await marked(panel, "pointed"), []);
      assert.deepEqual(await panel.calls("point"), []);
      await token(panel, 5).hover();
      await panel.page.locator("vector-pane [data-row][data-pointed]").first().waitFor();
      // The batch of windows has it once as an input and once as a target.
      assert.deepEqual(await marked(panel, "pointed"), [
        "data-token=5",
        "data-index=5",
        "data-index=5",
        ...Array<string>(3).fill("data-row=1"),
      ]);
      assert.deepEqual(await lastCall(panel, "point"), [1, 5]);
      await panel.page.locator("window-pane .inputs [data-index='6']").hover();
      await token(panel, 6).and(panel.page.locator("[data-pointed]")).waitFor();
      await panel.page.locator('vector-pane .label[data-row="3"]').first().hover();
      await token(panel, 7).and(panel.page.locator("[data-pointed]")).waitFor();
      await panel.page.locator("header h1").hover();
      assert.deepEqual(await lastCall(panel, "point", 4), [1]);
      assert.deepEqual(await marked(panel, "pointed"), []);
    }));

  it("with the same id get a fainter mark, and the keys point as the mouse does", () =>
    withPanel({}, async (panel) => {
      await panel.page.locator("token-pane .scroller").focus();
      for (let key = 0; key < 4; key++) await panel.page.keyboard.press("ArrowRight");
      await chosen(panel, 10);
      await token(panel, 10).and(panel.page.locator("[data-pointed]")).waitFor();
      assert.deepEqual(await lastCall(panel, "point", 1), [1, 10]);
      const alike = await marked(panel, "alike");
      assert.deepEqual(alike.slice(0, 3), ["data-token=10", "data-token=15", "data-token=42"]);
      await panel.page.locator("window-pane .scroller").focus();
      await panel.page.locator('loader-controls input[type="checkbox"]').first().focus();
      // The windows may have pointed at a token of theirs while they had the focus.
      await until("call that points nowhere", async () => {
        const calls = await panel.calls("point");
        return calls.length > 1 && calls.at(-1)?.args.length === 1;
      });
      await until("token without a mark", async () => (await marked(panel, "alike")).length === 0);
    }));

  it("are told in a line: place, bytes and how often they occur", () =>
    withPanel({ made: HARD }, async (panel) => {
      await line(panel).getByText("occurs").waitFor();
      const told = async (): Promise<string> =>
        ((await line(panel).textContent()) ?? "").replaceAll(/\s+/g, " ").trim();
      assert.equal(
        await told(),
        "'👋' id 233 · token 6 · characters [59, 61) · bytes 9F · part 2 of 3 of a split character " +
          "occurs 514 times, 10.0 % of 5,145 tokens, 6th most frequent of 10 different ones",
      );
      await token(panel, 9).hover();
      await line(panel).getByText("id 11737").waitFor();
      assert.match(await told(), /occurs 514 times, 10\.0 % of 5,145 tokens, 6th most frequent/);
      await panel.page.locator("header h1").hover();
      await line(panel).getByText("id 233").waitFor();
    }));

  it("are spoken with their white space by name", () =>
    withPanel({ made: HARD }, async (panel) => {
      const expected = {
        2: "space, id 220, token 2",
        3: "line end, id 198, token 3",
        6: "👋, part 2 of 3, id 233, token 6",
        9: "U+200F U+0000 &amp;, id 11737, token 9",
      };
      await token(panel, 9).locator(".text").waitFor();
      for (const [index, label] of Object.entries(expected)) {
        assert.equal(await token(panel, Number(index)).locator(".heard").textContent(), label);
      }
    }));

  it("are found by text, forwards, backwards and round the end", () =>
    withPanel({}, async (panel) => {
      await token(panel, 6).locator(".text").waitFor();
      await token(panel, 6).click();
      await panel.page.keyboard.press("Control+f");
      await panel.page.keyboard.type("us Ja");
      // Nothing of "genius Jack" is before it: the last one of the document.
      await sentence(panel).getByText("This document does not have that text").waitFor();
      // Each letter is sought from where the typing began.
      await field(panel).fill("");
      await panel.page.keyboard.type("ght Ja");
      await chosen(panel, 36);
      assert.equal(await sentence(panel).textContent(), "2 of 161: in 2 tokens, 36 to 37.");
      assert.deepEqual(
        await panel.page
          .locator("token-pane .found")
          .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-token"))),
        ["36", "37"],
      );
      const selects = await panel.calls("select");
      assert.deepEqual(selects.at(-1)?.args, [{ kind: "token", index: 36 }]);
      await field(panel).press("Shift+Enter");
      await chosen(panel, 4);
      await field(panel).press("Shift+Enter");
      await sentence(panel).getByText("161 of 161, from the end again: in 2 tokens").waitFor();
      await panel.page.getByLabel("Next place").click();
      await sentence(panel)
        .getByText("1 of 161, from the start again: in 2 tokens, 4 to 5.")
        .waitFor();
      await field(panel).press("Escape");
      assert.equal(await sentence(panel).textContent(), "");
      assert.ok(await panel.page.locator("token-pane .scroller:focus").isVisible());
    }));

  it("are found by id and by index, and what cannot be is refused with the range", () =>
    withPanel({}, async (panel) => {
      const says = (text: string): Promise<void> => sentence(panel).getByText(text).waitFor();
      await find(panel, "index", "#5,144");
      await chosen(panel, 5144);
      await says("Token 5,144.");
      await find(panel, "index", "5145");
      await says("There is no token 5,145: this document's are 0 to 5,144.");
      await find(panel, "id", "502");
      await chosen(panel, 27);
      await says("1 of 160, from the start again: token 27.");
      await find(panel, "id", "50000");
      await says("No token with id 50,000 in this document.");
      await find(panel, "id", "99999");
      await says("There is no id 99,999: the vocabulary's ids are 0 to 50,256.");
      await find(panel, "id", "Jack");
      await says("A token's id is a whole number from 0 on.");
      await find(panel, "text", "");
      const asked = (await panel.calls("find")).length;
      await until("no sentence", async () => (await sentence(panel).textContent()) === "");
      await field(panel).press("Enter");
      await says("Type the text to look for.");
      assert.equal((await panel.calls("find")).length, asked);
    }));

  it("are looked for in the document as it is now", () =>
    withPanel({}, async (panel) => {
      await panel.page.evaluate(() => fakeHost.silent.add("find"));
      await find(panel, "id", "502");
      assert.deepEqual((await lastCall(panel, "find"))[0], 1);
      await panel.page.evaluate(() => fakeHost.silent.delete("find"));
      // The text is edited before there is an answer: it is asked for again, in the new tokens.
      const { document, ...rest } = readyState(BOOK_LENGTH);
      await panel.show({ ...rest, document: { ...document, version: 2 } as typeof document });
      await chosen(panel, 27);
      assert.deepEqual((await lastCall(panel, "find", 2))[0], 2);
    }));

  it("are shaded by how often they occur, on demand", () =>
    withPanel({}, async (panel) => {
      const shade = panel.page.getByRole("button", { name: "Shade by frequency" });
      await token(panel, 10).and(panel.page.locator(".turn5")).waitFor();
      await shade.click();
      await token(panel, 10).and(panel.page.locator(".often5")).waitFor();
      // Beside the heading, or on the button where there is little room.
      await panel.page
        .locator("token-pane .heading")
        .getByText("322 times")
        .filter({ visible: true })
        .waitFor();
      assert.equal(await shade.getAttribute("aria-pressed"), "true");
      await panel.page.reload();
      await token(panel, 10).and(panel.page.locator(".often5")).waitFor();
    }));

  it("in no window are struck out, said to be, and where the sentence's numbers lead", () => {
    const state = readyState(
      60,
      { token: 0, window: 0 },
      { maxLength: 4, stride: 7, batchSize: 1 },
    );
    // Windows at 0, 7, … 49: behind each its last target, then two lost tokens; then 54 to 59.
    const note = [
      { text: "21 tokens are never an input, and " },
      { text: "20", lost: { kind: "unused", from: 0 } },
      { text: " of them are in no window" },
    ] as const;
    const shown = { ...state, loader: { ...state.loader, notes: [note] } };
    return withPanel({ state: shown }, async (panel) => {
      const { page } = panel;
      const struck = async (): Promise<number[]> => {
        const cells = await page.locator("token-pane .token.lost").all();
        return Promise.all(
          cells.map(async (cell) => Number(await cell.getAttribute("data-token"))),
        );
      };
      await token(panel, 5).and(page.locator(".lost")).waitFor();
      assert.deepEqual((await struck()).slice(0, 4), [5, 6, 12, 13]);
      assert.match((await token(panel, 5).textContent()) ?? "", /in no window/);
      const decoration = await token(panel, 5)
        .locator(".text")
        .evaluate((element) => getComputedStyle(element).textDecorationLine);
      assert.equal(decoration, "line-through");
      const link = page.getByRole("button", { name: /^20: / });
      // It stands in its sentence, not on a line of its own.
      const display = await link.evaluate((element) => getComputedStyle(element).display);
      assert.match(display, /^inline/);
      for (const [click, index] of [5, 6, 12].entries()) {
        await link.click();
        assert.deepEqual(await lastCall(panel, "select", click + 1), [{ kind: "token", index }]);
        await line(panel).getByText("in no window").waitFor();
      }
      await token(panel, 7).hover();
      await line(panel).getByText("token 7").waitFor();
      assert.equal(await line(panel).getByText("in no window").count(), 0);
      assert.equal(await line(panel).getByText("never an input").count(), 0);
      await token(panel, 4).hover();
      await line(panel).getByText("token 4 · never an input, only a target · ").waitFor();
    });
  });

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    it(`look right with lost tokens in ${theme}`, () =>
      withPanel(
        { theme, width: 700, state: readyState(5145, { token: 5 }, { stride: 7 }) },
        async (panel) => {
          await token(panel, 5).and(panel.page.locator(".lost")).waitFor();
          await panel.page.screenshot({ path: `${SCREENSHOTS}/lost-tokens-${theme}.png` });
        },
      ));
    it(`look right in ${theme}`, () =>
      withPanel({ theme, width: 1100 }, async (panel) => {
        await find(panel, "text", "ght Ja");
        await sentence(panel).getByText("of 161").waitFor();
        await token(panel, 10).hover();
        await line(panel).getByText("occurs").waitFor();
        await panel.page.screenshot({ path: `${SCREENSHOTS}/tokens-${theme}.png` });
        await panel.page.getByRole("button", { name: "Shade by frequency" }).click();
        await panel.page.locator(".token.often5").first().waitFor();
        await panel.page.screenshot({ path: `${SCREENSHOTS}/tokens-${theme}-shaded.png` });
      }));
  }
});
