import { PickleProblem } from "./pickleValues";

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** A pickle's bytes in their order. Each read throws a PickleProblem where the pickle ends before. */
export class PickleReader {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly pickle: Uint8Array) {
    this.view = new DataView(pickle.buffer, pickle.byteOffset, pickle.length);
  }

  byte(): number {
    return this.view.getUint8(this.past(1));
  }

  uint16(): number {
    return this.view.getUint16(this.past(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.past(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.past(4), true);
  }

  double(): number {
    return this.view.getFloat64(this.past(8), false);
  }

  skip(bytes: number): void {
    this.past(bytes);
  }

  text(bytes: number): string {
    const start = this.past(bytes);
    return UTF8.decode(this.pickle.subarray(start, start + bytes));
  }

  /** Up to the next line's end, which is left out. */
  line(): string {
    const end = this.pickle.indexOf(10, this.at);
    if (end < 0) throw new PickleProblem();
    const text = this.text(end - this.at);
    this.skip(1);
    return text;
  }

  /** A whole number of so many bytes, of which the last bit is its sign. */
  long(bytes: number): number {
    if (bytes > 8) throw new PickleProblem();
    let value = 0n;
    for (let at = 0; at < bytes; at++) value |= BigInt(this.byte()) << BigInt(8 * at);
    return Number(BigInt.asIntN(8 * bytes, value));
  }

  private past(bytes: number): number {
    const start = this.at;
    this.at += bytes;
    if (this.at > this.pickle.length) throw new PickleProblem();
    return start;
  }
}
