import * as l10n from "../../shared/base/l10n";
import { ConfigurationTarget, Uri, window, workspace } from "vscode";
import type { Models } from "../../analysis/models";
import type { ModelSize } from "./modelSize";
import {
  choiceOf,
  SECTION,
  toyChoiceOf,
  untrustedSettings,
  type Settings,
} from "../../settings/settings";
import { ADDRESS, writtenPath } from "../../settings/paths";
import { seededGptOf } from "../../settings/seededGptKind";
import { withheldNote } from "../../settings/withheld";
import { Latest } from "../../shared/base/latest";
import { messageOf } from "../../shared/base/rpc";
import type { ModelChoice } from "../../shared/values/modelChoices";
import { vocabularySizeOf } from "../../tokens/encode/encodings";

/** Keeps the model what the settings ask for, and the settings what a person chose by a command. */
export class ModelSettings {
  private choice: ModelChoice;
  /** Whether a document with the toy layer is looked at. */
  private isToy = false;
  private readonly notes = new Latest();

  constructor(
    private readonly models: Models,
    private readonly size: ModelSize,
    private settings: Settings,
    private readonly log: (message: string) => void,
  ) {
    this.choice = choiceOf(settings);
    void this.takeNote();
  }

  /** The settings, or the trust in the workspace, may be others. */
  follow(settings: Settings): void {
    const { models } = this;
    this.settings = settings;
    void this.takeNote();
    models.cacheLimit = cacheBytes(settings.cacheLimit);
    models.follow(this.vocabularySize).catch(keepsModel);
    this.apply();
  }

  /** Another document is looked at, or it has the toy layer now, or no more. */
  look(isToy: boolean): void {
    if (isToy === this.isToy) return;
    this.isToy = isToy;
    this.apply();
  }

  private apply(): void {
    const { models } = this;
    const next = this.isToy ? toyChoiceOf(this.settings) : choiceOf(this.settings);
    if (JSON.stringify(next) === JSON.stringify(this.choice)) return;
    this.choice = next;
    const objection = this.size.objection(next, this.vocabularySize);
    if (objection === undefined) models.use(next).catch(keepsModel);
    else keepsModel(objection);
  }

  /**
   * Writes a choice into the person's settings, all of it before what makes it count, and uses it.
   * @param agreed called before anything changes, once nobody objects to it
   */
  async choose(choice: ModelChoice, agreed: () => void): Promise<void> {
    const { settings } = this;
    // Whoever chooses without layers and heads chooses two tables, whatever was chosen before.
    const gpt = choice.source === "seeded" ? seededGptOf(choice) : settings.seeded.gpt;
    const next =
      choice.source === "seeded"
        ? {
            ...choiceOf({ ...settings, model: "seeded", seeded: { ...settings.seeded, gpt } }),
            ...choice,
          }
        : choice;
    if (!(await this.size.agrees(next, this.vocabularySize))) return;
    agreed();
    const { Global } = ConfigurationTarget;
    const configuration = workspace.getConfiguration(SECTION);
    if (choice.source === "file") {
      const { source: _, ...file } = choice;
      const path = writtenPath(file.path, addressOf);
      await configuration.update("modelFile", { ...file, path }, Global);
    }
    if (choice.source === "seeded" && choice.order !== undefined) {
      await configuration.update("seeded.order", choice.order, Global);
    }
    if (JSON.stringify(gpt) !== JSON.stringify(settings.seeded.gpt)) {
      await configuration.update("seeded.gpt", gpt ?? undefined, Global);
    }
    const isWhole = choice.source === "gpt2" ? choice.whole === true : settings.gpt2.whole;
    if (isWhole !== settings.gpt2.whole) {
      await configuration.update("gpt2.whole", isWhole, Global);
    }
    await configuration.update("model", choice.source, Global);
    // The setting may have said so before, of a model that could not be had then.
    await this.models.use(next);
  }

  private get vocabularySize(): number {
    return vocabularySizeOf(this.settings);
  }

  /** Says what is not used of the workspace's settings. */
  private async takeNote(): Promise<void> {
    const signal = this.notes.begin();
    const note = withheldNote(await untrustedSettings());
    if (signal.aborted || note === this.models.note) return;
    this.models.note = note;
    if (note !== undefined) this.log(note);
  }
}

/** @param limit megabytes, as the setting has it */
export function cacheBytes(limit: number): number {
  return 1e6 * limit;
}

function addressOf(path: string): string {
  return (ADDRESS.test(path) ? Uri.parse(path) : Uri.file(path)).toString();
}

function keepsModel(error: unknown): void {
  // A later choice tells of itself.
  if (error instanceof Error && error.name === "AbortError") return;
  void window.showErrorMessage(l10n.t("Tokenscope keeps its model: {0}", messageOf(error)));
}
