import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import type { Outputs, Runtime, Session, Tensor } from "../runtime";

const OPTIONS: InferenceSession.SessionOptions = {
  /** Errors alone: the runtime's warnings are about graphs of others. */
  logSeverityLevel: 3,
  /** Graphs are run as they are written: folding would compute over whole tables while opening. */
  graphOptimizationLevel: "disabled",
  /** Otherwise a table on the right of a product would be copied into another layout. */
  extra: { session: { disable_prepacking: "1" } },
};

/** ONNX Runtime's own binary for this platform. `run` blocks its thread: not for a busy one. */
export const nativeRuntime: Runtime = {
  async open(graph) {
    // The package types the two kinds as two overloads.
    const session =
      typeof graph === "string"
        ? await InferenceSession.create(graph, OPTIONS)
        : await InferenceSession.create(graph, OPTIONS);
    return new NativeSession(session);
  },
};

class NativeSession implements Session {
  constructor(private readonly session: InferenceSession) {}

  async run(
    inputs: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
  ): Promise<Outputs> {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, feedOf(tensor)]),
    );
    const results = await this.session.run(feeds, outputs);
    return Object.fromEntries(
      outputs.map((name) => {
        const data = results[name]?.data;
        if (!(data instanceof Float32Array) && !(data instanceof Int32Array)) {
          throw new Error(`ONNX Runtime gave no ${name}.`);
        }
        return [name, data as Outputs[string]];
      }),
    );
  }

  close(): Promise<void> {
    return this.session.release();
  }
}

function feedOf({ values, shape }: Tensor): OrtTensor {
  return values instanceof Int32Array
    ? new OrtTensor("int32", values, shape)
    : new OrtTensor("float32", values, shape);
}
