/** Values from the lower to the upper edge of a chart. */
export interface Extent {
  readonly least: number;
  readonly most: number;
}

/** The finite values of all curves, a little more where they are all one value; 0 … 1 for none. */
export function extentOf(curves: readonly Float64Array[]): Extent {
  let least = Infinity;
  let most = -Infinity;
  for (const value of curves.flatMap((curve) => [...curve])) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return { least: 0, most: 1 };
  const room = most > least ? 0 : Math.max(Math.abs(most) / 2, 0.5);
  return { least: least - room, most: most + room };
}

/** Steps between marked values are 1, 2 or 5 times a power of ten. */
const STEPS = [1, 2, 5, 10];

/** At most `count` round values inside an extent, ascending. */
export function ticks({ least, most }: Extent, count: number): number[] {
  const raw = (most - least) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = (STEPS.find((each) => each * power >= raw) ?? 10) * power;
  const found: number[] = [];
  for (let at = Math.ceil(least / step); at * step <= most; at++) {
    // Not −0, and not 0.30000000000000004.
    found.push(Number((at * step).toPrecision(12)) + 0);
  }
  return found;
}

/** CSS pixels. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Where index `at` of `count` lies, from 0 to `width`. */
export function placeOf(at: number, count: number, width: number): number {
  return count < 2 ? width / 2 : (at / (count - 1)) * width;
}

/** Where a value lies, from 0 at the upper edge to `height`. */
export function heightOf(value: number, { least, most }: Extent, height: number): number {
  return ((most - value) / (most - least)) * height;
}

/**
 * The curve as an SVG path. It is broken where a value is not finite. Where there are more values
 * than half pixels, each pixel gets its least and its largest, so that no peak is lost.
 */
export function curvePath(
  curve: Float64Array,
  extent: Extent,
  { width, height }: ChartSize,
): string {
  const points =
    curve.length > 2 * width ? extremes(curve, Math.max(1, Math.floor(width))) : undefined;
  let path = "";
  let isDown = false;
  const visit = (at: number): void => {
    const value = curve[at] ?? NaN;
    if (!Number.isFinite(value)) {
      isDown = false;
      return;
    }
    const x = placeOf(at, curve.length, width).toFixed(1);
    path += `${isDown ? "L" : "M"}${x} ${heightOf(value, extent, height).toFixed(1)}`;
    isDown = true;
  };
  if (points === undefined) for (let at = 0; at < curve.length; at++) visit(at);
  else points.forEach(visit);
  return path;
}

/** Indices of each bin's least and largest value, in their order. */
function extremes(curve: Float64Array, bins: number): number[] {
  return Array.from({ length: bins }, (_, bin) => {
    const from = Math.floor((bin * curve.length) / bins);
    const to = Math.floor(((bin + 1) * curve.length) / bins);
    let least = from;
    let most = from;
    for (let at = from; at < to; at++) {
      const value = curve[at] ?? NaN;
      if (!Number.isFinite(value)) return [at];
      if (value < (curve[least] ?? 0)) least = at;
      if (value > (curve[most] ?? 0)) most = at;
    }
    return [Math.min(least, most), Math.max(least, most)];
  }).flat();
}
