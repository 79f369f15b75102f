import * as v from "valibot";
import type { PanelHost } from "../../src/shared/protocol/panel";
import { Observable } from "../../src/shared/base/observable";
import { messageOf } from "../../src/shared/base/rpc";
import type { Remote } from "../../src/shared/base/rpc";
import type {
  GptName,
  HeadAttention,
  PositionLens,
  SmallHeads,
  TokenContexts,
  WindowPredictions,
} from "../../src/shared/values/predictionAnswers";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { recall, remember } from "../host/pageState";
import { DocumentScore } from "./documentScore";
import type { OrderedLoader } from "./orderedLoader";
import { PausedFeed } from "./pausedFeed";

/** What of a whole GPT is looked at. */
const PREDICTION_VIEWS = ["next", "attention", "lens"] as const;
export type PredictionView = (typeof PREDICTION_VIEWS)[number];

const schema = v.object({
  view: v.picklist(PREDICTION_VIEWS),
  layer: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  head: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** The window that is looked at, and where in it. */
export interface PredictionPlace {
  readonly version: number;
  /** In loader order. */
  readonly window: number;
  /** Document token of the window's first row. */
  readonly start: number;
  /** Document token that is looked at, one of the window's. */
  readonly token: number;
  readonly loader: OrderedLoader;
  readonly model: ModelInfo;
}

export interface WindowWish {
  readonly version: number;
  readonly window: number;
  readonly start: number;
  readonly length: number;
  readonly model: ModelInfo;
}

export interface LayerWishOf extends WindowWish {
  readonly layer: number;
}

export interface HeadWish extends LayerWishOf {
  readonly head: number;
}

export interface ContextsWish {
  readonly version: number;
  /** Document token whose surprisal it is. */
  readonly token: number;
  readonly options: OrderedLoader["options"];
  readonly model: ModelInfo;
}

export interface LensWish {
  readonly version: number;
  /** In loader order. */
  readonly window: number;
  readonly start: number;
  readonly token: number;
  readonly model: ModelInfo;
}

/** What the Predictions tab shows, each asked for once it is looked at. */
export class Predictions extends Observable {
  view: PredictionView;
  /** Layer and head that are looked at, from 0. */
  layer: number;
  head: number;
  readonly window: PausedFeed<WindowWish, WindowPredictions>;
  readonly contexts: PausedFeed<ContextsWish, TokenContexts>;
  readonly heads: PausedFeed<LayerWishOf, SmallHeads>;
  readonly attention: PausedFeed<HeadWish, HeadAttention>;
  readonly lens: PausedFeed<LensWish, PositionLens>;
  readonly score: DocumentScore;
  /** The whole GPT that is on its way to be the model. */
  wanted: GptName | undefined;
  /** Why the last one that was wanted is not. */
  refusal: string | undefined;

  constructor(private readonly host: () => Remote<PanelHost>) {
    super();
    const first = { view: "next", layer: 0, head: 0 } as const;
    ({
      view: this.view,
      layer: this.layer,
      head: this.head,
    } = recall("predictions", schema) ?? first);
    this.window = new PausedFeed(({ version, start, length }, signal) =>
      host().predictions(version, start, start + length, signal),
    );
    this.contexts = new PausedFeed(({ version, token }, signal) =>
      host().contexts(version, token, signal),
    );
    this.heads = new PausedFeed(({ version, start, length, layer }, signal) =>
      host().attention(version, start, start + length, layer, signal),
    );
    this.attention = new PausedFeed(({ version, start, length, layer, head }, signal) =>
      host().attentionHead(version, start, start + length, layer, head, signal),
    );
    // A short window's small pictures leave nothing out.
    this.heads.watch(() => {
      this.lookAtHead();
    });
    this.lens = new PausedFeed(({ version, start, token }, signal) =>
      host().lens(version, start, token, signal),
    );
    this.score = new DocumentScore((version, from, to, signal) =>
      host().scores(version, from, to, signal),
    );
  }

  /** All feeds that a place is asked of. */
  get feeds() {
    return [this.window, this.contexts, this.heads, this.attention, this.lens] as const;
  }

  /** @param at undefined where nobody looks, or there is no whole GPT to ask */
  look(at: PredictionPlace | undefined): void {
    const { view } = this;
    const layers = at?.model.layers ?? 1;
    const heads = at?.model.heads ?? 1;
    this.layer = Math.min(this.layer, layers - 1);
    this.head = Math.min(this.head, heads - 1);
    const wish = at && windowWish(at);
    const isNext = view === "next";
    const isAttention = view === "attention";
    // Losses stand above all views.
    this.window.want(wish);
    this.contexts.want(isNext ? contextsWish(at) : undefined);
    this.heads.want(wish && isAttention ? { ...wish, layer: this.layer } : undefined);
    this.lookAtHead();
    this.lens.want(view === "lens" ? lensWish(at) : undefined);
  }

  /** The head that is looked at, row by row: [L, L]; undefined while it is awaited. */
  get headValues(): HeadAttention | undefined {
    const { heads, attention, head } = this;
    const small = heads.last?.answer;
    if (small === undefined) return undefined;
    const { length, shape, values } = small;
    const size = length * length;
    if (shape[1] === length) {
      return { length, values: values.subarray(head * size, (head + 1) * size) };
    }
    return attention.current;
  }

  private lookAtHead(): void {
    const small = this.heads.current;
    const wish = this.heads.last?.wish;
    const isWhole = small === undefined || wish === undefined || small.shape[1] === small.length;
    this.attention.want(isWhole ? undefined : { ...wish, head: this.head });
  }

  show(view: PredictionView): void {
    this.view = view;
    this.keep();
  }

  /** @param place layer and head, from 0 */
  choose(place: { readonly layer?: number; readonly head?: number }): void {
    this.layer = place.layer ?? this.layer;
    this.head = place.head ?? this.head;
    this.keep();
  }

  /** Makes a whole GPT the model. */
  async use(name: GptName): Promise<void> {
    if (this.wanted !== undefined) return;
    this.wanted = name;
    this.refusal = undefined;
    this.notify();
    try {
      await this.host().useGpt(name);
    } catch (error) {
      this.refusal = messageOf(error);
    } finally {
      this.wanted = undefined;
      this.notify();
    }
  }

  /** Asks again for what could not be had. */
  retry(): void {
    for (const feed of this.feeds) feed.retry();
  }

  private keep(): void {
    const { view, layer, head } = this;
    remember("predictions", { view, layer, head });
    this.notify();
  }
}

function windowWish({ version, window, start, loader, model }: PredictionPlace): WindowWish {
  return { version, window, start, length: loader.options.maxLength, model };
}

/** Of the token that follows the one looked at, where windows overlap. */
function contextsWish(at: PredictionPlace | undefined): ContextsWish | undefined {
  if (at === undefined) return undefined;
  const { version, token, loader, model } = at;
  const { options } = loader;
  if (options.stride >= options.maxLength) return undefined;
  return { version, token: token + 1, options, model };
}

function lensWish(at: PredictionPlace | undefined): LensWish | undefined {
  if (at === undefined) return undefined;
  const { version, window, start, token, model } = at;
  return { version, window, start, token, model };
}
