import { f32, safetensorsFile } from "../../.ci/support/safetensorsWriter";
import { ONNX, type Initializer } from "./onnxWriter";
import { TorchRandom } from "../../src/embeddings/seeded/torchRandom";
import { SavedTensor, type SavedValue } from "./torchWriter";

/** A tensor that will be written, row-major. */
interface GivenTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type Named = Readonly<Record<string, GivenTensor>>;

export interface GivenSizes {
  readonly vocabulary: number;
  readonly context: number;
  readonly width: number;
  readonly layers: number;
}

const filled = (random: TorchRandom, ...shape: readonly number[]): GivenTensor => {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  random.normal(values);
  return { shape, values: values.map((value) => value / 4) };
};

/** A GPT of random values in the book's names; its head is the token table. */
export function bookTensors(seed: number, sizes: GivenSizes): Named {
  const { vocabulary, context, width, layers } = sizes;
  const random = new TorchRandom(seed);
  const tensors: Record<string, GivenTensor> = {
    "tok_emb.weight": filled(random, vocabulary, width),
    "pos_emb.weight": filled(random, context, width),
  };
  for (let at = 0; at < layers; at++) {
    const name = `trf_blocks.${at}`;
    for (const each of ["query", "key", "value"]) {
      tensors[`${name}.att.W_${each}.weight`] = filled(random, width, width);
      tensors[`${name}.att.W_${each}.bias`] = filled(random, width);
    }
    for (const [each, out, inside] of [
      ["att.out_proj", width, width],
      ["ff.layers.0", 4 * width, width],
      ["ff.layers.2", width, 4 * width],
    ] as const) {
      tensors[`${name}.${each}.weight`] = filled(random, out, inside);
      tensors[`${name}.${each}.bias`] = filled(random, out);
    }
    for (const each of ["norm1", "norm2"]) {
      tensors[`${name}.${each}.scale`] = filled(random, width);
      tensors[`${name}.${each}.shift`] = filled(random, width);
    }
    tensors[`${name}.att.mask`] = { shape: [2, 2], values: new Float32Array(4) };
  }
  tensors["final_norm.scale"] = filled(random, width);
  tensors["final_norm.shift"] = filled(random, width);
  tensors["out_head.weight"] = tensors["tok_emb.weight"]!;
  return tensors;
}

/** The same GPT as GPT-2's family has it: as Hugging Face's `Conv1D`, or as nanoGPT's `Linear`. */
export function gpt2Tensors(book: Named, layout: "conv1d" | "linear"): Named {
  const isTurned = layout === "conv1d";
  const tensors: Record<string, GivenTensor> = {
    "wte.weight": book["tok_emb.weight"]!,
    "wpe.weight": book["pos_emb.weight"]!,
    "ln_f.weight": book["final_norm.scale"]!,
    "ln_f.bias": book["final_norm.shift"]!,
  };
  for (let at = 0; book[`trf_blocks.${at}.norm1.scale`] !== undefined; at++) {
    const of = (name: string) => book[`trf_blocks.${at}.${name}`]!;
    const put = (name: string, weight: GivenTensor, bias: GivenTensor) => {
      tensors[`h.${at}.${name}.weight`] = isTurned ? turned(weight) : weight;
      tensors[`h.${at}.${name}.bias`] = bias;
    };
    const parts = ["query", "key", "value"];
    put(
      "attn.c_attn",
      stacked(parts.map((part) => of(`att.W_${part}.weight`))),
      stacked(parts.map((part) => of(`att.W_${part}.bias`))),
    );
    put("attn.c_proj", of("att.out_proj.weight"), of("att.out_proj.bias"));
    put("mlp.c_fc", of("ff.layers.0.weight"), of("ff.layers.0.bias"));
    put("mlp.c_proj", of("ff.layers.2.weight"), of("ff.layers.2.bias"));
    for (const number of [1, 2]) {
      tensors[`h.${at}.ln_${number}.weight`] = of(`norm${number}.scale`);
      tensors[`h.${at}.ln_${number}.bias`] = of(`norm${number}.shift`);
    }
    tensors[`h.${at}.attn.bias`] = { shape: [1, 1, 2, 2], values: new Float32Array(4) };
    tensors[`h.${at}.attn.masked_bias`] = { shape: [], values: Float32Array.of(-1e4) };
  }
  return tensors;
}

/** All names behind a prefix. */
export function prefixed(tensors: Named, prefix: string): Named {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]),
  );
}

function turned({ shape, values }: GivenTensor): GivenTensor {
  const [rows = 0, columns = 0] = shape;
  return {
    shape: [columns, rows],
    values: values.map((_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? NaN),
  };
}

function stacked(parts: readonly GivenTensor[]): GivenTensor {
  const [rows = 0, ...rest] = parts[0]?.shape ?? [];
  return {
    shape: [parts.length * rows, ...rest],
    values: Float32Array.from(parts.flatMap(({ values }) => [...values])),
  };
}

/** The same tensors as an ONNX model has them, in their order. */
export function onnxTensors(tensors: Named): (Initializer & { readonly floats: number[] })[] {
  return Object.entries(tensors).map(([name, { shape, values }]) => {
    return { name, type: ONNX.float, shape, floats: [...values] };
  });
}

/** A file of these tensors, in 32 bits. */
export function safetensors(tensors: Named): Uint8Array<ArrayBuffer> {
  return safetensorsFile(
    Object.fromEntries(
      Object.entries(tensors).map(([name, { shape, values }]) => [name, f32(shape, values)]),
    ),
  );
}

/** As a state dict that `torch.save` writes. */
export function saved(tensors: Named): Record<string, SavedValue> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, values }]) => [
      name,
      new SavedTensor(shape, values),
    ]),
  );
}
