import assert from "node:assert/strict";
import {
  cloudOf,
  FIRST_TURN,
  piecesByDepth,
  pointNear,
  turnAfterKey,
  rotate,
} from "../../../../webview/drawing/helixLayout";
import { keptAfterKey, markAfterKey, rowAfterKey } from "../../../../webview/positions/placeKeys";
import type { Rgb } from "../../../../src/shared/values/diverging";
import { positionRamp, rampStep } from "../../../../webview/drawing/ramp";

const rounded = (values: Float64Array): number[] =>
  [...values].map((x) => Math.round(x * 1e9) / 1e9 + 0);
const key = (name: string, shiftKey = false) => ({
  key: name,
  shiftKey,
  ctrlKey: false,
  metaKey: false,
});

describe("points of the helix", () => {
  it("lie around the middle, the furthest at 1", () => {
    const { points, radius } = cloudOf(Float32Array.of(10, 0, 0, 14, 0, 0), 3);
    assert.deepEqual([[...points], radius], [[-1, 0, 0, 1, 0, 0], 2]);
  });
  it("have 0 for components that there are not, and for one point", () => {
    assert.deepEqual([...cloudOf(Float32Array.of(1, 3), 1).points], [-1, 0, 0, 1, 0, 0]);
    assert.deepEqual(cloudOf(Float32Array.of(7, 7, 7), 3), {
      points: new Float64Array(3),
      radius: 0,
    });
    assert.equal(cloudOf(new Float32Array(), 3).points.length, 0);
  });
  it("turn without changing their distances", () => {
    const up = Float64Array.of(0, 1, 0, 0, 0, 1);
    assert.deepEqual(rounded(rotate(up, { yaw: 0, pitch: 0 })), [0, -1, 0, 0, 0, 1]);
    assert.deepEqual(rounded(rotate(up, { yaw: Math.PI / 2, pitch: 0 })), [0, -1, 0, 1, 0, 0]);
    assert.deepEqual(rounded(rotate(up, { yaw: 0, pitch: Math.PI / 2 })), [0, 0, 1, 0, 1, 0]);
    const seen = rotate(Float64Array.of(1, 2, 2), { yaw: 0.7, pitch: -1.3 });
    assert.ok(Math.abs(Math.hypot(...seen) - 3) < 1e-12);
  });
  it("are drawn from the back, and found near the pointer", () => {
    const seen = Float64Array.of(0, 0, 1, 1, 0, 1, 1, 1, -1);
    assert.deepEqual([...piecesByDepth(seen)], [1, 0]);
    assert.equal(pointNear(seen, 0.9, 0.1, 0.3), 1);
    assert.equal(pointNear(seen, 0.5, 0.5, 0.3), undefined);
    assert.deepEqual([...piecesByDepth(new Float64Array())], []);
  });
});

describe("keys of the positions' pictures", () => {
  it("turn the helix, and turn it back", () => {
    const right = turnAfterKey(FIRST_TURN, "ArrowRight");
    assert.ok(right !== undefined && right.yaw > FIRST_TURN.yaw);
    assert.deepEqual(turnAfterKey(right, "0"), FIRST_TURN);
    assert.equal(turnAfterKey(FIRST_TURN, "Tab"), undefined);
  });
  it("move within the rows", () => {
    assert.equal(rowAfterKey(key("ArrowLeft"), 0, 9), 0);
    assert.equal(rowAfterKey(key("ArrowRight", true), 3, 99), 19);
    assert.equal(rowAfterKey(key("End"), 3, 99), 98);
    assert.equal(rowAfterKey(key("ArrowUp"), 3, 99), undefined);
    assert.equal(markAfterKey(key("."), 3, 99), 4);
  });
  it("keep a dimension, let it go, and let all go", () => {
    assert.deepEqual(keptAfterKey(key("Enter"), [1, 2], 3, 2), [3, 1]);
    assert.deepEqual(keptAfterKey(key(" "), [1, 2], 1, 2), [2]);
    assert.deepEqual(keptAfterKey(key("Delete"), [1, 2], 3, 2), []);
    assert.equal(keptAfterKey(key("a"), [], 3, 2), undefined);
  });
});

describe("colours of positions", () => {
  const lightness = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  it("tell the order by lightness alone, away from the background", () => {
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      const steps = positionRamp(theme).map(lightness);
      const sign = theme === "dark" || theme === "highContrast" ? 1 : -1;
      const falls = steps.filter((step, at) => at > 0 && sign * (step - (steps[at - 1] ?? 0)) < -1);
      assert.deepEqual(falls, [], theme);
    }
  });
  it("reach from the first to the last position", () => {
    assert.deepEqual([rampStep(0, 1024), rampStep(1023, 1024), rampStep(0, 1)], [0, 63, 0]);
  });
});
