import { COPIED_TABLES, type CopiedTable } from "../../shared/values/copiedCode";
import { printPart } from "./printPart";
import type { PythonPart } from "./pythonPart";

const TABLES = {
  token: "token_embeddings",
  position: "pos_embeddings",
  input: "input_embeddings",
} as const;

/** A row of a batch, and which window of the loader it is. */
export interface PrintedRow {
  /** In the batch, counted from 0. */
  readonly row: number;
  /** In loader order, counted from 0. */
  readonly window: number;
}

/** Makes the vectors of `inputs`, `[B, L, D]`, by the two layers. */
export function vectorsPart(): PythonPart {
  return {
    packages: ["import torch"],
    lines: [
      "with torch.no_grad():",
      "    token_embeddings = token_embedding_layer(inputs)",
      "    pos_embeddings = pos_embedding_layer(torch.arange(max_length))",
      "    input_embeddings = token_embeddings + pos_embeddings",
    ],
  };
}

/** Prints the batch's shapes, and the ids and vectors of one window. */
export function batchPrint(printed: PrintedRow, hasVectors: boolean): PythonPart {
  return printPart([
    ...rowLines(printed),
    ...["inputs", "targets"].map((name) => `print(${name}.shape, ${name}[row])`),
    ...(hasVectors ? COPIED_TABLES.map(tableLine) : []),
  ]);
}

/** Prints one of the three tables of a window. */
export function tablePrint(printed: PrintedRow, table: CopiedTable): PythonPart {
  return printPart([...rowLines(printed), tableLine(table)]);
}

/** Makes one window's token vectors by one-hot product and by look-up, and prints both. */
export function oneHotPart(printed: PrintedRow, vocabularySize: number): PythonPart {
  return printPart([
    ...rowLines(printed),
    "wte = token_embedding_layer.weight.detach()",
    `one_hot = torch.nn.functional.one_hot(inputs[row], num_classes=${vocabularySize}).float()`,
    "product, look_up = one_hot @ wte, wte[inputs[row]]",
    "print(one_hot.shape, wte.shape, product.shape)",
    'print(product, look_up, sep="\\n")',
    "print((product - look_up).abs().max())  # the largest difference",
  ]);
}

/** Makes what the layer of a list of ids shows: its table, the ids' rows, and their product. */
export function layerPrint(vocabularySize: number): PythonPart {
  return printPart([
    "weight = token_embedding_layer.weight.detach()",
    'print(weight.shape, weight, sep="\\n")',
    'print(ids, weight[ids].shape, weight[ids], sep="\\n")',
    `one_hot = torch.nn.functional.one_hot(ids, num_classes=${vocabularySize}).float()`,
    'print((one_hot @ weight).shape, one_hot @ weight, sep="\\n")',
  ]);
}

export function rowLines({ row, window }: PrintedRow): string[] {
  return [`row = ${row}  # of the batch: window ${window + 1} of the loader, counted from 1`];
}

/** The positions are the same in every window: they have no rows of a batch. */
function tableLine(table: CopiedTable): string {
  const name = TABLES[table];
  return `print(${name}.shape, ${table === "position" ? name : `${name}[row]`}, sep="\\n")`;
}
