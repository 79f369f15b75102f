import type { CopiedPrediction } from "../../shared/values/copiedCode";
import { MOST_LIKELY } from "../../shared/values/predictionAnswers";
import type { ModelInfo } from "../../shared/values/vectors";
import { layersPart } from "./layersPart";
import type { PythonPart } from "./pythonPart";
import type { PrintedRow } from "./vectorsPart";

/**
 * Makes the logits that a whole GPT gives at each position of a window, `logits` [L, V], and prints
 * what it expects at one of them.
 */
export function predictionParts(
  model: ModelInfo & { readonly layers: number; readonly heads: number },
  printed: PrintedRow,
  { position }: CopiedPrediction,
): PythonPart[] {
  return [...logitsParts(model, printed), printPart(position)];
}

function logitsParts(
  model: ModelInfo & { readonly layers: number; readonly heads: number },
  printed: PrintedRow,
): PythonPart[] {
  switch (model.source) {
    case "gpt2":
      return [
        {
          packages: ["import torch", "from transformers import GPT2LMHeadModel"],
          lines: [
            'gpt2 = GPT2LMHeadModel.from_pretrained("openai-community/gpt2").eval()',
            ...rowLine(printed),
            "with torch.no_grad():",
            "    logits = gpt2(inputs[row : row + 1]).logits[0]",
          ],
        },
      ];
    case "seeded":
      return [
        layersPart(model, ["token", "position"], "loader"),
        drawnPart(model),
        runPart(printed),
      ];
    case "file":
      return [];
  }
}

function rowLine({ row, window }: PrintedRow): string[] {
  return [`row = ${row}  # of the batch: window ${window + 1} of the loader, counted from 1`];
}

/** Draws the rest of the model behind its two tables, in the order of its layers. */
function drawnPart({
  layers,
  heads,
  dimensions,
  vocabularySize,
  qkvBias = false,
}: ModelInfo & { readonly layers: number; readonly heads: number }): PythonPart {
  const bias = qkvBias ? "True" : "False";
  return {
    packages: ["import torch"],
    lines: `\
layers, heads, width = ${layers}, ${heads}, ${dimensions}
blocks = []
for _ in range(layers):
    q, k, v = [torch.nn.Linear(width, width, bias=${bias}) for _ in range(3)]
    out, up = torch.nn.Linear(width, width), torch.nn.Linear(width, 4 * width)
    blocks.append((q, k, v, out, up, torch.nn.Linear(4 * width, width)))
head = torch.nn.Linear(width, ${vocabularySize}, bias=False)


def norm(x):
    return torch.nn.functional.layer_norm(x, (width,))


def attend(x, q, k, v):
    parts = [each(x).view(len(x), heads, -1).transpose(0, 1) for each in (q, k, v)]
    scores = parts[0] @ parts[1].transpose(1, 2) / parts[0].shape[-1] ** 0.5
    ahead = torch.ones(len(x), len(x), dtype=torch.bool).triu(1)
    weights = scores.masked_fill(ahead, float("-inf")).softmax(-1)
    return (weights @ parts[2]).transpose(0, 1).reshape(len(x), width)`.split("\n"),
  };
}

/** Puts a window through the blocks. */
function runPart(printed: PrintedRow): PythonPart {
  return {
    packages: ["import torch"],
    lines: [
      ...rowLine(printed),
      "with torch.no_grad():",
      "    x = token_embedding_layer(inputs[row]) + pos_embedding_layer(torch.arange(max_length))",
      "    for q, k, v, out, up, down in blocks:",
      "        x = x + out(attend(norm(x), q, k, v))",
      '        x = x + down(torch.nn.functional.gelu(up(norm(x)), approximate="tanh"))',
      "    logits = head(norm(x))",
    ],
  };
}

/** Prints the likeliest tokens at a position, and what becomes of the real next one. */
function printPart(position: number): PythonPart {
  return {
    packages: ["import torch"],
    lines: [
      `position = ${position}  # in the window, counted from 0`,
      "log_probabilities = logits.log_softmax(-1)[position]",
      `for log_probability, token_id in zip(*log_probabilities.topk(${MOST_LIKELY})):`,
      '    print(token_id.item(), f"{100 * log_probability.exp().item():.4f} %")  # id and probability',
      "real = targets[row][position]",
      "surprisal = -log_probabilities[real]",
      "rank = (log_probabilities > log_probabilities[real]).sum() + 1",
      'print(f"really next: {real.item()}, {100 * (-surprisal).exp().item():.4f} %, rank {rank.item()}, {surprisal.item():.4f} nats")',
      'print(f"loss of the window: {torch.nn.functional.cross_entropy(logits, targets[row]).item():.4f}")',
    ],
  };
}
