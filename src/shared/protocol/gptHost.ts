import * as v from "valibot";
import type { CallSignal } from "../base/callSignal";
import { callChecks, index } from "../base/checks";
import { GPTS } from "../values/predictionAnswers";
import type {
  GptName,
  HeadAttention,
  PositionLens,
  SmallHeads,
  TokenContexts,
  WindowPredictions,
  WindowScores,
} from "../values/predictionAnswers";

/** What the page may ask of a whole GPT. A call for an old version is answered undefined. */
export interface GptHost {
  /** What a whole GPT expects after each of the document tokens `[from, to)`, a window. */
  predictions(
    version: number,
    from: number,
    to: number,
    signal?: CallSignal,
  ): Promise<WindowPredictions | undefined>;
  /** What the targets come to of the windows `[first, end)` of the loader, in text order. */
  scores(
    version: number,
    first: number,
    end: number,
    signal?: CallSignal,
  ): Promise<WindowScores | undefined>;
  /** Surprisal of a document token in windows that have it as a target. */
  contexts(version: number, token: number, signal?: CallSignal): Promise<TokenContexts | undefined>;
  /** Small pictures of all heads of a layer, counted from 0, for a window `[from, to)`. */
  attention(
    version: number,
    from: number,
    to: number,
    layer: number,
    signal?: CallSignal,
  ): Promise<SmallHeads | undefined>;
  /** One head of a layer, both counted from 0. */
  attentionHead(
    version: number,
    from: number,
    to: number,
    layer: number,
    head: number,
    signal?: CallSignal,
  ): Promise<HeadAttention | undefined>;
  /** Vectors of a window after so many blocks, [L, D]. */
  residual(
    version: number,
    from: number,
    to: number,
    layer: number,
    signal?: CallSignal,
  ): Promise<Float32Array<ArrayBuffer> | undefined>;
  /** What document token `token` of a window from `from` on is followed by after each block. */
  lens(
    version: number,
    from: number,
    token: number,
    signal?: CallSignal,
  ): Promise<PositionLens | undefined>;
  /**
   * Makes a whole GPT the model, once the person agrees to what it takes.
   * @throws {Error} whose message says why there is none, and what to do next
   */
  useGpt(name: GptName): Promise<void>;
}

/** Checks of those calls. */
export const gptChecks = callChecks<GptHost>()({
  predictions: [index, index, index],
  scores: [index, index, index],
  contexts: [index, index],
  attention: [index, index, index, index],
  attentionHead: [index, index, index, index, index],
  residual: [index, index, index, index],
  lens: [index, index, index],
  useGpt: [v.picklist(GPTS)],
});
