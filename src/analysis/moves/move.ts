/**
 * A document that a person sees going on under another address. VS Code closes one document then
 * and opens another, in either order.
 */
export interface Move {
  /** The address that takes the place of `address`, which is a URI; undefined where none does. */
  readonly to: (address: string) => string | undefined;
  /** Whether the old address stays a text of its own, as the file of which a copy is saved. */
  readonly isCopy: boolean;
}

/** Addresses by the addresses that they take the place of. */
export function moveOf(pairs: Iterable<readonly [from: string, to: string]>, isCopy = false): Move {
  const known = new Map(pairs);
  return { to: (address) => known.get(address), isCopy };
}

export type TellMove = (move: Move) => void;
