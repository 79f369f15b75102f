import { readPng, writePng } from "./png";

/** What one byte tells apart. */
const MOST = 256;

/**
 * A screenshot in at most 256 of its own colours: a third of its size, and nothing that an eye sees
 * is lost. Where it has no more colours than that, none changes.
 */
export function inFewColours(png: Buffer): Buffer {
  const pixels = readPng(png);
  const counts = new Map<number, number>();
  for (const colour of pixels.colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const { palette, placeOf } = choosePalette(counts);
  const indices = Uint8Array.from(pixels.colours, (colour) => placeOf.get(colour) ?? 0);
  return writePng(pixels, indices, palette);
}

interface ChosenPalette {
  readonly palette: readonly number[];
  /** For each colour, the place in the palette of the one that stands for it. */
  readonly placeOf: ReadonlyMap<number, number>;
}

/**
 * Takes, one after the other, the colour that is missed most: by how many pixels have it, times how
 * far the nearest one taken is from it, squared.
 * @param counts pixels by colour
 */
export function choosePalette(
  counts: ReadonlyMap<number, number>,
  most: number = MOST,
): ChosenPalette {
  const colours = [...counts.keys()];
  const weights = [...counts.values()];
  const distances = colours.map(() => Infinity);
  const places = new Uint16Array(colours.length);
  const palette: number[] = [];
  while (palette.length < Math.min(most, colours.length)) {
    const missed = weights.map((weight, i) => weight * (distances[i] ?? 0));
    // At first all are missed without end: the most frequent one is taken.
    const by = palette.length === 0 ? weights : missed;
    const taken = colours[by.indexOf(by.reduce((a, b) => Math.max(a, b)))] ?? 0;
    for (const [i, colour] of colours.entries()) {
      const distance = squaredDistance(colour, taken);
      if (distance >= (distances[i] ?? 0)) continue;
      distances[i] = distance;
      places[i] = palette.length;
    }
    palette.push(taken);
  }
  return { palette, placeOf: new Map(colours.map((colour, i) => [colour, places[i] ?? 0])) };
}

export function squaredDistance(a: number, b: number): number {
  const along = (shift: number): number => ((a >> shift) & 255) - ((b >> shift) & 255);
  return along(16) ** 2 + along(8) ** 2 + along(0) ** 2;
}
