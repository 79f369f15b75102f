import type { TokenBytes } from "./tokens";

/** Likeliest next tokens of a position. */
export const MOST_LIKELY = 10;
/** Likeliest tokens after a block. */
export const LENS_TOP = 5;
/** What a position looks at that is told in numbers. */
export const MOST_WEIGHTS = 10;
/** Cells along a side of a head's small picture. */
export const SMALL_SIDE = 96;
/** Windows in which the surprisal of one token is told. */
export const MOST_CONTEXTS = 6;
/** Tokens that are scored in one answer: a person can stop between two. */
export const SCORED_TOKENS = 4096;

/** What the model expects at each of L positions of a window, and what comes. Best first. */
export interface WindowPredictions extends TokenBytes {
  /** [L, K]; the bytes are those of all `topIds`, one after another. */
  readonly shape: readonly [number, number];
  /** Ids that come next, [L]. */
  readonly nextIds: Uint32Array<ArrayBuffer>;
  /** Of these, nats, [L]. */
  readonly surprisal: Float32Array<ArrayBuffer>;
  /** How many ids are likelier than these, [L]. */
  readonly ranks: Uint32Array<ArrayBuffer>;
  /** [L, K] */
  readonly topIds: Uint32Array<ArrayBuffer>;
  /** Nats, [L, K]. */
  readonly topLogProbabilities: Float32Array<ArrayBuffer>;
}

/** What the targets of B windows come to, one window after another. */
export interface WindowScores {
  /** Nats, [B, L]. */
  readonly surprisal: Float32Array<ArrayBuffer>;
  /** UTF-8 bytes of the targets, [B, L]. */
  readonly byteLengths: Uint32Array<ArrayBuffer>;
}

/** What a position's vector would predict after each block, from 0 blocks to all of them. */
export interface PositionLens extends TokenBytes {
  /** [N + 1, K] */
  readonly shape: readonly [number, number];
  /** [N + 1, K]; the bytes are theirs. */
  readonly topIds: Uint32Array<ArrayBuffer>;
  /** Nats, [N + 1, K]. */
  readonly topLogProbabilities: Float32Array<ArrayBuffer>;
}

/** How the heads of a layer attend, each in a square of S cells. */
export interface SmallHeads {
  /** [H, S, S] */
  readonly shape: readonly [number, number, number];
  /** L: more than S where a cell stands for the largest of several values. */
  readonly length: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** One head: row = the token that looks, column = what it looks at, [L, L]. */
export interface HeadAttention {
  readonly length: number;
  readonly values: Float32Array<ArrayBuffer>;
}

/** What one token comes to in several windows that have it as a target, the least context first. */
export interface TokenContexts {
  /** Windows that have it as a target; more than are told. */
  readonly count: number;
  /** In loader order; -1 where the loader leaves the window out. */
  readonly windows: Int32Array<ArrayBuffer>;
  /** Tokens of the window before it. */
  readonly contexts: Uint32Array<ArrayBuffer>;
  /** Nats. */
  readonly surprisal: Float32Array<ArrayBuffer>;
}

/** Whole GPTs that a button makes the model. */
export const GPTS = ["small", "book", "gpt2"] as const;
export type GptName = (typeof GPTS)[number];
