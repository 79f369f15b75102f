import { InferenceSession, Tensor } from "onnxruntime-node";
import { FRUGAL_OPTIONS, OrtSession, SESSION_OPTIONS } from "../ortSession";
import type { Runtime } from "../runtime";

/**
 * ONNX Runtime's own binary for this platform, which maps the tables' files. Where it cannot be
 * loaded, loading this module fails. `run` blocks its thread: not for a busy one.
 */
export const nativeRuntime: Runtime = {
  sharesTables: () => true,
  async open(graph) {
    // The package types the two kinds as two overloads.
    const session =
      graph instanceof Uint8Array
        ? await InferenceSession.create(graph, SESSION_OPTIONS)
        : await InferenceSession.create(
            graph.files.path(graph.name),
            graph.isFrugal === true ? FRUGAL_OPTIONS : SESSION_OPTIONS,
          );
    return new OrtSession(session, Tensor);
  },
};
