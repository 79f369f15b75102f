import * as l10n from "../../shared/base/l10n";
import type { TableFiles } from "../store/tableFiles";

/** Runs ONNX graphs. The one door to the runtime, so that another can take its place. */
export interface Runtime {
  /**
   * Opens a graph.
   * @param graph where its file lies, or its bytes where it refers to no table
   */
  open(graph: GraphFile | Uint8Array): Promise<Session>;
  /**
   * Whether what graphs share of their tables is in memory once, as a file that is mapped is; else
   * each has a copy. Known once a graph was opened; not where it is left out.
   */
  readonly sharesTables?: () => boolean;
}

/** A graph's file and, beside it, those of the tables that it refers to. */
export interface GraphFile {
  readonly name: string;
  readonly tables: readonly string[];
  readonly files: TableFiles;
  /** Whether its session gives back what a run takes, instead of keeping it for the next one. */
  readonly isFrugal?: boolean;
}

export interface Session {
  /**
   * Runs the graph once.
   * @returns the named outputs, each in memory of its own
   */
  run(inputs: Readonly<Record<string, Tensor>>, outputs: readonly string[]): Promise<Outputs>;
  close(): Promise<void>;
}

/** Row-major. */
export interface Tensor {
  readonly values: Int32Array | Float32Array;
  readonly shape: readonly number[];
}

/** By name, row-major. Graphs cast what is of another type: no runtime's 64-bit integers come out. */
export type Outputs = Readonly<Record<string, Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>>>;

/** @throws {Error} when the runtime left the output out or gave it another type */
export function floatsOf(outputs: Outputs, name: string): Float32Array<ArrayBuffer> {
  const values = outputs[name];
  if (values instanceof Float32Array) return values;
  throw new Error(l10n.t("ONNX Runtime gave no {0} output “{1}”.", "float32", name));
}

/** @throws {Error} when the runtime left the output out or gave it another type */
export function integersOf(outputs: Outputs, name: string): Int32Array<ArrayBuffer> {
  const values = outputs[name];
  if (values instanceof Int32Array) return values;
  throw new Error(l10n.t("ONNX Runtime gave no {0} output “{1}”.", "int32", name));
}
