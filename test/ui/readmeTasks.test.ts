import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Locator } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

/** A laptop's window, with the explorer open: the first view of somebody who has read nothing. */
const LAPTOP = { width: 1366, height: 768 } as const;

describe("Somebody who has not read the README", () => {
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    const folder = freshFolder("readme-tasks");
    writeFileSync(join(folder, "text.txt"), "Every effort moves you forward.\n");
    workbench = await Workbench.open({ folder, viewport: LAPTOP });
    await workbench.openFile("text.txt");
    await workbench.runCommand("Tokenscope: Open Sample");
    // It takes the keys when it comes, also those meant for the palette.
    await workbench.page.locator('.tab.active[data-resource-name="Tokenscope sample"]').waitFor();
    await workbench.focusText();
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await panel.locator("vector-pane heat-map").nth(2).waitFor();
  });
  after(() => workbench.close());

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    await workbench.screenshot(`${failed ? "failed-" : "task-"}${this.currentTest?.title ?? ""}`);
  });

  /** Asserts that it is seen without a scroll, and answers it. */
  async function seen(what: string, sought: Locator): Promise<Locator> {
    const found = sought.first();
    await found.waitFor();
    await until(`${what} in view`, () =>
      found.evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      }),
    );
    return found;
  }

  it("sees token + position = input at once", async () => {
    for (const name of ["Token vectors", "Position vectors", "Input vectors"]) {
      await seen(name, panel.getByRole("heading", { name }));
    }
    for (const at of [0, 1, 2]) {
      await seen(`heatmap ${String(at)}`, panel.locator("vector-pane heat-map").nth(at));
    }
  });

  it("finds which tokens are lost", async () => {
    const stride = await seen("stride", panel.getByLabel("stride", { exact: true }));
    await stride.fill("7");
    await stride.press("Enter");
    await seen("the sentence", panel.getByText("189", { exact: true }));
    const sentence = await seen("127", panel.getByText("127", { exact: true }));
    await sentence.click();
    const line = await seen("the token's line", panel.locator("token-line .line"));
    await until("a token that is lost", async () =>
      ((await line.textContent()) ?? "").includes("in no window"),
    );
    const chosen = panel.locator('token-pane .token[aria-selected="true"]');
    await seen("the lost token", chosen);
    await stride.fill("4");
    await stride.press("Enter");
    await sentence.waitFor({ state: "hidden" });
  });

  it("finds why the same token has several vectors", async () => {
    const find = await seen("the search", panel.getByPlaceholder("find text"));
    await find.fill(" and");
    await find.press("Enter");
    // What the search came to stands in the line's place.
    const chosen = panel.locator('token-pane .token[aria-selected="true"]');
    await until("the word and", async () => ((await chosen.textContent()) ?? "").includes("and"));
    const open = await seen(
      "Same token elsewhere",
      panel.getByRole("button", { name: "Same token elsewhere" }),
    );
    await open.click();
    await seen("the list", panel.locator("same-token-list [data-row]"));
    const list = panel.locator("same-token-list");
    await seen("the distance of the positions", list.getByText(/^position \d/));
    await open.click();
  });

  it("finds what positions look like where they are no noise", async () => {
    const tab = await seen("the tab Positions", panel.getByRole("tab", { name: "Positions" }));
    await tab.click();
    await seen("that they are random", panel.getByText(/These positions are random/));
    await seen("GPT-2's own", panel.getByRole("button", { name: "Fetch GPT-2’s own, 3 MB…" }));
    const other = await seen(
      "sinusoidal positions",
      panel.getByRole("button", { name: "Show sinusoidal positions" }),
    );
    await other.click();
    await seen("their picture", panel.getByText(/Sinusoidal positions \[/));
    assert.equal(await panel.getByText(/These positions are random/).count(), 0);
  });

  it("finds what surprises the model, with a GPT that is made at once", async () => {
    const tab = await seen("the tab Predictions", panel.getByRole("tab", { name: "Predictions" }));
    await tab.click();
    await seen("what predicts", panel.getByText(/What comes next is predicted by a whole GPT/));
    const small = await seen("a small GPT", panel.getByRole("button", { name: "A small GPT" }));
    await small.click();
    await seen("a row", panel.locator("next-tokens [role=row] .next"));
    await seen("its surprisal", panel.locator("next-tokens .next .number"));
    await seen(
      "what it tells of the model",
      panel.getByText(/is untrained: its surprisal is near/),
    );
  });
});
