import { bytesOfIds, type Ids } from "../rules/ids";
import { bytesOfType, type IdType } from "../rules/setRules";
import { megatronHeader } from "./megatronIndex";
import { NumberList } from "./numberList";
import type { SetFile } from "./setFile";
import type { SplitWriter } from "./splitWriter";

/** Numbers of the index that are written at a time. */
const STEP = 1 << 16;

/** Megatron's pair of files: the ids, and an index with each document's length and place. */
export class MegatronWriter implements SplitWriter {
  private readonly lengths = new NumberList();
  private tokens = 0;
  private length = 0;

  constructor(
    private readonly ids: SetFile,
    private readonly index: SetFile,
    private readonly type: IdType,
  ) {}

  append(ids: Ids): void {
    this.length += ids.length;
    this.ids.append(bytesOfIds(ids, this.type));
  }

  endDocument(): void {
    this.lengths.push(this.length);
    this.tokens += this.length;
    this.length = 0;
  }

  finish(): void {
    const { index, lengths, tokens, type } = this;
    const documents = lengths.length;
    index.append(megatronHeader(type, documents));
    this.numbers(documents, 4, (view, place, at) => {
      view.setInt32(place, lengths.at(at), true);
    });
    let pointer = 0;
    this.numbers(documents, 8, (view, place, at) => {
      view.setBigInt64(place, BigInt(pointer), true);
      pointer += lengths.at(at) * bytesOfType(type);
    });
    this.numbers(documents + 1, 8, (view, place, at) => {
      view.setBigInt64(place, BigInt(at), true);
    });
    this.ids.close({ tokens, documents });
    index.close({ tokens, documents });
  }

  private numbers(
    count: number,
    size: number,
    write: (view: DataView, place: number, at: number) => void,
  ): void {
    for (let from = 0; from < count; from += STEP) {
      const bytes = new Uint8Array(size * Math.min(STEP, count - from));
      const view = new DataView(bytes.buffer);
      for (let place = 0; place < bytes.length; place += size) {
        write(view, place, from + place / size);
      }
      this.index.append(bytes);
    }
  }
}
