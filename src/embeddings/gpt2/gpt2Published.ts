import { GPT2_FILE, type PublishedFile } from "../file/publishedFile";

/** What is published of GPT-2 small, to verify with what a server has sent. */
export interface Gpt2Published {
  /** All of `model.safetensors`. */
  readonly file: PublishedFile;
  /** Ids of a text, and those with which all of GPT-2 goes on, each the likeliest. */
  readonly greedy: { readonly from: readonly number[]; readonly to: readonly number[] };
  /** SHA-256 of wpe's 1024 × 768 little-endian float32 values, in hexadecimal digits. */
  readonly positionSha256: string;
  /** Columns of wte that `tokenRows` has values of. */
  readonly tokenColumns: readonly number[];
  /** Values by row of wte, with eight decimals. */
  readonly tokenRows: Readonly<Record<number, readonly number[]>>;
}

/**
 * Of `model.safetensors` of `openai-community/gpt2`. The token table's values are those that
 * `print(params["wte"])` shows in chapter 5 of rasbt/LLMs-from-scratch
 * (ch05/01_main-chapter-code/ch05.ipynb, Apache-2.0).
 */
export const GPT2_PUBLISHED: Gpt2Published = {
  file: GPT2_FILE,
  // "The dog", and what PyTorch makes of it.
  greedy: {
    from: [464, 3290],
    to: [
      373, 1043, 287, 257, 2214, 1474, 262, 16246, 286, 2688, 290, 2688, 27262, 13, 198, 198, 464,
      3290,
    ],
  },
  positionSha256: "29c69587e2af826b7c159c38620a32e549a925e6d9a0dc37cb563f377f5be772",
  tokenColumns: [0, 1, 2, 765, 766, 767],
  tokenRows: {
    0: [-0.11010301, -0.03926672, 0.03310751, -0.1363697, 0.01506208, 0.04531523],
    1: [0.04034033, -0.04861503, 0.04624869, 0.08605453, 0.00253983, 0.04318958],
    2: [-0.12746179, 0.04793796, 0.18410145, 0.08991534, -0.12972379, -0.08785918],
    50254: [-0.04453601, -0.05483596, 0.01225674, 0.10435229, 0.09783269, -0.06952604],
    50255: [0.1860082, 0.01665728, 0.04611587, -0.09625227, 0.07847701, -0.02245961],
    50256: [0.05135201, -0.02768905, 0.0499369, 0.00704835, 0.15519823, 0.12067825],
  },
};
