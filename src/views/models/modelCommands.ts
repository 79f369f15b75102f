import { layersText } from "../../shared/base/countWords";
import { megabytesText } from "../../shared/base/numbers";
import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import {
  commands,
  ProgressLocation,
  window,
  type Disposable,
  type QuickPickItem,
  type Uri,
} from "vscode";
import type { Candidate } from "../../embeddings/file/modelFile";
import { baseName } from "../../shared/base/baseName";
import { drawsText } from "../../shared/base/seededDraws";
import type { ModelChoice } from "../../shared/values/vectors";
import { command } from "../ui/command";
import { cancellable } from "../ui/progress";
import type { SeededGptSetting } from "../../settings/seededGptKind";
import { SEEDED_GPTS } from "./seededGpts";
import { Gpt2Fetch, type Gpt2FetchParts } from "./gpt2Fetch";

/** What the commands that change the model work with. */
export interface ModelCommandParts extends Gpt2FetchParts {
  /** How settings name a file. */
  readonly pathOf: (file: Uri) => string;
  /** Of the seeded model that the settings ask for. */
  readonly seed: () => number;
  /** The whole GPT that the seeded model is, by the settings; null where it is two tables. */
  readonly seededGpt: () => SeededGptSetting | null;
  /** Changes what the settings ask for, after which the model follows. */
  readonly choose: (choice: ModelChoice) => Promise<void>;
}

/** The commands that change the model or what is kept of models. */
export function modelCommands(parts: ModelCommandParts): Disposable[] {
  const gpt2 = new Gpt2Fetch(parts);
  return [
    command("getGpt2Weights", () => gpt2.weights()),
    command("getGpt2Positions", () => gpt2.positions()),
    command("getWholeGpt2", () => gpt2.whole()),
    command("useModelFile", () => useModelFile(parts)),
    command("chooseModel", () => chooseModel(parts)),
    command("clearModels", () => clearModels(parts)),
  ];
}

async function useModelFile({ vectors, choose, pathOf }: ModelCommandParts): Promise<void> {
  const [file] =
    (await window.showOpenDialog({
      title: l10n.t("A model's token and position tables"),
      openLabel: l10n.t("Use"),
      filters: {
        [l10n.t("Model files")]: ["safetensors", "onnx", "json", "pth", "pt", "ckpt", "bin"],
        [l10n.t("All files")]: ["*"],
      },
    })) ?? [];
  if (file === undefined) return;
  const path = pathOf(file);
  const name = baseName(file.path);
  const candidates = await readCandidates(name, path, vectors);
  if (candidates === undefined) return;
  const candidate = await chosen(name, candidates);
  if (candidate === undefined) return;
  const names = { token: candidate.token.name, position: candidate.position.name };
  await choose({ source: "file", path, ...names });
}

/** Reading what a file holds may take a while; it is given up when a person says so. */
async function readCandidates(
  name: string,
  path: string,
  vectors: ModelCommandParts["vectors"],
): Promise<Candidate[] | undefined> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t("Reading {0}", foreign(name)),
  };
  return cancellable(options, async (_, signal) => {
    try {
      return await vectors.call.candidates(path, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}

/** The only candidate where its names tell, or the one that a person picks. */
async function chosen(
  name: string,
  candidates: readonly Candidate[],
): Promise<Candidate | undefined> {
  const [first] = candidates;
  if (first === undefined || (candidates.length === 1 && first.namesTell)) return first;
  const items = candidates.map((candidate) => ({
    label: l10n.t("{0} and {1}", foreign(candidate.token.name), foreign(candidate.position.name)),
    description: l10n.t(
      "tokens {0}, positions {1}",
      `[${candidate.token.shape.join(", ")}]`,
      `[${candidate.position.shape.join(", ")}]`,
    ),
    candidate,
  }));
  const title =
    candidates.length === 1
      ? l10n.t(
          "{0} does not say which tables it has. Are these the token and the position table?",
          name,
        )
      : l10n.t("{0} holds several tables. Which are the token and the position table?", name);
  // It comes after the file was read: whoever looked elsewhere meanwhile still finds it.
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.candidate;
}

async function chooseModel({ models, choose, seed, seededGpt }: ModelCommandParts): Promise<void> {
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

async function clearModels({ models }: ModelCommandParts): Promise<void> {
  const freed = await models.clear(false);
  // It comes first: without it there is nothing of GPT-2.
  await models.lookForGpt2Positions();
  const weights = l10n.t("Remove GPT-2's Weights Too");
  const answer = window.showInformationMessage(
    l10n.t(
      "{0} of model tables were removed. What a window has in use and GPT-2's weights stay.",
      megabytesText(freed),
    ),
    ...(models.hasGpt2Positions === true ? [weights] : []),
  );
  void answer.then(async (chosen) => {
    if (chosen !== weights) return;
    const alsoFreed = await models.clear(true);
    await models.lookForGpt2Positions();
    void window.showInformationMessage(l10n.t("{0} were removed.", megabytesText(alsoFreed)));
  });
}
