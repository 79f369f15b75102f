import type { CopiedPlaces } from "../../src/shared/values/copiedCode";
import type { SameToken } from "../../src/shared/values/vectorAnswers";
import type { AfterBlockWish } from "../feeds/afterBlock";
import type { SameTokenWish } from "../feeds/inspector";

/** The places that have numbers: those that windows hold. */
export function placesCode({ token, position }: SameTokenWish, answer: SameToken): CopiedPlaces {
  const places = Array.from(
    answer.tokens,
    (each, row) => [each, answer.positions[row] ?? -1] as const,
  );
  return { of: "sameToken", token, position, places: places.filter(([, at]) => at >= 0) };
}

/** The places whose vectors after a block are compared. */
export function placesAfterCode({ here, places, blocks }: AfterBlockWish): CopiedPlaces {
  const [token, position] = here;
  return { of: "sameToken", token, position, places, blocks };
}

/** Rows of the answer by position, those in no window last, and then in the document's order. */
export function byPosition({ tokens, positions }: SameToken): number[] {
  const place = (row: number): number => {
    const position = positions[row] ?? -1;
    return position < 0 ? Infinity : position;
  };
  return [...tokens.keys()].sort((a, b) => {
    const [one, other] = [place(a), place(b)];
    return one === other ? a - b : one - other;
  });
}

/**
 * The rows of each position, one group after the other.
 * @param order rows of the answer, by position
 * @returns places in `order`
 */
export function groupsOf(order: readonly number[], { positions }: SameToken): readonly number[][] {
  const groups: number[][] = [];
  order.forEach((row, at) => {
    const before = order[at - 1];
    if (before === undefined || positions[before] !== positions[row]) groups.push([]);
    groups.at(-1)?.push(at);
  });
  return groups;
}
