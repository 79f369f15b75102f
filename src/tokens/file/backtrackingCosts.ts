/**
 * How many steps matches would take of an engine that goes back to each place where it had a choice, as
 * `RegExp` does, and remembers nothing of it. It is told step by step by one that does remember, so that
 * numbers far beyond what anyone could wait for are soon known.
 */
export class BacktrackingCosts {
  private total = 0;
  /** Steps taken by an engine that remembers. */
  private taken = 0;
  /** The total when each choice on the way was come to. */
  private readonly begins: number[] = [];
  /** Of each choice at each place, once it is known. */
  private known = new Float64Array(0);

  /** @param memories how many choices the program has */
  constructor(private readonly memories: number) {}

  /** Steps that the matches would take since it was asked last. */
  takeTotal(): number {
    const { total } = this;
    this.total = 0;
    return total;
  }

  /** Steps that an engine took which remembers: all that were told one by one. */
  get work(): number {
    return this.taken;
  }

  /** Makes room for a text of so many code units. */
  reserve(units: number): void {
    const size = (units + 1) * this.memories;
    if (size > this.known.length) this.known = new Float64Array(size);
  }

  /** One step is taken. */
  step(): void {
    this.total++;
    this.taken++;
  }

  /** A choice is come to once more. */
  addKnown(memory: number, at: number): void {
    this.total += this.known[at * this.memories + memory] ?? 0;
  }

  /** A choice is come to for the first time: `end` tells when it is known. */
  begin(): void {
    this.begins.push(this.total);
  }

  end(memory: number, at: number): void {
    this.known[at * this.memories + memory] = this.total - (this.begins.pop() as number);
  }
}
