import type { Tables } from "../../embeddings/table";
import type { GptParameters } from "./parameters";

/** Files of a whole GPT, and where in them its parameters lie. */
export interface WholeTables {
  readonly tables: Tables;
  readonly parameters: GptParameters;
}
