import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import { pixel } from "../base/colour";
import { heading, LABEL_SIZE, legendLine, remark } from "./chartParts";
import { movedBy, stack } from "./drawing";
import type { Cells, Drawing, Line, Raster, Words } from "./drawing";
import { piecesByDepth, rotate } from "./helixLayout";
import type { Cloud, Turn } from "./helixLayout";
import { hex } from "./look";
import type { Look } from "./look";
import { positionRamp, RAMP_SIZE, rampStep } from "./ramp";

/** CSS pixels of a saved picture, whose axes have names that need room. */
const SIDE = 640;
const RADIUS = 240;
/** CSS pixels from the end of an axis to its name. */
const NAME_GAP = 8;
/** Share of the radius from which on an axis points to the side. */
const ASIDE = 0.2;
/** CSS pixels of the thinnest and the thickest piece: what is near is thicker. */
const THIN = 0.8;
const THICK = 2.6;
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
  const count = cloud.points.length / 3;
  const shapes = helixShapes(cloud, turn, look, {
    radius: RADIUS,
    axisName: (at) => l10n.t("component {0}", at + 1),
  });
  const words = {
    before: l10n.t("first row"),
    ends: ["", ""] as const,
    after: l10n.t("last row, {0}", formatCount(Math.max(0, count - 1))),
  };
  return stack(
    [
      heading(title, SIDE, look),
      remark(whose, SIDE, look),
      remark(explained, SIDE, look),
      { width: SIDE, height: SIDE, shapes: movedBy(shapes, SIDE / 2, SIDE / 2) },
      legendLine(words, (width, height) => rampCells(look, width, height), look),
    ],
    4,
  );
}

/** The curve and its axes around (0, 0). */
export function helixShapes(
  { points }: Cloud,
  turn: Turn,
  look: Look,
  room: {
    /** CSS pixels. */
    readonly radius: number;
    /** What stands at an axis, from 0. */
    readonly axisName: (at: number) => string;
  },
): (Line | Words)[] {
  const seen = rotate(points, turn);
  return [...axes(turn, look, room.radius, room.axisName), ...curve(seen, look, room.radius)];
}

function axes(
  turn: Turn,
  { faint, dim }: Look,
  radius: number,
  name: (at: number) => string,
): (Line | Words)[] {
  return AXES.flatMap((axis, at): (Line | Words)[] => {
    const [x = 0, y = 0] = rotate(Float64Array.from(axis), turn);
    const [toX, toY] = [x * radius, y * radius];
    const path = `M${fixed(-toX)} ${fixed(-toY)}L${fixed(toX)} ${fixed(toY)}`;
    return [
      { kind: "line", x: 0, y: 0, path, colour: faint, width: 1 },
      {
        kind: "words",
        x: x * (radius + NAME_GAP),
        y: y * (radius + NAME_GAP),
        text: name(at),
        size: LABEL_SIZE,
        colour: dim,
        // Beyond the axis, not across it.
        anchor: x > ASIDE ? "start" : x < -ASIDE ? "end" : "middle",
      },
    ];
  });
}

function curve(seen: Float64Array, { kind }: Look, radius: number): Line[] {
  const colours = positionRamp(kind).map(hex);
  const count = seen.length / 3;
  return Array.from(piecesByDepth(seen), (piece): Line => {
    const [x = 0, y = 0, z = 0, toX = 0, toY = 0] = seen.subarray(3 * piece, 3 * piece + 5);
    return {
      kind: "line",
      x: 0,
      y: 0,
      path: `M${fixed(x * radius)} ${fixed(y * radius)}L${fixed(toX * radius)} ${fixed(toY * radius)}`,
      colour: colours[rampStep(piece, count)] ?? "",
      width: THIN + ((z + 1) / 2) * (THICK - THIN),
    };
  });
}

/** The colours from the first row's to the last one's. */
export function rampCells({ kind }: Look, width: number, height: number): Cells {
  const pixels = Uint32Array.from(positionRamp(kind), pixel);
  const paint = (): Raster => ({ width: RAMP_SIZE, height: 1, pixels });
  return { kind: "cells", x: 0, y: 0, width, height, paint };
}

const fixed = (length: number): string => length.toFixed(2);
