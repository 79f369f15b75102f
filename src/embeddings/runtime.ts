/** Runs ONNX graphs. The one door to the runtime, so that another can take its place. */
export interface Runtime {
  /** Opens a graph file; tables it refers to lie in the same folder. */
  open(graphFile: string): Promise<Session>;
}

export interface Session {
  /**
   * Runs the graph once.
   * @returns the named outputs, each in memory of its own
   */
  run(
    inputs: Readonly<Record<string, Int32Tensor>>,
    outputs: readonly string[],
  ): Promise<Readonly<Record<string, Float32Array<ArrayBuffer>>>>;
  close(): Promise<void>;
}

/** Row-major. */
export interface Int32Tensor {
  readonly values: Int32Array;
  readonly shape: readonly number[];
}
