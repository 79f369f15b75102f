/** Collects places that come in rising order, and tells which of them a search is to stop at. */
export class Places {
  count = 0;
  private before = 0;
  private first: number | undefined;
  private previous: number | undefined;
  private next: number | undefined;
  private last: number | undefined;

  /** @param from the next place begins here or later, the previous one earlier */
  constructor(private readonly from: number) {}

  add(place: number): void {
    this.count++;
    this.first ??= place;
    this.last = place;
    if (place >= this.from) this.next ??= place;
    else {
      this.before++;
      this.previous = place;
    }
  }

  /** Undefined where there is no place at all. */
  nearest(backwards: boolean): { at: number; place: number; wrapped: boolean } | undefined {
    const { first, last, previous, next, before, count } = this;
    if (first === undefined || last === undefined) return undefined;
    if (backwards) {
      return previous === undefined
        ? { at: last, place: count, wrapped: true }
        : { at: previous, place: before, wrapped: false };
    }
    return next === undefined
      ? { at: first, place: 1, wrapped: true }
      : { at: next, place: before + 1, wrapped: false };
  }
}
