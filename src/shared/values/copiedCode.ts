import type { NearestTo } from "./vectorAnswers";

/** What copied PyTorch code makes and prints: a batch with its vectors, or what one picture or list shows. */
export type CopiedCode =
  /** The batch that holds a window, in loader order, and that window's ids and vectors. */
  | { readonly of: "batch"; readonly window: number }
  /** One of the three tables of that window. */
  | CopiedVectors
  /** The window's token vectors by one-hot product and by look-up. */
  | { readonly of: "oneHot"; readonly window: number }
  /** What a whole GPT expects at a position of a window, and the probability of what really comes next. */
  | CopiedPrediction
  /** What would be predicted at a position of a window after each block. */
  | { readonly of: "lens"; readonly window: number; readonly position: number }
  /** What the tokens of a window look at, by one head. */
  | CopiedAttention
  | CopiedNeighbours
  | CopiedPlaces
  | CopiedPositions;

interface CopiedVectors {
  readonly of: "vectors";
  readonly window: number;
  readonly table: CopiedTable;
  /** Of a whole GPT, in place of the input vectors: after so many blocks, from 1. */
  readonly blocks?: number;
}

interface CopiedPrediction {
  readonly of: "prediction";
  readonly window: number;
  /** In the window, from 0. */
  readonly position: number;
}

export interface CopiedAttention {
  readonly of: "attention";
  readonly window: number;
  /** From 0. */
  readonly layer: number;
  /** From 0. */
  readonly head: number;
  /** Position in the window whose weights are printed too, the largest first. */
  readonly position: number;
}

export const COPIED_TABLES = ["token", "position", "input"] as const;
export type CopiedTable = (typeof COPIED_TABLES)[number];

/** The nearest tokens to a token's vector, or to its sum with a position's. */
export interface CopiedNeighbours {
  readonly of: "nearest";
  readonly id: number;
  /** Of no account where it is the token's own vector. */
  readonly position: number;
  readonly to: NearestTo;
}

/** The same token elsewhere. */
export interface CopiedPlaces {
  readonly of: "sameToken";
  /** Document token. */
  readonly token: number;
  /** Its position in the window that is looked at. */
  readonly position: number;
  /** Other places that windows hold: document token, and its position in that window. */
  readonly places: readonly (readonly [token: number, position: number])[];
  /** Of a whole GPT: what so many blocks make of the token at each place, from 1. */
  readonly blocks?: number;
}

export const NEAREST_TO = ["token", "input"] as const satisfies readonly NearestTo[];

/** A picture of positions, as it is shown. */
export interface CopiedPositions {
  readonly of: "positions";
  readonly source: (typeof COPIED_SOURCES)[number];
  readonly picture: (typeof COPIED_PICTURES)[number];
  /** Rows: positions, or distances where positions are relative. */
  readonly rows: number;
  /** D of a table by formula; a relative one has sizes of its own. */
  readonly dimensions: number;
  readonly scaling: (typeof COPIED_SCALINGS)[number];
  /** Of the columns. */
  readonly order: (typeof COPIED_ORDERS)[number];
  /** Whether the rows are in the random order that stands beside. */
  readonly isShuffled: boolean;
  /** Columns that are curves, the first in front; of other pictures none. */
  readonly columns: readonly number[];
  /** Cell under the crosshair, row and column of the picture. */
  readonly at?: readonly [number, number];
}

export const COPIED_SOURCES = ["learned", "gpt2", "sinusoidal", "rotary", "alibi"] as const;
export const COPIED_PICTURES = ["values", "cosines", "pca", "norms", "curves"] as const;
export const COPIED_SCALINGS = ["stored", "centered", "standardized"] as const;
export const COPIED_ORDERS = ["index", "variance", "signChanges"] as const;
/** Curves of one picture at most. */
export const MOST_COPIED_COLUMNS = 16;
