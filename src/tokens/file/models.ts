import { BpePieces } from "./bpePieces";
import type { Model } from "./modelJson";
import type { PieceModel } from "./pieceModel";
import { UnigramPieces } from "./unigramPieces";
import { WordLevels, WordPieces } from "./wordPieces";

/** @throws {TokenizerFileError} where it lacks what it needs */
export function compileModel(model: Model): PieceModel {
  switch (model.type) {
    case "BPE":
      return new BpePieces(model);
    case "WordPiece":
      return new WordPieces(model);
    case "WordLevel":
      return new WordLevels(model);
    case "Unigram":
      return new UnigramPieces(model);
  }
}

/** The tokens of a model by their texts. */
export function idsOf(model: Model): {
  readonly size: number;
  idOf(token: string): number | undefined;
  readonly entries: () => Iterable<readonly [string, number]>;
} {
  if (model.type !== "Unigram") {
    const { vocab } = model;
    return {
      get size() {
        return Object.keys(vocab).length;
      },
      idOf: (token) => (Object.hasOwn(vocab, token) ? vocab[token] : undefined),
      entries: () => Object.entries(vocab),
    };
  }
  const { vocab } = model;
  const ids = new Map(vocab.map(([token], id) => [token, id] as const));
  return { size: vocab.length, idOf: (token) => ids.get(token), entries: () => ids };
}
