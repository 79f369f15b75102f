/** How a field is written: one number, a length and as many bytes, or numbers in either way. */
export type FieldKind = "varint" | "varints" | "bytes" | "float" | "floats" | "doubles";

/** Fields of a message by their numbers. Those of other numbers may be of any kind. */
export type Message = Readonly<Record<number, FieldKind>>;

// Numbers and kinds are those of `onnx.proto3`.
export const MODEL = { graph: 7, trainingInfo: 20, functions: 25 } as const;
export const TRAINING = { initialization: 1, algorithm: 2 } as const;
export const GRAPH = { node: 1, initializer: 5, sparseInitializer: 15 } as const;
export const NODE = { output: 2, name: 3, operator: 4, attribute: 5, domain: 7 } as const;
export const FUNCTION = { name: 1, node: 7, domain: 10, attribute: 11 } as const;
export const ATTRIBUTE = {
  name: 1,
  float: 2,
  integer: 3,
  text: 4,
  tensor: 5,
  graph: 6,
  floats: 7,
  integers: 8,
  texts: 9,
  tensors: 10,
  graphs: 11,
  sparse: 22,
  sparses: 23,
} as const;
export const TENSOR = {
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
export const SPARSE = { values: 1, dims: 3 } as const;
export const ENTRY = { key: 1, value: 2 } as const;

export const MODEL_FIELDS: Message = {
  ...bytes(2, 3, 4, 6, 7, 8, 14, 20, 25),
  ...{ 1: "varint", 5: "varint" },
};
export const TRAINING_FIELDS: Message = bytes(1, 2, 3, 4);
export const GRAPH_FIELDS: Message = bytes(1, 2, 5, 10, 11, 12, 13, 14, 15, 16);
export const NODE_FIELDS: Message = bytes(1, 2, 3, 4, 5, 6, 7, 8, 9);
export const FUNCTION_FIELDS: Message = bytes(1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
export const ATTRIBUTE_FIELDS: Message = {
  ...bytes(1, 4, 5, 6, 9, 10, 11, 13, 14, 15, 21, 22, 23),
  ...{ 2: "float", 3: "varint", 7: "floats", 8: "varints", 20: "varint" },
};
export const TENSOR_FIELDS: Message = {
  ...bytes(3, 6, 8, 9, 12, 13, 16),
  ...{ 1: "varints", 2: "varint", 4: "floats", 5: "varints" },
  ...{ 7: "varints", 10: "doubles", 11: "varints", 14: "varint" },
};
export const SPARSE_FIELDS: Message = { ...bytes(1, 2), 3: "varints" };
export const ENTRY_FIELDS: Message = bytes(1, 2);

function bytes(...numbers: readonly number[]): Message {
  return Object.fromEntries(numbers.map((number) => [number, "bytes" as const]));
}
