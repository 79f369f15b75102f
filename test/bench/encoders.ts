import { join } from "node:path";
import type { BytePairEncoding } from "../../src/shared/values/tokens";
import { Encoder } from "../../src/tokens/encode/encoder";
import { encodings } from "../../src/tokens/encode/encodings";
import { TokenList } from "../../src/tokens/encode/tokenList";
import type { Vocabulary } from "../../src/tokens/encode/vocabulary";
import { vocabularyFrom } from "../../src/workers/node/vocabularyFile";
import { root } from "../../.ci/support/folders";

export interface TimedEncoder {
  /** Empties the piece cache, if there is one. Not timed. */
  readonly empty?: () => void;
  /** Answers the ids. */
  readonly encode: (text: string) => ArrayLike<number>;
}

export function vocabularyOf(encoding: BytePairEncoding): Vocabulary {
  return vocabularyFrom(join(root, "dist"), encoding);
}

/** Tokenizers that JavaScript programs use today, and ours. None is loaded before it is asked for. */
export const encoders: Readonly<
  Record<string, (encoding: BytePairEncoding) => Promise<TimedEncoder>>
> = {
  Tokenscope: async (encoding) => {
    const vocabulary = vocabularyOf(encoding);
    let encoder = new Encoder(vocabulary, encodings[encoding]);
    return {
      empty: () => (encoder = new Encoder(vocabulary, encodings[encoding])),
      encode: (text) => {
        const list = new TokenList();
        encoder.encode(text, 0, "text", list);
        return list.ids.subarray(0, list.length);
      },
    };
  },
  "gpt-tokenizer": async (encoding) => {
    const tokenizer = await gptTokenizer[encoding]();
    return {
      empty: () => tokenizer.clearMergeCache(),
      encode: (text) => tokenizer.encode(text, { disallowedSpecial: new Set() }),
    };
  },
  "tiktoken (WASM)": async (encoding) => {
    const { get_encoding } = await import("tiktoken");
    const tiktoken = get_encoding(encoding);
    return { encode: (text) => tiktoken.encode_ordinary(text) };
  },
  "js-tiktoken": async (encoding) => {
    const { getEncoding } = await import("js-tiktoken");
    const tiktoken = getEncoding(encoding);
    return { encode: (text) => tiktoken.encode(text, [], []) };
  },
};

const gptTokenizer = {
  gpt2: () => import("gpt-tokenizer/encoding/r50k_base"),
  p50k_base: () => import("gpt-tokenizer/encoding/p50k_base"),
  cl100k_base: () => import("gpt-tokenizer/encoding/cl100k_base"),
  o200k_base: () => import("gpt-tokenizer/encoding/o200k_base"),
};
