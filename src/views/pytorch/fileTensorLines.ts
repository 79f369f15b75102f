import { baseName } from "../../shared/base/baseName";
import type { PythonPart } from "./pythonPart";
import { pythonString } from "./pythonString";

export const isOnnxPath = (path: string): boolean => /\.onnx$/i.test(path);
/** Or the index of its parts. */
export const isSafetensorsPath = (path: string): boolean => /\.(safetensors|json)$/i.test(path);

/** A file in the folder of another. */
export function besideFile(path: string, location: string): string {
  return path.slice(0, path.length - baseName(path).length) + location;
}

/** Makes `tensors`, those of a checkpoint by the names that we give them. */
export function torchTensors(path: string): PythonPart {
  const lines = `\
def tensors_of(part, name=""):
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        if "optim" in str(key):
            continue
        if torch.is_tensor(value):
            yield f"{name}{key}".replace("_orig_mod.", ""), value
        elif isinstance(value, (dict, list, tuple)):
            yield from tensors_of(value, f"{name}{key}.")


tensors = dict(tensors_of(torch.load(${pythonString(path)}, "cpu", weights_only=True)))`.split(
    "\n",
  );
  return { packages: ["import torch"], lines };
}

/** Makes `values_of`, which finds a tensor wherever a model has it, by the name that we give it. */
export function onnxTensors(path: string): PythonPart {
  const lines = `\
def tensors_of(part, scope=()):
    for tensor in getattr(part, "initializer", ()):
        yield scope, tensor.name, tensor
    for node in part.node:
        named = node.output[0] if node.output and node.output[0] else node.name
        for each in node.attribute:
            if each.HasField("t"):
                name = named if node.op_type == "Constant" else f"{named}.{each.name}"
                yield scope, name, each.t
            if each.HasField("g"):
                yield from tensors_of(each.g, scope + (named, each.name))


def values_of(name):
    return torch.from_numpy(numpy_helper.to_array(tensors[name]).astype("float32"))


model = onnx.load(${pythonString(path)})
found = list(tensors_of(model.graph))
for function in model.functions:
    found += tensors_of(function, (function.name,))
for training in model.training_info:
    found += tensors_of(training.initialization, ("initialization",))
    found += tensors_of(training.algorithm, ("algorithm",))
tensors = {name: tensor for _, name, tensor in found}
tensors.update({".".join(scope + (name,)): tensor for scope, name, tensor in found})`.split("\n");
  return { packages: ["import onnx", "import torch", "from onnx import numpy_helper"], lines };
}
