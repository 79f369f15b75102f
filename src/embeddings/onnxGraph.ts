import { PbfWriter } from "pbf";

/**
 * Writes ONNX graphs over tables that lie beside the graph as raw files (external data), so that
 * opening one maps the tables instead of reading them. Field numbers are those of `onnx.proto3`.
 */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly tables: readonly ExternalTable[];
  readonly nodes: readonly Node[];
}

export interface Value {
  readonly name: string;
  readonly type: "float32" | "int32";
  /** A number is a fixed size, a name one that a run decides. */
  readonly shape: readonly (number | string)[];
}

export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
}

/** A float32 table, little-endian and row-major, in a file in the graph's own folder. */
export interface ExternalTable {
  readonly name: string;
  readonly shape: readonly [number, number];
  readonly fileName: string;
}

const IR_VERSION = 8;
const OPERATOR_SET = 17;
const ELEMENT_TYPES = { float32: 1, int32: 6 } as const;
const IN_EXTERNAL_FILE = 1;

export function writeGraph(graph: Graph): Uint8Array {
  const model = new PbfWriter();
  model.writeVarintField(1, IR_VERSION);
  model.writeStringField(2, "tokenscope");
  model.writeMessage(7, writeBody, graph);
  model.writeMessage(8, (version, writer) => writer.writeVarintField(2, version), OPERATOR_SET);
  return model.finish();
}

function writeBody(graph: Graph, writer: PbfWriter): void {
  for (const node of graph.nodes) writer.writeMessage(1, writeNode, node);
  writer.writeStringField(2, graph.name);
  for (const table of graph.tables) writer.writeMessage(5, writeTable, table);
  for (const input of graph.inputs) writer.writeMessage(11, writeValue, input);
  for (const output of graph.outputs) writer.writeMessage(12, writeValue, output);
}

function writeNode(node: Node, writer: PbfWriter): void {
  for (const input of node.inputs) writer.writeStringField(1, input);
  writer.writeStringField(2, node.output);
  writer.writeStringField(4, node.operator);
}

function writeTable(table: ExternalTable, writer: PbfWriter): void {
  for (const size of table.shape) writer.writeVarintField(1, size);
  writer.writeVarintField(2, ELEMENT_TYPES.float32);
  writer.writeStringField(8, table.name);
  const entries = {
    location: table.fileName,
    offset: "0",
    length: String(4 * table.shape[0] * table.shape[1]),
  };
  for (const entry of Object.entries(entries)) writer.writeMessage(13, writeEntry, entry);
  writer.writeVarintField(14, IN_EXTERNAL_FILE);
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
