import type { Focus } from "../../analysis/focus";
import type { Models } from "../../analysis/models";
import { ofRevision } from "../../analysis/ofRevision";
import { batchOf, beyondContext, windowOf } from "../../embeddings/queries/batch";
import { comparedRows } from "../../embeddings/queries/comparedRows";
import type { CallSignal } from "../../shared/base/callSignal";
import {
  MOST_PLACES,
  MOST_WINDOWS,
  NEIGHBOURS,
  type NearestTo,
  type NearestTokens,
  type OneHotProduct,
  type SameToken,
} from "../../shared/values/vectorAnswers";
import { placements } from "../../windows/placements";
import { checkWindowMemory } from "../ui/windowMemory";

/** Rows of a one-hot product made at once, so that the heatmaps' own questions get in between. */
const PRODUCT_ROWS = 32;

/** What the vectors pane asks of the row that is looked at. */
export class VectorAnswers {
  constructor(
    private readonly focus: Focus,
    private readonly models: Models,
  ) {}

  /** Token vectors of document tokens `[from, to)`. */
  async vectors(
    version: number,
    from: number,
    to: number,
  ): Promise<Float32Array<ArrayBuffer> | undefined> {
    const { focus, models } = this;
    if (focus.analysis?.revision !== version) return undefined;
    checkWindowMemory(to - from, (await models.current()).dimensions);
    const slice = await ofRevision(focus.analysis, version, ({ call }) => call.slice(from, to));
    if (slice?.ids.length !== to - from) return undefined;
    return (await models.embed(batchOf([slice.ids]))).token;
  }

  /** Vectors of positions `[0, length)`. */
  async positionVectors(length: number): Promise<Float32Array<ArrayBuffer>> {
    checkWindowMemory(length, (await this.models.current()).dimensions);
    // Which id stands there makes no difference to the positions.
    return (await this.models.embed(windowOf(0, length))).position;
  }

  /** Tokens nearest to an id's vector, without the id itself, or to its sum with a position's. */
  async nearest(
    id: number,
    position: number,
    to: NearestTo,
    signal?: CallSignal,
  ): Promise<NearestTokens | undefined> {
    const { analysis } = this.focus;
    if (analysis === undefined) return undefined;
    const { vocabularySize } = await this.models.current();
    const found = await (to === "token"
      ? this.nearestToToken(id, vocabularySize, signal)
      : this.nearestToInput(id, position, vocabularySize, signal));
    return { ...found, ...(await analysis.bytesOf(found.ids)) };
  }

  private async nearestToToken(id: number, vocabularySize: number, signal?: CallSignal) {
    const count = Math.min(NEIGHBOURS + 1, vocabularySize);
    const { ids, similarities } = await this.models.nearestTokens(id, count, signal);
    // Where many rows are equal, the token itself need not be among the first.
    const others = [...ids.keys()].filter((at) => ids[at] !== id).slice(0, NEIGHBOURS);
    return {
      ids: Uint32Array.from(others, (at) => ids[at] ?? 0),
      similarities: Float32Array.from(others, (at) => similarities[at] ?? NaN),
    };
  }

  private async nearestToInput(
    id: number,
    position: number,
    vocabularySize: number,
    signal?: CallSignal,
  ) {
    const { input } = await this.models.embed(batchOf([[id]], position), signal);
    return this.models.nearestTokens(input, Math.min(NEIGHBOURS, vocabularySize), signal);
  }

  /** Where else the token stands that stands at `token`, which is looked at at `position`. */
  async sameToken(
    version: number,
    token: number,
    position: number,
    signal?: CallSignal,
  ): Promise<SameToken | undefined> {
    const { analysis } = this.focus;
    const { shape, order } = this.focus.windows;
    if (shape === undefined || order === undefined) return undefined;
    const places = await ofRevision(analysis, version, ({ call }) =>
      call.occurrences(token, MOST_PLACES),
    );
    if (places?.id === undefined) return undefined;
    const { id, count, indices, around } = places;
    const texts = new Map([token, ...indices].map((place, at) => [place, around[at]]));
    const found = placements({ token, position }, indices, shape, MOST_WINDOWS);
    const positions = found.placements.map((placement) => placement.position);
    const compared = [position, ...positions.filter((each) => each !== undefined)];
    const first = compared.reduce((least, each) => Math.min(least, each));
    const last = compared.reduce((greatest, each) => Math.max(greatest, each));
    checkWindowMemory(last - first + 1, (await this.models.current()).dimensions);
    // One window of nothing but this token: the same id at every position that counts.
    const vectors = await this.models.embed(windowOf(id, last - first + 1, first), signal);
    const rows = positions.map((each) => (each === undefined ? undefined : each - first));
    return {
      id,
      count,
      windows: found.windows,
      tokens: Uint32Array.from(found.placements, (each) => each.token),
      before: found.placements.map((each) => texts.get(each.token)?.before ?? ""),
      after: found.placements.map((each) => texts.get(each.token)?.after ?? ""),
      inWindow: Int32Array.from(
        found.placements,
        (each) => order.windowOf(each.sample ?? -1) ?? -1,
      ),
      positions: Int32Array.from(positions, (each) => each ?? -1),
      ...comparedRows(vectors, position - first, rows),
    };
  }

  /** Rows of the token table for document tokens `[from, to)` by one-hot product. */
  async oneHot(
    version: number,
    from: number,
    to: number,
    signal?: CallSignal,
  ): Promise<OneHotProduct | undefined> {
    const slice = await ofRevision(this.focus.analysis, version, ({ call }) =>
      call.slice(from, to),
    );
    if (slice === undefined || slice.ids.length === 0) return undefined;
    const { ids } = slice;
    const { vocabularySize, dimensions, contextLength } = await this.models.current();
    if (ids.length > contextLength) throw new RangeError(beyondContext(ids.length, contextLength));
    checkWindowMemory(ids.length, dimensions);
    const multiplied = new Float32Array(ids.length * dimensions);
    let difference = 0;
    for (let row = 0; row < ids.length; row += PRODUCT_ROWS) {
      const some = Int32Array.from(ids.subarray(row, row + PRODUCT_ROWS));
      const part = await this.models.lookUpTwoWays(some, signal);
      if (part.shape[1] !== dimensions) return undefined;
      multiplied.set(part.multiplied, row * dimensions);
      difference = Math.max(difference, part.difference);
    }
    return { ids, vocabularySize, dimensions, multiplied, difference };
  }
}
