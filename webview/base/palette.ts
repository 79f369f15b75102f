import { clamp } from "../../src/shared/base/numbers";
import { PALETTES, RISE } from "../../src/shared/values/diverging";
import type { PaletteName, Rgb, ThemeKind } from "../../src/shared/values/diverging";
import { lightness, mix, pixel } from "./colour";

/** Entries from −limit to +limit; the middle one is 0. */
export const PALETTE_SIZE = 513;
/** The entry of 0. */
export const ZERO = (PALETTE_SIZE - 1) / 2;
/** So far from 0 an entry can be looked up without a look whether it is one of the colours. */
export const REACH = 1 << 15;
/** OKLab lightness from which black is read better than white. */
const BRIGHT = 0.62;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
/** How far the lines that hatch a negative value go from its colour to black or white. */
const HATCH = 0.6;

export interface Palette {
  /** 513 pixels, from the colour of −limit over the background to that of +limit. */
  readonly colours: Uint32Array<ArrayBuffer>;
  /** For each of the colours, black or white: what can be read on it. */
  readonly inks: Uint32Array<ArrayBuffer>;
  /** For each of the colours, that of the lines which hatch it; a positive one has none. */
  readonly hatches: Uint32Array<ArrayBuffer>;
  /** Pixel that marks a value which is no finite number. */
  readonly mark: number;
  /** Whether the theme is one of high contrast. */
  readonly highContrast: boolean;
}

/** @param background the theme's editor background: zero is as quiet as the page */
export function makePalette(
  theme: ThemeKind,
  background: Rgb,
  name: PaletteName = "blueOrange",
): Palette {
  const { negative, positive, mark } = PALETTES[name][theme];
  const colours = new Uint32Array(PALETTE_SIZE);
  const inks = new Uint32Array(PALETTE_SIZE);
  const hatches = new Uint32Array(PALETTE_SIZE);
  // Lines must not fade into the background that zero shows.
  const line = lightness(background) < BRIGHT ? WHITE : BLACK;
  for (let i = 0; i < PALETTE_SIZE; i++) {
    const x = (i - ZERO) / ZERO;
    const strength = Math.abs(x) ** RISE;
    const colour = mix(background, x < 0 ? negative : positive, strength);
    // The way through another colour space must not shift zero by a rounding step.
    colours[i] = pixel(x === 0 ? background : colour);
    inks[i] = pixel(lightness(colour) < BRIGHT ? WHITE : BLACK);
    hatches[i] = x < 0 ? pixel(mix(colour, line, HATCH * strength)) : pixel(colour);
  }
  const highContrast = theme === "highContrast" || theme === "highContrastLight";
  return { colours, inks, hatches, mark: pixel(mark), highContrast };
}

/** Palette entry of a finite value; beyond the limit the last colour holds. */
export function entryOf(value: number, limit: number): number {
  const { factor, offset } = entryScale(limit);
  return Math.floor(clamp(value * factor + offset, 0, PALETTE_SIZE - 1));
}

/** The entry of a value within the limit is the whole part of value × factor + offset. */
export interface EntryScale {
  readonly factor: number;
  readonly offset: number;
}

export function entryScale(limit: number): EntryScale {
  return { factor: limit === 0 ? 0 : ZERO / limit, offset: ZERO + 0.5 };
}
