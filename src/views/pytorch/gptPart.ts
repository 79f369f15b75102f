import type { ModelInfo } from "../../shared/values/vectors";
import { layersPart } from "./layersPart";
import { pythonBoolean, type PythonPart } from "./pythonPart";

/** A model that predicts. */
export type WholeModel = ModelInfo & { readonly layers: number; readonly heads: number };

/**
 * Makes `residual_after(ids, count)`, the vectors [L, D] of a window's ids after so many blocks, and
 * `logits_of(ids)`, [L, V].
 */
export function gptParts(model: WholeModel): PythonPart[] {
  switch (model.source) {
    case "gpt2":
      return [GPT2_PART];
    case "seeded":
      return [layersPart(model, ["token", "position"], "loader"), drawnPart(model), RUN_PART];
    case "file":
      return [];
  }
}

const GPT2_PART: PythonPart = {
  packages: ["import torch", "from transformers import GPT2LMHeadModel"],
  lines: `\
gpt2 = GPT2LMHeadModel.from_pretrained("openai-community/gpt2").eval()
before_last_norm = []  # what the last block gives: the list of hidden states has it normed
gpt2.transformer.ln_f.register_forward_pre_hook(lambda _, given: before_last_norm.append(given[0]))


def residual_after(ids, count):
    states = gpt2(ids.reshape(1, len(ids)), output_hidden_states=True).hidden_states
    return before_last_norm[-1][0] if count == len(gpt2.transformer.h) else states[count][0]


def logits_of(ids):
    return gpt2(ids.reshape(1, len(ids))).logits[0]`.split("\n"),
};

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
    blocks.append((*qkv, out, up, torch.nn.Linear(4 * width, width)))
head = torch.nn.Linear(width, ${vocabularySize}, bias=False)`.split("\n"),
  };
}

const RUN_PART: PythonPart = {
  packages: ["import torch", "from torch.nn.functional import gelu, layer_norm"],
  lines: `\
def norm(x):
    return layer_norm(x, (width,))  # as it is drawn, its scale is 1 and its shift 0


def attend(x, query, key, value):
    q, k, v = query(x), key(x), value(x)
    ahead = torch.ones(len(x), len(x)).triu(1).bool()
    size, parts = width // heads, []
    for start in range(0, width, size):
        own = slice(start, start + size)
        scores = q[:, own] @ k[:, own].T / size**0.5
        parts.append(scores.masked_fill(ahead, float("-inf")).softmax(-1) @ v[:, own])
    return torch.cat(parts, 1)


def residual_after(ids, count):
    x = token_embedding_layer(ids) + pos_embedding_layer(torch.arange(len(ids)))
    for query, key, value, out, up, down in blocks[:count]:
        x = x + out(attend(norm(x), query, key, value))
        x = x + down(gelu(up(norm(x)), approximate="tanh"))
    return x


def logits_of(ids):
    return head(norm(residual_after(ids, len(blocks))))`.split("\n"),
};
