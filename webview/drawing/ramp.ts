import type { Rgb, ThemeKind } from "../../src/shared/values/diverging";
import { mix } from "../base/colour";

/** Steps from the first position's colour to the last one's. */
export const RAMP_SIZE = 64;

/**
 * From violet over teal to yellow, away from the background: the lightness alone tells the order,
 * for colour-blind eyes too, and none of them is a colour of a sign.
 */
const STOPS: Readonly<Record<ThemeKind, readonly [Rgb, Rgb, Rgb]>> = {
  dark: [
    [132, 96, 226],
    [38, 184, 166],
    [240, 228, 84],
  ],
  light: [
    [186, 160, 30],
    [16, 136, 130],
    [74, 28, 140],
  ],
  highContrast: [
    [168, 132, 255],
    [48, 214, 190],
    [255, 244, 110],
  ],
  highContrastLight: [
    [146, 122, 0],
    [0, 112, 108],
    [62, 12, 130],
  ],
};

/** Colours of positions, the first to the last. */
export function positionRamp(theme: ThemeKind): readonly Rgb[] {
  const [first, middle, last] = STOPS[theme];
  return Array.from({ length: RAMP_SIZE }, (_, at) => {
    const share = (2 * at) / (RAMP_SIZE - 1);
    return share < 1 ? mix(first, middle, share) : mix(middle, last, share - 1);
  });
}

/** The step of a position among `count`. */
export function rampStep(position: number, count: number): number {
  return count < 2 ? 0 : Math.round((position / (count - 1)) * (RAMP_SIZE - 1));
}
