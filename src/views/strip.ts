import { DIVERGING, RISE, type ThemeKind } from "../shared/diverging";

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
const WIDEST = 260;

export function vectorStrip(values: Float32Array, { limit, theme }: StripStyle): string {
  const columns: string[][] = Array.from({ length: 2 * STEPS + 1 }, () => []);
  values.forEach((value, at) => {
    const share = limit > 0 ? Math.max(-1, Math.min(1, value / limit)) : 0;
    const step = Number.isFinite(value) ? Math.round(share * STEPS) : 0;
    columns[step + STEPS]?.push(`M${at + 0.5} 0v1`);
  });
  const { negative, positive } = DIVERGING[theme];
  const paths = columns.map((moves, index) => {
    const step = index - STEPS;
    if (moves.length === 0 || step === 0) return "";
    const opacity = (Math.abs(step) / STEPS) ** RISE;
    const colour = (step < 0 ? negative : positive).join(",");
    return `<path stroke="rgb(${colour})" stroke-opacity="${opacity.toFixed(2)}" d="${moves.join("")}"/>`;
  });
  const width = Math.min(WIDEST, values.length);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" ` +
    `viewBox="0 0 ${values.length} 1" preserveAspectRatio="none" shape-rendering="crispEdges">` +
    `${paths.join("")}</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}

/** The 99th percentile of |x| over all vectors: one limit for strips that are compared. */
export function sharedLimit(vectors: readonly Float32Array[]): number {
  const sizes = vectors.flatMap((vector) => Array.from(vector, Math.abs)).filter(Number.isFinite);
  sizes.sort((a, b) => a - b);
  return sizes[Math.ceil(0.99 * sizes.length) - 1] ?? 0;
}

export function norm(vector: Float32Array): number {
  return Math.hypot(...vector);
}
