import { PbfWriter } from "pbf";
import { writeTensor, type Initializer } from "./onnxWriter";

/** A field of a message of protocol buffers, to be written. */
export type Part = (writer: PbfWriter) => void;

export const varint =
  (number: number, value: number): Part =>
  (writer) =>
    writer.writeVarintField(number, value);
export const text =
  (number: number, value: string): Part =>
  (writer) =>
    writer.writeStringField(number, value);
export const bytes =
  (number: number, value: Uint8Array): Part =>
  (writer) =>
    writer.writeBytesField(number, value);
export const float =
  (number: number, value: number): Part =>
  (writer) =>
    writer.writeFloatField(number, value);
export const message =
  (number: number, ...parts: readonly Part[]): Part =>
  (writer) =>
    writer.writeMessage(number, writeParts, parts);

/** Any tensor as the field of a message. */
export const tensor =
  (number: number, value: Initializer): Part =>
  (writer) =>
    writer.writeMessage(number, writeTensor, value);

/** A node of a graph, or with 7 as its number of a function. */
export function node(
  operator: string,
  outputs: readonly string[],
  attributes: readonly Part[] = [],
  number = 1,
): Part {
  return message(
    number,
    ...outputs.map((output) => text(2, output)),
    text(4, operator),
    ...attributes,
  );
}

export function attribute(name: string, ...parts: readonly Part[]): Part {
  return message(5, text(1, name), ...parts);
}

/** A node whose output is a tensor. */
export function constant(output: string, value: Initializer, number = 1): Part {
  return node("Constant", [output], [attribute("value", tensor(5, value))], number);
}

/** A node with a graph in each of its branches. */
export function condition(
  output: string,
  branches: Readonly<Record<string, readonly Part[]>>,
): Part {
  const graphs = Object.entries(branches).map(([name, parts]) =>
    attribute(name, message(6, ...parts)),
  );
  return node("If", [output], graphs);
}

/** A function of a model. */
export function modelFunction(name: string, ...parts: readonly Part[]): Part {
  return message(25, text(1, name), ...parts, text(10, "mine"));
}

/** A model whose graph has parts. */
export function onnxOf(graph: readonly Part[], ...model: readonly Part[]): Uint8Array<ArrayBuffer> {
  return written(varint(1, 8), message(7, ...graph, text(2, "graph")), ...model);
}

export function written(...parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const writer = new PbfWriter();
  writeParts(parts, writer);
  return new Uint8Array(writer.finish());
}

function writeParts(parts: readonly Part[], writer: PbfWriter): void {
  for (const part of parts) part(writer);
}
