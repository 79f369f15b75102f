import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { SURPRISE_STEPS } from "../../../../src/shared/values/surpriseSteps";

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** What eyes see of linear RGB: Machado, Oliveira and Fernandes 2009, severity 1. */
const EYES: Readonly<Record<string, Matrix>> = {
  trichromatic: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Background, text, and the contrast that text must keep, of VS Code's own themes. */
const THEMES = {
  dark: ["#1f1f1f", "#cccccc", 4.5],
  light: ["#ffffff", "#3b3b3b", 4.5],
  highContrast: ["#000000", "#ffffff", 7],
  highContrastLight: ["#ffffff", "#292929", 7],
} as const;

/** Distance in CIELAB at which two patches side by side are told apart at a glance. */
const LEAST_DISTANCE = 15;
/** From one step of surprisal to the next: they need not be named, only compared. */
const LEAST_STEP = 4;
/** From the bare background. */
const LEAST_SEEN = 8;

interface Manifest {
  contributes: { colors: { id: string; defaults: Record<keyof typeof THEMES, string> }[] };
}

describe("The colours of the highlights", () => {
  const { colors } = (JSON.parse(readFileSync("package.json", "utf8")) as Manifest).contributes;
  const tokens = colors.filter(({ id }) => /^tokenscope\.token\d+$/.test(id));

  const surprisal = colors.filter(({ id }) => /^tokenscope\.surprisal\d+$/.test(id));

  it("are twelve, and one for each step of surprisal", () => {
    assert.equal(surprisal.length, SURPRISE_STEPS);
    assert.deepEqual(
      tokens.map(({ id }) => id),
      Array.from({ length: 12 }, (_, at) => `tokenscope.token${at + 1}`),
    );
  });

  for (const [theme, [background, text, contrast]] of Object.entries(THEMES)) {
    const shown = tokens.map(({ defaults }) =>
      over(defaults[theme as keyof typeof THEMES], background),
    );

    it(`differ between neighbours for every eye, however many take turns, in ${theme}`, () => {
      for (const [eye, matrix] of Object.entries(EYES)) {
        const seen = shown.map((colour) => lab(times(matrix, linear(colour))));
        const bare = lab(times(matrix, linear(rgb(background))));
        for (let at = 0; at < 12; at++) {
          assert.ok(distance(seen[at]!, bare) >= LEAST_SEEN, `${eye}: ${at + 1} is not seen`);
          // The last of any number is a neighbour of the first.
          for (const next of [at + 1, 0]) {
            if (next === at || next > 11) continue;
            const apart = distance(seen[at]!, seen[next]!);
            assert.ok(apart >= LEAST_DISTANCE, `${eye}: ${at + 1} and ${next + 1}: ${apart}`);
          }
        }
      }
    });

    const steps = surprisal.map(({ defaults }) =>
      over(defaults[theme as keyof typeof THEMES], background),
    );

    it(`leave text readable in ${theme}`, () => {
      for (const [at, colour] of [...shown, ...steps].entries()) {
        const ratio = contrastOf(luminance(colour), luminance(rgb(text)));
        assert.ok(ratio >= contrast, `colour ${at + 1}: ${ratio}`);
      }
    });

    it(`go further from the background with each step of surprisal, for every eye, in ${theme}`, () => {
      for (const [eye, matrix] of Object.entries(EYES)) {
        const bare = lab(times(matrix, linear(rgb(background))));
        const away = steps.map((colour) => distance(lab(times(matrix, linear(colour))), bare));
        for (const [at, far] of away.entries()) {
          const before = away[at - 1] ?? -LEAST_STEP;
          assert.ok(far - before >= LEAST_STEP, `${eye}: step ${at}: ${before} to ${far}`);
        }
      }
    });
  }
});

function rgb(hex: string): Rgb {
  const [red = 0, green = 0, blue = 0] = hex
    .match(/[\da-f]{2}/gi)!
    .map((part) => parseInt(part, 16) / 255);
  return [red, green, blue];
}

/** A colour with an alpha, as it is seen over a background. */
function over(colour: string, background: string): Rgb {
  assert.match(colour, /^#[\da-f]{8}$/i, "Text must stay visible under a token's colour.");
  const alpha = parseInt(colour.slice(7), 16) / 255;
  const below = rgb(background);
  return map(rgb(colour), (value, at) => alpha * value + (1 - alpha) * (below[at] as number));
}

function map(colour: Rgb, change: (value: number, at: number) => number): Rgb {
  return [change(colour[0], 0), change(colour[1], 1), change(colour[2], 2)];
}

function linear(colour: Rgb): Rgb {
  return map(colour, (value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
}

function times(matrix: Matrix, colour: Rgb): Rgb {
  return map(colour, (_, at) => {
    const [a, b, c] = matrix[at] as Rgb;
    return Math.min(1, Math.max(0, a * colour[0] + b * colour[1] + c * colour[2]));
  });
}

/** CIELAB of linear RGB, white D65. */
function lab(colour: Rgb): Rgb {
  const [red, green, blue] = colour;
  const curve = (value: number): number =>
    value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
  const x = curve((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = curve(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = curve((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = linear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
