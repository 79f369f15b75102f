import type { IdType, SetFormat } from "../rules/setRules";
import { FlatWriter } from "./flatWriter";
import { JsonlWriter } from "./jsonlWriter";
import { LlmcWriter } from "./llmcWriter";
import { MegatronWriter } from "./megatronWriter";
import { NpyWriter } from "./npyWriter";
import { ParquetSetWriter } from "./parquetWriter";
import type { MakeFile } from "./setFile";
import type { SplitWriter } from "./splitWriter";

export interface SplitFormat {
  readonly format: SetFormat;
  readonly type: IdType;
  /** Of llm.c: tokens of a file at most. */
  readonly shardTokens: number;
}

/** @param name of the split's files without their ending, as "train" */
export function splitWriter(
  { format, type, shardTokens }: SplitFormat,
  name: string,
  make: MakeFile,
): SplitWriter {
  switch (format) {
    case "nanogpt":
      return new FlatWriter(make(`${name}.bin`), type);
    case "llmc":
      return new LlmcWriter(make, name, type, shardTokens);
    case "megatron":
      return new MegatronWriter(make(`${name}.bin`), make(`${name}.idx`), type);
    case "npy":
      return new NpyWriter(make(`${name}.npy`), type);
    case "jsonl":
      return new JsonlWriter(make(`${name}.jsonl`));
    case "parquet":
      return new ParquetSetWriter(make(`${name}.parquet`));
  }
}
