/** Lets in so much at a time that no more than `most` bytes are inside, or one alone that has more. */
export class ByteGate {
  private inside = 0;
  private readonly waiting: { readonly size: number; readonly open: () => void }[] = [];

  constructor(private readonly most: number) {}

  /** In the order in which it is asked. */
  async enter(size: number): Promise<void> {
    if (this.waiting.length === 0 && this.hasRoom(size)) {
      this.inside += size;
      return;
    }
    await new Promise<void>((open) => this.waiting.push({ size, open }));
  }

  leave(size: number): void {
    this.inside -= size;
    for (let next = this.waiting[0]; next && this.hasRoom(next.size); next = this.waiting[0]) {
      this.waiting.shift();
      this.inside += next.size;
      next.open();
    }
  }

  private hasRoom(size: number): boolean {
    return this.inside === 0 || this.inside + size <= this.most;
  }
}
