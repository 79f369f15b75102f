import { NumberList } from "../formats/numberList";
import type { Spool } from "../formats/setFile";
import { bytesOfIds, idsOfBytes, type Ids } from "../rules/ids";
import { bytesOfType, type IdType } from "../rules/setRules";

/** Ids that are read at a time. */
const STEP_IDS = 1 << 18;

/** Documents, or rests of them, that are put aside in a file and read again in another order. */
export class SpooledIds {
  /** How many ids each has. */
  readonly lengths = new NumberList();
  private length = 0;
  /** Once all are there. */
  private starts: Float64Array | undefined;

  constructor(
    private readonly spool: Spool,
    private readonly type: IdType,
  ) {}

  /** A part of the one that is put aside now. */
  append(ids: Ids): void {
    this.length += ids.length;
    this.spool.append(bytesOfIds(ids, this.type));
  }

  end(): void {
    this.lengths.push(this.length);
    this.length = 0;
  }

  /** Of one of them, part by part. */
  *read(index: number): Generator<Ids> {
    this.starts ??= startsOf(this.lengths);
    const start = this.starts[index] as number;
    const length = this.lengths.at(index);
    const size = bytesOfType(this.type);
    for (let at = 0; at < length; at += STEP_IDS) {
      const bytes = new Uint8Array(size * Math.min(STEP_IDS, length - at));
      this.spool.read(size * (start + at), bytes);
      yield idsOfBytes(bytes, this.type);
    }
  }

  drop(): void {
    this.spool.drop();
  }
}

function startsOf(lengths: NumberList): Float64Array {
  const starts = new Float64Array(lengths.length);
  for (let at = 1; at < starts.length; at++) {
    starts[at] = (starts[at - 1] as number) + lengths.at(at - 1);
  }
  return starts;
}
