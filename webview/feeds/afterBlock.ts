import type { PanelHost } from "../../src/shared/protocol/panel";
import type { Remote } from "../../src/shared/base/rpc";
import type { SameToken } from "../../src/shared/values/vectorAnswers";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { PausedFeed } from "./pausedFeed";

/** Places whose windows are read: each takes the model as long as its window up to the token. */
export const MOST_READ = 24;

/** A document token and its position in the window that is looked at. */
type Place = readonly [token: number, position: number];

export interface AfterBlockWish {
  readonly version: number;
  readonly model: ModelInfo;
  /** From 1. */
  readonly blocks: number;
  readonly here: Place;
  readonly places: readonly Place[];
}

/** How the vectors of one token stand to each other after a block, in the order of the places. */
export interface AfterBlock {
  /** Euclidean. */
  readonly distances: Float64Array;
  /** From -1 to 1. */
  readonly cosines: Float64Array;
}

/** What blocks make of one token in its windows, compared with what they make of it here. */
export class AfterBlockFeed extends PausedFeed<AfterBlockWish, AfterBlock> {
  constructor(host: () => Pick<Remote<PanelHost>, "residual">) {
    super(async ({ version, blocks, here, places }, signal) => {
      const vectorAt = async ([token, position]: Place) => {
        const from = token - position;
        const stream = await host().residual(version, from, token + 1, blocks, signal);
        return stream?.slice((stream.length / (position + 1)) * position);
      };
      const own = await vectorAt(here);
      const distances = new Float64Array(places.length);
      const cosines = new Float64Array(places.length);
      for (const [at, place] of places.entries()) {
        const other = await vectorAt(place);
        // The host is about to tell of another text.
        if (own === undefined || other === undefined) return undefined;
        distances[at] = Math.sqrt(sumOf(own, (x, dimension) => (x - (other[dimension] ?? 0)) ** 2));
        cosines[at] = cosineOf(own, other);
      }
      return { distances, cosines };
    });
  }
}

/** Those of the listed places that are read: the nearest in the text that windows hold. */
export function placesToRead({ tokens, positions }: SameToken, token: number): Place[] {
  const all = Array.from(tokens, (each, row): Place => [each, positions[row] ?? -1]);
  return all
    .filter(([, position]) => position >= 0)
    .sort(([one], [other]) => Math.abs(one - token) - Math.abs(other - token))
    .slice(0, MOST_READ);
}

function sumOf(values: Float32Array, term: (value: number, at: number) => number): number {
  return values.reduce((sum, value, at) => sum + term(value, at), 0);
}

/** 0 where either is all zeros. */
function cosineOf(one: Float32Array, other: Float32Array): number {
  const both = sumOf(one, (x, at) => x * (other[at] ?? 0));
  const squares = sumOf(one, (x) => x * x) * sumOf(other, (x) => x * x);
  return squares === 0 ? 0 : Math.min(1, Math.max(-1, both / Math.sqrt(squares)));
}
