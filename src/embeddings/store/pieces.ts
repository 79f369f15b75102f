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

  joined(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}
