/**
 * A map of characters as SentencePiece keeps it: a double-array trie over UTF-8 with the places of
 * the replacements, then these, each ended by a zero. Written the plain way: each node has 256 units
 * of its own.
 * @returns base64, as `precompiled_charsmap` has it
 */
export function charsmapOf(map: Readonly<Record<string, string>>): string {
  const bytes: number[] = [];
  const root: Node = { children: new Map(), value: undefined };
  for (const [text, replacement] of Object.entries(map)) {
    let node = root;
    for (const byte of Buffer.from(text)) {
      const next: Node = node.children.get(byte) ?? { children: new Map(), value: undefined };
      node.children.set(byte, next);
      node = next;
    }
    node.value = bytes.length;
    bytes.push(...Buffer.from(replacement), 0);
  }
  const units: number[] = Array.from({ length: 256 }, () => 0);
  place(root, 0, 0, units);
  const trie = Buffer.alloc(4 * units.length);
  units.forEach((unit, at) => trie.writeUInt32LE(unit, 4 * at));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(trie.length);
  return Buffer.concat([size, trie, Buffer.from(bytes)]).toString("base64");
}

interface Node {
  readonly children: Map<number, Node>;
  value: number | undefined;
}

function place(node: Node, at: number, label: number, units: number[]): void {
  const base = units.length;
  units.push(...Array.from({ length: 256 }, () => 0));
  const hasValue = node.value === undefined ? 0 : 1;
  units[at] = (((at ^ base) << 10) | (hasValue << 8) | label) >>> 0;
  if (node.value !== undefined) units[base] = (0x8000_0000 | node.value) >>> 0;
  for (const [byte, child] of node.children) place(child, base ^ byte, byte, units);
}
