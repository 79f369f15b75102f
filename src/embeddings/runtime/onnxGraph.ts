import { PbfWriter } from "pbf";

/**
 * Writes ONNX graphs over tables that lie beside the graph as raw files (external data), so that
 * opening one maps the tables instead of reading them. Field numbers are those of `onnx.proto3`.
 */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly tables?: readonly ExternalTable[];
  readonly constants?: readonly Constant[];
  readonly nodes: readonly Node[];
  /** Version of ONNX's operators, 17 unless told. */
  readonly operatorSet?: number;
}

interface Value {
  readonly name: string;
  readonly type: "float32" | "int32";
  /** A number is a fixed size, a name one that a run decides. */
  readonly shape: readonly (number | string)[];
}

export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers, lists of them, and words; none of the operators in use needs others. */
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

type Attribute = number | readonly number[] | string;

/** Float32 values, little-endian and row-major, in a file in the graph's own folder. */
export interface ExternalTable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly fileName: string;
  /** Bytes of the file before them, 0 unless told. */
  readonly offset?: number;
}

/** Values that the graph itself holds, row-major; a small number of them. */
export interface Constant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Int32Array | Float32Array | Float64Array | BigInt64Array;
}

/** `TensorProto.DataType` of what `Cast` makes; its attribute `to` holds one. */
export const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7, float64: 11 } as const;

const IR_VERSION = 8;
const USUAL_OPERATOR_SET = 17;
const IN_EXTERNAL_FILE = 1;
/** `AttributeProto.AttributeType` */
const ATTRIBUTE_TYPES = { integer: 2, text: 3, integers: 7 } as const;

/** A node of one output; most are. */
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Node["attributes"] = {},
): Node {
  return { operator, inputs, outputs: [output], attributes };
}

export function writeGraph(graph: Graph): Uint8Array {
  const model = new PbfWriter();
  model.writeVarintField(1, IR_VERSION);
  model.writeStringField(2, "tokenscope");
  model.writeMessage(7, writeBody, graph);
  model.writeMessage(
    8,
    (version, writer) => writer.writeVarintField(2, version),
    graph.operatorSet ?? USUAL_OPERATOR_SET,
  );
  return model.finish();
}

function writeBody(graph: Graph, writer: PbfWriter): void {
  for (const each of graph.nodes) writer.writeMessage(1, writeNode, each);
  writer.writeStringField(2, graph.name);
  for (const table of graph.tables ?? []) writer.writeMessage(5, writeTable, table);
  for (const constant of graph.constants ?? []) writer.writeMessage(5, writeConstant, constant);
  for (const input of graph.inputs) writer.writeMessage(11, writeValue, input);
  for (const output of graph.outputs) writer.writeMessage(12, writeValue, output);
}

function writeNode({ operator, inputs, outputs, attributes = {} }: Node, writer: PbfWriter): void {
  for (const input of inputs) writer.writeStringField(1, input);
  for (const output of outputs) writer.writeStringField(2, output);
  writer.writeStringField(4, operator);
  for (const attribute of Object.entries(attributes)) {
    writer.writeMessage(5, writeAttribute, attribute);
  }
}

function writeAttribute([name, value]: [string, Attribute], writer: PbfWriter): void {
  writer.writeStringField(1, name);
  if (typeof value === "number") {
    writer.writeVarintField(3, value);
    writer.writeVarintField(20, ATTRIBUTE_TYPES.integer);
  } else if (typeof value === "string") {
    writer.writeStringField(4, value);
    writer.writeVarintField(20, ATTRIBUTE_TYPES.text);
  } else {
    for (const each of value) writer.writeVarintField(8, each);
    writer.writeVarintField(20, ATTRIBUTE_TYPES.integers);
  }
}

function writeTable(table: ExternalTable, writer: PbfWriter): void {
  for (const size of table.shape) writer.writeVarintField(1, size);
  writer.writeVarintField(2, ELEMENT_TYPES.float32);
  writer.writeStringField(8, table.name);
  const entries = {
    location: table.fileName,
    offset: String(table.offset ?? 0),
    length: String(table.shape.reduce((bytes, size) => bytes * size, 4)),
  };
  for (const entry of Object.entries(entries)) writer.writeMessage(13, writeEntry, entry);
  writer.writeVarintField(14, IN_EXTERNAL_FILE);
}

function writeConstant({ name, shape, values }: Constant, writer: PbfWriter): void {
  for (const size of shape) writer.writeVarintField(1, size);
  writer.writeVarintField(2, elementTypeOf(values));
  writer.writeStringField(8, name);
  writer.writeBytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

function elementTypeOf(values: Constant["values"]): number {
  if (values instanceof Int32Array) return ELEMENT_TYPES.int32;
  if (values instanceof Float32Array) return ELEMENT_TYPES.float32;
  return values instanceof Float64Array ? ELEMENT_TYPES.float64 : ELEMENT_TYPES.int64;
}

function writeEntry([key, value]: [string, string], writer: PbfWriter): void {
  writer.writeStringField(1, key);
  writer.writeStringField(2, value);
}

function writeValue(value: Value, writer: PbfWriter): void {
  writer.writeStringField(1, value.name);
  writer.writeMessage(2, writeType, value);
}

function writeType(value: Value, writer: PbfWriter): void {
  writer.writeMessage(1, writeTensorType, value);
}

function writeTensorType(value: Value, writer: PbfWriter): void {
  writer.writeVarintField(1, ELEMENT_TYPES[value.type]);
  writer.writeMessage(2, writeShape, value.shape);
}

function writeShape(shape: Value["shape"], writer: PbfWriter): void {
  for (const size of shape) writer.writeMessage(1, writeDimension, size);
}

function writeDimension(size: number | string, writer: PbfWriter): void {
  if (typeof size === "number") writer.writeVarintField(1, size);
  else writer.writeStringField(2, size);
}
