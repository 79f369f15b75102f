import type { FileGpt } from "../../shared/values/vectors";
import type { FileTensor } from "../../embeddings/file/fileTensors";
import type { Block, Norm } from "../parameters/parameters";
import type { NamedTensors } from "./namedTensors";

/** How a family of models calls the tensors of a GPT. */
export interface Family {
  readonly family: FileGpt["family"];
  /** Of the token table, by which the family is known. */
  readonly token: string;
  /** Of a block's tensors; what follows it is the block's number. */
  readonly block: RegExp;
  /** What lies in a block and is no parameter: masks. */
  readonly buffers: RegExp;
  blockOf(tensors: NamedTensors, index: number, dimensions: number): Block<FileTensor>;
  normOf(tensors: NamedTensors, dimensions: number): Norm<FileTensor>;
  /** Name of the output head, which may begin with less than the others; one that need not be there. */
  readonly head: { readonly name: string; readonly isOptional: boolean };
}

/** GPT-2 as Hugging Face saves it (`Conv1D`, [in, out]), and minGPT and nanoGPT (`Linear`, [out, in]). */
const GPT2: Family = {
  family: "gpt2",
  token: "wte.weight",
  block: /^h\.(\d{1,4})\./,
  buffers: /\.attn\.(bias|masked_bias)$/,
  blockOf(tensors, index, dimensions) {
    const name = `h.${index}`;
    const fused = tensors.find(`${name}.attn.c_attn.weight`);
    const isTurned = fused?.shape[0] === dimensions && fused.shape[1] === 3 * dimensions;
    const isBiased = isTurned || hasBiases(tensors);
    const wide = tensors.find(`${name}.mlp.c_fc.weight`)?.shape[isTurned ? 1 : 0] ?? 4 * dimensions;
    const norm = (each: string) =>
      tensors.norm([`${name}.${each}.weight`, `${name}.${each}.bias`], dimensions, isBiased);
    const linear = (each: string, sizes: readonly [number, number]) =>
      tensors.linear(`${name}.${each}`, sizes, { isTurned, hasBias: isBiased });
    return {
      attentionNorm: norm("ln_1"),
      attention: [linear("attn.c_attn", [dimensions, 3 * dimensions])],
      projection: linear("attn.c_proj", [dimensions, dimensions]),
      feedForwardNorm: norm("ln_2"),
      up: linear("mlp.c_fc", [dimensions, wide]),
      down: linear("mlp.c_proj", [wide, dimensions]),
    };
  },
  normOf(tensors, dimensions) {
    return tensors.norm(["ln_f.weight", "ln_f.bias"], dimensions, hasBiases(tensors));
  },
  // Where there is none it is the token table, as Hugging Face saves it.
  head: { name: "lm_head.weight", isOptional: true },
};

/** nanoGPT may be trained without any bias, also of its norms. */
function hasBiases(tensors: NamedTensors): boolean {
  const some = ["ln_1", "attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"];
  return some.some((each) => tensors.find(`h.0.${each}.bias`) !== undefined);
}

/** The book's `GPTModel`. */
const BOOK: Family = {
  family: "book",
  token: "tok_emb.weight",
  block: /^trf_blocks\.(\d{1,4})\./,
  buffers: /\.att\.mask$/,
  blockOf(tensors, index, dimensions) {
    const name = `trf_blocks.${index}`;
    const hasBias = tensors.find("trf_blocks.0.att.W_query.bias") !== undefined;
    const wide = tensors.find(`${name}.ff.layers.0.weight`)?.shape[0] ?? 4 * dimensions;
    const linear = (each: string, sizes: readonly [number, number], isBiased = true) =>
      tensors.linear(`${name}.${each}`, sizes, { isTurned: false, hasBias: isBiased });
    const square = [dimensions, dimensions] as const;
    const norm = (each: string) =>
      tensors.norm([`${name}.${each}.scale`, `${name}.${each}.shift`], dimensions);
    return {
      attentionNorm: norm("norm1"),
      attention: [
        linear("att.W_query", square, hasBias),
        linear("att.W_key", square, hasBias),
        linear("att.W_value", square, hasBias),
      ],
      projection: linear("att.out_proj", square),
      feedForwardNorm: norm("norm2"),
      up: linear("ff.layers.0", [dimensions, wide]),
      down: linear("ff.layers.2", [wide, dimensions]),
    };
  },
  normOf(tensors, dimensions) {
    return tensors.norm(["final_norm.scale", "final_norm.shift"], dimensions);
  },
  head: { name: "out_head.weight", isOptional: false },
};

export const FAMILIES: readonly Family[] = [GPT2, BOOK];
