import { clamp } from "../../src/shared/base/numbers";
import { shadeOf } from "./stripColours";
import type { StripColours } from "./stripColours";
import type { Lane, Lanes } from "./stripLayout";
import type { Raster } from "../drawing/drawing";

/** CSS pixels from top to bottom: room for the window's bracket, the lanes, room for the token. */
const BRACKET = 5;
const MARK = 4;
const LANES: readonly { readonly lane: Lane; readonly height: number }[] = [
  { lane: "inputs", height: 7 },
  { lane: "targets", height: 5 },
  { lane: "unused", height: 5 },
];
/** Bars: how high they are tells how full it is. */
const SURPRISAL = { lane: "surprisal", height: 12 } as const;
const GAP = 1;

const lanesIn = (hasSurprisal: boolean) => (hasSurprisal ? [...LANES, SURPRISAL] : LANES);

/** CSS pixels of the strip. */
export function stripHeight(hasSurprisal: boolean): number {
  const lanes = lanesIn(hasSurprisal);
  return BRACKET + MARK + lanes.reduce((sum, { height }) => sum + height, GAP * (lanes.length - 1));
}

/** CSS pixels of a line of the forms that tell the lanes apart in high contrast. */
const FORM = 2;

/** Device pixels `[top, bottom)` of each lane in a strip `height` device pixels high. */
export function laneRows(
  height: number,
  hasSurprisal: boolean,
): { lane: Lane; top: number; bottom: number }[] {
  const scale = height / stripHeight(hasSurprisal);
  let top = BRACKET;
  return lanesIn(hasSurprisal).map(({ lane, height: lines }) => {
    const rows = { lane, top: Math.round(top * scale), bottom: Math.round((top + lines) * scale) };
    top += lines + GAP;
    return rows;
  });
}

/** Paints the lanes. */
export function paintLanes(
  lanes: Lanes,
  colours: StripColours,
  { width, height, pixels }: Raster,
): void {
  const hasSurprisal = lanes.surprisal !== undefined;
  for (const { lane, top, bottom } of laneRows(height, hasSurprisal)) {
    const full = lanes[lane];
    if (full === undefined) continue;
    paintLane(lane, full, colours, height / stripHeight(hasSurprisal), {
      width,
      height: bottom - top,
      pixels: pixels.subarray(top * width, bottom * width),
    });
  }
}

/** One lane, or a sample of it for the legend. */
export function paintLane(
  lane: Lane,
  full: Float32Array,
  colours: StripColours,
  scale: number,
  { width, height, pixels }: Raster,
): void {
  const line = Math.max(1, Math.round(FORM * scale));
  const high = colours.kind === "highContrast" || colours.kind === "highContrastLight";
  for (let x = 0; x < width; x++) {
    if (lane === "surprisal") {
      paintBar(full[x] ?? NaN, x, colours, { width, height, pixels });
      continue;
    }
    const shade = shadeOf(full[x] ?? 0, lane, colours);
    for (let y = 0; y < height; y++) {
      const there = !high || formed(lane, Math.floor(x / line), Math.floor(y / line));
      pixels[y * width + x] = there ? shade : colours.empty;
    }
  }
}

/** As high as its share of the lane; nothing where nothing is known. */
function paintBar(
  full: number,
  x: number,
  { empty, bar }: StripColours,
  { width, height, pixels }: Raster,
): void {
  const top = Number.isNaN(full) ? height : height - Math.max(1, Math.round(full * height));
  for (let y = 0; y < height; y++) pixels[y * width + x] = y >= top ? bar : empty;
}

/** Inputs are solid, targets have lines, and what is in no window is checked. */
function formed(lane: Lane, x: number, y: number): boolean {
  if (lane === "inputs") return true;
  return lane === "targets" ? y % 2 === 0 : (x + y) % 2 === 0;
}

/** Device pixels `[left, right)`. */
interface Span {
  readonly left: number;
  readonly right: number;
}

/** What lies over the lanes, in device pixels. */
export interface StripMarks {
  readonly inputs: Span | undefined;
  readonly target: Span | undefined;
  readonly token: Span | undefined;
  /** Under the pointer or the keys. */
  readonly place: Span | undefined;
  /** Where a document starts within a window. */
  readonly documents: ReadonlySet<number>;
}

/** Draws the window's bracket, the chosen token and the place that is told of. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  { inputs, target, token, place, documents }: StripMarks,
  colours: StripColours,
  width: number,
  height: number,
  hasSurprisal: boolean,
): void {
  context.clearRect(0, 0, width, height);
  const unit = Math.max(1, Math.round(height / stripHeight(hasSurprisal)));
  const rows = laneRows(height, hasSurprisal);
  const [top, bottom] = [rows[0]?.top ?? 0, rows.at(-1)?.bottom ?? height];
  // Lines over all lanes: what is on both sides of one is in one window.
  for (const left of documents) {
    context.fillStyle = colours.halo;
    context.fillRect(left - unit, top, 3 * unit, bottom - top);
    context.fillStyle = colours.line;
    context.fillRect(left, top, unit, bottom - top);
  }
  if (inputs !== undefined) {
    // A window of less than a few pixels is still found.
    const { left, right } = widen(inputs, 4 * unit, width);
    context.fillStyle = colours.input;
    context.fillRect(left, 0, right - left, 2 * unit);
    context.fillRect(left, 0, unit, top - unit);
    context.fillRect(right - unit, 0, unit, top - unit);
    if (target !== undefined) {
      // Dashed, so that it is told from the inputs by its form too.
      context.fillStyle = colours.target;
      const end = clamp(right + 3 * unit, target.right, width);
      for (let x = right + unit; x < end; x += 3 * unit) {
        context.fillRect(x, 0, Math.min(2 * unit, end - x), top - unit);
      }
    }
  }
  if (place !== undefined) {
    const { left, right } = widen(place, unit, width);
    context.fillStyle = colours.halo;
    context.fillRect(left - unit, top - unit, unit, bottom - top + 2 * unit);
    context.fillRect(right, top - unit, unit, bottom - top + 2 * unit);
    context.fillStyle = colours.line;
    context.fillRect(left - 2 * unit, top - unit, unit, bottom - top + 2 * unit);
    context.fillRect(right + unit, top - unit, unit, bottom - top + 2 * unit);
  }
  if (token !== undefined) {
    const middle = clamp((token.left + token.right) / 2, 4 * unit, width - 4 * unit);
    context.fillStyle = colours.line;
    context.beginPath();
    context.moveTo(middle, bottom + unit);
    context.lineTo(middle + 4 * unit, height);
    context.lineTo(middle - 4 * unit, height);
    context.fill();
  }
}

function widen({ left, right }: Span, least: number, width: number): Span {
  const missing = least - (right - left);
  if (missing <= 0) return { left, right };
  const start = clamp(left - Math.floor(missing / 2), 0, width - least);
  return { left: start, right: start + least };
}
