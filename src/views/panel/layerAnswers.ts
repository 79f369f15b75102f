import type { Focus } from "../../analysis/focus";
import type { Models } from "../../analysis/models";
import { ofRevision } from "../../analysis/ofRevision";
import { batchOf } from "../../embeddings/queries/batch";
import { printedPlaces, type LayerAnswer } from "../../shared/values/layer";
import { checkWindowMemory } from "../ui/windowMemory";

/** Elements of a one-hot matrix that is multiplied: 64 MiB of floats. */
const MOST_HOT = 2 ** 24;

/** What the layer pane asks: the table, and the rows that a document's ids look up. */
export class LayerAnswers {
  constructor(
    private readonly focus: Focus,
    private readonly models: Models,
  ) {}

  /** @param chosen document token that is shown whatever is left out */
  async of(version: number, chosen: number | undefined): Promise<LayerAnswer | undefined> {
    const { analysis } = this.focus;
    const tokenCount = analysis?.summary?.tokenCount;
    if (analysis?.revision !== version || tokenCount === undefined) return undefined;
    const { vocabularySize, dimensions } = await this.models.current();
    const also = chosen === undefined ? [] : [chosen];
    const tokens = printedPlaces(tokenCount, tokenCount * dimensions, also);
    const ids: number[] = [];
    for (const { from, to } of stretchesOf(tokens)) {
      const slice = await ofRevision(analysis, version, ({ call }) => call.slice(from, to));
      if (slice === undefined) return undefined;
      ids.push(...slice.ids);
    }
    const weightIds = printedPlaces(vocabularySize, vocabularySize * dimensions, ids);
    return {
      vocabularySize,
      dimensions,
      tokenCount,
      tokens: Uint32Array.from(tokens),
      ids: Uint32Array.from(ids),
      rows: await this.rows(ids, dimensions),
      multiplied:
        ids.length === 0 || ids.length * vocabularySize > MOST_HOT
          ? undefined
          : (await this.models.lookUpTwoWays(Int32Array.from(ids))).multiplied,
      weightIds: Uint32Array.from(weightIds),
      weights: await this.rows(weightIds, dimensions),
    };
  }

  private async rows(
    ids: readonly number[],
    dimensions: number,
  ): Promise<Float32Array<ArrayBuffer>> {
    if (ids.length === 0) return new Float32Array();
    checkWindowMemory(ids.length, dimensions);
    // Windows of one id: the context may be shorter than the list.
    return (await this.models.embed(batchOf(ids.map((id) => [id])))).token;
  }
}

/** Neighbouring places as `[from, to)`. */
function stretchesOf(places: readonly number[]): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  for (const place of places) {
    const last = stretches.at(-1);
    if (last?.to === place) last.to++;
    else stretches.push({ from: place, to: place + 1 });
  }
  return stretches;
}
