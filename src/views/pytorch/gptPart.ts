import type { ModelInfo } from "../../shared/values/vectors";
import { ATTEND_LINES } from "./attendLines";
import { fileGptPart } from "./fileGptPart";
import { layersPart } from "./layersPart";
import { pythonBoolean, type PythonPart } from "./pythonPart";

/** A model that predicts. */
export type WholeModel = ModelInfo & { readonly layers: number; readonly heads: number };

/**
 * Makes `residual_after(ids, count)`, the vectors [L, D] of a window's ids after so many blocks,
 * `logits_after(ids, count)`, what final norm and head make of them, [L, V], and
 * `attention_of(ids, block, head)`, [L, L]; block and head count from 0.
 * @param loader as for `layersPart`
 */
export function gptParts(model: WholeModel, loader: string): readonly PythonPart[] {
  const { source, fileGpt } = model;
  switch (source) {
    case "gpt2":
      return [GPT2_PART];
    case "seeded":
      return [layersPart(model, ["token", "position"], loader), drawnPart(model), RUN_PART];
    case "file":
      return fileGpt === undefined ? [] : fileGptPart(model, fileGpt);
  }
}

const GPT2_PART: PythonPart = {
  packages: ["import torch", "from transformers import GPT2LMHeadModel"],
  lines: `\
gpt2 = GPT2LMHeadModel.from_pretrained("openai-community/gpt2", attn_implementation="eager").eval()
before_last_norm = []  # what the last block gives: the list of hidden states has it normed
gpt2.transformer.ln_f.register_forward_pre_hook(lambda _, given: before_last_norm.append(given[0]))


def residual_after(ids, count):
    states = gpt2(ids.reshape(1, len(ids)), output_hidden_states=True).hidden_states
    return before_last_norm[-1][0] if count == len(gpt2.transformer.h) else states[count][0]


def logits_after(ids, count):
    return gpt2.lm_head(gpt2.transformer.ln_f(residual_after(ids, count)))


def attention_of(ids, block, head):
    return gpt2(ids.reshape(1, len(ids)), output_attentions=True).attentions[block][0, head]`.split(
    "\n",
  ),
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
