import { clamp } from "../../src/shared/base/numbers";
import type { Key } from "../base/keys";
import { pixelOf, stretchAt } from "./stripLayout";
import type { Stretch } from "./stripLayout";

/** One page is this share of the strip. */
const PAGE = 1 / 10;

/**
 * Where a key leads to: arrows go by what one pixel shows, with Shift by one token. Undefined for a
 * key that does not move.
 */
export function stretchAfterKey(
  event: Key,
  from: Stretch,
  width: number,
  tokenCount: number,
): Stretch | undefined {
  const token = (index: number): Stretch => {
    const from = clamp(index, 0, tokenCount - 1);
    return { from, to: from + 1 };
  };
  const pixel = pixelOf(from.from, width, tokenCount);
  const byPixels = (step: number): Stretch =>
    stretchAt(clamp(pixel + step, 0, width - 1), width, tokenCount);
  // Where a token takes several pixels, an arrow still goes to the next one.
  const step = (by: 1 | -1): Stretch =>
    event.shiftKey || width >= tokenCount
      ? token(by > 0 ? Math.max(from.from, from.to - 1) + 1 : from.from - 1)
      : byPixels(by);
  const page = Math.max(1, Math.round(width * PAGE));
  const targets: Partial<Record<string, () => Stretch>> = {
    ArrowLeft: () => step(-1),
    ArrowDown: () => step(-1),
    ArrowRight: () => step(1),
    ArrowUp: () => step(1),
    PageDown: () => byPixels(-page),
    PageUp: () => byPixels(page),
    Home: () => byPixels(-width),
    End: () => byPixels(width),
  };
  return targets[event.key]?.();
}
