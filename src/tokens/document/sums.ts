/**
 * Prefix sums over a row of numbers that change one at a time (a Fenwick tree): changing one, the
 * sum before one, and finding where a sum is reached are O(log n) each.
 */
export class Sums {
  /** Node `at`, from 1, holds the sum of the `at & -at` values that end at value `at - 1`. */
  private nodes: Float64Array;
  private readonly highest: number;

  constructor(values: ArrayLike<number>) {
    const count = values.length;
    const nodes = new Float64Array(count + 1);
    for (let at = 1; at <= count; at++) {
      nodes[at] = (nodes[at] as number) + (values[at - 1] as number);
      const parent = at + (at & -at);
      if (parent <= count) nodes[parent] = (nodes[parent] as number) + (nodes[at] as number);
    }
    this.nodes = nodes;
    this.highest = count === 0 ? 0 : 2 ** Math.floor(Math.log2(count));
  }

  /** Adds `change` to value `index`. */
  add(index: number, change: number): void {
    const { nodes } = this;
    for (let at = index + 1; at < nodes.length; at += at & -at) {
      nodes[at] = (nodes[at] as number) + change;
    }
  }

  /** The sum of the values before `index`. */
  before(index: number): number {
    let sum = 0;
    for (let at = index; at > 0; at -= at & -at) sum += this.nodes[at] as number;
    return sum;
  }

  get total(): number {
    return this.before(this.nodes.length - 1);
  }

  /**
   * The value that the unit `sum` falls into: the first whose own end lies beyond it. The number
   * of values where none does.
   */
  find(sum: number): number {
    const { nodes } = this;
    let index = 0;
    let rest = sum;
    for (let step = this.highest; step > 0; step >>= 1) {
      const next = index + step;
      if (next < nodes.length && (nodes[next] as number) <= rest) {
        index = next;
        rest -= nodes[next] as number;
      }
    }
    return index;
  }
}
