import { commands } from "vscode";
import type { Focus } from "../../analysis/focus";
import type { Models } from "../../analysis/models";
import { ofRevision } from "../../analysis/ofRevision";
import { batchOf, type Batch } from "../../embeddings/queries/batch";
import type { CallSignal } from "../../shared/base/callSignal";
import * as l10n from "../../shared/base/l10n";
import {
  LENS_TOP,
  MOST_CONTEXTS,
  MOST_LIKELY,
  SCORED_TOKENS,
  type GptName,
  type HeadAttention,
  type PositionLens,
  type SmallHeads,
  type TokenContexts,
  type WindowPredictions,
  type WindowScores,
} from "../../shared/values/predictionAnswers";
import type { Attention } from "../../shared/values/predictions";
import type { ModelChoice } from "../../shared/values/modelChoices";
import { windowsWithInput } from "../../windows/windows";
import { checkWindowMemory } from "../ui/windowMemory";
import { SEEDED_GPTS } from "../models/seededGpts";
import { headOf, smallHeads } from "./smallHeads";

/** What the predictions pane asks of the model, of the window that is looked at. */
export class PredictionAnswers {
  /** The layer's attention that was computed last: its heads are looked at one after another. */
  private attended: { readonly key: string; readonly attention: Attention } | undefined;

  constructor(
    private readonly focus: Focus,
    private readonly models: Models,
    private readonly choose: (choice: ModelChoice) => Promise<void>,
  ) {}

  /** What is expected after each of document tokens `[from, to)`. */
  async predictions(
    version: number,
    from: number,
    to: number,
    signal?: CallSignal,
  ): Promise<WindowPredictions | undefined> {
    const { models } = this;
    const ids = await this.ids(version, from, to + 1);
    const { analysis } = this.focus;
    if (ids === undefined || analysis === undefined) return undefined;
    const { vocabularySize } = await models.current();
    const top = Math.min(MOST_LIKELY, vocabularySize);
    const targets = Int32Array.of(ids.at(-1) ?? 0);
    const batch = batchOf([ids.subarray(0, -1)]);
    const found = await models.predict(batch, { top, targets }, signal);
    const { surprisal, ranks, topIds, topLogProbabilities } = found;
    return {
      shape: [to - from, found.shape[2]],
      nextIds: ids.slice(1),
      surprisal,
      ranks,
      topIds,
      topLogProbabilities,
      ...(await analysis.bytesOf(topIds)),
    };
  }

  /** What the targets come to of windows `[first, end)` in text order. */
  async scores(
    version: number,
    first: number,
    end: number,
    signal?: CallSignal,
  ): Promise<WindowScores | undefined> {
    const { shape } = this.focus.windows;
    if (shape === undefined || end <= first) return undefined;
    const { maxLength, stride } = shape;
    const rows = end - first;
    if (rows > 1 && rows * maxLength > SCORED_TOKENS) {
      throw new RangeError(l10n.t("At most {0} tokens are scored at once.", SCORED_TOKENS));
    }
    const from = first * stride;
    const slice = await this.slice(version, from, (end - 1) * stride + maxLength + 1);
    if (slice === undefined) return undefined;
    const { ids, byteStarts } = slice;
    const starts = Array.from({ length: rows }, (_, row) => row * stride);
    const batch = batchOf(starts.map((start) => ids.subarray(start, start + maxLength)));
    const targets = Int32Array.from(starts, (start) => ids[start + maxLength] ?? 0);
    const { surprisal } = await this.models.predict(batch, { top: 1, targets }, signal);
    const byteLengths = new Uint32Array(rows * maxLength);
    for (const [row, start] of starts.entries()) {
      for (let at = 0; at < maxLength; at++) {
        const token = start + at + 1;
        byteLengths[row * maxLength + at] = (byteStarts[token + 1] ?? 0) - (byteStarts[token] ?? 0);
      }
    }
    return { surprisal, byteLengths };
  }

  /** What a document token comes to in windows that have it as a target. */
  async contexts(
    version: number,
    token: number,
    signal?: CallSignal,
  ): Promise<TokenContexts | undefined> {
    const { shape, order } = this.focus.windows;
    if (shape === undefined || order === undefined || token < 1) return undefined;
    const { from, to } = windowsWithInput(token - 1, shape);
    const samples = spread(from, to, MOST_CONTEXTS).reverse();
    const starts = samples.map((sample) => sample * shape.stride);
    const first = starts.at(-1) ?? token;
    const ids = await this.ids(version, first, token + 1);
    if (ids === undefined) return undefined;
    const targets = Int32Array.of(ids.at(-1) ?? 0);
    const surprisal = new Float32Array(starts.length);
    for (const [at, start] of starts.entries()) {
      const batch = batchOf([ids.subarray(start - first, -1)]);
      const found = await this.models.predict(batch, { top: 1, targets }, signal);
      surprisal[at] = found.surprisal.at(-1) ?? NaN;
    }
    return {
      count: to - from,
      windows: Int32Array.from(samples, (sample) => order.windowOf(sample) ?? -1),
      contexts: Uint32Array.from(starts, (start) => token - start),
      surprisal,
    };
  }

  /** Small pictures of all heads of a layer. */
  async attention(
    version: number,
    from: number,
    to: number,
    layer: number,
    signal?: CallSignal,
  ): Promise<SmallHeads | undefined> {
    const attention = await this.attentionOf(version, from, to, layer, signal);
    return attention && smallHeads(attention);
  }

  /** One head of a layer. */
  async attentionHead(
    version: number,
    from: number,
    to: number,
    layer: number,
    head: number,
    signal?: CallSignal,
  ): Promise<HeadAttention | undefined> {
    const attention = await this.attentionOf(version, from, to, layer, signal);
    return attention && headOf(attention, head);
  }

  /** Vectors of a window after so many blocks. */
  async residual(
    version: number,
    from: number,
    to: number,
    layer: number,
    signal?: CallSignal,
  ): Promise<Float32Array<ArrayBuffer> | undefined> {
    checkWindowMemory(to - from, (await this.models.current()).dimensions);
    const batch = await this.batch(version, from, to);
    return batch && (await this.models.residual(batch, layer, signal)).values;
  }

  /** What would be predicted after each block at the last of document tokens `[from, token]`. */
  async lens(
    version: number,
    from: number,
    token: number,
    signal?: CallSignal,
  ): Promise<PositionLens | undefined> {
    const { models, focus } = this;
    const batch = await this.batch(version, from, token + 1);
    const { analysis } = focus;
    if (batch === undefined || analysis === undefined) return undefined;
    const { layers = 0, vocabularySize } = await models.current();
    const top = Math.min(LENS_TOP, vocabularySize);
    const rows = layers + 1;
    const topIds = new Uint32Array(rows * top);
    const topLogProbabilities = new Float32Array(rows * top);
    for (let layer = 0; layer < rows; layer++) {
      const found = await models.lens(batch, layer, top, signal);
      topIds.set(found.topIds.subarray(-top), layer * top);
      topLogProbabilities.set(found.topLogProbabilities.subarray(-top), layer * top);
    }
    const bytes = await analysis.bytesOf(topIds);
    return { shape: [rows, top], topIds, topLogProbabilities, ...bytes };
  }

  /** Makes a whole GPT the model that the settings ask for, once a person agrees to what it costs. */
  async useGpt(name: GptName): Promise<void> {
    // With an argument what goes wrong is thrown, to be told where it was asked for.
    if (name === "gpt2")
      await commands.executeCommand("tokenscope.getWholeGpt2", { from: "panel" });
    else await this.choose({ source: "seeded", ...SEEDED_GPTS[name] });
  }

  private async attentionOf(
    version: number,
    from: number,
    to: number,
    layer: number,
    signal?: CallSignal,
  ): Promise<Attention | undefined> {
    const batch = await this.batch(version, from, to);
    if (batch === undefined) return undefined;
    // Of the same ids it is the same in any document.
    const key = JSON.stringify([await this.models.current(), layer, Array.from(batch.ids)]);
    if (this.attended?.key === key) return this.attended.attention;
    this.attended = undefined;
    const attention = await this.models.attention(batch, layer, signal);
    this.attended = { key, attention };
    return attention;
  }

  private async batch(version: number, from: number, to: number): Promise<Batch | undefined> {
    const ids = await this.ids(version, from, to);
    return ids && batchOf([ids]);
  }

  private async ids(version: number, from: number, to: number) {
    return (await this.slice(version, from, to))?.ids;
  }

  /** Undefined where the document has others by now, or is shorter. */
  private async slice(version: number, from: number, to: number) {
    const slice = await ofRevision(this.focus.analysis, version, ({ call }) =>
      call.slice(from, to),
    );
    return slice?.ids.length === to - from && to > from ? slice : undefined;
  }
}

/** At most `most` whole numbers of `[from, to)`, rising, the first and the last among them. */
function spread(from: number, to: number, most: number): number[] {
  const count = Math.min(most, to - from);
  return Array.from({ length: count }, (_, at) =>
    count === 1 ? from : from + Math.round((at * (to - from - 1)) / (count - 1)),
  );
}
