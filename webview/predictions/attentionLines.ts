import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";

/** CSS pixels: arcs, and the tokens beneath them. */
const ARCS = 64;
const TEXT = 16;
const LINES_HEIGHT = ARCS + TEXT;
/** A token's text in the line takes so many. */
const LABEL = 44;
/** Weights below this share of the largest have no line: there may be a thousand. */
const LEAST_SHARE = 0.02;
const MOST_LINES = 48;
/** So many tokens are always laid out; of a longer window only those up to the one that looks. */
const FEW_TOKENS = 24;

/** A weight and what it is on. */
export interface Weight {
  /** Position in the window. */
  readonly position: number;
  readonly weight: number;
}

/** What a position looks at, the largest weights first. */
export function weightsOf(values: Float32Array, length: number, row: number): Weight[] {
  return Array.from({ length: row + 1 }, (_, position) => ({
    position,
    weight: values[row * length + position] ?? 0,
  })).sort((a, b) => b.weight - a.weight || a.position - b.position);
}

/** Lines over the window's tokens from one of them to those it looks at; thicker for more weight. */
export function attentionLines(
  weights: readonly Weight[],
  row: number,
  length: number,
  width: number,
  textOf: (position: number) => string,
): TemplateResult | typeof nothing {
  if (width === 0) return nothing;
  // Nothing is looked at that comes later.
  const tokens = Math.min(length, Math.max(row + 1, FEW_TOKENS));
  const x = (position: number): number => ((position + 0.5) / tokens) * width;
  const largest = weights[0]?.weight ?? 0;
  const drawn = weights
    .slice(0, MOST_LINES)
    .filter(({ weight }) => weight > 0 && weight >= LEAST_SHARE * largest);
  const labelled = spaceOut([row, ...drawn.map(({ position }) => position)], x);
  return html`<svg
    class="lines"
    aria-hidden="true"
    width=${width}
    height=${LINES_HEIGHT}
    viewBox="0 0 ${width} ${LINES_HEIGHT}"
  >
    ${svg`<line class="base" x1="0" x2=${width} y1=${ARCS} y2=${ARCS}></line>`}
    ${drawn.map(({ position, weight }) => arc(x(row), x(position), weight / largest))}
    ${labelled.map(
      (position) =>
        svg`<text class=${position === row ? "from" : ""} x=${x(position)} y=${ARCS + TEXT - 4}>${textOf(position)}</text>`,
    )}
  </svg>`;
}

/** @param share of the largest weight */
function arc(from: number, to: number, share: number): TemplateResult {
  const width = 0.5 + 4.5 * share;
  if (from === to) {
    return svg`<circle cx=${from} cy=${ARCS - 6} r="5" stroke-width=${width} opacity=${0.3 + 0.7 * share}></circle>`;
  }
  // As high as wide, as far as there is room.
  const height = Math.min(ARCS - 4, Math.abs(from - to) / 2);
  const top = ARCS - (4 / 3) * height;
  return svg`<path
    d="M ${from} ${ARCS} C ${from} ${top}, ${to} ${top}, ${to} ${ARCS}"
    stroke-width=${width}
    opacity=${0.3 + 0.7 * share}
  ></path>`;
}

/** As many of the positions, first come first served, as have room for their text. */
function spaceOut(positions: readonly number[], x: (position: number) => number): number[] {
  const taken: number[] = [];
  for (const position of positions) {
    if (taken.every((other) => Math.abs(x(other) - x(position)) >= LABEL)) taken.push(position);
  }
  return taken;
}
