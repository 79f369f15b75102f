import type { ModelInfo } from "../../shared/values/vectors";
import { fileGptPart } from "./fileGptPart";
import {
  besideFile,
  isOnnxPath,
  isSafetensorsPath,
  onnxTensors,
  torchTensors,
} from "./fileTensorLines";
import type { PythonPart } from "./pythonPart";
import { pythonString } from "./pythonString";
import { LAYERS, type LayerName, type SourceLines } from "./sourceLines";

export const fileLines: SourceLines = {
  layers: fileLayers,
  gpt: (model) => (model.fileGpt === undefined ? [] : fileGptPart(model, model.fileGpt)),
};

/** Tables of a file, read by the library that its format has. */
function fileLayers({ name, tables }: ModelInfo, wanted: readonly LayerName[]): PythonPart {
  const { path = name, token = "", position = "", tokenFile, positionFile } = tables ?? {};
  const tensors = { token, position };
  const isOnnx = isOnnxPath(path);
  const isSafetensors = isSafetensorsPath(path);
  const layer = (each: LayerName): string => {
    const tensor = pythonString(tensors[each]);
    const values = isSafetensors
      ? `file.get_tensor(${tensor}).float()`
      : isOnnx
        ? `values_of(${tensor})`
        : `tensors[${tensor}].float()`;
    return `${LAYERS[each]} = torch.nn.Embedding.from_pretrained(${values})`;
  };
  if (!isSafetensors) {
    const part = isOnnx ? onnxTensors(path) : torchTensors(path);
    return { ...part, lines: [...part.lines, ...wanted.map(layer)] };
  }
  const files = { token: tokenFile, position: positionFile };
  let opened: string | undefined;
  const lines = wanted.flatMap((each) => {
    // A model may lie in parts.
    const own = files[each] === undefined ? path : besideFile(path, files[each]);
    const line = `    ${layer(each)}`;
    if (own === opened) return [line];
    opened = own;
    return [`with safe_open(${pythonString(own)}, framework="pt") as file:`, line];
  });
  return { packages: ["import torch", "from safetensors import safe_open"], lines };
}
