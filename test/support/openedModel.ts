import { rm } from "node:fs/promises";
import { Model, type ModelOptions } from "../../src/embeddings/model";
import type { Tables } from "../../src/embeddings/table";
import { DiskFiles } from "../../src/embeddings/store/node/diskFiles";
import { nativeRuntime } from "../../src/embeddings/runtime/node/nativeRuntime";
import type { Runtime } from "../../src/embeddings/runtime/runtime";
import { TorchRandom } from "../../src/embeddings/seeded/torchRandom";
import { freshFolder } from "../../.ci/support/folders";

/** A table in memory, row-major, [rows, width]. */
export interface GivenRows {
  readonly values: Float32Array<ArrayBuffer>;
  readonly shape: readonly [number, number];
}

export interface OpenedOptions extends ModelOptions {
  /** The native one unless told. */
  readonly runtime?: Runtime;
}

/** Runs work with a model over tables in a folder of its own, and removes both. */
export async function withModel<T>(
  token: GivenRows,
  position: GivenRows,
  work: (model: Model, folder: string) => Promise<T>,
  { runtime = nativeRuntime, ...options }: OpenedOptions = {},
): Promise<T> {
  const folder = freshFolder("openedModel");
  try {
    const files = new DiskFiles(folder);
    const tables: Tables = {
      graph: "given.onnx",
      token: { name: "given.wte.f32", shape: token.shape },
      position: { name: "given.wpe.f32", shape: position.shape },
    };
    await files.write(tables.token.name, new Uint8Array(token.values.buffer));
    await files.write(tables.position.name, new Uint8Array(position.values.buffer));
    const info = {
      source: "seeded",
      name: "given",
      vocabularySize: token.shape[0],
      dimensions: token.shape[1],
      contextLength: position.shape[0],
    } as const;
    const model = await Model.open(info, tables, files, runtime, options);
    try {
      return await work(model, folder);
    } finally {
      await model.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

export function rowsOf(...rows: readonly (readonly number[])[]): GivenRows {
  return { values: Float32Array.from(rows.flat()), shape: [rows.length, rows[0]?.length ?? 0] };
}

/** Normal values, the same for the same seed. */
export function randomRows(rows: number, width: number, seed: number): GivenRows {
  const values = new Float32Array(rows * width);
  new TorchRandom(seed).normal(values);
  return { values, shape: [rows, width] };
}

export function rowOf({ values, shape }: GivenRows, row: number): Float32Array<ArrayBuffer> {
  return values.slice(row * shape[1], (row + 1) * shape[1]);
}

/** Cosine in float64, 0 where a vector is all zeros. */
export function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>): number =>
    Array.from(x).reduce((sum, value, at) => sum + value * (y[at] ?? NaN), 0);
  const lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return lengths === 0 ? 0 : dot(a, b) / lengths;
}
