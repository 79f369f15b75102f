/** How the curve is turned before it is looked at from the front, radians. */
export interface Turn {
  /** Around the vertical axis. */
  readonly yaw: number;
  /** Around the horizontal axis, after that. */
  readonly pitch: number;
}

/** The first two components nearly from the front, the third a little to the side. */
export const FIRST_TURN: Turn = { yaw: 0.45, pitch: 0.35 };
/** Radians that one arrow key turns. */
const KEY_STEP = Math.PI / 36;

/** Points in space, around the middle, none further from it than 1. */
export interface Cloud {
  /** `[N, 3]` */
  readonly points: Float64Array;
  /** What 1 is in the scores' own unit; 0 where all points are one. */
  readonly radius: number;
}

/** @param scores [N, K] along K principal components, 1 ≤ K ≤ 3; missing ones are 0 */
export function cloudOf(scores: Float32Array, components: number): Cloud {
  const count = components === 0 ? 0 : scores.length / components;
  const points = new Float64Array(3 * count);
  for (let axis = 0; axis < Math.min(3, components); axis++) {
    let least = Infinity;
    let most = -Infinity;
    for (let at = 0; at < count; at++) {
      const score = scores[at * components + axis] ?? 0;
      least = Math.min(least, score);
      most = Math.max(most, score);
    }
    for (let at = 0; at < count; at++) {
      points[3 * at + axis] = (scores[at * components + axis] ?? 0) - (least + most) / 2;
    }
  }
  let radius = 0;
  for (let at = 0; at < points.length; at += 3) {
    radius = Math.max(
      radius,
      Math.hypot(points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0),
    );
  }
  return { points: radius > 0 ? points.map((value) => value / radius) : points, radius };
}

/**
 * Points [N, 3] as they are seen: x to the right, y down, z towards the eye, each from −1 to 1.
 * There is no perspective: equal distances stay equal.
 */
export function rotate(points: Float64Array, { yaw, pitch }: Turn): Float64Array {
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  const seen = new Float64Array(points.length);
  for (let at = 0; at < points.length; at += 3) {
    const [x, y, z] = [points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0];
    const side = x * cy + z * sy;
    const near = z * cy - x * sy;
    seen[at] = side;
    seen[at + 1] = -(y * cp - near * sp);
    seen[at + 2] = near * cp + y * sp;
  }
  return seen;
}

/** The turn after a key, or undefined for a key that does not turn. */
export function turnAfterKey({ yaw, pitch }: Turn, key: string): Turn | undefined {
  switch (key) {
    case "ArrowLeft":
      return { yaw: yaw - KEY_STEP, pitch };
    case "ArrowRight":
      return { yaw: yaw + KEY_STEP, pitch };
    case "ArrowUp":
      return { yaw, pitch: pitch - KEY_STEP };
    case "ArrowDown":
      return { yaw, pitch: pitch + KEY_STEP };
    case "0":
      return FIRST_TURN;
    default:
      return undefined;
  }
}

/** Indices of the N − 1 pieces between points that follow each other, the furthest first. */
export function piecesByDepth(seen: Float64Array): Uint32Array {
  const pieces = Uint32Array.from({ length: Math.max(0, seen.length / 3 - 1) }, (_, at) => at);
  const depth = (piece: number): number => (seen[3 * piece + 2] ?? 0) + (seen[3 * piece + 5] ?? 0);
  return pieces.sort((a, b) => depth(a) - depth(b));
}

/** The point nearest to (x, y), in the unit of `seen`; undefined where none is within `reach`. */
export function pointNear(
  seen: Float64Array,
  x: number,
  y: number,
  reach: number,
): number | undefined {
  let best: number | undefined;
  let least = reach;
  for (let at = 0; at < seen.length; at += 3) {
    const distance = Math.hypot((seen[at] ?? 0) - x, (seen[at + 1] ?? 0) - y);
    if (distance > least) continue;
    least = distance;
    best = at / 3;
  }
  return best;
}
