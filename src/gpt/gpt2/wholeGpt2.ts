import { GPT2_PUBLISHED, type Gpt2Published } from "../../embeddings/gpt2/gpt2Published";
import { GPT2_INFO, GPT2_TABLES } from "../../embeddings/gpt2/gpt2Tables";
import type { Tables } from "../../embeddings/table";
import type { ModelInfo } from "../../shared/values/vectors";

/** What all of GPT-2 is, beside what its file's header tells. */
export interface WholeGpt2 {
  /** Of its two tables alone. */
  readonly info: ModelInfo;
  readonly pair: Tables;
  /** They are in no tensor. */
  readonly heads: number;
  readonly published: Pick<Gpt2Published, "file" | "greedy">;
}

export const WHOLE_GPT2: WholeGpt2 = {
  info: GPT2_INFO,
  pair: GPT2_TABLES,
  heads: 12,
  published: GPT2_PUBLISHED,
};
