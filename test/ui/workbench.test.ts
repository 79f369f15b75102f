import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { shuffledOrder } from "../../src/windows/shuffle";
import { readArrays } from "../support/arrays";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

/** The text of the book's chapter begins so, and its ids stand there. */
const text = `I HAD always thought Jack Gisburn rather a cheap genius--though a good fellow enough--so it was no great surprise to me to hear that, in
the height of his glory, he had dropped his painting, married a rich widow, and established himself in a villa on the Riviera.
`;

describe("The workbench", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = freshFolder("workspace");
    writeFileSync(join(folder, "verdict.txt"), text);
    workbench = await Workbench.open({
      folder,
      settings: { "editor.wordWrap": "on", "workbench.colorTheme": "Default Dark Modern" },
    });
    await workbench.openFile("verdict.txt");
  });

  after(() => workbench.close());

  afterEach(async function () {
    // What a person would have seen says more than a stack trace.
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const tokenCell = (index: number) => panel.locator(`token-pane [data-token="${index}"]`);

  const idOf = (index: number) => tokenCell(index).locator(".id").innerText();

  it("opens the visualizer by the command palette", async () => {
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await tokenCell(0).waitFor();
    const ids: string[] = [];
    for (let index = 0; index < 8; index++) {
      ids.push(await idOf(index));
    }
    assert.deepEqual(ids, ["40", "367", "2885", "1464", "1807", "3619", "402", "271"]);
  });

  it("shows the token count in the status bar", async () => {
    const item = workbench.statusBar("tokenscope.tokens");
    assert.match(await item.innerText(), /^\d+ tokens$/);
  });

  it("shows the windows and their vectors", async () => {
    await panel.locator('window-pane [data-window="0"]').waitFor();
    await panel.locator("vector-pane heat-map").first().waitFor();
    assert.equal(await panel.locator("vector-pane heat-map").count(), 3);
  });

  it("looks right in the dark and in the light", async () => {
    for (const [theme, name] of [
      ["Light Modern", "light"],
      ["Light High Contrast", "high-contrast-light"],
      ["Dark High Contrast", "high-contrast-dark"],
      ["Dark Modern", "dark"],
    ] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`workbench-${name}`);
    }
  });

  it("restores the visualizer when the window is reloaded", async () => {
    await workbench.reload();
    panel = await workbench.panel();
    await tokenCell(0).waitFor();
    assert.equal(await idOf(0), "40");
    await panel.locator("vector-pane heat-map").first().waitFor();
    await workbench.focusText();
  });

  it("tells a token's id and draws its vectors in a hover", async () => {
    const hover = await workbench.hover("G");
    await until("hover with strips", async () => (await hover.locator("img").count()) >= 1);
    assert.match(await hover.innerText(), /\b402\b/);
    const drawn = hover.locator("img").first();
    assert.ok(await drawn.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0));
    await workbench.screenshot("hover-dark");
  });

  it("moves the panel's selection with the cursor", async () => {
    await workbench.clickBefore("ught Jack");
    await panel.locator('token-pane [data-token="4"][aria-selected="true"]').waitFor();
  });

  it("moves the editor's selection when a window is clicked", async () => {
    await panel.locator('window-pane [data-window="1"]').click();
    await panel.locator('window-pane [data-window="1"][aria-selected="true"]').waitFor();
    await workbench.screenshot("window-clicked");
    // Tokens 4 to 7, " thought Jack Gis", with the cursor at their start.
    await workbench.selects("Ln 1, Col 13 (17 selected)");
  });

  it("moves the editor's selection when a token is clicked", async () => {
    await tokenCell(6).click();
    // " G" of "Gisburn"
    await workbench.selects("Ln 1, Col 26 (2 selected)");
  });

  it("shows a row's nearest tokens, its token's other places and the one-hot product", async () => {
    const press = (name: string) => panel.getByRole("button", { name, exact: true }).click();
    await panel.locator('[name="stride"]').fill("2");
    await tokenCell(10).click();
    await press("Nearest tokens");
    await panel.locator("nearest-list li").nth(7).waitFor();
    await panel.getByText("seeded 123 is not trained: its neighbors are chance.").waitFor();
    await panel.getByRole("radio", { name: "token + position" }).click();
    await panel.locator('nearest-list li[data-id="257"]', { hasText: "itself" }).waitFor();
    await workbench.screenshot("nearest-dark");
    await press("Same token elsewhere");
    // " a" stands four times in the text.
    await panel.getByText(/^Id 257 occurs at 4 places; this one is in 2 windows\./).waitFor();
    await panel.getByText(/largest difference 0\)/).waitFor();
    await workbench.screenshot("same-token-dark");
    await press("One-hot product");
    await panel.getByText("Product and look-up are identical.").waitFor();
    await panel.getByText("[4, 50257] × [50257, 256] = [4, 256]").waitFor();
    await press("Same token elsewhere");
    await panel.getByRole("option", { name: /^token 15\b/ }).click();
    await panel.locator('token-pane [data-token="15"][aria-selected="true"]').waitFor();
    // " a" of "though a good"
    await workbench.selects("Ln 1, Col 64 (2 selected)");
    await press("Same token elsewhere");
    await panel.locator('[name="stride"]').fill("4");
  });

  it("saves a picture where the dialog says", async () => {
    const { page } = workbench;
    await panel.getByRole("button", { name: "Copy, save… Input vectors" }).click();
    await panel.getByRole("menuitem", { name: "Save picture as PNG…" }).click();
    const dialog = page.locator(".quick-input-widget input.input");
    await until("the dialog's proposal", async () =>
      /verdict-window-\d+-vectors\.png$/.test(await dialog.inputValue()),
    );
    const path = await dialog.inputValue();
    await workbench.acceptDialog();
    await panel.getByText(/^verdict-window-\d+-vectors\.png is saved$/).waitFor();
    assert.deepEqual([...readFileSync(path).subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    // The toast may have gone; the list keeps it.
    const message = await workbench.notifications("holds the picture.");
    await message.first().getByText("Open", { exact: true }).click();
    const tab = page.locator('.tab[data-resource-name$="-vectors.png"]');
    await tab.waitFor();
    await workbench.screenshot("picture-saved");
    // By the mouse: the picture's own frame may have the focus, or not yet.
    await tab.click({ button: "middle" });
    await tab.waitFor({ state: "detached" });
  });

  it("exports one array, chosen by its name, as npy", async () => {
    const { page } = workbench;
    await workbench.runCommand("Tokenscope: Export…");
    const rows = page.locator(".quick-input-widget .monaco-list-row");
    for (const choice of ["with its vectors", "(.npy)", "pos_embeddings"]) {
      await rows.filter({ hasText: choice }).click();
    }
    const dialog = page.locator(".quick-input-widget input.input");
    await until("the dialog's proposal", async () =>
      (await dialog.inputValue()).endsWith("verdict-pos_embeddings.npy"),
    );
    const path = await dialog.inputValue();
    await workbench.acceptDialog();
    const array = await until("the file", () =>
      existsSync(path) ? readArrays(path)[""] : undefined,
    );
    assert.deepEqual([array.dtype, array.shape], ["float32", [4, 256]]);
    // As PyTorch prints pos_embedding_layer.weight[0, 0] of the default model.
    assert.equal(array.values[0]?.toFixed(4), "0.5423");
  });

  it("follows a change of the text", async () => {
    const item = workbench.statusBar("tokenscope.tokens");
    const before = await item.innerText();
    await workbench.clickBefore("always");
    await workbench.type("nearly ", () =>
      until("new count in the status bar", async () => (await item.innerText()) !== before),
    );
    // " nearly" is one token more, after "I", " H" and "AD" and before " always".
    await until("new token in the panel", async () => {
      const [typed, moved] = await Promise.all([idOf(3), idOf(4)]);
      return typed === "3016" && moved === "1464";
    });
  });

  it("follows a change of the stride", async () => {
    // The windows of the place that is chosen are seen: those at the start.
    await workbench.clickBefore("HAD");
    const stride = panel.locator('[name="stride"]');
    await stride.fill("1");
    await panel.locator('window-pane [data-window="1"][title*="tokens 1 to 4"]').waitFor();
    await stride.fill("4");
    await panel.locator('window-pane [data-window="1"][title*="tokens 4 to 7"]').waitFor();
  });

  it("shows the windows in PyTorch's shuffled order, and the text where they are", async () => {
    await panel.locator('[name="shuffle"]').click();
    const place = (await panel.locator("window-steps #place").innerText()).split(" ");
    const samples = Number(place.at(-1));
    const order = shuffledOrder(samples, 123, 0);
    const head = (window: number): string => {
      const start = (order[window] ?? 0) * 4;
      return `[data-window="${String(window)}"][title*="tokens ${String(start)} to"]`;
    };
    await panel.locator('[name="batchSize"]').fill(String(samples));
    // The pane shows where the chosen window is, and few rows at once.
    const scroller = panel.locator("window-pane .scroller");
    for (const window of [0, 1, 2]) {
      await until(`window ${String(window)}`, async () => {
        await scroller.evaluate((element) => (element.scrollTop = 0));
        return (await panel.locator(head(window)).count()) > 0;
      });
    }
    await tokenCell((order[2] ?? 0) * 4 + 1).click();
    await panel.locator('window-pane [data-window="2"][aria-selected="true"]').waitFor();
    await workbench.screenshot("shuffled-dark");
    await panel.locator('[name="batchSize"]').fill("8");
    await panel.locator('[name="shuffle"]').click();
  });

  it("colours the tokens in the text and takes the colours away", async () => {
    const bare = await workbench.decorations().count();
    await workbench.runCommand("Tokenscope: Toggle Token Highlights");
    await until("colours", async () => (await workbench.decorations().count()) > bare + 20);
    await workbench.screenshot("highlights-dark");
    await workbench.useTheme("Light Modern");
    await workbench.screenshot("highlights-light");
    await workbench.useTheme("Dark High Contrast");
    await workbench.screenshot("highlights-high-contrast-dark");
    await workbench.runCommand("Tokenscope: Toggle Token Highlights");
    await until("bare text", async () => (await workbench.decorations().count()) <= bare);
  });

  it("shows what is true when the visualizer is seen again, not what was when it was opened", async () => {
    await workbench.focusText();
    await workbench.runCommand("View: Move Editor into Next Group");
    await until("hidden visualizer", async () => {
      const frames = workbench.page.locator("iframe.webview");
      return (await frames.count()) === 0 || !(await frames.first().isVisible());
    });
    await workbench.clickBefore("ught Jack");
    const item = workbench.statusBar("tokenscope.tokens");
    const before = await item.innerText();
    await workbench.type("zebra ", () =>
      until("new count in the status bar", async () => (await item.innerText()) !== before),
    );
    await workbench.runCommand("View: Open Previous Editor in Group");
    panel = await workbench.panel();
    await until("new count in the panel", async () => {
      const count = await item.innerText();
      const shown = panel.getByText(count, { exact: true });
      return count !== before && (await shown.count()) > 0;
    });
    assert.equal(await panel.locator("[data-first]").count(), 0);
  });
});
