import * as l10n from "./shared/l10n";
import { ConfigurationTarget, window, workspace } from "vscode";
import type { Models } from "./analysis/models";
import { choiceOf, ignoredModelFile, readSettings, SECTION } from "./settings";
import { messageOf } from "./shared/rpc";
import type { ModelChoice } from "./shared/vectors";
import { encodings } from "./tokens/encodings";

/** Keeps the model what the settings ask for, and the settings what a person chose by a command. */
export class ModelSettings {
  private choice = choiceOf(readSettings());

  constructor(private readonly models: Models) {
    models.note = untrustedNote();
  }

  /** The settings, or the trust in the workspace, may be others. */
  follow(): void {
    const { models } = this;
    const settings = readSettings();
    models.note = untrustedNote();
    models.cacheLimit = cacheBytes(settings.cacheLimit);
    models.follow(encodings[settings.encoding].vocabularySize).catch(keepsModel);
    const next = choiceOf(settings);
    if (JSON.stringify(next) === JSON.stringify(this.choice)) return;
    this.choice = next;
    models.use(next).catch(keepsModel);
  }

  /** Writes a choice into the person's settings, all of it before what makes it count, and uses it. */
  async choose(choice: ModelChoice): Promise<void> {
    const { Global } = ConfigurationTarget;
    const configuration = workspace.getConfiguration(SECTION);
    if (choice.source === "file") {
      const { source: _, ...file } = choice;
      await configuration.update("modelFile", file, Global);
    }
    await configuration.update("model", choice.source, Global);
    // The setting may have said so before, of a model that could not be had then.
    await this.models.use(
      choice.source === "seeded" ? choiceOf({ ...readSettings(), model: "seeded" }) : choice,
    );
  }
}

/** @param limit megabytes, as the setting has it */
export function cacheBytes(limit: number): number {
  return 1e6 * limit;
}

function keepsModel(error: unknown): void {
  // A later choice tells of itself.
  if (error instanceof Error && error.name === "AbortError") return;
  void window.showErrorMessage(l10n.t("Tokenscope keeps its model: {0}", messageOf(error)));
}

/** Why a model file that the settings name is not loaded. */
function untrustedNote(): string | undefined {
  const path = ignoredModelFile();
  return (
    path &&
    l10n.t(
      "This workspace is not trusted, so the model file that it names is not loaded: {0}. Trust the workspace to load it.",
      path,
    )
  );
}
