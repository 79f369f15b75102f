import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import { piecesByDepth, turned } from "./helixLayout";
import type { Cloud, Turn } from "./helixLayout";
import { positionRamp, RAMP_SIZE, rampStep } from "./ramp";
import type { Rgb } from "../../src/shared/values/diverging";
import type { Raster } from "../heat/cells";
import { pixel } from "../base/colour";
import { heading, legendLine, remark, TEXT_SIZE } from "./chartParts";
import { stacked } from "./drawing";
import type { Cells, Drawing, Shape } from "./drawing";
import { hex } from "./look";
import type { Look } from "./look";

/** CSS pixels. */
const SIDE = 640;
/** The names of the axes need room around the curve. */
const RADIUS = 240;
/** Share of the radius from which on an axis points to the side. */
const ASIDE = 0.2;
const THIN = 1;
const THICK = 3.4;
const AXES = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

export interface DrawnHelix {
  readonly heading: string;
  /** Whose positions they are. */
  readonly whose: string;
  /** What the components explain; "" where that is said beside. */
  readonly explained: string;
  readonly cloud: Cloud;
  readonly turn: Turn;
}

/** The curve through the positions as the person has turned it, with its axes and its colours. */
export function helixDrawing(
  { heading: title, whose, explained, cloud, turn }: DrawnHelix,
  look: Look,
): Drawing {
  const colours = positionRamp(look.kind).map(bytesOf);
  const count = cloud.points.length / 3;
  const shapes = [...axes(turn, look), ...curve(cloud, turn, colours.map(hex))];
  const words = {
    before: l10n.t("first row"),
    ends: ["", ""] as const,
    after: l10n.t("last row, {0}", formatCount(Math.max(0, count - 1))),
  };
  return stacked(
    [
      heading(title, SIDE, look),
      remark(whose, SIDE, look),
      remark(explained, SIDE, look),
      { width: SIDE, height: SIDE, shapes },
      legendLine(words, (width, height) => rampCells(colours, width, height), look),
    ],
    4,
  );
}

function axes(turn: Turn, { faint, dim }: Look): Shape[] {
  return AXES.flatMap((axis, at): Shape[] => {
    const [x = 0, y = 0] = turned(Float64Array.from(axis), turn);
    const [toX, toY] = [x * RADIUS, y * RADIUS];
    return [
      {
        kind: "line",
        x: SIDE / 2,
        y: SIDE / 2,
        path: `M${fixed(-toX)} ${fixed(-toY)}L${fixed(toX)} ${fixed(toY)}`,
        colour: faint,
        width: 1,
      },
      {
        kind: "words",
        x: SIDE / 2 + x * (RADIUS + 14),
        y: SIDE / 2 + y * (RADIUS + 14),
        text: l10n.t("component {0}", at + 1),
        size: TEXT_SIZE,
        colour: dim,
        // Beyond the axis, not across it.
        anchor: x > ASIDE ? "start" : x < -ASIDE ? "end" : "middle",
      },
    ];
  });
}

function curve({ points }: Cloud, turn: Turn, colours: readonly string[]): Shape[] {
  const seen = turned(points, turn);
  const count = seen.length / 3;
  return Array.from(piecesByDepth(seen), (piece): Shape => {
    const [x = 0, y = 0, z = 0, toX = 0, toY = 0] = seen.subarray(3 * piece, 3 * piece + 5);
    return {
      kind: "line",
      x: SIDE / 2,
      y: SIDE / 2,
      path: `M${fixed(x * RADIUS)} ${fixed(y * RADIUS)}L${fixed(toX * RADIUS)} ${fixed(toY * RADIUS)}`,
      colour: colours[rampStep(piece, count)] ?? "",
      width: THIN + ((z + 1) / 2) * (THICK - THIN),
    };
  });
}

function rampCells(colours: readonly Rgb[], width: number, height: number): Cells {
  const pixels = Uint32Array.from(colours, pixel);
  const paint = (): Raster => ({ width: RAMP_SIZE, height: 1, pixels });
  return { kind: "cells", x: 0, y: 0, width, height, paint };
}

/** Of "rgb(132 96 226)", which older readers of SVG do not know. */
function bytesOf(colour: string): Rgb {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  return [red, green, blue];
}

const fixed = (length: number): string => length.toFixed(2);
