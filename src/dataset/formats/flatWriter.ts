import { bytesOfIds, type Ids } from "../rules/ids";
import type { IdType } from "../rules/setRules";
import type { SetFile } from "./setFile";
import type { SplitWriter } from "./splitWriter";

/** `train.bin` of nanoGPT: the ids of all documents, one after another, and nothing else. */
export class FlatWriter implements SplitWriter {
  private tokens = 0;

  constructor(
    private readonly file: SetFile,
    private readonly type: IdType,
  ) {}

  append(ids: Ids): void {
    this.tokens += ids.length;
    this.file.append(bytesOfIds(ids, this.type));
  }

  endDocument(): void {
    // Nothing tells where one ends but an end-of-text token.
  }

  finish(): void {
    this.file.close({ tokens: this.tokens });
  }
}
