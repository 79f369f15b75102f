import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";

/** "The", "to", "kens" and a line end; encoded, the text would be five other tokens. */
const STORED = [464, 1462, 14972, 198];

describe("Stored tokens in the workbench", () => {
  let workbench: Workbench;
  before(async () => {
    const folder = freshFolder("stored");
    writeFileSync(join(folder, "train.bin"), Uint16Array.from(STORED));
    workbench = await Workbench.open({ folder });
  });
  after(() => workbench.close());
  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const isShown = async (): Promise<void> => {
    await workbench.page.locator(".monaco-editor .view-line", { hasText: "Thetokens" }).waitFor();
    await until("a count of the stored tokens", async () => {
      const item = workbench.statusBar("tokenscope.tokens");
      return (await item.innerText().catch(() => "")) === `${STORED.length} tokens`;
    });
  };

  it("are shown of the file that is named, from and to the tokens that are asked for", async () => {
    const { page } = workbench;
    const file = page.getByRole("treeitem", { name: "train.bin" });
    await workbench.chooseFromMenu(file, "Show Stored Tokens…");
    const box = page.locator(".quick-input-widget input.input");
    await page.locator(".quick-input-widget", { hasText: "Tokens of train.bin" }).waitFor();
    await box.fill("2-1");
    await page.getByText("Write two whole numbers with a dash between them").waitFor();
    await box.fill("0-4");
    await box.press("Enter");
    await isShown();
  });

  it("are read again when the window is loaded anew, before anything else is used", async () => {
    await workbench.reload();
    await isShown();
  });
});
