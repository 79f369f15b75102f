import type { Model } from "./modelJson";
import type { Normalizer, PostProcessor, PreTokenizer } from "./stepsJson";

/**
 * A `tokenizer.json` as the library tokenizers of Hugging Face writes it, read and checked. Fields
 * are named as in the file, in camel case; what the file leaves out has the library's default.
 */
export interface TokenizerJson {
  readonly normalizer: Normalizer | undefined;
  readonly preTokenizer: PreTokenizer | undefined;
  readonly model: Model;
  readonly addedTokens: readonly AddedToken[];
  readonly postProcessor: PostProcessor | undefined;
  /** Types of the decoders that are applied, in order; empty where there is none. */
  readonly decoders: readonly string[];
  /** One more than the largest id: the rows of an embedding table for it. */
  readonly vocabularySize: number;
  /** Ids below `vocabularySize` that no token has. */
  readonly gaps: number;
  /** What the file has and tokens of a document are made without. */
  readonly unused: readonly UnusedPart[];
}

/** A token that is looked for in the text before anything else is done with it. */
export interface AddedToken {
  readonly id: number;
  /** Not empty. */
  readonly content: string;
  readonly special: boolean;
  /** Only where no word goes on at either side. */
  readonly singleWord: boolean;
  /** It takes the white space before it, after it. */
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  /** It is looked for in the text behind the normalizer, else before it. */
  readonly normalized: boolean;
}

export type UnusedPart = "truncation" | "padding";
