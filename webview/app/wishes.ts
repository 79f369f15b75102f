import { MOST_PRINTED } from "../../src/shared/values/layer";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelDocument, PanelState } from "../../src/shared/protocol/panelState";
import { windowStart } from "../../src/windows/loaderWindows";
import type { HeatCell } from "../base/heatCell";
import type { LookedAt } from "../feeds/inspector";
import type { LayerWish } from "../feeds/layerFeed";
import type { OrderedLoader } from "../feeds/orderedLoader";
import type { Selection } from "../feeds/selection";
import type { TokenPages } from "../feeds/tokenPages";
import type { ShownVectors, VectorWish } from "../feeds/vectorFeed";
import { viewAt } from "../tokens/tokenCell";

/** What the panes show: the last whole state of a document, kept while a newer one is made. */
export interface ShownDocument {
  readonly document: Extract<PanelDocument, { kind: "ready" }>;
  readonly loader: OrderedLoader;
}

/** Whether the panes show the host's newest state. */
export function isCurrent(shown: ShownDocument, { document }: PanelState): boolean {
  return document.kind === "ready" && document.version === shown.document.version;
}

/** Which window's vectors are wanted; undefined where there are none. */
export function vectorWish(
  shown: ShownDocument | undefined,
  state: PanelState | undefined,
  { window }: Selection,
): VectorWish | undefined {
  const model = state && askedModel(state.model);
  if (shown === undefined || model === undefined || window === undefined) return undefined;
  const { document, loader } = shown;
  const { maxLength } = loader.options;
  if (window >= loader.samples || maxLength > model.contextLength) return undefined;
  const { version } = document;
  return { version, window, start: windowStart(window, loader), maxLength, model };
}

/** Which rows of the layer's table are wanted; undefined where there is no table. */
export function layerWish(
  shown: ShownDocument | undefined,
  state: PanelState | undefined,
  selection: Selection,
): LayerWish | undefined {
  const model = state && askedModel(state.model);
  if (shown === undefined || model === undefined) return undefined;
  const { version, tokenCount } = shown.document;
  // Where everything is printed, another choice asks for nothing.
  const isPrinted = tokenCount * model.dimensions <= MOST_PRINTED;
  return { version, model, token: isPrinted ? undefined : selection.token };
}

/**
 * The cell that is looked at in the heatmaps of a window.
 * @param at its row, where it is not the chosen token's, and its column
 */
export function crosshair(
  vectors: ShownVectors | undefined,
  { token }: Selection,
  { row, column }: { readonly row: number | undefined; readonly column: number },
): HeatCell | undefined {
  if (vectors === undefined) return undefined;
  const [, rows] = vectors.vectors.shape;
  const position = (token ?? -1) - vectors.start;
  const chosen = position >= 0 && position < rows ? position : 0;
  return { row: Math.min(row ?? chosen, rows - 1), column };
}

/** The row under the crosshair, as far as what is shown beside the heatmaps depends on it. */
export function lookedAt(
  shown: ShownDocument | undefined,
  state: PanelState | undefined,
  vectors: ShownVectors | undefined,
  cross: HeatCell | undefined,
  pages: TokenPages,
): LookedAt | undefined {
  const model = state && askedModel(state.model);
  if (shown === undefined || model === undefined) return undefined;
  if (vectors === undefined || cross === undefined) return undefined;
  const { key, version } = shown.document;
  const { window, start } = vectors;
  const token = start + cross.row;
  const id = viewAt(pages, token)?.id;
  const { loader } = shown;
  return { key, version, token, id, position: cross.row, window, start, loader, model };
}
