import * as l10n from "../../shared/base/l10n";
import { FileProblem } from "../store/fileProblem";
import type { FileTensor } from "./fileTensors";
import { MODEL, MODEL_FIELDS } from "./onnxFields";
import { OnnxGraphs } from "./onnxGraphs";
import type { SourceFile } from "./sourceFile";
import type { NextStep } from "../steps";
import { WireReader } from "./wireReader";

/**
 * The tensors of an ONNX model, in the order of the file: initializers and constants of its graph,
 * of the graphs within that, of its functions and of its training. Their values are not read.
 * @throws {FileProblem} when it is no ONNX, is damaged, names two tensors alike, or has operators
 *   that ONNX Runtime does not bring
 */
export async function onnxTensors(file: SourceFile, step: NextStep): Promise<FileTensor[]> {
  const reader = new WireReader(file, step);
  const graphs = new OnnxGraphs(reader);
  let count = 0;
  for await (const part of reader.fields({ start: 0, end: file.bytes }, MODEL_FIELDS)) {
    if (part.number === MODEL.functions) await graphs.seeFunction(part);
    if (part.number === MODEL.trainingInfo) await graphs.seeTraining(part);
    if (part.number !== MODEL.graph) continue;
    count++;
    await graphs.seeGraph(part);
  }
  if (count === 0) {
    throw new FileProblem((name) => l10n.t("{0} is not ONNX: it holds no graph.", name));
  }
  return graphs.tensors();
}
