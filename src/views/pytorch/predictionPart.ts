import { LENS_TOP, MOST_LIKELY, MOST_WEIGHTS } from "../../shared/values/predictionAnswers";
import type { CopiedAttention } from "../../shared/values/copiedCode";
import type { WholeModel } from "./sourceLines";
import { printPart } from "./printPart";
import type { PythonPart } from "./pythonPart";
import { rowLines, type PrintedRow } from "./vectorsPart";

/** Prints the likeliest tokens at a position of a window, and what becomes of the real next one. */
export function predictionPrint(
  printed: PrintedRow,
  position: number,
  { layers, vocabularySize }: WholeModel,
): PythonPart {
  return {
    packages: ["import torch", "from torch.nn.functional import cross_entropy"],
    lines: `\
${rowLines(printed).join("\n")}
position = ${position}  # in the window, counted from 0
with torch.no_grad():
    logits = logits_after(inputs[row], ${layers})
loss = cross_entropy(logits, targets[row]).item()
log_probabilities = logits[position].log_softmax(-1).tolist()
probability = lambda token_id: 100 * math.exp(log_probabilities[token_id])
likeliest = sorted(range(len(log_probabilities)), key=lambda each: -log_probabilities[each])
for token_id in likeliest[:${Math.min(vocabularySize, MOST_LIKELY)}]:
    print(token_id, f"{probability(token_id):.4f} %")  # id and probability
real = targets[row].tolist()[position]
rank = 1 + sum(each > log_probabilities[real] for each in log_probabilities)
print(f"really next: {real}, {probability(real):.4f} %, rank {rank}, {-log_probabilities[real]:.4f} nats")
print(f"loss of the window: {loss:.4f}")`.split("\n"),
    standard: ["import math"],
  };
}

/** Prints what would be predicted at a position after each block, if the model ended there. */
export function lensPrint(
  printed: PrintedRow,
  position: number,
  { layers, vocabularySize }: WholeModel,
): PythonPart {
  return {
    packages: ["import torch"],
    lines: `\
${rowLines(printed).join("\n")}
position = ${position}  # in the window, counted from 0
for count in range(${layers + 1}):
    with torch.no_grad():
        shares = logits_after(inputs[row], count)[position].softmax(-1).tolist()
    likeliest = sorted(range(len(shares)), key=lambda each: -shares[each])
    # How many blocks there are before the last norm and the head; ids and probabilities.
    print(count, *(f"{each}: {100 * shares[each]:.4f} %" for each in likeliest[:${Math.min(vocabularySize, LENS_TOP)}]))`.split(
      "\n",
    ),
  };
}

/** Prints what the tokens of a window look at by one head, and what one of them does most. */
export function attentionPrint(
  printed: PrintedRow,
  { layer, head, position }: CopiedAttention,
): PythonPart {
  return printPart(
    `\
${rowLines(printed).join("\n")}
with torch.no_grad():
    weights = attention_of(inputs[row], ${layer}, ${head})  # block ${layer + 1} and its head ${head + 1}, counted from 1
print(weights.shape, weights, sep="\\n")
position = ${position}  # in the window, counted from 0
shares = weights[position].tolist()
for each in sorted(range(position + 1), key=lambda at: -shares[at])[:${MOST_WEIGHTS}]:
    print(f"@{each}: {shares[each]:.4f}")`.split("\n"),
  );
}

/** Prints the vectors of a window after some blocks. */
export function residualPrint(printed: PrintedRow, blocks: number): PythonPart {
  return printPart([
    ...rowLines(printed),
    "with torch.no_grad():",
    `    x = residual_after(inputs[row], ${blocks})  # after block ${blocks}, counted from 1`,
    'print(x.shape, x, sep="\\n")',
  ]);
}
