import { DRAWS_BEFORE, type Draw } from "../../shared/base/seededDraws";
import type { ModelInfo } from "../../shared/values/vectors";
import { ATTEND_LINES } from "./attendLines";
import { pythonBoolean, type PythonPart } from "./pythonPart";
import { LAYERS, type LayerName, type SourceLines, type WholeModel } from "./sourceLines";

export const seededLines: SourceLines = {
  layers: seededLayers,
  gpt: (model, loader) => [
    seededLayers(model, ["token", "position"], loader),
    drawnPart(model),
    RUN_PART,
  ],
};

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

/** Draws the rest of the model behind its two tables, in the order of its layers. */
function drawnPart({ layers, heads, dimensions, vocabularySize, qkvBias }: WholeModel): PythonPart {
  return {
    packages: ["import torch"],
    lines: `\
heads, width = ${heads}, ${dimensions}
blocks = []
for _ in range(${layers}):
    qkv = [torch.nn.Linear(width, width, bias=${pythonBoolean(qkvBias === true)}) for _ in range(3)]
    out, up = torch.nn.Linear(width, width), torch.nn.Linear(width, 4 * width)
    blocks.append((qkv, out, up, torch.nn.Linear(4 * width, width)))
head_layer = torch.nn.Linear(width, ${vocabularySize}, bias=False)`.split("\n"),
  };
}

const RUN_PART: PythonPart = {
  packages: ["import torch", "from torch.nn.functional import gelu, layer_norm"],
  lines: [
    ...`\
def norm(x):
    return layer_norm(x, (width,))  # as it is drawn, its scale is 1 and its shift 0


def query_key_value(x, block):
    return [layer(norm(x)) for layer in blocks[block][0]]`.split("\n"),
    ...ATTEND_LINES,
    ...`\
def residual_after(ids, count):
    x = token_embedding_layer(ids) + pos_embedding_layer(torch.arange(len(ids)))
    for block, (_, out, up, down) in enumerate(blocks[:count]):
        x = x + out(attend(*query_key_value(x, block)))
        x = x + down(gelu(up(norm(x)), approximate="tanh"))
    return x


def logits_after(ids, count):
    return head_layer(norm(residual_after(ids, count)))`.split("\n"),
  ],
};
