import * as l10n from "../../shared/base/l10n";
import { documentName } from "../../analysis/documentName";
import { called } from "../../shared/values/modelChoices";
import type {
  PanelDocument,
  PanelLoader,
  PanelModel,
  PanelState,
} from "../../shared/protocol/panelState";
import { coverageProblem, loaderNotes } from "../../windows/coverageWords";
import type { PanelParts } from "./panelParts";

/** What the panel's page is told whenever something changes: one state, made anew each time. */
export class PanelStates {
  constructor(
    private readonly parts: Pick<
      PanelParts,
      "focus" | "models" | "idNotices" | "isToy" | "firstMarks"
    >,
  ) {}

  /** The newest one. */
  current(): PanelState {
    const { focus, models, idNotices, firstMarks } = this.parts;
    return {
      document: this.document(),
      loader: this.loader(),
      model: this.model(),
      positions: models.positionsName,
      hasGpt2Positions: models.hasGpt2Positions,
      modelNote: models.note,
      idNotice: idNotices.text,
      firstMarks: firstMarks.areWanted,
      token: focus.token,
      window: focus.windows.chosen,
      pinnedTo: focus.isPinned ? focus.analysis?.document.uri.toString() : undefined,
    };
  }

  /** Whether document and model are what they will be for a while. */
  get isSettled(): boolean {
    return this.document().kind !== "busy" && this.model().kind !== "building";
  }

  private document(): PanelDocument {
    const { analysis } = this.parts.focus;
    const name = analysis && documentName(analysis.document);
    if (analysis === undefined || name === undefined) {
      return { kind: "none", message: l10n.t("Open a text file to see its tokens.") };
    }
    const { key, summary, failure } = analysis;
    if (failure !== undefined) return { kind: "failed", key, name, message: failure };
    if (summary === undefined) return { kind: "busy", key, name };
    const isIds = analysis.encoding === "ids";
    if (summary.tokenCount === 0 && isIds && summary.length > 0) {
      return {
        kind: "none",
        message: l10n.t("{0} holds no id. Type a list of ids, such as [2, 3, 5, 1].", name),
      };
    }
    if (summary.tokenCount === 0) {
      return {
        kind: "none",
        message: l10n.t("{0} is empty. Type some text to see its tokens.", name),
      };
    }
    const layer = isIds ? { isToy: this.parts.isToy(analysis.document) } : undefined;
    return { kind: "ready", key, name, ...summary, version: analysis.revision, layer };
  }

  private loader(): PanelLoader {
    const { focus } = this.parts;
    const { loader, shape } = focus.windows;
    if (shape === undefined) return { ...loader, notes: [], problem: undefined };
    const coverage = focus.windows.coverageOf(shape.tokenCount);
    return { ...loader, notes: loaderNotes(coverage), problem: coverageProblem(coverage) };
  }

  private model(): PanelModel {
    const { state, runtime, chosen } = this.parts.models;
    switch (state.kind) {
      case "idle":
        return { kind: "building", ...called(chosen) };
      case "ready":
        return { ...state, runtime };
      case "building":
      case "failed":
      case "stopped":
        return state;
    }
  }
}
