import { NONE } from "../encode/trie";

const FIRST_SLOTS = 1 << 10;

/** Texts with a number each, found by walking their UTF-16 code units. */
export class UnitTrie {
  /** Children of the root by code unit. */
  private readonly roots = new Int32Array(0x1_0000);
  /** The other children, by a hash of parent and code unit: parent, code unit, child. */
  private parents = new Int32Array(FIRST_SLOTS);
  private units = new Uint16Array(FIRST_SLOTS);
  private children = new Int32Array(FIRST_SLOTS);
  /** The number of the text that ends at each node, else `NONE`. */
  private values = new Int32Array(FIRST_SLOTS).fill(NONE);
  /** Nodes so far; the root is 0. */
  private count = 1;
  private used = 0;

  /** The child of a node for a code unit, or 0. */
  child(node: number, unit: number): number {
    if (node === 0) return this.roots[unit] as number;
    const { parents, units, children } = this;
    const mask = children.length - 1;
    for (let slot = slotOf(node, unit) & mask; ; slot = (slot + 1) & mask) {
      const child = children[slot] as number;
      if (child === 0 || (parents[slot] === node && units[slot] === unit)) return child;
    }
  }

  /** The number of the text that ends at a node, or `NONE`. */
  valueOf(node: number): number {
    return this.values[node] as number;
  }

  /** Of a text added twice the last number counts. */
  add(text: string, value: number): void {
    let node = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      const child = this.child(node, unit);
      node = child === 0 ? this.addChild(node, unit) : child;
    }
    this.values[node] = value;
  }

  /** The number of `text[start, end)`, or `NONE`. */
  find(text: string, start: number, end: number): number {
    const node = this.walk(text, start, end);
    return node < 0 ? NONE : this.valueOf(node);
  }

  /** The node that `text[start, end)` leads to, or -1. */
  walk(text: string, start: number, end: number): number {
    let node = 0;
    for (let at = start; at < end; at++) {
      node = this.child(node, text.charCodeAt(at));
      if (node === 0) return -1;
    }
    return node;
  }

  private addChild(node: number, unit: number): number {
    const child = this.count++;
    if (child === this.values.length) {
      const values = new Int32Array(2 * child).fill(NONE);
      values.set(this.values);
      this.values = values;
    }
    if (node === 0) {
      this.roots[unit] = child;
      return child;
    }
    if (++this.used > 0.7 * this.children.length) this.grow();
    this.put(node, unit, child);
    return child;
  }

  private put(node: number, unit: number, child: number): void {
    const mask = this.children.length - 1;
    let slot = slotOf(node, unit) & mask;
    while (this.children[slot] !== 0) slot = (slot + 1) & mask;
    this.parents[slot] = node;
    this.units[slot] = unit;
    this.children[slot] = child;
  }

  private grow(): void {
    const { parents, units, children } = this;
    const slots = 2 * children.length;
    this.parents = new Int32Array(slots);
    this.units = new Uint16Array(slots);
    this.children = new Int32Array(slots);
    for (let slot = 0; slot < children.length; slot++) {
      const child = children[slot] as number;
      if (child !== 0) this.put(parents[slot] as number, units[slot] as number, child);
    }
  }
}

function slotOf(node: number, unit: number): number {
  const hash = Math.imul(node, 0x9e37_79b1) ^ Math.imul(unit, 0x85eb_ca6b);
  return hash ^ (hash >>> 15);
}
