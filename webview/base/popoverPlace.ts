import { clamp } from "../../src/shared/base/numbers";

/** CSS pixels that what pops up keeps from the window's edges. */
export const EDGE = 4;

/**
 * Where something that pops up begins, as near to `wish` as the window has room for.
 * @param room what the window's width or height leaves beside it, CSS pixels
 */
export function within(wish: number, room: number): number {
  return clamp(wish, EDGE, Math.max(EDGE, room - EDGE));
}
