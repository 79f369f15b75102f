import * as l10n from "../../shared/base/l10n";
import { InputBoxValidationSeverity, ThemeIcon, window } from "vscode";
import type { FindAnswer, FindFrom, FoundPlace, Sought } from "../../shared/values/find";
import { findSentence, readSought, type FindKind } from "../../shared/values/findWords";
import { messageOf } from "../../shared/base/rpc";

/** What the box looks in. */
export interface FindPlace {
  find(sought: Sought, from: FindFrom): Promise<FindAnswer>;
  /** Shows a place that was found. */
  select(sought: Sought, found: FoundPlace): Promise<void>;
}

/**
 * A box that says while one types how often a token or text stands in the document. Enter goes to
 * the first place from the cursor on, and again to the next.
 */
export class FindBox {
  private readonly box = window.createInputBox();
  private readonly previous = {
    iconPath: new ThemeIcon("arrow-up"),
    tooltip: l10n.t("Previous Match"),
  };
  private readonly next = { iconPath: new ThemeIcon("arrow-down"), tooltip: l10n.t("Next Match") };
  private sought: Sought | undefined;
  private found: FoundPlace | undefined;
  private isSelected = false;
  /** Newest wins: counts what was asked. */
  private asked = 0;

  constructor(
    private readonly kind: FindKind,
    private readonly place: FindPlace,
    private from: FindFrom,
  ) {
    const { box } = this;
    box.title = kind === "id" ? l10n.t("Find Token by Id") : l10n.t("Find Token by Text");
    box.placeholder = kind === "id" ? l10n.t("A token's id") : l10n.t("Text");
    box.prompt = l10n.t("Enter goes to the next place.");
    box.buttons = [this.previous, this.next];
    box.onDidChangeValue((typed) => void this.type(typed));
    box.onDidTriggerButton((button) => void this.step(button === this.previous));
    box.onDidAccept(() => void this.step(false));
    box.onDidHide(() => {
      this.asked++;
      box.dispose();
    });
  }

  show(value: string): void {
    this.box.value = value;
    this.box.show();
    if (value !== "") void this.type(value);
  }

  private async type(typed: string): Promise<void> {
    this.asked++;
    this.found = undefined;
    this.sought = undefined;
    if (typed === "") {
      this.tell("", InputBoxValidationSeverity.Info);
      return;
    }
    const entry = readSought(this.kind, typed);
    if (entry.ok) {
      this.sought = entry.sought;
      await this.look(entry.sought, this.from);
    } else this.tell(entry.problem, InputBoxValidationSeverity.Error);
  }

  /** The place that was announced, if it is not shown yet; else the one before or behind it. */
  private async step(backwards: boolean): Promise<void> {
    const { sought, found, isSelected } = this;
    if (sought === undefined || found === undefined) return;
    if (isSelected || backwards) await this.look(sought, beside(sought, found, backwards));
    await this.select(sought);
  }

  private async select(sought: Sought): Promise<void> {
    const { found, place } = this;
    if (found === undefined || this.sought !== sought) return;
    this.isSelected = true;
    this.from = { token: found.token, unit: found.unit, backwards: false };
    await place.select(sought, found);
  }

  private async look(sought: Sought, from: FindFrom): Promise<void> {
    const asked = ++this.asked;
    this.isSelected = false;
    try {
      const answer = await this.place.find(sought, from);
      if (asked !== this.asked) return;
      const { Info, Warning } = InputBoxValidationSeverity;
      this.found = answer.kind === "found" ? answer : undefined;
      this.tell(
        findSentence(sought, answer, from.backwards),
        answer.kind === "found" ? Info : Warning,
      );
    } catch (error) {
      if (asked === this.asked) this.tell(messageOf(error), InputBoxValidationSeverity.Error);
    }
  }

  private tell(message: string, severity: InputBoxValidationSeverity): void {
    this.box.validationMessage = message === "" ? undefined : { message, severity };
  }
}

/** Where a search goes on from a place that was found. */
function beside(sought: Sought, { token, unit }: FoundPlace, backwards: boolean): FindFrom {
  if (backwards) return { token, unit, backwards };
  return { token: sought.kind === "text" ? token : token + 1, unit: unit + 1, backwards };
}
