import { curvePath, extentOf, heightOf, placeOf, ticks } from "./curveLayout";
import { heading, LABEL_SIZE, TEXT_SIZE, wholeTicks } from "./chartParts";
import { textWidth } from "./clippedText";
import { movedBy, stacked } from "./drawing";
import type { Drawing, Line, Shape, Words } from "./drawing";
import type { Look } from "./look";

/** CSS pixels. */
const GUTTER = 68;
const WIDTH = 900;
const HEIGHT = 400;
const TICK_ROOM = 50;
/** Each curve is told by its dashes too, as on the page. */
const DASHES: readonly (readonly number[] | undefined)[] = [
  undefined,
  [7, 3],
  [2, 3],
  [9, 3, 2, 3],
  [4, 2],
];

export interface DrawnCurve {
  readonly name: string;
  readonly values: Float64Array;
}

/** Curves over the rows, the first of them in front, with axes and what each line is. */
export function curvesDrawing(
  title: string,
  rowName: string,
  curves: readonly DrawnCurve[],
  look: Look,
): Drawing {
  const { dim, faint } = look;
  const size = { width: WIDTH, height: HEIGHT };
  const extent = extentOf(curves.map(({ values }) => values));
  const count = curves[0]?.values.length ?? 0;
  const levels = ticks(extent, HEIGHT / TICK_ROOM).flatMap((value): Shape[] => {
    const y = heightOf(value, extent, HEIGHT);
    return [
      { kind: "line", x: 0, y, path: `M0 0H${String(WIDTH)}`, colour: faint, width: 0.5 },
      {
        kind: "words",
        x: -8,
        y,
        text: String(value).replace("-", "−"),
        size: LABEL_SIZE,
        colour: dim,
        anchor: "end",
        font: "monospace",
      },
    ];
  });
  const lines = curves.map(({ values }, at) => stroke(at, curvePath(values, extent, size), look));
  const axis = { kind: "words", size: LABEL_SIZE, colour: dim, anchor: "middle" } as const;
  const places = wholeTicks(count, 10).map((at): Words => ({
    ...axis,
    x: placeOf(at, count, WIDTH),
    y: HEIGHT + 14,
    text: String(at),
    font: "monospace",
  }));
  const name: Words = { ...axis, x: WIDTH / 2, y: HEIGHT + 30, text: rowName, size: TEXT_SIZE };
  const chart: Drawing = {
    width: GUTTER + WIDTH,
    height: HEIGHT + 38,
    shapes: movedBy([...levels, ...lines.reverse(), ...places, name], GUTTER, 0),
  };
  return stacked([heading(title, GUTTER + WIDTH, look), ...legend(curves, look), chart], 8);
}

function stroke(at: number, path: string, { curves, text }: Look): Line {
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

function legend(curves: readonly DrawnCurve[], look: Look): Drawing[] {
  if (curves.length < 2) return [];
  const shapes: Shape[] = [];
  let x = 0;
  curves.forEach(({ name }, at) => {
    shapes.push({ ...stroke(at, "M0 0H24", look), x, y: 8 });
    const words: Words = {
      kind: "words",
      x: x + 30,
      y: 8,
      text: name,
      size: TEXT_SIZE,
      colour: look.dim,
    };
    shapes.push(words);
    x += 30 + textWidth(name, TEXT_SIZE) + 14;
  });
  return [{ width: x, height: 16, shapes }];
}
