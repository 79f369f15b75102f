import type { ModelInfo } from "../../shared/values/vectors";
import type { PythonPart } from "./pythonPart";

/** A model's two tables as PyTorch's layers have them. */
export type LayerName = "token" | "position";

/** What the lines call them. */
export const LAYERS = { token: "token_embedding_layer", position: "pos_embedding_layer" } as const;

/** A model that predicts. */
export type WholeModel = ModelInfo & { readonly layers: number; readonly heads: number };

/** How PyTorch has the models of one source. */
export interface SourceLines {
  /**
   * Makes `token_embedding_layer` and `pos_embedding_layer`, or the wanted one of them. What a model
   * is not, is a comment's line that says why.
   * @param loader the DataLoader of which an iterator is made where the model's order asks for one
   */
  readonly layers: (model: ModelInfo, wanted: readonly LayerName[], loader: string) => PythonPart;
  /**
   * Makes `residual_after(ids, count)`, the vectors [L, D] of a window's ids after so many blocks,
   * `logits_after(ids, count)`, what final norm and head make of them, [L, V], and
   * `attention_of(ids, block, head)`, [L, L]; block and head count from 0.
   * @param loader as for `layers`
   */
  readonly gpt: (model: WholeModel, loader: string) => readonly PythonPart[];
}
