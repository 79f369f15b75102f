import * as l10n from "./l10n";

/** What a person may ask for: the platform's own binary, WebAssembly, or the first that there is. */
export const RUNTIME_CHOICES = ["auto", "native", "wasm"] as const;
export type RuntimeChoice = (typeof RUNTIME_CHOICES)[number];

/** The kind of ONNX Runtime that answers. */
export interface RuntimeInUse {
  readonly kind: "native" | "wasm";
  /** A sentence on why it is not the binary; undefined where that was asked for. */
  readonly reason: string | undefined;
}

/** Which runtime answers and why, in a sentence or two. */
export function runtimeText({ kind, reason }: RuntimeInUse): string {
  if (kind === "native") {
    return l10n.t("Vectors are computed by ONNX Runtime's binary for this platform.");
  }
  const computed = l10n.t("Vectors are computed by ONNX Runtime's WebAssembly.");
  return `${computed} ${reason ?? l10n.t("The setting tokenscope.runtime asks for it.")}`;
}
