import { MOST_LIKELY } from "../../shared/values/predictionAnswers";
import { printPart } from "./printPart";
import type { PythonPart } from "./pythonPart";
import { rowLines, type PrintedRow } from "./vectorsPart";

/** Prints the likeliest tokens at a position of a window, and what becomes of the real next one. */
export function predictionPrint(printed: PrintedRow, position: number, top: number): PythonPart {
  return {
    packages: ["import torch", "from torch.nn.functional import cross_entropy"],
    lines: `\
${rowLines(printed).join("\n")}
position = ${position}  # in the window, counted from 0
with torch.no_grad():
    logits = logits_of(inputs[row])
loss = cross_entropy(logits, targets[row]).item()
log_probabilities = logits[position].log_softmax(-1).tolist()
probability = lambda token_id: 100 * math.exp(log_probabilities[token_id])
likeliest = sorted(range(len(log_probabilities)), key=lambda each: -log_probabilities[each])
for token_id in likeliest[:${Math.min(top, MOST_LIKELY)}]:
    print(token_id, f"{probability(token_id):.4f} %")  # id and probability
real = targets[row].tolist()[position]
rank = 1 + sum(each > log_probabilities[real] for each in log_probabilities)
print(f"really next: {real}, {probability(real):.4f} %, rank {rank}, {-log_probabilities[real]:.4f} nats")
print(f"loss of the window: {loss:.4f}")`.split("\n"),
    standard: ["import math"],
  };
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
