import { clamp } from "../../src/shared/base/numbers";
import type { Key } from "../base/keys";

/** Rows that Page Up and Page Down go. */
export const PAGE = 64;

/** The row of a curve that a key leads to, of `count`; undefined for a key that does not move. */
export function rowAfterKey(
  { key, shiftKey }: Key,
  from: number,
  count: number,
): number | undefined {
  const step = shiftKey ? 16 : 1;
  const targets: Partial<Record<string, number>> = {
    ArrowLeft: from - step,
    ArrowRight: from + step,
    PageUp: from - PAGE,
    PageDown: from + PAGE,
    Home: 0,
    End: count - 1,
  };
  const to = targets[key];
  return to === undefined ? undefined : clamp(to, 0, count - 1);
}

/** As `rowAfterKey`, for the helix, whose arrows turn it: "," and "." go by one. */
export function markAfterKey(event: Key, from: number, count: number): number | undefined {
  const names: Partial<Record<string, string>> = { ",": "ArrowLeft", ".": "ArrowRight" };
  const key = names[event.key] ?? event.key;
  return rowAfterKey({ ...event, key, shiftKey: false }, from, count);
}

/** Dimensions that are kept beside the current one, the newest first, at most `most`. */
export function keptAfterKey(
  { key }: Key,
  kept: readonly number[],
  dimension: number,
  most: number,
): readonly number[] | undefined {
  switch (key) {
    case "Enter":
    case " ":
      return kept.includes(dimension)
        ? kept.filter((each) => each !== dimension)
        : [dimension, ...kept].slice(0, most);
    case "Delete":
    case "Backspace":
      return [];
    default:
      return undefined;
  }
}
