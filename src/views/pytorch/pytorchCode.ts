import type {
  CopiedCode,
  CopiedNeighbours,
  CopiedPlaces,
  CopiedPositions,
} from "../../shared/values/copiedCode";
import * as l10n from "../../shared/base/l10n";
import type { ModelInfo } from "../../shared/values/vectors";
import type { LoaderOptions } from "../../shared/values/windows";
import { vocabularySizeOf } from "../../tokens/encode/encodings";
import type { Reading } from "../../tokens/document/tokenDocument";
import { gptParts, layersPart } from "./modelParts";
import type { WholeModel } from "./sourceLines";
import { neighboursPart, placesAfterPart, placesPart } from "./listsPart";
import { loaderPart } from "./loaderPart";
import { attentionPrint, lensPrint, predictionPrint, residualPrint } from "./predictionPart";
import { positionsPart } from "./positionsPart";
import { positionTablePart } from "./positionTablePart";
import { pythonCode, type PythonPart } from "./pythonPart";
import { readerPart, type PythonText } from "./readerPart";
import { tokenizerPart } from "./tokenizerPart";
import { batchPrint, layerPrint, oneHotPart, tablePrint, vectorsPart } from "./vectorsPart";

/** Where the lines have no loader of a text: making an iterator draws the same of any. */
const NO_LOADER = "DataLoader([0])";

/** What is copied of a text. */
export type CopiedOfText = Exclude<CopiedCode, { of: "positions" | "nearest" }>;
/** What is copied of the windows of a text. */
export type CopiedWindow = Exclude<CopiedOfText, CopiedPlaces>;

export interface PyTorchText {
  readonly source: PythonText;
  readonly reading: Reading;
  readonly options: Required<LoaderOptions>;
  /** Whose vectors they are, or why there are none. */
  readonly model: ModelInfo | string;
  readonly copied: CopiedOfText;
}

/**
 * Python that gives a batch of a loader with its vectors and prints one of its windows, or what a
 * token's places have in common. It needs nothing above it, and runs in Python 3.8 and newer.
 */
export function pytorchCode(parts: PyTorchText): string {
  const { copied } = parts;
  return copied.of === "sameToken" ? placesCode(parts, copied) : windowCode(parts, copied);
}

function placesCode({ source, reading, model }: PyTorchText, copied: CopiedPlaces): string {
  const parts = [readerPart(source), tokenizerPart(reading)];
  if (typeof model === "string") return pythonCode([...parts, noVectors(model)]);
  parts.push(...beyondVocabulary(reading, model));
  if (copied.blocks === undefined) {
    const layers = layersPart(model, ["token", "position"], NO_LOADER);
    return pythonCode([...parts, layers, placesPart(copied)]);
  }
  const after = { ...copied, blocks: copied.blocks };
  const print = ({ layers }: WholeModel): PythonPart => {
    checkBlocks(layers, after.blocks);
    return placesAfterPart(after);
  };
  return pythonCode([...parts, ...wholeParts(model, print, NO_LOADER)]);
}

function windowCode(
  { source, reading, options, model }: PyTorchText,
  copied: CopiedWindow,
): string {
  const { window } = copied;
  const batch = Math.floor(window / options.batchSize);
  const printed = { row: window - batch * options.batchSize, window };
  const parts = [readerPart(source), tokenizerPart(reading), loaderPart(options, batch)];
  if (typeof model === "string") {
    return pythonCode([...parts, noVectors(model), batchPrint(printed, false)]);
  }
  parts.push(...beyondVocabulary(reading, model));
  const { of } = copied;
  if (of === "prediction") {
    const print = (whole: WholeModel) => predictionPrint(printed, copied.position, whole);
    return pythonCode([...parts, ...wholeParts(model, print)]);
  }
  if (of === "lens") {
    const print = (whole: WholeModel) => lensPrint(printed, copied.position, whole);
    return pythonCode([...parts, ...wholeParts(model, print)]);
  }
  if (of === "attention") {
    const print = ({ layers, heads }: WholeModel): PythonPart => {
      checkBelow(layers, copied.layer, l10n.t("block"));
      checkBelow(heads, copied.head, l10n.t("head"));
      return attentionPrint(printed, copied);
    };
    return pythonCode([...parts, ...wholeParts(model, print)]);
  }
  if (of === "vectors" && copied.blocks !== undefined) {
    const { blocks } = copied;
    const print = ({ layers }: WholeModel): PythonPart => {
      checkBlocks(layers, blocks);
      return residualPrint(printed, blocks);
    };
    return pythonCode([...parts, ...wholeParts(model, print)]);
  }
  if (of === "oneHot") {
    const layers = layersPart(model, ["token"], "loader");
    return pythonCode([...parts, layers, oneHotPart(printed, model.vocabularySize)]);
  }
  const print = of === "batch" ? batchPrint(printed, true) : tablePrint(printed, copied.table);
  const layers = layersPart(model, ["token", "position"], "loader");
  return pythonCode([...parts, layers, vectorsPart(), print]);
}

/** @throws {RangeError} when the model has no such block or head */
function checkBelow(count: number, index: number, what: string): void {
  if (index < count) return;
  throw new RangeError(
    l10n.t("There is no {0} {1}: they count from 0 to {2}.", what, index, count - 1),
  );
}

/** @throws {RangeError} when the model has fewer blocks */
function checkBlocks(layers: number, blocks: number): void {
  if (blocks <= layers) return;
  throw new RangeError(l10n.t("There is no block {0}: they count from 1 to {1}.", blocks, layers));
}

/** What a whole GPT makes of a window, or why these lines cannot make it. */
function wholeParts(
  model: ModelInfo,
  print: (model: WholeModel) => PythonPart,
  loader = "loader",
): readonly PythonPart[] {
  const { layers, heads, name } = model;
  if (layers === undefined || heads === undefined) {
    return [{ lines: [`# ${oneLine(name)} is two tables alone: it predicts nothing.`] }];
  }
  const whole = { ...model, layers, heads };
  return [...gptParts(whole, loader), print(whole)];
}

const oneLine = (name: string): string => name.replace(/[\r\n\u2028\u2029]+/g, " ");

/** Python that makes the layer of a list of ids, and prints its table and the rows of the ids. */
export function layerCode({
  source,
  reading,
  model,
}: Pick<PyTorchText, "source" | "reading"> & { readonly model: ModelInfo }): string {
  return pythonCode([
    readerPart(source),
    tokenizerPart(reading),
    layersPart(model, ["token"], NO_LOADER),
    layerPrint(model.vocabularySize),
  ]);
}

/** Says so where the encoding has ids that the model has no vectors for. */
function beyondVocabulary(reading: Reading, { vocabularySize }: ModelInfo): PythonPart[] {
  if (vocabularySizeOf(reading) <= vocabularySize) return [];
  const last = vocabularySize - 1;
  return [
    {
      lines: [`# The model has vectors for the ids from 0 to ${last}: others raise an IndexError.`],
    },
  ];
}

/** Python that finds and prints a vector's nearest tokens. It needs no text. */
export function neighboursCode(model: ModelInfo, copied: CopiedNeighbours): string {
  const wanted = copied.to === "token" ? (["token"] as const) : (["token", "position"] as const);
  return pythonCode([layersPart(model, wanted, NO_LOADER), neighboursPart(copied)]);
}

/** What a picture of positions is of. */
export interface PyTorchPositions {
  /** Whose table it is; none is needed for positions that a formula gives. */
  readonly model: ModelInfo | undefined;
  readonly copied: CopiedPositions;
}

/** Python that makes and prints what a picture of positions shows. It needs no text. */
export function positionsCode({ model, copied }: PyTorchPositions): string {
  const layers =
    (copied.source === "learned" || copied.source === "gpt2") && model !== undefined
      ? [layersPart(model, ["position"], NO_LOADER)]
      : [];
  return pythonCode([...layers, positionTablePart(copied), ...positionsPart(copied)]);
}

/** @param why a sentence of one or more lines */
function noVectors(why: string): PythonPart {
  return { lines: why.split(/[\r\n\u2028\u2029]+/).map((line) => `# ${line}`) };
}
