import { PbfWriter } from "pbf";

/** Element types by their numbers in `onnx.proto3`. */
export const ONNX = { float: 1, int32: 6, float16: 10, bfloat16: 16 } as const;

/** An initializer; its values in one of the four ways that ONNX has. */
export interface Initializer {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly number[];
  readonly raw?: Uint8Array;
  readonly floats?: number[];
  readonly int32s?: number[];
  readonly external?: Readonly<Record<string, string>>;
}

export interface OnnxOptions {
  /** A further node's operator, as `[domain, operator]`. */
  readonly extra?: readonly [string, string];
  /** Whether that node is inside a branch of an If. */
  readonly isNested?: boolean;
  /** Whether the model defines that operator itself. */
  readonly isDefined?: boolean;
}

/**
 * An ONNX model that looks up rows of its first two initializers, as float32: inputs `ids` [L] and
 * `positions` [P] (int32), outputs `token` [L, D] and `position` [P, D].
 */
export function onnxFile(
  initializers: readonly Initializer[],
  options: OnnxOptions = {},
): Uint8Array<ArrayBuffer> {
  const model = new PbfWriter();
  model.writeVarintField(1, 8);
  model.writeMessage(7, writeGraph, { initializers, options });
  for (const [domain, version] of [["", 17] as const, ...importsOf(options)]) {
    model.writeMessage(8, writeOperatorSet, { domain, version });
  }
  if (options.isDefined === true) model.writeMessage(25, writeFunction, options.extra!);
  return new Uint8Array(model.finish());
}

function importsOf({ extra }: OnnxOptions): [string, number][] {
  return extra === undefined ? [] : [[extra[0], 1]];
}

function writeOperatorSet(
  set: { readonly domain: string; readonly version: number },
  writer: PbfWriter,
): void {
  writer.writeStringField(1, set.domain);
  writer.writeVarintField(2, set.version);
}

function writeFunction([domain, name]: readonly [string, string], writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeStringField(4, "x");
  writer.writeStringField(5, "y");
  writer.writeMessage(7, writeNode, node("Identity", ["x"], "y"));
  writer.writeMessage(9, writeOperatorSet, { domain: "", version: 17 });
  writer.writeStringField(10, domain);
}

interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly domain: string;
  readonly attribute?: (writer: PbfWriter) => void;
}

function node(operator: string, inputs: readonly string[], output: string, domain = ""): Node {
  return { operator, inputs, output, domain };
}

function writeGraph(
  { initializers, options }: { initializers: readonly Initializer[]; options: OnnxOptions },
  writer: PbfWriter,
): void {
  const [token, position] = initializers;
  for (const [table, ids, output] of [
    [token, "ids", "token"],
    [position, "positions", "position"],
  ] as const) {
    if (table === undefined) continue;
    writer.writeMessage(1, writeNode, node("Gather", [table.name, ids], `${output}Stored`));
    const cast = node("Cast", [`${output}Stored`], output);
    writer.writeMessage(1, writeNode, { ...cast, attribute: toFloat });
  }
  if (options.extra !== undefined) {
    const [domain, operator] = options.extra;
    const extra = node(operator, ["token"], "more", domain);
    writer.writeMessage(1, writeNode, options.isNested === true ? inBranch(extra) : extra);
  }
  writer.writeStringField(2, "tables");
  for (const initializer of initializers) writer.writeMessage(5, writeTensor, initializer);
  // The runtime lets outputs share memory whose sizes have one name.
  for (const [ids, rows, size] of [
    ["ids", "token", "L"],
    ["positions", "position", "P"],
  ] as const) {
    writer.writeMessage(11, writeValue, { name: ids, type: ONNX.int32, sizes: [size] });
    writer.writeMessage(12, writeValue, { name: rows, type: ONNX.float, sizes: [size, "D"] });
  }
}

function inBranch(inner: Node): Node {
  return {
    ...node("If", ["condition"], "more"),
    attribute: (writer) => {
      writer.writeStringField(1, "then_branch");
      writer.writeMessage(6, (each, graph) => graph.writeMessage(1, writeNode, each), inner);
      writer.writeVarintField(20, 5);
    },
  };
}

function toFloat(writer: PbfWriter): void {
  writer.writeStringField(1, "to");
  writer.writeVarintField(3, ONNX.float);
  writer.writeVarintField(20, 2);
}

function writeNode({ operator, inputs, output, domain, attribute }: Node, writer: PbfWriter): void {
  for (const input of inputs) writer.writeStringField(1, input);
  writer.writeStringField(2, output);
  writer.writeStringField(4, operator);
  if (attribute) writer.writeMessage(5, (write, part) => write(part), attribute);
  if (domain !== "") writer.writeStringField(7, domain);
}

export function writeTensor(tensor: Initializer, writer: PbfWriter): void {
  writer.writePackedVarint(1, [...tensor.shape]);
  writer.writeVarintField(2, tensor.type);
  if (tensor.floats) writer.writePackedFloat(4, tensor.floats);
  if (tensor.int32s) writer.writePackedVarint(5, tensor.int32s);
  writer.writeStringField(8, tensor.name);
  if (tensor.raw) writer.writeBytesField(9, tensor.raw);
  if (tensor.external) {
    for (const entry of Object.entries(tensor.external)) writer.writeMessage(13, writeEntry, entry);
    writer.writeVarintField(14, 1);
  }
}

function writeEntry([key, value]: [string, string], writer: PbfWriter): void {
  writer.writeStringField(1, key);
  writer.writeStringField(2, value);
}

function writeValue(
  { name, type, sizes }: { name: string; type: number; sizes: readonly string[] },
  writer: PbfWriter,
): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, (_, of) => of.writeMessage(1, writeTensorType, { type, sizes }), name);
}

function writeTensorType(
  { type, sizes }: { type: number; sizes: readonly string[] },
  writer: PbfWriter,
): void {
  writer.writeVarintField(1, type);
  writer.writeMessage(2, writeSizes, sizes);
}

function writeSizes(sizes: readonly string[], writer: PbfWriter): void {
  for (const size of sizes) {
    writer.writeMessage(1, (name, dimension) => dimension.writeStringField(2, name), size);
  }
}
