import { bytesOfIds, type Ids } from "../rules/ids";
import type { IdType } from "../rules/setRules";
import { npyHeader } from "./npyHeader";
import type { SetFile } from "./setFile";
import type { SplitWriter } from "./splitWriter";

/** A `.npy` file: one array of the ids of all documents. */
export class NpyWriter implements SplitWriter {
  private tokens = 0;

  constructor(
    private readonly file: SetFile,
    private readonly type: IdType,
  ) {
    file.append(npyHeader(type, 0));
  }

  append(ids: Ids): void {
    this.tokens += ids.length;
    this.file.append(bytesOfIds(ids, this.type));
  }

  endDocument(): void {
    // Only an end-of-text token tells.
  }

  finish(): void {
    this.file.patch(0, npyHeader(this.type, this.tokens));
    this.file.close({ tokens: this.tokens });
  }
}
