/** Bytes that come piece by piece, of which each is copied once. */
export class Pieces {
  private pieces: Uint8Array[] = [];
  /** Bytes so far. */
  length = 0;

  add(bytes: Uint8Array): void {
    this.pieces.push(bytes.slice());
    this.length += bytes.length;
  }

  clear(): void {
    this.pieces = [];
    this.length = 0;
  }

  /** Forgets what is behind so many bytes. */
  cut(length: number): void {
    const kept = this.slice(0, length);
    this.clear();
    if (kept.length > 0) this.add(kept);
  }

  /** Bytes `[start, end)`, fewer where there are not so many. */
  slice(start: number, end: number): Uint8Array<ArrayBuffer> {
    const last = Math.min(end, this.length);
    const some = new Uint8Array(Math.max(0, last - start));
    let at = 0;
    for (const piece of this.pieces) {
      const from = Math.max(start, at);
      const to = Math.min(last, at + piece.length);
      if (from < to) some.set(piece.subarray(from - at, to - at), from - start);
      at += piece.length;
    }
    return some;
  }

  join(): Uint8Array<ArrayBuffer> {
    return this.slice(0, this.length);
  }
}
