import type { Disposable, Uri } from "vscode";
import type { TableFiles } from "../../embeddings/store/tableFiles";
import { atFirstUse } from "../../shared/base/firstUse";
import type { ModelChoice } from "../../shared/values/modelChoices";
import { command } from "../ui/command";
import type { SeededGptSetting } from "../../settings/seededGptKind";
import type { Gpt2FetchParts } from "./gpt2Fetch";

/** What the commands that change the model work with. */
export interface ModelCommandParts extends Omit<Gpt2FetchParts, "files"> {
  /** Where tables are kept. */
  readonly files: () => Promise<TableFiles>;
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
  const gpt2 = atFirstUse(async () => {
    const { Gpt2Fetch } = await import("./gpt2Fetch");
    return new Gpt2Fetch({ ...parts, files: await parts.files() });
  });
  return [
    command("getGpt2Weights", async () => (await gpt2()).weights()),
    command("getGpt2Positions", async () => (await gpt2()).positions()),
    command("getWholeGpt2", async () => (await gpt2()).whole()),
    command("useModelFile", async () => {
      const { useModelFile } = await import("./useModelFile");
      return useModelFile(parts);
    }),
    command("chooseModel", async () => {
      const { chooseModel } = await import("./chooseModel");
      return chooseModel(parts);
    }),
    command("clearModels", async () => {
      const { clearModels } = await import("./clearModels");
      return clearModels(parts);
    }),
  ];
}
