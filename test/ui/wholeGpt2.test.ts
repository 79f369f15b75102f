import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { testedExtension } from "../../.ci/support/testedExtension";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";
import { WeightsServer } from "../support/weightsServer";

describe("All of GPT-2 in the workbench", () => {
  const server = new WeightsServer();
  let workbench: Workbench;
  let panel: Frame;

  before(async () => {
    server.shorten();
    await server.listen();
    const folder = freshFolder("wholeGpt2");
    writeFileSync(join(folder, "text.txt"), "Every effort moves you forward.\n");
    const settings = { "tokenscope.gpt2.endpoint": server.endpoint };
    workbench = await Workbench.open({ folder, settings, source: testedExtension });
    await workbench.openFile("text.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await panel.getByRole("tab", { name: "Predictions" }).click();
  });
  after(async () => {
    await workbench.close();
    await server.close();
  });
  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const offered = () => panel.getByRole("button", { name: "GPT-2, whole" });
  const notification = async (text: RegExp) => (await workbench.notifications(text)).first();
  const chip = (text: RegExp) => panel.locator(".chip", { hasText: text }).waitFor();
  const predicted = () =>
    until("four rows", async () => (await panel.locator("next-tokens [role=row]").count()) === 4);

  it("is offered where predictions are missing, and asks before anything is fetched", async () => {
    await offered().click();
    await workbench.page.locator(".monaco-dialog-box", { hasText: "License:" }).waitFor();
    await workbench.screenshot("whole-gpt2-consent");
    const told = await workbench.answerModal("Cancel");
    assert.match(told, /190 MB of the 190 MB of model\.safetensors/);
    assert.match(told, /Modified MIT License/);
    await until("the offer", async () => offered().isEnabled());
    assert.equal(server.requests.length, 0);
  });

  it("says in the panel why a server does not give it", async () => {
    server.answer = () => ({ status: 403 });
    await offered().click();
    await workbench.answerModal("Download");
    await panel
      .getByRole("status")
      .getByText(/refuses access to GPT-2's weights/)
      .waitFor();
    await workbench.screenshot("whole-gpt2-refused");
  });

  it("has its tables in use while the rest comes, and they stay when it is cancelled", async () => {
    const { start } = server.place("h.0.attn.bias");
    server.answer = (request) => (request.start === start ? { stallAfter: 2 ** 20 } : {});
    await offered().click();
    await workbench.answerModal("Download");
    await chip(/GPT-2 small · 768-d/);
    const message = await notification(/block 1, 1\d\d MB of 190 MB/);
    await message.waitFor();
    await workbench.screenshot("whole-gpt2-on-the-way");
    await message.getByRole("button", { name: "Cancel" }).click();
    await until("the offer", async () => offered().isEnabled());
    await chip(/GPT-2 small · 768-d/);
  });

  it("goes on with what is missing, and predicts; also after the window is loaded anew", async () => {
    server.answer = () => ({});
    server.requests.length = 0;
    await offered().click();
    assert.match(await workbench.answerModal("Download"), /3\d MB of the 190 MB/);
    await predicted();
    await (await notification(/All of GPT-2 is in use now: .* 5 greedy ids/)).waitFor();
    assert.equal(server.requestsFor("wte.weight").length, 0);
    await workbench.screenshot("whole-gpt2-predictions");
    server.requests.length = 0;
    await workbench.reload();
    panel = await workbench.panel();
    await predicted();
    assert.equal(server.requests.length, 0);
  });
});
