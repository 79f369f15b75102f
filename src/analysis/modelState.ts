import type { ModelInfo } from "../shared/values/vectors";
import type { CalledModel } from "../shared/values/modelChoices";

/** How far the model in use is. */
export type ModelState =
  | { readonly kind: "idle" }
  /** `share` of its tables made so far, from 0 to 1, once that is known. */
  | ({ readonly kind: "building"; readonly share?: number } & CalledModel)
  | { readonly kind: "failed"; readonly message: string }
  /** The worker died that had it open, or was opening it. The next use opens it again. */
  | { readonly kind: "stopped"; readonly message: string; readonly info: ModelInfo | undefined }
  | { readonly kind: "ready"; readonly info: ModelInfo };
