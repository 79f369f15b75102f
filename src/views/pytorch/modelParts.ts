import type { ModelInfo } from "../../shared/values/vectors";
import { fileLines } from "./fileLines";
import { gpt2Lines } from "./gpt2Lines";
import type { PythonPart } from "./pythonPart";
import { seededLines } from "./seededLines";
import type { LayerName, SourceLines, WholeModel } from "./sourceLines";

const SOURCES: Readonly<Record<ModelInfo["source"], SourceLines>> = {
  seeded: seededLines,
  gpt2: gpt2Lines,
  file: fileLines,
};

/** A model's layers, or the wanted one of them: see `SourceLines`. */
export function layersPart(
  model: ModelInfo,
  wanted: readonly LayerName[],
  loader: string,
): PythonPart {
  return SOURCES[model.source].layers(model, wanted, loader);
}

/** What a whole model makes of a window: see `SourceLines`. */
export function gptParts(model: WholeModel, loader: string): readonly PythonPart[] {
  return SOURCES[model.source].gpt(model, loader);
}
