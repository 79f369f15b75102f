import type { LoaderOptions } from "../../src/shared/values/windows";
import type { ModelInfo } from "../../src/shared/values/vectors";
import type { MadeDocument } from "./panelFakeHost";
import type { PanelState } from "../../src/shared/protocol/panelState";

/** The book's first 32 tokens. */
const BOOK_TOKENS: readonly (readonly [number, string])[] = [
  [40, "I"],
  [367, " H"],
  [2885, "AD"],
  [1464, " always"],
  [1807, " thought"],
  [3619, " Jack"],
  [402, " G"],
  [271, "is"],
  [10899, "burn"],
  [2138, " rather"],
  [257, " a"],
  [7026, " cheap"],
  [15632, " genius"],
  [438, "--"],
  [2016, "though"],
  [257, " a"],
  [922, " good"],
  [5891, " fellow"],
  [1576, " enough"],
  [438, "--"],
  [568, "so"],
  [340, " it"],
  [373, " was"],
  [645, " no"],
  [1049, " great"],
  [5975, " surprise"],
  [284, " to"],
  [502, " me"],
  [284, " to"],
  [3285, " hear"],
  [326, " that"],
  [11, ","],
];

export const BOOK: MadeDocument = {
  ids: BOOK_TOKENS.map(([id]) => id),
  texts: BOOK_TOKENS.map(([, text]) => text),
  dimensions: 256,
};

/** Tokens that are easy to show wrongly. */
export const HARD: MadeDocument = {
  ids: [50256, 27, 220, 198, 197, 26180, 233, 236, 24022, 11737],
  texts: [
    "<|endoftext|>",
    "<img src=x onerror=document.title='broken'>",
    " ",
    "\n",
    "\t",
    "👋",
    "👋",
    "👋",
    "----------------------------------------------------------------",
    "\u200f\u0000&amp;",
  ],
  parts: { 5: [1, 3], 6: [2, 3], 7: [3, 3] },
  dimensions: 256,
};

/** The notebook's toy layer. */
export const TOY: MadeDocument = { ids: [2, 3, 5, 1], texts: ["2", "3", "5", "1"], dimensions: 3 };

/** The list of its ids. */
export function toyState(changes: Partial<PanelState> = {}): PanelState {
  const { document, model, ...rest } = readyState(4, { token: 0, window: undefined });
  if (document.kind !== "ready" || model.kind !== "ready") throw new Error("It is ready.");
  const info = { ...model.info, vocabularySize: 6, dimensions: 3, order: "afterSeed" as const };
  return {
    ...rest,
    document: { ...document, key: "toy", name: "Untitled-1", layer: { isToy: true } },
    model: { ...model, info },
    ...changes,
  };
}

/** A state whose model is a whole GPT, untrained unless told. */
export function gptState(state: PanelState, changes: Partial<ModelInfo> = {}): PanelState {
  if (state.model.kind !== "ready") throw new Error("It is ready.");
  const info = { ...state.model.info, layers: 2, heads: 4, ...changes };
  return { ...state, model: { ...state.model, info } };
}

/** The whole text of the book's story has 5,145 tokens. */
export const BOOK_LENGTH = 5145;

/** A snapshot with every part ready. */
export function readyState(
  tokenCount: number = BOOK_LENGTH,
  changes: Partial<PanelState> = {},
  options: Partial<LoaderOptions> = {},
): PanelState {
  const { maxLength = 4, stride = 4, batchSize = 8, dropLast = true } = options;
  const { shuffle = false, seed = 123, epoch = 0 } = options;
  const samples = Math.max(0, Math.ceil((tokenCount - maxLength) / stride));
  const batches = dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);
  const notes = [
    [{ text: "every token but the last is an input once" }],
    [{ text: "6 windows left over by drop_last" }],
  ];
  return {
    document: {
      kind: "ready",
      key: "book",
      name: "the-verdict.txt",
      version: 1,
      tokenCount,
      length: tokenCount * 4,
      byteLength: tokenCount * 4 + 21,
    },
    loader: {
      options: { maxLength, stride, batchSize, dropLast, shuffle, seed, epoch },
      samples,
      batches,
      notes,
      problem: undefined,
    },
    model: {
      kind: "ready",
      info: {
        source: "seeded",
        name: "seeded 123",
        vocabularySize: 50257,
        dimensions: 256,
        contextLength: 1024,
        seed: 123,
      },
      runtime: { kind: "native", reason: undefined },
    },
    positions: { source: "model", name: "seeded 123", contextLength: 1024, dimensions: 256 },
    modelNote: undefined,
    token: 6,
    window: 1,
    pinnedTo: undefined,
    ...changes,
  };
}
