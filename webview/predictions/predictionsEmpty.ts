import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelLoader, PanelModel } from "../../src/shared/protocol/panelState";
import type { VectorsEmpty } from "../vectors/vectorsEmpty";

/** What the predictions pane says where no window can be asked about; undefined where one can. */
export function predictionsEmpty(
  model: PanelModel,
  loader: PanelLoader,
  window: number | undefined,
): VectorsEmpty | undefined {
  const { maxLength } = loader.options;
  const info = askedModel(model);
  if (info === undefined) return withoutModel(model);
  if (maxLength > info.contextLength) {
    const most = formatCount(info.contextLength);
    return {
      title: l10n.t("The model reads {0} tokens, the window has {1}", most, formatCount(maxLength)),
      text: l10n.t("Set max_length to {0} or less to see its predictions.", most),
      busy: false,
    };
  }
  if (window !== undefined && loader.samples > 0) return undefined;
  return {
    title: l10n.t("No window, no predictions"),
    text:
      loader.problem === undefined
        ? l10n.t("Choose a window above.")
        : l10n.t("The loader's options above say why, and what to change."),
    busy: false,
  };
}

function withoutModel(model: PanelModel): VectorsEmpty {
  switch (model.kind) {
    case "building":
      return {
        title: l10n.t("Building {0}…", model.name),
        text: l10n.t("Predictions appear as soon as its parameters are there."),
        busy: true,
      };
    case "failed":
      return {
        title: l10n.t("There is no model, so there are no predictions"),
        text: model.message,
        busy: false,
      };
    case "stopped":
    case "ready":
      return { title: l10n.t("The model is not open"), text: "", busy: false };
  }
}
