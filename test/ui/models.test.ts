import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { freshFolder } from "../../.ci/support/folders";
import { useModelFile } from "../../.ci/support/modelFileDialog";
import { f32, safetensorsFile } from "../../.ci/support/safetensorsWriter";
import { testedExtension } from "../../.ci/support/testedExtension";
import { WeightsServer } from "../support/weightsServer";
import { untilHidden } from "../../.ci/support/untilHidden";
import { Workbench } from "../../.ci/support/workbench";

const TEXT = "Every effort moves you forward.\n";
const V = 50257;

describe("Models in the workbench", () => {
  let workbench: Workbench;
  let panel: Frame;
  let folder: string;

  afterEach(async function () {
    const failed = this.currentTest?.state === "failed";
    if (failed) await workbench.screenshot(`failed-${this.currentTest?.title ?? ""}`);
  });

  const open = async (settings: Record<string, unknown> = {}): Promise<void> => {
    workbench = await Workbench.open({ folder, settings, source: testedExtension });
    await workbench.openFile("text.txt");
    await workbench.runCommand("Tokenscope: Open Visualizer");
    panel = await workbench.panel();
    await panel.locator('token-pane [data-token="0"]').waitFor();
  };
  const chip = (text: RegExp) => panel.locator(".chip", { hasText: text }).waitFor();
  const notification = async (text: RegExp) => (await workbench.notifications(text)).first();

  const useFile = (name: string): Promise<void> => useModelFile(workbench, join(folder, name));

  before(() => {
    folder = freshFolder("models");
    writeFileSync(join(folder, "text.txt"), TEXT);
    const tables = {
      first: f32([V, 4], (at) => (at % 7) - 3),
      second: f32([16, 4], (at) => (at % 5) - 2),
      third: f32([8, 4], (at) => (at % 3) - 1),
    };
    const { first, second, third } = tables;
    writeFileSync(
      join(folder, "one.safetensors"),
      safetensorsFile({ "wte.weight": first, "wpe.weight": second }),
    );
    writeFileSync(
      join(folder, "two.safetensors"),
      safetensorsFile({ "model.embed_tokens.weight": first, "lm_head.weight": second }),
    );
    writeFileSync(join(folder, "many.safetensors"), safetensorsFile({ first, second, third }));
    writeFileSync(join(folder, "model.bin"), new Uint8Array([0x80, 2, 0x7d, 0x71]));
  });

  describe("of a person's choice", () => {
    before(() => open());
    after(() => workbench.close());

    it("show their position table as a picture", async () => {
      await panel.getByRole("tab", { name: "Positions" }).click();
      await panel.getByText("Position table of seeded 123 [1024, 256]").waitFor();
      await workbench.screenshot("positions-seeded");
    });

    it("are taken from a file that is named in the dialog", async () => {
      await useFile("one.safetensors");
      await chip(/one\.safetensors · 4-d · 16 positions/);
      await panel.getByText("Position table of one.safetensors [16, 4]").waitFor();
    });

    it("are asked for where a file holds several", async () => {
      await useFile("many.safetensors");
      const row = workbench.page.locator(".quick-input-widget .monaco-list-row", {
        hasText: "first and third",
      });
      await row.waitFor();
      await workbench.screenshot("model-candidates");
      await row.click();
      await chip(/many\.safetensors · 4-d · 8 positions/);
    });

    it("are asked for where a file's only two do not say which is which", async () => {
      await useFile("two.safetensors");
      const quickInput = workbench.page.locator(".quick-input-widget");
      await quickInput.getByText(/does not say which tables it has/).waitFor();
      await quickInput
        .locator(".monaco-list-row", { hasText: "model.embed_tokens.weight and lm_head.weight" })
        .waitFor();
      // The page may have taken the focus back, late, from the dialog before: who sees that, clicks.
      await untilHidden("end of the question", quickInput, () =>
        quickInput.locator("input.input").press("Escape"),
      );
      await chip(/many\.safetensors · 4-d · 8 positions/);
    });

    it("are not taken from a pickle, which the message tells how to convert", async () => {
      await useFile("model.bin");
      const message = await notification(/model\.bin/);
      await message.waitFor();
      assert.match(await message.innerText(), /can run code/);
      assert.match(await message.innerText(), /safetensors/);
      await chip(/many\.safetensors/);
      await workbench.screenshot("model-pickle");
    });

    const answer = (text: string) => workbench.answerOf("Tokenscope: Choose Model…", text);

    it("go back to the book's by Choose Model", async () => {
      await (await answer("The book's model (untrained)")).click();
      await chip(/the book's, seed 123 · 256-d/);
    });

    it("are the notebook's run from top to bottom by Choose Model, which tells what is drawn", async () => {
      const entry = await answer("The notebook from top to bottom");
      await entry
        .filter({
          hasText: "Drawn after torch.manual_seed(123): Embedding(6, 3), iter(DataLoader)",
        })
        .click();
      await chip(/^Model: the notebook's, seed 123 · 256-d · [\d,]+ positions · AVX2/);
      await (await answer("The book's model (untrained)")).click();
      await chip(/^Model: the book's, seed 123 · 256-d · [\d,]+ positions · AVX2/);
    });

    it("that are kept on disk are removed by a command, which tells how much", async () => {
      await workbench.runCommand("Tokenscope: Clear Cached Models");
      await (await notification(/[\d.]+ MB of model tables were removed/)).waitFor();
      await chip(/the book's, seed 123 · 256-d/);
    });
  });

  describe("of GPT-2, while its token table is on its way", () => {
    const server = new WeightsServer();
    before(async () => {
      await server.listen();
      const wte = server.place("wte.weight");
      // The large table begins to come and goes no further.
      server.answer = ({ start, end }) =>
        start >= wte.start && end <= wte.end ? { stallAfter: 1e6 } : {};
      await open({ "tokenscope.gpt2.endpoint": server.endpoint });
    });
    after(async () => {
      await workbench.close();
      await server.close();
    });

    it("show its position table, and the rest works on with the model before", async () => {
      await panel.getByRole("tab", { name: "Positions" }).click();
      await panel.getByText("Position table of seeded 123 [1024, 256]").waitFor();
      await workbench.runCommand("Tokenscope: Get GPT-2 Weights");
      await workbench.page.locator(".monaco-dialog-box", { hasText: "License:" }).waitFor();
      await workbench.screenshot("gpt2-consent");
      const told = await workbench.answerModal("Download");
      assert.match(told, /157 MB of the 548 MB/);
      assert.match(told, /Modified MIT License/);
      await panel.getByText("Position table of GPT-2 small [1024, 768]").waitFor();
      await chip(/the book's, seed 123 · 256-d/);
      const message = await notification(/token table, 4\.\d MB of 158 MB/);
      await message.waitFor();
      await workbench.screenshot("positions-gpt2-on-the-way");
    });

    it("are cancelled by the notification, and the model before stays", async () => {
      const message = await notification(/GPT-2's weights/);
      await message.getByRole("button", { name: "Cancel" }).click();
      await panel.getByText("Position table of seeded 123 [1024, 256]").waitFor();
      await chip(/the book's, seed 123 · 256-d/);
    });
  });

  describe("that a workspace names", () => {
    before(async () => {
      mkdirSync(join(folder, ".vscode"), { recursive: true });
      const settings = {
        "tokenscope.model": "file",
        "tokenscope.modelFile": { path: join(folder, "one.safetensors") },
      };
      writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify(settings));
      await open({
        "security.workspace.trust.enabled": true,
        "security.workspace.trust.startupPrompt": "never",
      });
    });
    after(() => workbench.close());

    it("are not loaded while nobody trusts it, and the panel says so", async () => {
      await panel.getByText(/not trusted, so the model file that it names is not loaded/).waitFor();
      await chip(/the book's, seed 123/);
      await workbench.screenshot("model-untrusted");
    });
  });
});
