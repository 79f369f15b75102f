import type { PythonPart } from "./pythonPart";
import { LAYERS, type SourceLines } from "./sourceLines";

export const gpt2Lines: SourceLines = {
  layers: (_, wanted) => ({
    packages: ["import torch", "from transformers import GPT2Model"],
    lines: [
      "# GPT-2 small's own tables, float32 [50257, 768] and [1024, 768].",
      'gpt2 = GPT2Model.from_pretrained("openai-community/gpt2")',
      ...wanted.map((name) => `${LAYERS[name]} = gpt2.${name === "token" ? "wte" : "wpe"}`),
    ],
  }),
  gpt: () => [GPT2_PART],
};

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
