import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Int32Tensor, Runtime, Session } from "../runtime";

/** Errors alone: the runtime's warnings are about graphs of others. */
const LOG_ERRORS = 3;

/** ONNX Runtime's own binary for this platform. `run` blocks its thread: not for a busy one. */
export const nativeRuntime: Runtime = {
  async open(graphFile) {
    const session = await InferenceSession.create(graphFile, { logSeverityLevel: LOG_ERRORS });
    return new NativeSession(session);
  },
};

class NativeSession implements Session {
  constructor(private readonly session: InferenceSession) {}

  async run(inputs: Readonly<Record<string, Int32Tensor>>, outputs: readonly string[]) {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, { values, shape }]) => [
        name,
        new Tensor("int32", values, shape),
      ]),
    );
    const results = await this.session.run(feeds, outputs);
    return Object.fromEntries(
      outputs.map((name) => {
        const data = results[name]?.data;
        if (!(data instanceof Float32Array)) throw new Error(`ONNX Runtime gave no ${name}.`);
        return [name, data as Float32Array<ArrayBuffer>];
      }),
    );
  }

  close(): Promise<void> {
    return this.session.release();
  }
}
