import { bytesOfIds, type Ids } from "../rules/ids";
import type { IdType } from "../rules/setRules";
import { llmcHeader } from "./llmcHeader";
import type { MakeFile, SetFile } from "./setFile";
import type { SplitWriter } from "./splitWriter";

/**
 * Shards of llm.c: each a header with its count, then ids. A shard that is full ends in the middle
 * of a document, and the next one goes on with it.
 */
export class LlmcWriter implements SplitWriter {
  private file: SetFile;
  private tokens = 0;
  private shards = 0;

  constructor(
    private readonly make: MakeFile,
    private readonly name: string,
    private readonly type: IdType,
    private readonly shardTokens: number,
  ) {
    this.file = this.next();
  }

  append(ids: Ids): void {
    for (let from = 0; from < ids.length;) {
      if (this.tokens === this.shardTokens) {
        this.close();
        this.file = this.next();
      }
      const to = Math.min(ids.length, from + this.shardTokens - this.tokens);
      this.file.append(bytesOfIds(ids.subarray(from, to), this.type));
      this.tokens += to - from;
      from = to;
    }
  }

  endDocument(): void {
    // Only an end-of-text token tells.
  }

  finish(): void {
    this.close();
  }

  private next(): SetFile {
    this.tokens = 0;
    const number = String(this.shards++).padStart(6, "0");
    const file = this.make(`${this.name}_${number}.bin`);
    file.append(llmcHeader(this.type, 0));
    return file;
  }

  private close(): void {
    this.file.patch(0, llmcHeader(this.type, this.tokens));
    this.file.close({ tokens: this.tokens });
  }
}
