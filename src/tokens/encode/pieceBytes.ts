const ASCII = 0x80;

/** The UTF-8 of a piece of text, and the characters that its bytes are of. */
export class PieceBytes {
  bytes = new Uint8Array(0);
  /** Code units of the character that each byte of the piece belongs to; unset where all are ASCII. */
  unitStarts = new Uint32Array(0);
  unitEnds = new Uint32Array(0);

  /**
   * Reads `text[start, end)`; a lone surrogate reads as U+FFFD, as tiktoken does.
   * @returns its bytes' number: `end - start` where all is ASCII, so that places in the bytes are
   * places in the text
   */
  read(text: string, start: number, end: number): number {
    if (3 * (end - start) > this.bytes.length) this.bytes = new Uint8Array(6 * (end - start));
    const { bytes } = this;
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit >= ASCII) return this.readAny(text, start, end);
      bytes[at - start] = unit;
    }
    return end - start;
  }

  private readAny(text: string, start: number, end: number): number {
    if (this.unitStarts.length < this.bytes.length) {
      this.unitStarts = new Uint32Array(this.bytes.length);
      this.unitEnds = new Uint32Array(this.bytes.length);
    }
    const { bytes, unitStarts, unitEnds } = this;
    let length = 0;
    for (let at = start; at < end;) {
      const unit = text.charCodeAt(at);
      const pair = (unit & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
      const units = pair && at + 1 < end ? 2 : 1;
      let point = units === 2 ? (text.codePointAt(at) as number) : unit;
      if (units === 1 && (unit & 0xf800) === 0xd800) point = 0xfffd;

      const count = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
      for (let byte = length; byte < length + count; byte++) {
        unitStarts[byte] = at;
        unitEnds[byte] = at + units;
      }
      for (let byte = length + count - 1; byte > length; byte--) {
        bytes[byte] = 0x80 | (point & 0x3f);
        point >>= 6;
      }
      bytes[length] = count === 1 ? point : ((0xf00 >> count) & 0xff) | point;
      length += count;
      at += units;
    }
    return length;
  }
}

/** UTF-8 of a whole text. */
export function utf8Of(text: string): Uint8Array<ArrayBuffer> {
  const piece = new PieceBytes();
  const length = piece.read(text, 0, text.length);
  return piece.bytes.slice(0, length);
}

/**
 * Whether any token holds the end of one character and the start of the next.
 * @param joins 1 at `last << 8 | first` where one does
 */
export function mayJoin(joins: Uint8Array, unit: number, next: number): boolean {
  const high = (next & 0xf800) === 0xd800;
  if (!high && (unit & 0xf800) !== 0xd800)
    return joins[(lastByte(unit) << 8) | firstByte(next)] === 1;
  // Rare enough to be treated as joined: surrogates, in pairs or alone.
  return true;
}

function firstByte(unit: number): number {
  return unit < 0x80 ? unit : unit < 0x800 ? 0xc0 | (unit >> 6) : 0xe0 | (unit >> 12);
}

function lastByte(unit: number): number {
  return unit < 0x80 ? unit : 0x80 | (unit & 0x3f);
}
