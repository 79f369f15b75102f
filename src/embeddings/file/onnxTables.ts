import * as l10n from "../../shared/l10n";
import { foreign } from "../../shared/shown";
import { FileProblem } from "../fileProblem";
import { plainBytes, shapeText, typeText, type FileTensor, type Place } from "./fileTensors";
import { isFloatType, type FloatType } from "./floats";
import { CustomOperators } from "./onnxOperators";
import type { SourceFile } from "./sourceFile";
import type { NextStep } from "../steps";
import { notProtobuf, WIRE, WireReader, type Field } from "./wireReader";

// Field numbers are those of `onnx.proto3`.
const MODEL = { graph: 7, functions: 25 } as const;
const GRAPH = { node: 1, initializer: 5 } as const;
const TENSOR = {
  dims: 1,
  dataType: 2,
  segment: 3,
  floatData: 4,
  int32Data: 5,
  name: 8,
  rawData: 9,
  externalData: 13,
  dataLocation: 14,
} as const;
const IN_EXTERNAL_FILE = 1;

/** Types in the words of safetensors, by their numbers. */
const TYPES: readonly (string | undefined)[] = [
  ...[undefined, "F32", "U8", "I8", "U16", "I16", "I32", "I64", "STRING", "BOOL"],
  ...["F16", "F64", "U32", "U64", "C64", "C128", "BF16"],
];

/**
 * The initializers of an ONNX model's graph, in the order of the file. Their values are not read.
 * @throws {FileProblem} when it is no ONNX, is damaged, or has operators that ONNX Runtime does not
 *   bring
 */
export async function onnxTensors(file: SourceFile, step: NextStep): Promise<FileTensor[]> {
  const reader = new WireReader(file, step);
  const operators = new CustomOperators(reader);
  const tensors: FileTensor[] = [];
  let graphs = 0;
  for await (const part of reader.fields(0, file.bytes)) {
    if (part.number === MODEL.functions) await operators.seeFunction(part);
    if (part.number !== MODEL.graph) continue;
    if (part.wire !== WIRE.length) throw notProtobuf();
    graphs++;
    for await (const field of reader.fields(part.start, part.end)) {
      if (field.number === GRAPH.node) await operators.seeNode(field);
      if (field.number === GRAPH.initializer) tensors.push(await tensorOf(field, reader));
    }
  }
  if (graphs === 0) {
    throw new FileProblem((name) => l10n.t("{0} is not ONNX: it holds no graph.", name));
  }
  operators.check();
  return tensors;
}

interface TensorFields {
  name: string;
  dims: number[];
  type: number;
  isExternal: boolean;
  readonly external: Map<string, string>;
  /** Each field with values, by its number. */
  readonly values: Map<number, Field>;
}

async function tensorOf(field: Field, reader: WireReader): Promise<FileTensor> {
  const fields = await fieldsOf(field, reader);
  const { name, dims: shape } = fields;
  if (!shape.every((size) => Number.isSafeInteger(size))) {
    throw new FileProblem((file) =>
      l10n.t('{0} gives "{1}" the sizes {2}.', file, foreign(name), shapeText(shape)),
    );
  }
  const type = TYPES[fields.type] ?? l10n.t("type {0}", fields.type);
  const isRead = shape.length === 2 && !shape.includes(0) && isFloatType(type);
  return { name, shape, type, place: isRead ? placeOf(fields, type) : undefined };
}

async function fieldsOf(tensor: Field, reader: WireReader): Promise<TensorFields> {
  if (tensor.wire !== WIRE.length) throw notProtobuf();
  const fields: TensorFields = {
    name: "",
    dims: [],
    type: 0,
    isExternal: false,
    external: new Map(),
    values: new Map(),
  };
  for await (const field of reader.fields(tensor.start, tensor.end)) {
    switch (field.number) {
      case TENSOR.dims:
        fields.dims.push(...(await reader.varints(field)));
        break;
      case TENSOR.dataType:
        fields.type = field.value;
        break;
      case TENSOR.name:
        fields.name = await reader.text(field);
        break;
      case TENSOR.dataLocation:
        fields.isExternal = field.value === IN_EXTERNAL_FILE;
        break;
      case TENSOR.externalData:
        fields.external.set(...(await entryOf(field, reader)));
        break;
      case TENSOR.segment:
      case TENSOR.floatData:
      case TENSOR.int32Data:
      case TENSOR.rawData:
        // Values in several pieces are allowed, and nobody writes them.
        if (fields.values.has(field.number) || field.wire !== WIRE.length) {
          throw new FileProblem((file) =>
            l10n.t("{0} has a tensor whose values lie in several pieces.", file),
          );
        }
        fields.values.set(field.number, field);
        break;
      default:
    }
  }
  return fields;
}

/** One entry of a tensor's external data, e.g. its location. */
async function entryOf(entry: Field, reader: WireReader): Promise<[string, string]> {
  if (entry.wire !== WIRE.length) throw notProtobuf();
  const pair: [string, string] = ["", ""];
  for await (const field of reader.fields(entry.start, entry.end)) {
    if (field.number === 1 || field.number === 2) pair[field.number - 1] = await reader.text(field);
  }
  return pair;
}

function placeOf(fields: TensorFields, type: FloatType): Place {
  const { name, dims, values } = fields;
  const bytes = plainBytes(dims, type);
  if (fields.isExternal) return externalPlace(fields, bytes);
  if (values.has(TENSOR.segment)) {
    throw new FileProblem((file) => l10n.t('{0} keeps "{1}" in segments.', file, foreign(name)));
  }
  const raw = values.get(TENSOR.rawData) ?? (type === "F32" && values.get(TENSOR.floatData));
  if (raw) {
    const { start, end } = raw;
    if (end - start !== bytes) {
      throw new FileProblem((file) =>
        l10n.t(
          '{0} gives "{1}" {2} bytes, but {3} takes {4}.',
          file,
          foreign(name),
          end - start,
          typeText(type, dims),
          bytes,
        ),
      );
    }
    return { location: undefined, start, end, coding: "plain" };
  }
  const halves = type === "F32" ? undefined : values.get(TENSOR.int32Data);
  if (halves === undefined) {
    throw new FileProblem((file) => l10n.t('{0} has no values for "{1}".', file, foreign(name)));
  }
  return { location: undefined, start: halves.start, end: halves.end, coding: "varints" };
}

function externalPlace({ name, external }: TensorFields, bytes: number): Place {
  const location = external.get("location");
  if (location === undefined) {
    throw new FileProblem((file) =>
      l10n.t('{0} does not tell in which file "{1}" is.', file, foreign(name)),
    );
  }
  const start = wholeNumber(external.get("offset") ?? "0");
  const length = wholeNumber(external.get("length") ?? String(bytes));
  if (length !== bytes) {
    throw new FileProblem((file) =>
      l10n.t(
        '{0} gives "{1}" {2} bytes of "{3}", but it takes {4}.',
        file,
        foreign(name),
        length,
        foreign(location),
        bytes,
      ),
    );
  }
  return { location, start, end: start + bytes, coding: "plain" };

  function wholeNumber(text: string): number {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(value)) return value;
    throw new FileProblem((file) =>
      l10n.t(
        '{0} places "{1}" in "{2}" at "{3}", which is no number of bytes.',
        file,
        foreign(name, 60),
        foreign(String(location), 60),
        foreign(text, 40),
      ),
    );
  }
}
