import { codePointAt, utf8Size } from "./codePoints";

/** Characters of a text by the bytes of UTF-8, asked in rising order. */
export class CharacterPlaces {
  private at: number;
  private bytes = 0;

  constructor(
    private readonly text: string,
    start: number,
    private readonly end: number,
  ) {
    this.at = start;
  }

  /** Start of the character that holds a byte; of the last one, where there are no more. */
  startAt(byte: number): number {
    for (;;) {
      const size = utf8Size(codePointAt(this.text, this.at));
      const next = this.at + (size === 4 ? 2 : 1);
      if (this.bytes + size > byte || next >= this.end) return this.at;
      this.bytes += size;
      this.at = next;
    }
  }

  /** End of the character that holds the byte before. */
  endAt(byte: number): number {
    const start = this.startAt(byte - 1);
    return start + (codePointAt(this.text, start) > 0xffff ? 2 : 1);
  }
}
