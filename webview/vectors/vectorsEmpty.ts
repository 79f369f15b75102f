import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import { hasNoBatch } from "../../src/windows/loaderWindows";
import type { VectorFeed } from "../feeds/vectorFeed";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelLoader, PanelModel } from "../../src/shared/protocol/panelState";

/** What the vectors pane says where it has no vectors, or none of the chosen window. */
export interface VectorsEmpty {
  readonly title: string;
  readonly text: string;
  readonly busy: boolean;
}

/** Undefined where the vectors are there. */
export function vectorsEmpty(
  model: PanelModel,
  loader: PanelLoader,
  window: number | undefined,
  feed: Pick<VectorFeed, "last" | "problem">,
): VectorsEmpty | undefined {
  const { options } = loader;
  const none = noModel(model);
  if (none !== undefined) return none;
  const info = askedModel(model);
  const contextLength = info?.contextLength ?? Infinity;
  if (options.maxLength > contextLength) {
    return {
      title: l10n.t(
        "The model knows {0} positions, the window has {1}",
        formatCount(contextLength),
        formatCount(options.maxLength),
      ),
      text: l10n.t("Set max_length to {0} or less to see its vectors.", formatCount(contextLength)),
      busy: false,
    };
  }
  if (window === undefined) {
    return {
      title: hasNoBatch(loader) ? l10n.t("No batch, no vectors") : l10n.t("No window, no vectors"),
      text:
        loader.problem === undefined
          ? l10n.t("Choose a window above.")
          : l10n.t("The loader's options above say why, and what to change."),
      busy: false,
    };
  }
  if (feed.problem !== undefined) {
    return { title: l10n.t("The vectors could not be computed"), text: feed.problem, busy: false };
  }
  if (feed.last === undefined) {
    return { title: l10n.t("Computing the vectors…"), text: "", busy: true };
  }
  return undefined;
}

/** What a pane says where there is no model to ask; undefined where there is one. */
export function noModel(model: PanelModel): VectorsEmpty | undefined {
  switch (model.kind) {
    case "building":
      return {
        title: l10n.t("Building {0}…", model.name),
        text: l10n.t(
          "The vectors appear as soon as its tables are there. Tokens and windows need no model.",
        ),
        busy: true,
      };
    case "failed":
      return {
        title: l10n.t("There is no model, so there are no vectors"),
        text: model.message,
        busy: false,
      };
    case "stopped":
    case "ready":
      break;
  }
  if (model.info === undefined) {
    return { title: l10n.t("The model is not open"), text: "", busy: false };
  }
  return undefined;
}
