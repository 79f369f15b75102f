import { DIVERGING, RISE, type Rgb, type ThemeKind } from "../../src/shared/diverging";
import { mix, pixel } from "./colour";

/** Entries from −limit to +limit; the middle one is 0. */
export const PALETTE_SIZE = 513;
const MIDDLE = (PALETTE_SIZE - 1) / 2;

export interface Palette {
  /** 513 pixels, from the colour of −limit over the background to that of +limit. */
  readonly colours: Uint32Array<ArrayBuffer>;
  /** Pixel that marks a value which is no finite number. */
  readonly mark: number;
}

/** @param background the theme's editor background: zero is as quiet as the page */
export function makePalette(theme: ThemeKind, background: Rgb): Palette {
  const { negative, positive, mark } = DIVERGING[theme];
  const colours = new Uint32Array(PALETTE_SIZE);
  for (let i = 0; i < PALETTE_SIZE; i++) {
    const x = (i - MIDDLE) / MIDDLE;
    colours[i] = pixel(mix(background, x < 0 ? negative : positive, Math.abs(x) ** RISE));
  }
  // The way through another colour space must not shift zero by a rounding step.
  colours[MIDDLE] = pixel(background);
  return { colours, mark: pixel(mark) };
}

/** Palette entry of a finite value; beyond the limit the last colour holds. */
export function entryOf(value: number, limit: number): number {
  if (limit === 0) return MIDDLE;
  const x = Math.min(1, Math.max(-1, value / limit));
  return MIDDLE + Math.round(x * MIDDLE);
}
