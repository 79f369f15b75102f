import { DRAWS_BEFORE, type Draw } from "../../shared/base/seededDraws";
import type { ModelInfo } from "../../shared/values/vectors";
import {
  besideFile,
  isOnnxPath,
  isSafetensorsPath,
  onnxTensors,
  torchTensors,
} from "./fileTensorLines";
import type { PythonPart } from "./pythonPart";
import { pythonString } from "./pythonString";

/** A model's two tables as PyTorch's layers have them. */
export type LayerName = "token" | "position";

const LAYERS = { token: "token_embedding_layer", position: "pos_embedding_layer" } as const;

/**
 * Makes `token_embedding_layer` and `pos_embedding_layer`, or the wanted one of them.
 * @param model whose tables they are; what it is not, is a comment's line that says why
 * @param loader the DataLoader of which an iterator is made where the model's order asks for one
 */
export function layersPart(
  model: ModelInfo,
  wanted: readonly LayerName[],
  loader: string,
): PythonPart {
  switch (model.source) {
    case "seeded":
      return seededLayers(model, wanted, loader);
    case "gpt2":
      return {
        packages: ["import torch", "from transformers import GPT2Model"],
        lines: [
          "# GPT-2 small's own tables, float32 [50257, 768] and [1024, 768].",
          'gpt2 = GPT2Model.from_pretrained("openai-community/gpt2")',
          ...wanted.map((name) => `${LAYERS[name]} = gpt2.${name === "token" ? "wte" : "wpe"}`),
        ],
      };
    case "file":
      return fileLayers(model, wanted);
  }
}

/** Tables that are drawn: each draw moves the generator for those that follow. */
function seededLayers(model: ModelInfo, wanted: readonly LayerName[], loader: string): PythonPart {
  const { vocabularySize, contextLength, dimensions, seed, arithmetic, order } = model;
  const before = DRAWS_BEFORE[order ?? "afterSeed"];
  const sizes = { token: vocabularySize, position: contextLength };
  // The position table comes second, wherever the first is used.
  const names: readonly LayerName[] = wanted.includes("position")
    ? ["token", "position"]
    : ["token"];
  const isIterated = names.some((name) => before[name].some(({ kind }) => kind === "iterator"));
  return {
    packages: ["import torch", ...(isIterated ? ["from torch.utils.data import DataLoader"] : [])],
    lines: [
      ...(arithmetic === "scalar"
        ? [
            "# Shown are the values that PyTorch draws without AVX2, as on Apple silicon.",
            "# On x86 processors that have it, some of them differ in the last bits.",
          ]
        : [
            "# Shown are the values that PyTorch draws on x86 processors with AVX2 or AVX-512.",
            "# On others, such as Apple silicon, some of them differ in the last bits.",
          ]),
      `torch.manual_seed(${String(seed)})`,
      ...names.flatMap((name) => [
        ...before[name].map((draw) => drawLine(draw, loader)),
        `${LAYERS[name]} = torch.nn.Embedding(${sizes[name]}, ${dimensions})`,
      ]),
    ],
  };
}

function drawLine(draw: Draw, loader: string): string {
  switch (draw.kind) {
    case "embedding":
      return `torch.nn.Embedding(${draw.rows}, ${draw.columns})  # the notebook's first example`;
    case "iterator":
      return `iter(${loader})  # as in the notebook: making an iterator draws a number`;
  }
}

/** Tables of a file, read by the library that its format has. */
function fileLayers({ name, tables }: ModelInfo, wanted: readonly LayerName[]): PythonPart {
  const { path = name, token = "", position = "", tokenFile, positionFile } = tables ?? {};
  const tensors = { token, position };
  const isOnnx = isOnnxPath(path);
  const isSafetensors = isSafetensorsPath(path);
  const layer = (each: LayerName): string => {
    const tensor = pythonString(tensors[each]);
    const values = isSafetensors
      ? `file.get_tensor(${tensor}).float()`
      : isOnnx
        ? `values_of(${tensor})`
        : `tensors[${tensor}].float()`;
    return `${LAYERS[each]} = torch.nn.Embedding.from_pretrained(${values})`;
  };
  if (!isSafetensors) {
    const part = isOnnx ? onnxTensors(path) : torchTensors(path);
    return { ...part, lines: [...part.lines, ...wanted.map(layer)] };
  }
  const files = { token: tokenFile, position: positionFile };
  let opened: string | undefined;
  const lines = wanted.flatMap((each) => {
    // A model may lie in parts.
    const own = files[each] === undefined ? path : besideFile(path, files[each]);
    const line = `    ${layer(each)}`;
    if (own === opened) return [line];
    opened = own;
    return [`with safe_open(${pythonString(own)}, framework="pt") as file:`, line];
  });
  return { packages: ["import torch", "from safetensors import safe_open"], lines };
}
