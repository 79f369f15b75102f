import { NumberList } from "../formats/numberList";
import type { Spool } from "../formats/setFile";
import { bytesOfIds, idsOfBytes, type Ids } from "../rules/ids";
import { bytesOfType, type IdType } from "../rules/setRules";
import { shuffledOrder } from "../../windows/shuffle";
import type { SplitCounts, SplitSink } from "./splitSink";

/** Ids that are read at a time. */
const STEP_IDS = 1 << 18;

/**
 * Takes the documents of a split and hands them on in the order in which PyTorch's
 * `DataLoader(shuffle=True)` shows as many samples after `torch.manual_seed(seed)`.
 */
export class ShuffledSink {
  private readonly lengths = new NumberList();
  private length = 0;

  constructor(
    private readonly spool: Spool,
    private readonly sink: SplitSink,
    private readonly type: IdType,
    private readonly seed: number,
  ) {}

  begin(): void {
    this.length = 0;
  }

  append(ids: Ids): void {
    this.length += ids.length;
    this.spool.append(bytesOfIds(ids, this.type));
  }

  end(): void {
    this.lengths.push(this.length);
  }

  finish(): SplitCounts {
    const { lengths, sink } = this;
    const starts = new Float64Array(lengths.length);
    for (let at = 1; at < starts.length; at++) {
      starts[at] = (starts[at - 1] as number) + lengths.at(at - 1);
    }
    for (const document of shuffledOrder(lengths.length, this.seed, 0)) {
      sink.begin();
      this.copy(starts[document] as number, lengths.at(document));
      sink.end();
    }
    this.spool.drop();
    return sink.finish();
  }

  private copy(start: number, length: number): void {
    const size = bytesOfType(this.type);
    for (let at = 0; at < length; at += STEP_IDS) {
      const bytes = new Uint8Array(size * Math.min(STEP_IDS, length - at));
      this.spool.read(size * (start + at), bytes);
      this.sink.append(idsOfBytes(bytes, this.type));
    }
  }
}
