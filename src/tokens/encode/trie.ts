/**
 * The tokens of a vocabulary by their bytes: a double-array trie, two words per slot.
 *
 * The child of a slot by a byte can only lie at the slot's base plus the byte, and it does where
 * the label there says that byte: no two slots have the same base, so the label alone tells whose
 * child it is. One step is one look into memory. The arrays are those of Aoe, "An Efficient Digital
 * Search Algorithm by Using a Double-Array Structure" (1989), with labels for its checks.
 *
 * - Word `2 * slot`: the base, 0 where there are no children, above `LABEL_BITS` of the label: 0 of
 *   a free slot, else one more than the byte that leads to it.
 * - Word `2 * slot + 1`: id of the token that ends here, or `NONE`.
 */
export type Trie = Int32Array<ArrayBuffer>;

export const ROOT = 0;
export const NONE = -1;
export const LABEL_BITS = 9;
export const LABEL_MASK = (1 << LABEL_BITS) - 1;

/** The slot that `byte` leads to from `slot`, or `NONE`. */
export function step(trie: Trie, slot: number, byte: number): number {
  const next = ((trie[2 * slot] as number) >>> LABEL_BITS) + byte;
  return ((trie[2 * next] as number) & LABEL_MASK) === byte + 1 ? next : NONE;
}

/** Tokens in the order of their bytes, each told by what it does not share with the one before. */
export interface SortedTokens {
  /** Leading bytes shared with the token before. */
  readonly shared: Uint8Array;
  /** Bytes that follow them. */
  readonly rest: Uint8Array;
  /** Those bytes, one token after another. */
  readonly bytes: Uint8Array;
  readonly ids: Uint32Array;
}

/** Builds the trie of sorted tokens, no two of which are equal. */
export function buildTrie(tokens: SortedTokens): Trie {
  const nodes = tokens.bytes.length + 1;
  const firstChild = new Int32Array(nodes);
  const nextSibling = new Int32Array(nodes);
  const labels = new Uint16Array(nodes);
  const ids = new Int32Array(nodes).fill(NONE);
  // Every byte that is not shared makes a node, so that parents come before their children.
  const path = new Int32Array(257);
  const lastChild = new Int32Array(nodes);
  let node = 0;
  for (let index = 0; index < tokens.ids.length; index++) {
    let depth = tokens.shared[index] as number;
    for (let left = tokens.rest[index] as number; left > 0; left--) {
      const parent = path[depth] as number;
      labels[++node] = (tokens.bytes[node - 1] as number) + 1;
      const elder = lastChild[parent] as number;
      if (elder === 0) firstChild[parent] = node;
      else nextSibling[elder] = node;
      lastChild[parent] = node;
      path[++depth] = node;
    }
    ids[path[depth] as number] = tokens.ids[index] as number;
  }
  return place(firstChild, nextSibling, labels, ids);
}

/** Slots that a node is looked for a place in before they are given up. */
const FARTHEST = 1024;

/** Gives every node a slot. Node 0 is the root; 0 as a child or sibling is none. */
function place(
  firstChild: Int32Array,
  nextSibling: Int32Array,
  labels: Uint16Array,
  ids: Int32Array,
): Trie {
  const nodes = ids.length;
  let room = nodes + (nodes >> 2) + 1024;
  let trie: Trie = new Int32Array(2 * room);
  let baseUsed = new Uint8Array(room);
  const slots = new Int32Array(nodes);
  trie[1] = ids[0] as number;
  let end = 1;
  let firstFree = 1;
  for (let node = 0; node < nodes; node++) {
    const child = firstChild[node] as number;
    if (child === 0) continue;
    const lowest = (labels[child] as number) - 1;
    while (isTaken(trie, firstFree)) firstFree++;
    let free = Math.max(firstFree, lowest + 1);
    let base: number;
    for (;;) {
      while (isTaken(trie, free)) free++;
      // Slots that node after node did not fit into are given up, or the search would be quadratic.
      if (free - firstFree > FARTHEST) firstFree = free;
      if (free + 512 > room) {
        room *= 2;
        trie = grown(trie, 2 * room);
        const bases = new Uint8Array(room);
        bases.set(baseUsed);
        baseUsed = bases;
      }
      base = free - lowest;
      if (baseUsed[base] === 0 && fits(base, nextSibling[child] as number)) break;
      free++;
    }
    baseUsed[base] = 1;
    const slot = slots[node] as number;
    trie[2 * slot] = (base << LABEL_BITS) | ((trie[2 * slot] as number) & LABEL_MASK);
    for (let at = child; at !== 0; at = nextSibling[at] as number) {
      const label = labels[at] as number;
      const place = base + label - 1;
      slots[at] = place;
      trie[2 * place] = label;
      trie[2 * place + 1] = ids[at] as number;
      end = Math.max(end, place + 1);
    }
  }
  // A step from any base by any byte stays within the array.
  return trie.slice(0, 2 * (end + 256));

  function fits(base: number, sibling: number): boolean {
    for (let at = sibling; at !== 0; at = nextSibling[at] as number) {
      if (isTaken(trie, base + (labels[at] as number) - 1)) return false;
    }
    return true;
  }
}

function isTaken(trie: Trie, slot: number): boolean {
  return ((trie[2 * slot] as number) & LABEL_MASK) !== 0;
}

function grown(trie: Trie, length: number): Trie {
  const larger = new Int32Array(length);
  larger.set(trie);
  return larger;
}
