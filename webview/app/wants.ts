import type { ReactiveController, ReactiveControllerHost } from "lit";
import { clamp } from "../../src/shared/base/numbers";
import { askedModel } from "../../src/shared/protocol/panelState";
import type { PanelState } from "../../src/shared/protocol/panelState";
import { MOST_PRINTED } from "../../src/shared/values/layer";
import { windowStart } from "../../src/windows/loaderWindows";
import { Watch } from "../base/watch";
import type { CrossRow } from "../feeds/inspector";
import type { LayerWish } from "../feeds/layerFeed";
import type { PredictionPlace } from "../feeds/predictions";
import type { VectorWish } from "../feeds/windowVectors";
import { leftOutOfLoader } from "../coverage/leftOutOfLoader";
import { viewAt } from "../tokens/tokenCell";
import type { HostLink } from "./hostLink";
import type { PictureTabs } from "./pictureTabs";

/** Asks for what the page shows, and for nothing else. */
export class Wants implements ReactiveController {
  private state: PanelState | undefined;

  constructor(
    page: ReactiveControllerHost,
    private readonly link: HostLink,
    private readonly tabs: PictureTabs,
  ) {
    const { states, place, feeds } = link;
    new Watch(page, () => [
      ...[states, place, tabs, feeds.pages, feeds.vectors, feeds.inspector],
      ...[feeds.predictions, feeds.blocks, feeds.documentStarts],
    ]);
    page.addController(this);
  }

  hostUpdate(): void {
    const { states, feeds, place } = this.link;
    const { newest } = states;
    const tab = this.tabs.of(states.isIds);
    feeds.vectors.want(this.vectorWish());
    feeds.positions.hasGpt2 = newest?.hasGpt2Positions === true;
    if (tab === "positions") feeds.positions.want(newest?.positions);
    feeds.layer.want(tab === "layer" ? this.layerWish() : undefined);
    feeds.documentStarts.want(states.whole?.document.version);
    feeds.predictions.look(tab === "predictions" ? this.predictionPlace() : undefined);
    this.useScored();
    feeds.blocks.look(tab === "vectors" ? this.vectorWish() : undefined);
    if (tab === "vectors") {
      feeds.inspector.look(this.crossRow(), place.selection.token, feeds.blocks.blocks);
    }
    if (newest === undefined || newest === this.state) return;
    this.state = newest;
    // A question that may have ended its worker is not asked again before the person does something.
    if (newest.model.kind !== "stopped") feeds.retryVectors();
  }

  private get model() {
    const { newest } = this.link.states;
    return newest && askedModel(newest.model);
  }

  /** Which window's vectors are wanted; undefined where there are none. */
  private vectorWish(): VectorWish | undefined {
    const { model } = this;
    const { states, place } = this.link;
    const { window } = place.selection;
    const { whole } = states;
    if (whole === undefined || model === undefined || window === undefined) return undefined;
    const { document, loader } = whole;
    const { maxLength } = loader.options;
    if (window >= loader.samples || maxLength > model.contextLength) return undefined;
    const { version } = document;
    return { version, window, start: windowStart(window, loader), maxLength, model };
  }

  /** Where a whole GPT is looked at; undefined where there is none, or no window that it can read. */
  private predictionPlace(): PredictionPlace | undefined {
    const wish = this.vectorWish();
    const { states, place } = this.link;
    const { whole } = states;
    if (whole === undefined || wish?.model.layers === undefined) return undefined;
    const { version, window, start, maxLength, model } = wish;
    const { token = start } = place.selection;
    const within = clamp(token, start, start + maxLength - 1);
    return { version, window, start, token: within, loader: whole.loader, model };
  }

  /** What was computed of a whole document counts while its text, windows and model are the same. */
  private useScored(): void {
    const { model } = this;
    const { whole } = this.link.states;
    const { score } = this.link.feeds.predictions;
    const isScored =
      whole !== undefined &&
      model?.layers !== undefined &&
      whole.loader.samples > 0 &&
      whole.loader.options.maxLength <= model.contextLength;
    if (!isScored) {
      score.use(undefined);
      return;
    }
    const { version, tokenCount } = whole.document;
    const { samples: count, options } = whole.loader;
    const { maxLength, stride } = options;
    const leftOut = leftOutOfLoader(whole.loader);
    score.use({ version, tokenCount, maxLength, stride, count, leftOut, model });
  }

  /** Which rows of the layer's table are wanted; undefined where there is no table. */
  private layerWish(): LayerWish | undefined {
    const { model } = this;
    const { states, place } = this.link;
    if (states.whole === undefined || model === undefined) return undefined;
    const { version, tokenCount } = states.whole.document;
    // Where everything is printed, another choice asks for nothing.
    const isPrinted = tokenCount * model.dimensions <= MOST_PRINTED;
    return { version, model, token: isPrinted ? undefined : place.selection.token };
  }

  /** The row under the crosshair, as far as what is shown beside the heatmaps depends on it. */
  private crossRow(): CrossRow | undefined {
    const { model } = this;
    const { states, place, feeds } = this.link;
    const shown = feeds.vectors.last?.answer;
    const cross = place.cross(shown);
    if (states.whole === undefined || model === undefined) return undefined;
    if (shown === undefined || cross === undefined) return undefined;
    const { document, loader } = states.whole;
    const { key, version } = document;
    const { window, start } = shown;
    const token = start + cross.row;
    const id = viewAt(feeds.pages, token)?.id;
    return { key, version, token, id, position: cross.row, window, start, loader, model };
  }
}
