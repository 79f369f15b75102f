import { clamp } from "../../shared/base/numbers";
import { DIVERGING, RISE, type ThemeKind } from "../../shared/values/diverging";

/**
 * A vector as a strip of coloured columns: an SVG picture in a data address, as a hover may hold.
 * The same colours as in the panel: orange above zero, blue below, and zero shows the background.
 */
export interface StripStyle {
  /** Values beyond ± this have the full colour. */
  readonly limit: number;
  readonly theme: ThemeKind;
}

const HEIGHT = 11;
/** Opacity steps on each side of zero: more than an eye tells apart in a strip. */
const STEPS = 12;
/** Columns of a strip, and CSS pixels: so much fits a hover and its picture stays small. */
const WIDEST = 260;

/** The columns of a vector: its values, or the means of neighbours where there are too many. */
export function stripColumns(values: Float32Array): Float32Array {
  if (values.length <= WIDEST) return values;
  const edge = (column: number): number => Math.floor((column * values.length) / WIDEST);
  return Float32Array.from({ length: WIDEST }, (_, column) => {
    const own = values.subarray(edge(column), edge(column + 1));
    return own.reduce((sum, value) => sum + value, 0) / own.length;
  });
}

/** @param columns at most as many as `stripColumns` makes */
export function vectorStrip(columns: Float32Array, { limit, theme }: StripStyle): string {
  const moves: string[][] = Array.from({ length: 2 * STEPS + 1 }, () => []);
  const marked: string[] = [];
  columns.forEach((value, at) => {
    const share = limit > 0 ? clamp(value / limit, -1, 1) : 0;
    const step = Number.isFinite(value) ? moves[Math.round(share * STEPS) + STEPS] : marked;
    step?.push(`M${at + 0.5} 0v1`);
  });
  const { negative, positive, mark } = DIVERGING[theme];
  const path = (drawn: readonly string[], colour: readonly number[], opacity: number): string =>
    drawn.length === 0
      ? ""
      : `<path stroke="rgb(${colour.join(",")})" stroke-opacity="${opacity.toFixed(2)}" d="${drawn.join("")}"/>`;
  const paths = moves.map((drawn, index) => {
    const step = index - STEPS;
    const opacity = (Math.abs(step) / STEPS) ** RISE;
    return step === 0 ? "" : path(drawn, step < 0 ? negative : positive, opacity);
  });
  // Whole pixels for each column, so that few are wide enough to see.
  const width = columns.length * Math.max(1, Math.floor(WIDEST / (columns.length || 1)));
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" ` +
    `viewBox="0 0 ${columns.length} 1" preserveAspectRatio="none" shape-rendering="crispEdges">` +
    `${paths.join("")}${path(marked, mark, 1)}</svg>`;
  return `data:image/svg+xml;base64,${btoa(svg)}`;
}

/** The 99th percentile of |x| over all vectors: one limit for strips that are compared. */
export function sharedLimit(vectors: readonly Float32Array[]): number {
  const sizes = vectors.flatMap((vector) => Array.from(vector, Math.abs)).filter(Number.isFinite);
  sizes.sort((a, b) => a - b);
  return sizes[Math.ceil(0.99 * sizes.length) - 1] ?? 0;
}

export function norm(vector: Float32Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
