import type { Activation, FileGpt, ModelInfo } from "../../shared/values/vectors";
import { ATTEND_LINES } from "./attendLines";
import {
  besideFile,
  isOnnxPath,
  isSafetensorsPath,
  onnxTensors,
  torchTensors,
} from "./fileTensorLines";
import type { PythonPart } from "./pythonPart";
import { pythonString } from "./pythonString";

/** How a family of models calls what its lines read. */
interface FamilyNames {
  /** A block's part of a name, in Python's f-string. */
  readonly block: string;
  readonly norms: readonly [attention: string, feedForward: string, last: string];
  /** Of a norm. */
  readonly scale: string;
  readonly shift: string;
  /** Query, key and value: side by side, or each by itself. */
  readonly attention: readonly string[];
  readonly projection: string;
  readonly up: string;
  readonly down: string;
}

const NAMES: Readonly<Record<FileGpt["family"], FamilyNames>> = {
  gpt2: {
    block: "h.{block}",
    norms: ["ln_1", "ln_2", "ln_f"],
    ...{ scale: "weight", shift: "bias" },
    attention: ["attn.c_attn"],
    projection: "attn.c_proj",
    ...{ up: "mlp.c_fc", down: "mlp.c_proj" },
  },
  book: {
    block: "trf_blocks.{block}",
    norms: ["norm1", "norm2", "final_norm"],
    ...{ scale: "scale", shift: "shift" },
    attention: ["att.W_query", "att.W_key", "att.W_value"],
    projection: "att.out_proj",
    ...{ up: "ff.layers.0", down: "ff.layers.2" },
  },
};

/** A GPT of a file, run on its own tensors: no class of the model is needed. */
export function fileGptPart(
  model: ModelInfo & { readonly heads: number },
  gpt: FileGpt,
): readonly PythonPart[] {
  const { path = model.name } = model.tables ?? {};
  return [
    tensorsPart(path, gpt),
    {
      packages: ["import torch", "from torch.nn.functional import gelu, layer_norm, linear"],
      lines: [
        `heads, width = ${model.heads}, ${model.dimensions}  # its context is ${model.contextLength} tokens`,
        `prefix = ${pythonString(gpt.prefix)}  # of the tensors' names`,
        ...readingLines(path, gpt),
        ...ATTEND_LINES,
        ...runLines(model, gpt),
      ],
    },
  ];
}

/** Makes `tensors`, by the library that the format has. */
function tensorsPart(path: string, { files }: FileGpt): PythonPart {
  if (isOnnxPath(path)) return onnxTensors(path);
  if (!isSafetensorsPath(path)) return torchTensors(path);
  const packages = ["from safetensors.torch import load_file"];
  const load = (file: string): string => `load_file(${pythonString(file)})`;
  if (files === undefined) return { packages, lines: [`tensors = ${load(path)}`] };
  const parts = files.map((file) => `tensors.update(${load(besideFile(path, file))})`);
  return { packages, lines: ["tensors = {}", ...parts] };
}

function readingLines(path: string, { family, isTurned }: FileGpt): string[] {
  const { block, norms, scale, shift, attention } = NAMES[family];
  const values = isOnnxPath(path) ? "values_of(name)" : "tensors[name].float()";
  const weight = isTurned
    ? ".T  # the file has it as [in, out]"
    : "  # [out, in], as torch.nn.Linear has it";
  const normed = `norm(x, f"${block}.${norms[0]}")`;
  const [first = "", ...more] = attention;
  const queryKeyValue =
    more.length === 0
      ? [`    return project(${normed}, f"${block}.${first}").split(width, 1)`]
      : [
          `    x = ${normed}`,
          `    names = ${attention.map((name) => `"${name}"`).join(", ")}`,
          `    return [project(x, f"${block}.{name}") for name in names]`,
        ];
  return `\


def tensor(name):  # as float32; None where the model has no such bias
    return ${values} if name in tensors else None


def norm(x, name):
    scale, shift = [tensor(f"{prefix}{name}.{each}") for each in ("${scale}", "${shift}")]
    return layer_norm(x, (width,), scale, shift)


def project(x, name):
    weight = tensor(f"{prefix}{name}.weight")${weight}
    return linear(x, weight, tensor(f"{prefix}{name}.bias"))


def query_key_value(x, block):
${queryKeyValue.join("\n")}`.split("\n");
}

function runLines({ tables }: ModelInfo, { family, head, activation }: FileGpt): string[] {
  const { block, norms, projection, up, down } = NAMES[family];
  const { token = "", position = "" } = tables ?? {};
  const [ids, places] = [pythonString(token), pythonString(position)];
  const note = head === undefined ? "  # the token table is its head" : "";
  return `\
def residual_after(ids, count):
    x = tensor(${ids})[ids] + tensor(${places})[torch.arange(len(ids))]
    for block in range(count):
        x = x + project(attend(*query_key_value(x, block)), f"${block}.${projection}")
        wide = project(norm(x, f"${block}.${norms[1]}"), f"${block}.${up}")
        x = x + project(${activationCall(activation)}, f"${block}.${down}")
    return x


def logits_after(ids, count):
    x = norm(residual_after(ids, count), "${norms[2]}")
    return linear(x, tensor(${pythonString(head ?? token)}))${note}`.split("\n");
}

function activationCall(activation: Activation): string {
  switch (activation) {
    case "tanh":
      return 'gelu(wide, approximate="tanh")';
    case "erf":
      return "gelu(wide)";
  }
}
