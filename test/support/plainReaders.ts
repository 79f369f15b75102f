import { PbfReader } from "pbf";

/** A tensor as a reader finds it that knows nothing of limits, files or speed. */
export interface PlainTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** As float32 where it is a table of F32, F16 or BF16; otherwise undefined. */
  readonly values: Float32Array | undefined;
}

/** The tensors of a safetensors file, by JSON.parse. Throws where there is none. */
export function plainSafetensors(file: Uint8Array): PlainTensor[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const length = Number(view.getBigUint64(0, true));
  const json = new TextDecoder("utf-8", { fatal: true }).decode(file.slice(8, 8 + length));
  const header = JSON.parse(json) as Record<string, Entry>;
  return Object.entries(header)
    .filter(([name]) => name !== "__metadata__")
    .map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [start, end],
        },
      ]) => ({
        name,
        shape,
        values: plainFloats(dtype, shape, file.subarray(8 + length + start, 8 + length + end)),
      }),
    );
}

interface Entry {
  readonly dtype: string;
  readonly shape: number[];
  readonly data_offsets: [number, number];
}

interface OnnxTensor {
  name: string;
  dims: number[];
  type: number;
  floats: number[];
  halves: number[];
  raw: Uint8Array | undefined;
  external: Map<string, string>;
  isExternal: boolean;
}

const ONNX_TYPES: Readonly<Record<number, string>> = { 1: "F32", 10: "F16", 16: "BF16" };

/**
 * The tensors of an ONNX file and of all graphs in it, by a library that reads all of it. Names are
 * those of their own graph.
 * @param beside files that the model keeps values in
 */
export function plainOnnx(
  file: Uint8Array,
  beside: Readonly<Record<string, Uint8Array>> = {},
): PlainTensor[] {
  const found: OnnxTensor[] = [];
  new PbfReader(file).readFields((tag, _, pbf) => {
    if (tag === 7) readGraph(pbf);
    if (tag === 20) readTraining(pbf);
    if (tag === 25) readFunction(pbf);
  }, undefined);
  return found.map(({ name, dims, type, floats, halves, raw, external, isExternal }) => {
    const dtype = ONNX_TYPES[type] ?? "";
    const start = Number(external.get("offset") ?? 0);
    const length = dims.reduce((product, size) => product * size, dtype === "F32" ? 4 : 2);
    let bytes = raw ?? new Uint8Array(0);
    if (isExternal) {
      const other = beside[(external.get("location") ?? "").replace(/^(\.\/)+/, "")];
      bytes = other?.subarray(start, start + length) ?? bytes;
    } else if (floats.length > 0) bytes = new Uint8Array(Float32Array.from(floats).buffer);
    else if (halves.length > 0) bytes = new Uint8Array(Uint16Array.from(halves).buffer);
    return { name, shape: dims, values: plainFloats(dtype, dims, bytes) };
  });

  function readTraining(pbf: PbfReader): void {
    pbf.readMessage((tag) => {
      if (tag === 1 || tag === 2) readGraph(pbf);
    }, undefined);
  }

  function readFunction(pbf: PbfReader): void {
    let name = "";
    const nodes: number[] = [];
    pbf.readMessage((tag) => {
      if (tag === 1) name = pbf.readString();
      if (tag === 7) readNode(pbf);
      if (tag === 11) {
        nodes.push(pbf.pos);
        pbf.skip(pbf.type);
      }
    }, undefined);
    const { pos } = pbf;
    for (const start of nodes) {
      pbf.pos = start;
      readAttribute(pbf, "", name);
    }
    pbf.pos = pos;
  }

  function readGraph(pbf: PbfReader): void {
    pbf.readMessage((tag) => {
      if (tag === 1) readNode(pbf);
      if (tag === 5) found.push(readTensor(pbf));
    }, undefined);
  }

  function readNode(pbf: PbfReader): void {
    let [operator, own] = ["", ""];
    let output: string | undefined;
    const attributes: number[] = [];
    pbf.readMessage((tag) => {
      if (tag === 2) output ??= pbf.readString();
      if (tag === 3) own = pbf.readString();
      if (tag === 4) operator = pbf.readString();
      if (tag === 5) {
        attributes.push(pbf.pos);
        pbf.skip(pbf.type);
      }
    }, undefined);
    const { pos } = pbf;
    for (const start of attributes) {
      pbf.pos = start;
      readAttribute(pbf, operator, output === undefined || output === "" ? own : output);
    }
    pbf.pos = pos;
  }

  function readAttribute(pbf: PbfReader, operator: string, node: string): void {
    let name = "";
    const tensors: OnnxTensor[] = [];
    pbf.readMessage((tag) => {
      if (tag === 1) name = pbf.readString();
      if (tag === 5 || tag === 10) tensors.push(readTensor(pbf));
      if (tag === 6 || tag === 11) readGraph(pbf);
    }, undefined);
    const isConstant = operator === "Constant" && /^(sparse_)?value/.test(name);
    tensors.forEach((tensor, at) => {
      tensor.name = isConstant ? node : `${node}.${name}${at === 0 ? "" : `.${at}`}`;
      found.push(tensor);
    });
  }
}

function readTensor(pbf: PbfReader): OnnxTensor {
  const tensor: OnnxTensor = {
    ...{ name: "", dims: [], type: 0, floats: [], halves: [] },
    ...{ raw: undefined, external: new Map(), isExternal: false },
  };
  pbf.readMessage((tag) => {
    if (tag === 1) pbf.readPackedVarint(tensor.dims);
    if (tag === 2) tensor.type = pbf.readVarint();
    if (tag === 4) pbf.readPackedFloat(tensor.floats);
    if (tag === 5) pbf.readPackedVarint(tensor.halves);
    if (tag === 8) tensor.name = pbf.readString();
    if (tag === 9) tensor.raw = pbf.readBytes();
    if (tag === 14) tensor.isExternal = pbf.readVarint() === 1;
    if (tag === 13) {
      let [key, value] = ["", ""];
      pbf.readMessage((inner) => {
        if (inner === 1) key = pbf.readString();
        if (inner === 2) value = pbf.readString();
      }, undefined);
      tensor.external.set(key, value);
    }
  }, undefined);
  return tensor;
}

/** Values one by one, by arithmetic. */
function plainFloats(
  type: string,
  shape: readonly number[],
  bytes: Uint8Array,
): Float32Array | undefined {
  if (shape.length !== 2 || !["F32", "F16", "BF16"].includes(type)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = type === "F32" ? 4 : 2;
  const values = new Float32Array(Math.floor(bytes.length / width));
  for (let at = 0; at < values.length; at++) {
    if (type === "F32") values[at] = view.getFloat32(4 * at, true);
    else {
      const bits = view.getUint16(2 * at, true);
      values[at] = type === "F16" ? plainHalf(bits) : plainBrain(bits);
    }
  }
  return values;
}

function plainHalf(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = Math.floor(bits / 0x400) % 0x20;
  const fraction = bits % 0x400;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1 + fraction / 0x400) * 2 ** (exponent - 15);
}

function plainBrain(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = Math.floor(bits / 0x80) % 0x100;
  const fraction = bits % 0x80;
  if (exponent === 0xff) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0
    ? sign * fraction * 2 ** -133
    : sign * (1 + fraction / 0x80) * 2 ** (exponent - 127);
}
