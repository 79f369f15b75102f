import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Locator } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { readArrays, type ArraysOfFile } from "../support/arrays";
import { until } from "../../.ci/support/until";
import { untilHidden } from "../../.ci/support/untilHidden";
import { Workbench } from "../../.ci/support/workbench";

/** What the notebook prints of `torch.manual_seed(123); torch.nn.Embedding(6, 3).weight`. */
const WEIGHT = [
  ["0.3374", "−0.1778", "−0.1690"],
  ["0.9178", "1.5810", "1.3010"],
  ["1.2753", "−0.2010", "−0.1606"],
  ["−0.4015", "0.9666", "−1.1481"],
  ["−1.1589", "0.3255", "−0.6315"],
  ["−2.8400", "−0.7849", "−1.4096"],
];

/** Milliseconds. */
const LATE = 400;
/** Gives pages in frames the focus late, as a busy machine does. */
const LATE_FOCUS = `if (window !== window.top) {
  const { focus } = window;
  window.focus = () => setTimeout(() => focus.call(window), ${LATE});
}`;

describe("The toy example in the workbench", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = freshFolder("toy");
    writeFileSync(join(folder, "text.txt"), "Every effort moves you forward.\n");
    workbench = await Workbench.open({
      folder,
      viewport: { width: 1366, height: 768 },
      // Both at once: the toy is the first that is drawn in either order.
      settings: { "tokenscope.seeded.order": "notebook" },
    });
    await workbench.openFile("text.txt");
  });
  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  /** What a table of the layer prints, cell by cell. */
  const printed = (label: string): Promise<string[][]> =>
    panel
      .getByRole("table", { name: label })
      .locator("tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll(".value")].map((cell) => cell.textContent.trim()),
        ),
      );
  const prints = (label: string, rows: readonly (readonly string[] | undefined)[]) =>
    until(`${label}: ${JSON.stringify(rows)}`, async () => {
      const found = await printed(label).catch(() => []);
      return JSON.stringify(found) === JSON.stringify(rows);
    });
  const TABLE = "The layer's table, a row for each id";
  const ROWS = "The rows that the ids look up";
  const PRODUCT = "The product of the one-hot rows and the table";

  /** Types another text in place of the document's. */
  const retype = async (text: string): Promise<void> => {
    await workbench.focusText();
    await workbench.retype(text);
  };

  it("is opened by the palette: the table and the rows of [2, 3, 5, 1], as the notebook prints them", async () => {
    await workbench.runCommand("Tokenscope: Open the Toy Example");
    panel = await workbench.panel();
    await panel.getByText("torch.Size([6, 3])").first().waitFor();
    await prints(TABLE, WEIGHT);
    await prints(ROWS, [WEIGHT[2], WEIGHT[3], WEIGHT[5], WEIGHT[1]]);
    await prints(PRODUCT, [WEIGHT[2], WEIGHT[3], WEIGHT[5], WEIGHT[1]]);
    await panel.getByText("torch.Size([4, 3])").first().waitFor();
    assert.equal(await workbench.statusBar("tokenscope.tokens").innerText(), "4 tokens");
  });

  it("has the same vector wherever an id stands: the rows of [3] and of [3, 5, 2, 1]", async () => {
    await retype("[3]");
    await prints(ROWS, [WEIGHT[3]]);
    await retype("[3, 5, 2, 1]");
    await prints(ROWS, [WEIGHT[3], WEIGHT[5], WEIGHT[2], WEIGHT[1]]);
    await prints(TABLE, WEIGHT);
  });

  it("looks right in the dark and in the light", async () => {
    for (const [theme, name] of [
      ["Light Modern", "light"],
      ["Dark Modern", "dark"],
    ] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`toy-${name}`);
    }
  });

  it("marks a row that is pointed at in all tables, and a click selects its id in the text", async () => {
    const row = panel.getByRole("table", { name: ROWS }).locator("tbody tr").nth(1);
    await row.hover();
    await panel.locator('layer-pane table.hot tr[data-token="1"][data-pointed]').waitFor();
    await panel.locator('layer-pane tr[data-id="5"][data-alike]').first().waitFor();
    await row.click();
    await workbench.selects("Ln 1, Col 5 (1 selected)");
  });

  it("says of what is no id what, where and what to do, underlines it, and shows the rest", async () => {
    const notice = panel.locator(".note.ids");
    const cases: [text: string, told: RegExp, rows: number[]][] = [
      [
        "[2, six, 1]",
        /^Line 1, column 5: six is not a number\. It is left out: type an id from 0 to 5\.$/,
        [2, 1],
      ],
      ["[2,\n -3, 1]", /^Line 2, column 2: -3 is negative\. /, [2, 1]],
      ["[2, 1.5]", /^Line 1, column 5: 1\.5 is not a whole number\. /, [2]],
      [
        "[6, 2, 7]",
        /^Line 1, column 2: 6 is beyond the vocabulary\. .* Words that are not ids here: 2\.$/,
        [2],
      ],
    ];
    for (const [text, told, rows] of cases) {
      await retype(text);
      await until(String(told), async () => told.test((await notice.innerText()).trim()));
      await prints(
        ROWS,
        rows.map((id) => WEIGHT[id]),
      );
    }
    await workbench.screenshot("toy-bad-ids");
    await workbench.page.locator(".monaco-editor .squiggly-warning").first().waitFor();
    await retype("[2, 3, 5, 1]");
    await notice.waitFor({ state: "detached" });
  });

  it("can have another vocabulary and width, and tells before what they take", async () => {
    await panel.getByRole("button", { name: "Vocabulary and width…" }).click();
    const { page } = workbench;
    const box = page.locator(".quick-input-widget input.input");
    const told = page.locator(".quick-input-widget .quick-input-message");
    await box.waitFor();
    await box.fill("0");
    await told.getByText("must be a whole number from 1 to").waitFor();
    await box.fill("8");
    await told.getByText("Embedding(8, 3)").waitFor();
    await workbench.pressInQuestion("Enter");
    await page.locator(".quick-input-widget", { hasText: "columns of its table" }).waitFor();
    await box.fill("12288");
    await told.getByText(/Embedding\(8, 12,288\): tables \[8, 12,288\].*48\.4 MiB/).waitFor();
    await box.fill("2");
    await told.getByText("Embedding(8, 2)").waitFor();
    await workbench.pressInQuestion("Enter");
    await panel.getByText("torch.Size([8, 2])").first().waitFor();
    assert.equal((await printed(TABLE)).length, 8);
  });

  it("stays what it is when the window is loaded anew: list, vocabulary, width and pin", async () => {
    await panel.getByRole("button", { name: "Keep the panel with this document" }).click();
    await workbench.reload();
    panel = await workbench.panel();
    await panel.locator(".chip", { hasText: "Model: the toy layer, seed 123 · 2-d" }).waitFor();
    await panel.getByText("torch.Size([8, 2])").first().waitFor();
    assert.equal((await printed(TABLE)).length, 8);
    assert.equal((await printed(ROWS)).length, 4);
    await until("the ids in the status bar", async () => {
      return (await workbench.statusBar("tokenscope.tokens").innerText()) === "4 tokens";
    });
    await panel.getByRole("button", { name: "Vocabulary and width…" }).waitFor();
    await panel.getByRole("button", { name: "Keep the panel with this document" }).click();
  });

  it("is exported after that as what it shows: its ids, and their vectors in the layer's width", async () => {
    const { page } = workbench;
    /** Exports a kind by the palette; answers the arrays of the file. */
    const exported = async (detail: string, ending: string): Promise<ArraysOfFile> => {
      await workbench.runCommand("Tokenscope: Export…");
      const choices = page.locator(".quick-input-widget .monaco-list-row");
      for (const choice of [detail, "(.npz)"]) await choices.filter({ hasText: choice }).click();
      const dialog = page.locator(".quick-input-widget input.input");
      await until("the dialog's proposal", async () =>
        (await dialog.inputValue()).endsWith(ending),
      );
      const path = await dialog.inputValue();
      await workbench.acceptDialog();
      // A new file is there when it is whole.
      return until("the file", () => existsSync(path) && readArrays(path));
    };
    const { ids } = await exported("ids, spans and text", "-tokens.npz");
    assert.deepEqual(ids, { dtype: "int64", shape: [4], values: [2, 3, 5, 1] });
    // A window of four needs a fifth id for its targets.
    await retype("[2, 3, 5, 1, 7]");
    await until("five rows", async () => (await printed(ROWS)).length === 5);
    const shown = (await printed(ROWS)).slice(0, 4);
    const {
      inputs,
      targets,
      token_embeddings: token,
    } = await exported("with its vectors", "-vectors.npz");
    assert.deepEqual(inputs, { dtype: "int64", shape: [1, 4], values: [2, 3, 5, 1] });
    assert.deepEqual(targets, { dtype: "int64", shape: [1, 4], values: [3, 5, 1, 7] });
    assert.deepEqual([token?.dtype, token?.shape], ["float32", [1, 4, 2]]);
    const values = token?.values.map((value) => value.toFixed(4).replace("-", "−"));
    assert.deepEqual(values, shown.flat());
    await retype("[2, 3, 5, 1]");
    await until("four rows", async () => (await printed(ROWS)).length === 4);
  });

  it("leaves other documents what they are, and its own what it is", async () => {
    // From the text: with the panel in focus the file would open over it.
    await workbench.focusText();
    await workbench.openFile("text.txt");
    await panel.locator(".chip", { hasText: "Model: the notebook's, seed 123 · 256-d" }).waitFor();
    await panel.locator("token-pane .id", { hasText: "6109" }).waitFor();
    assert.equal(await panel.getByRole("tab", { name: "Layer" }).count(), 0);
    await workbench.runCommand("Tokenscope: Open the Toy Example");
    await panel.locator(".chip", { hasText: "Model: the toy layer, seed 123 · 2-d" }).waitFor();
    await panel.getByText("torch.Size([8, 2])").first().waitFor();
  });

  it("asks before a large layer is made: told no it stays, told yes it is made", async () => {
    const { page } = workbench;
    const box = page.locator(".quick-input-widget input.input");
    const told = page.locator(".quick-input-widget .quick-input-message");
    const ask = async (vocabulary: number, width: number, cost: RegExp): Promise<void> => {
      await panel.getByRole("button", { name: "Vocabulary and width…" }).click();
      await box.waitFor();
      await box.fill(String(vocabulary));
      await workbench.pressInQuestion("Enter");
      await page.locator(".quick-input-widget", { hasText: "columns of its table" }).waitFor();
      await box.fill(String(width));
      await told.getByText(cost).waitFor();
      await workbench.pressInQuestion("Enter");
    };
    // GPT-3's width.
    await ask(
      20_000,
      12_288,
      /Embedding\(20,000, 12,288\): tables \[20,000, 12,288\].*: 985\.5 MiB\. You are asked once more before it is made\./,
    );
    const question = await workbench.answerModal("Cancel");
    assert.match(question, /Make a model of 985\.5 MiB\?/);
    assert.match(question, /\[20,000, 12,288\] and \[1,024, 12,288\] are written into/);
    await panel.getByText("torch.Size([8, 2])").first().waitFor();
    assert.equal((await printed(TABLE)).length, 8);
    await ask(10_000_000, 14, /tables \[10,000,000, 14\].*: 534\.1 MiB\. You are asked once more/);
    assert.match(await workbench.answerModal("Make the Model"), /Make a model of 534\.1 MiB\?/);
    await panel.getByText("torch.Size([10000000, 14])").first().waitFor();
    await until("the rows of the four ids", async () => {
      const rows = await printed(ROWS).catch(() => []);
      return rows.length === 4 && rows.every((row) => row.length === 14);
    });
  });
});

describe("Questions, where a page takes the focus back late", () => {
  let workbench: Workbench;
  let panel: Frame;
  before(async () => {
    workbench = await Workbench.open({
      folder: freshFolder("questions"),
      script: LATE_FOCUS,
      latency: 100,
    });
    await workbench.runCommand("Tokenscope: Open the Toy Example");
    panel = await workbench.panel();
    await panel.getByText("torch.Size([6, 3])").first().waitFor();
  });
  after(() => workbench.close());
  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  /** Until the page has taken the focus, if it does. */
  const late = (): Promise<unknown> =>
    workbench.page.evaluate((time) => new Promise((done) => setTimeout(done, time)), 2 * LATE);
  /** Ends the questions, and waits until the page has the focus again. */
  const end = async (): Promise<void> => {
    await press(asked(""), "Escape");
    await late();
  };
  const asked = (title: string, has = {}): Locator =>
    workbench.page.locator(".quick-input-widget", { hasText: title, ...has });
  /** Waits for a question, and until the focus would have closed it. */
  const stays = async (question: Locator): Promise<void> => {
    await question.waitFor();
    await late();
    assert.ok(await question.isVisible(), "it stays");
  };
  /** Presses a key that ends a question, once more where the page took the focus just before it. */
  const press = (question: Locator, key: string): Promise<void> =>
    untilHidden(
      `end of a question by ${key}`,
      question,
      () => workbench.page.locator(".quick-input-widget input.input").press(key),
      // Pressed too soon it would answer the question after it.
      10_000,
    );

  it("follow one another after a button of the page", async () => {
    await panel.getByRole("button", { name: "Vocabulary and width…" }).click();
    const box = workbench.page.locator(".quick-input-widget input.input");
    for (const [title, value] of [
      ["rows of its table", "7"],
      ["columns of its table", "2"],
    ] as const) {
      await stays(asked(title));
      await box.fill(value);
      await press(asked(title), "Enter");
    }
    await panel.getByText("torch.Size([7, 2])").first().waitFor();
  });

  it("follow the command palette and one another", async () => {
    await panel.getByText("torch.Size([7, 2])").first().click();
    await workbench.runCommand("Tokenscope: Export…");
    await stays(asked("What to export"));
    const row = (text: string): Promise<void> =>
      workbench.page
        .locator(".quick-input-widget .monaco-list-row", { hasText: text })
        .first()
        .click();
    await row("ids, spans and text");
    await stays(asked("Export format"));
    await end();
  });

  it("come back to the list of options from one of them, until Escape", async () => {
    const { page } = workbench;
    const box = page.locator(".quick-input-widget input.input");
    const placeholder = page.getByPlaceholder("Escape when done");
    const list = asked("", { has: placeholder });
    const option = asked("max_length", { hasNot: placeholder });
    await workbench.runCommand("Tokenscope: Configure Windows…");
    await stays(list);
    await press(list, "Enter");
    await stays(option);
    await press(option, "Escape");
    await stays(list);
    await press(list, "Enter");
    await stays(option);
    await box.fill("3");
    await press(option, "Enter");
    await page.locator(".monaco-list-row", { hasText: "max_length = 3" }).waitFor();
    await end();
  });
});
