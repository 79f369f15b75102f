import type { NumberList } from "../formats/numberList";

/** Behind the last one. */
const NONE = 0xffff_ffff;

/**
 * Which rests of documents share a window: the longest first, each in the fullest window that has room
 * for it. It takes some twelve bytes for each rest.
 */
export class BestFit {
  /** How many there are. */
  windows = 0;
  /** By window, the rest that came into it last; by rest, the one that came before it. */
  private readonly lastOf: Uint32Array;
  private readonly before: Uint32Array;

  /**
   * @param rests how many tokens each has, from 1 to less than a window's
   * @param length tokens of a window
   */
  constructor(rests: NumberList, length: number) {
    this.lastOf = new Uint32Array(rests.length).fill(NONE);
    this.before = new Uint32Array(rests.length);
    /** Windows by the room that they have left. */
    const byRoom: number[][] = Array.from({ length }, () => []);
    let room = 0;
    let size = length;
    for (const rest of longestFirst(rests, length)) {
      // It may fit where no longer one did: looking begins anew.
      if (rests.at(rest) < size) room = size = rests.at(rest);
      while (room < length && byRoom[room]?.length === 0) room++;
      const window = byRoom[room]?.pop() ?? this.windows++;
      this.before[rest] = this.lastOf[window] as number;
      this.lastOf[window] = rest;
      const left = room - size;
      byRoom[left]?.push(window);
      // It is the fullest that has room for another of this size.
      if (left >= size) room = left;
    }
  }

  /** Rests of a window, the longest first. */
  restsOf(window: number): number[] {
    const rests: number[] = [];
    for (let rest = this.lastOf[window] as number; rest !== NONE;) {
      rests.push(rest);
      rest = this.before[rest] as number;
    }
    return rests.reverse();
  }
}

/** Those of one length in their own order. */
function longestFirst(rests: NumberList, length: number): Uint32Array {
  const places = new Uint32Array(length + 1);
  for (let rest = 0; rest < rests.length; rest++) {
    const size = rests.at(rest);
    places[size] = (places[size] as number) + 1;
  }
  let place = 0;
  for (let size = length; size >= 0; size--) {
    const count = places[size] as number;
    places[size] = place;
    place += count;
  }
  const order = new Uint32Array(rests.length);
  for (let rest = 0; rest < rests.length; rest++) {
    const size = rests.at(rest);
    const at = places[size] as number;
    order[at] = rest;
    places[size] = at + 1;
  }
  return order;
}
