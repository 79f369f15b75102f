import * as l10n from "../../src/shared/base/l10n";
import { html } from "lit";
import type { TemplateResult } from "lit";
import type { PanelModel } from "../../src/shared/protocol/panelState";
import { GPT2_POSITIONS } from "../../src/shared/values/vectors";
import { notice } from "../base/notice";
import type { Feed } from "../feeds/feed";
import type { Comparison, PositionFeed } from "../feeds/positionFeed";
import { comparisonOf } from "./comparison";
import { columnCurves, normCurve } from "./curvePictures";
import { cosinesHeat, valuesHeat } from "./heatPictures";
import { helix } from "./helixPicture";
import type { Lab } from "./lab";
import type { Source } from "./positionRows";
import type { Side } from "./side";

/** Where a picture's numbers come from. */
export interface LabSource {
  readonly feed: PositionFeed | undefined;
  readonly model: PanelModel | undefined;
}

type LabPicture = TemplateResult | readonly TemplateResult[];

/**
 * The picture of one kind of positions, once for each side, or why there is none.
 * @param at which of the kinds that are shown
 */
export function labPicture(lab: Lab, at: number, source: LabSource): LabPicture {
  const { feed, model } = source;
  const { choices } = lab;
  const { picture } = choices;
  if (picture === "cosines" || picture === "pca")
    return comparisonPicture(lab, at, picture, source);
  const isGpt2 = choices.source === "gpt2";
  const tables = choices.source === "learned" ? feed?.table : isGpt2 ? feed?.gpt2 : undefined;
  const problem = tables?.problem;
  if (problem !== undefined) {
    return renderFailure(feed, l10n.t("The position table could not be read"), problem);
  }
  const rows = lab.tables.rows(feed, choices.source);
  if (rows === undefined)
    return renderWait(model, choices.source, l10n.t("Reading the position table…"));
  const draw = { values: valuesHeat, norms: normCurve, curves: columnCurves }[picture];
  return lab.sides.map((side) => draw(lab, side, rows));
}

function comparisonPicture(
  lab: Lab,
  at: number,
  picture: "cosines" | "pca",
  { feed, model }: LabSource,
): LabPicture {
  const compared = feed?.compared[at];
  const name = comparisonOf(lab.choices.source, feed?.name)?.name;
  const { source } = lab.choices;
  const { dimensions: width = 0 } = source === "gpt2" ? GPT2_POSITIONS : (feed?.name ?? {});
  if (compared === undefined || name === undefined)
    return renderWait(model, source, l10n.t("Waiting for the model…"));
  const read = <T>(
    answers: Feed<Comparison, T>,
    texts: { readonly failed: string; readonly busy: string },
    draw: (lab: Lab, side: Side, name: string, answer: T, width: number) => TemplateResult,
  ): LabPicture => {
    const { current, problem } = answers;
    if (problem !== undefined) return renderFailure(feed, texts.failed, problem);
    if (current === undefined) return renderWait(model, source, texts.busy);
    return lab.sides.map((side) => draw(lab, side, name, current, width));
  };
  if (picture === "cosines") {
    const texts = {
      failed: l10n.t("The cosines could not be computed"),
      busy: l10n.t("Computing the cosines…"),
    };
    return read(compared.cosines, texts, cosinesHeat);
  }
  const texts = {
    failed: l10n.t("The principal components could not be computed"),
    busy: l10n.t("Computing the principal components…"),
  };
  return read(compared.pca, texts, helix);
}

function renderWait(model: PanelModel | undefined, source: Source, what: string): TemplateResult {
  // GPT-2's own need no model.
  if (source === "gpt2") return notice(what, "", true);
  if (model?.kind === "stopped") return notice(l10n.t("The model is not open"));
  if (model?.kind === "failed") return notice(l10n.t("There is no model"), model.message);
  if (model?.kind === "building")
    return notice(l10n.t("{0} is being built…", model.name), "", true);
  return notice(what, "", true);
}

function renderFailure(feed: PositionFeed | undefined, what: string, why: string): TemplateResult {
  return html`${notice(what, why)}
    <button
      class="again"
      type="button"
      title=${l10n.t("Ask for the position table again")}
      @click=${() => feed?.restart()}
    >
      ${l10n.t("Try again")}
    </button>`;
}
