import * as l10n from "../../shared/base/l10n";
import type { InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-common";
import type { Outputs, Session, Tensor } from "./runtime";

/** What every kind of ONNX Runtime opens a graph with. */
export const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  /** Errors alone: the runtime's warnings are about graphs of others. */
  logSeverityLevel: 3,
  /** Graphs are run as they are written: folding would compute over whole tables while opening. */
  graphOptimizationLevel: "disabled",
  extra: {
    session: {
      /** Otherwise a table on the right of a product would be copied into another layout. */
      disable_prepacking: "1",
      /** Otherwise its threads keep their processors busy for a while after each answer. */
      intra_op: { allow_spinning: "0" },
    },
  },
};

/** The same for one of many graphs that are run by turns, and would each keep its own memory. */
export const FRUGAL_OPTIONS: InferenceSession.SessionOptions = {
  ...SESSION_OPTIONS,
  enableCpuMemArena: false,
  enableMemPattern: false,
};

/** A session of any kind of ONNX Runtime: all have one interface. */
export class OrtSession implements Session {
  /** @param tensor the tensors of the same kind */
  constructor(
    private readonly session: InferenceSession,
    private readonly tensor: TensorConstructor,
  ) {}

  async run(
    inputs: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
  ): Promise<Outputs> {
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, this.feedOf(tensor)]),
    );
    const results = await this.session.run(feeds, outputs);
    return Object.fromEntries(
      outputs.map((name) => {
        const data = results[name]?.data;
        if (!(data instanceof Float32Array) && !(data instanceof Int32Array)) {
          throw new Error(l10n.t("ONNX Runtime gave no {0}.", name));
        }
        return [name, data as Outputs[string]];
      }),
    );
  }

  close(): Promise<void> {
    return this.session.release();
  }

  private feedOf({ values, shape }: Tensor): OrtTensor {
    return values instanceof Int32Array
      ? new this.tensor("int32", values, shape)
      : new this.tensor("float32", values, shape);
  }
}
