import { layersText } from "../../shared/base/countWords";
import * as l10n from "../../shared/base/l10n";
import { commands, window, type QuickPickItem } from "vscode";
import { drawsText } from "../../shared/base/seededDraws";
import type { ModelCommandParts } from "./modelCommands";
import { SEEDED_GPTS } from "./seededGpts";

/** **Tokenscope: Choose Model…** */
export async function chooseModel({
  models,
  choose,
  seed,
  seededGpt,
}: ModelCommandParts): Promise<void> {
  const { chosen } = models;
  const isToy = chosen.source === "seeded" && chosen.vocabularySize !== undefined;
  const isGpt = chosen.source === "seeded" && chosen.layers !== undefined;
  const draws =
    chosen.source === "seeded" && !isToy && !isGpt ? (chosen.order ?? "afterSeed") : undefined;
  const gpt = seededGpt() ?? SEEDED_GPTS.book;
  const items: (QuickPickItem & { isChosen: boolean; run: () => Promise<unknown> })[] = [
    {
      label: l10n.t("The book's model (untrained)"),
      isChosen: draws === "afterSeed",
      description: l10n.t("drawn right after torch.manual_seed"),
      detail: drawsText(seed(), "afterSeed"),
      run: () => choose({ source: "seeded", order: "afterSeed" }),
    },
    {
      label: l10n.t("The notebook from top to bottom"),
      isChosen: draws === "notebook",
      description: l10n.t("where the chapter draws its tables; untrained"),
      detail: drawsText(seed(), "notebook"),
      run: () => choose({ source: "seeded", order: "notebook" }),
    },
    {
      label: l10n.t("A GPT of {0} (untrained)", layersText(gpt.layers)),
      isChosen: isGpt,
      description: l10n.t("with predictions, drawn as the book draws its own"),
      run: () => choose({ source: "seeded", ...gpt }),
    },
    {
      label: l10n.t("The toy layer"),
      isChosen: isToy,
      description: l10n.t("the notebook's Embedding(6, 3) of a few ids; untrained"),
      detail: l10n.t(
        "Opens the toy example. It is the first that is drawn after torch.manual_seed({0}), also in the notebook.",
        seed(),
      ),
      run: async () => commands.executeCommand("tokenscope.openToyExample"),
    },
    {
      label: "GPT-2 small",
      isChosen: chosen.source === "gpt2" && chosen.whole !== true,
      description: l10n.t("trained; 157 MB are fetched once"),
      run: async () => {
        if (await models.hasGpt2()) await choose({ source: "gpt2" });
        else await commands.executeCommand("tokenscope.getGpt2Weights");
      },
    },
    {
      label: l10n.t("All of GPT-2 small"),
      isChosen: chosen.source === "gpt2" && chosen.whole === true,
      description: l10n.t("trained, with predictions; 548 MB are fetched once"),
      run: async () => commands.executeCommand("tokenscope.getWholeGpt2"),
    },
    {
      label: l10n.t("A model file…"),
      isChosen: chosen.source === "file",
      description: l10n.t(".safetensors, .onnx or PyTorch's"),
      run: async () => commands.executeCommand("tokenscope.useModelFile"),
    },
  ];
  const shown = items.map((item) => ({
    ...item,
    label: `${item.isChosen ? "$(check)" : "$(blank)"} ${item.label}`,
  }));
  const title = l10n.t("Where the vectors come from");
  await (await window.showQuickPick(shown, { title }))?.run();
}
