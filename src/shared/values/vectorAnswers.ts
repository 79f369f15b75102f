import type { TokenBytes } from "./tokens";
import type { Nearest } from "./vectors";

/** Which vector of a row its neighbours are asked for: the token's, or token + position. */
export type NearestTo = "token" | "input";

/** Neighbours in one answer. */
export const NEIGHBOURS = 8;
/** Other places of a token in one answer: more than anyone reads. */
export const MOST_PLACES = 200;
/** Other windows of the asked place: with a stride of 1 there is one for each position. */
export const MOST_WINDOWS = 40;

/** Nearest rows of the token table, best first, with the bytes of their tokens. */
export interface NearestTokens extends Nearest, TokenBytes {}

/**
 * Where else the token of one place stands: in other windows that hold the place too, and at the
 * token's other places in the document. One row for each, in the document's order.
 */
export interface SameToken {
  readonly id: number;
  /** Places of the token in the document, the asked one included. */
  readonly count: number;
  /** Windows that hold the asked place as an input. */
  readonly windows: number;
  /** Largest |difference| of the token's vectors at all these places. */
  readonly tokenDifference: number;
  /** Document token. */
  readonly tokens: Uint32Array<ArrayBuffer>;
  /** A few words of the text before each of them, and behind it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Window in loader order, -1 where no window holds the place. */
  readonly inWindow: Int32Array<ArrayBuffer>;
  /** Position in that window, -1 where there is none. */
  readonly positions: Int32Array<ArrayBuffer>;
  /** Euclidean distance of the position's vector from the asked one's; NaN without a window. */
  readonly distances: Float64Array<ArrayBuffer>;
  /** Cosine of token + position with the asked place's; NaN without a window. */
  readonly cosines: Float64Array<ArrayBuffer>;
}

/** Rows of the token table by the product that a look-up stands for. */
export interface OneHotProduct {
  /** L, the ids of neighbouring document tokens. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** V */
  readonly vocabularySize: number;
  /** D */
  readonly dimensions: number;
  /** oneHot(ids) [L, V] · wte [V, D], [L, D] */
  readonly multiplied: Float32Array<ArrayBuffer>;
  /** Largest |wte[ids] − multiplied| */
  readonly difference: number;
}
