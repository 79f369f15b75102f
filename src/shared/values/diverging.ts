/** The kinds of theme that VS Code tells apart. */
export type ThemeKind = "dark" | "light" | "highContrast" | "highContrastLight";

/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Colours of a value at −limit and at +limit; zero shows the theme's background. */
export interface DivergingEnds {
  readonly negative: Rgb;
  readonly positive: Rgb;
  /** Marks a value that is no finite number. */
  readonly mark: Rgb;
}

export type PaletteName = "blueOrange" | "blueYellow";

/**
 * The ends of both stay apart for every kind of colour blindness, on dark and on light. Blue and
 * yellow differ in lightness too: most for eyes without red or green, and in a grey print.
 */
export const PALETTES: Readonly<Record<PaletteName, Readonly<Record<ThemeKind, DivergingEnds>>>> = {
  blueOrange: {
    dark: { negative: [86, 174, 255], positive: [255, 150, 66], mark: [255, 92, 205] },
    light: { negative: [18, 88, 198], positive: [200, 78, 6], mark: [190, 0, 130] },
    highContrast: { negative: [102, 194, 255], positive: [255, 176, 64], mark: [255, 64, 255] },
    highContrastLight: { negative: [0, 52, 168], positive: [158, 52, 0], mark: [160, 0, 120] },
  },
  blueYellow: {
    dark: { negative: [70, 120, 255], positive: [250, 220, 80], mark: [255, 90, 120] },
    light: { negative: [20, 50, 170], positive: [168, 128, 0], mark: [200, 0, 110] },
    highContrast: { negative: [90, 150, 255], positive: [255, 240, 90], mark: [255, 90, 130] },
    highContrastLight: { negative: [0, 40, 170], positive: [140, 100, 0], mark: [170, 0, 100] },
  },
};

/** What is drawn where nobody chooses. */
export const DIVERGING = PALETTES.blueOrange;

/** Small values would drown in the background: the colour rises a little faster than |x|. */
export const RISE = 0.85;
