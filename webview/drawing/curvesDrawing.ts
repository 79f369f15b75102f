import { curvePath, extentOf, heightOf, placeOf, ticks } from "./curveLayout";
import type { ChartSize } from "./curveLayout";
import { heading, LABEL_SIZE, TEXT_SIZE, wholeTicks } from "./chartParts";
import { textWidth } from "./clippedText";
import { movedBy, stack } from "./drawing";
import type { Box, Drawing, Line, Words } from "./drawing";
import type { Look } from "./look";

/** CSS pixels. */
const GUTTER = 68;
const WIDTH = 900;
const HEIGHT = 400;
/** CSS pixels that one marked value takes. */
const TICK_ROOM = 36;
/** CSS pixels of a line at a marked value. */
const GRID_LINE = 0.5;
/** CSS pixels of the line that stands for a curve beside its name. */
export const KEY_WIDTH = 22;
/** Each curve is told by its dashes too. */
const DASHES: readonly (readonly number[] | undefined)[] = [
  undefined,
  [7, 3],
  [2, 3],
  [9, 3, 2, 3],
  [4, 2],
];

/** A value for each row, and what it is a curve of. */
export interface Curve {
  readonly name: string;
  readonly values: Float64Array;
}

/** Curves over the rows, the first of them in front, with axes and what each line is. */
export function curvesDrawing(
  title: string,
  rowName: string,
  curves: readonly Curve[],
  look: Look,
): Drawing {
  const count = curves[0]?.values.length ?? 0;
  const axis = { kind: "words", size: LABEL_SIZE, colour: look.dim, anchor: "middle" } as const;
  const places = wholeTicks(count, 10).map((at): Words => ({
    ...axis,
    x: placeOf(at, count, WIDTH),
    y: HEIGHT + 14,
    text: String(at),
    font: "monospace",
  }));
  const name: Words = { ...axis, x: WIDTH / 2, y: HEIGHT + 30, text: rowName, size: TEXT_SIZE };
  const lines = curveShapes(curves, { width: WIDTH, height: HEIGHT }, look);
  const chart: Drawing = {
    width: GUTTER + WIDTH,
    height: HEIGHT + 38,
    shapes: movedBy([...lines, ...places, name], GUTTER, 0),
  };
  return stack([heading(title, GUTTER + WIDTH, look), ...legend(curves, look), chart], 8);
}

/** The curves, the first of them in front, and behind them the values that are marked. */
export function curveShapes(
  curves: readonly Curve[],
  size: ChartSize,
  look: Look,
): (Box | Line | Words)[] {
  const extent = extentOf(curves.map(({ values }) => values));
  const most = Math.max(1, size.height / TICK_ROOM);
  const levels = ticks(extent, most).flatMap((value): (Box | Words)[] => {
    const y = heightOf(value, extent, size.height);
    return [
      {
        kind: "box",
        x: 0,
        y: y - GRID_LINE / 2,
        width: size.width,
        height: GRID_LINE,
        colour: look.faint,
      },
      {
        kind: "words",
        x: -8,
        y,
        text: String(value).replace("-", "−"),
        size: LABEL_SIZE,
        colour: look.dim,
        anchor: "end",
        font: "monospace",
      },
    ];
  });
  const lines = curves.map(({ values }, at) =>
    curveLine(at, curvePath(values, extent, size), look),
  );
  return [...levels, ...lines.reverse()];
}

/** What stands for a curve beside its name, along (0, 0). */
export const curveKey = (at: number, look: Look): Line =>
  curveLine(at, `M0 0H${String(KEY_WIDTH)}`, look);

function curveLine(at: number, path: string, { curves, text }: Look): Line {
  const dashes = DASHES[at];
  return {
    kind: "line",
    x: 0,
    y: 0,
    path,
    colour: curves[at] ?? text,
    width: at === 0 ? 1.75 : 1.25,
    ...(dashes && { dashes }),
  };
}

function legend(curves: readonly Curve[], look: Look): Drawing[] {
  if (curves.length < 2) return [];
  const shapes: (Line | Words)[] = [];
  let x = 0;
  curves.forEach(({ name: text }, at) => {
    shapes.push({ ...curveKey(at, look), x, y: 8 });
    x += KEY_WIDTH + 6;
    shapes.push({ kind: "words", x, y: 8, text, size: TEXT_SIZE, colour: look.dim });
    x += textWidth(text, TEXT_SIZE) + 14;
  });
  return [{ width: x, height: 16, shapes }];
}
