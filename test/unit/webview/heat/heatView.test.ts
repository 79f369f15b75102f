import assert from "node:assert/strict";
import {
  LARGEST_CELL,
  pan,
  OPENED,
  seenCells,
  reveal,
  viewOf,
  wholeView,
  zoom,
} from "../../../../webview/heat/heatView";
import type { HeatStage } from "../../../../webview/heat/heatView";
import { HeatZoom, zoomStepOfKey } from "../../../../webview/heat/heatZoom";
import { pixelCells } from "../../../../webview/heat/pixelCells";
import { rowLabels } from "../../../../webview/vectors/vectorLayout";

const stage: HeatStage = {
  rows: 1024,
  columns: 768,
  width: 800,
  height: 340,
  openRows: 1024,
  largest: LARGEST_CELL,
};
const middle = { x: 0.5, y: 0.5 };
const opened = viewOf(OPENED, stage);

describe("what is seen of a table", () => {
  it("is all of it at first, and never more", () => {
    assert.deepEqual(opened, wholeView(stage));
    assert.deepEqual(viewOf(zoom(opened, stage, 0.1, middle), stage), opened);
  });
  it("keeps the place under the pointer when zoomed", () => {
    const at = { x: 0.25, y: 0.75 };
    const view = viewOf(zoom(opened, stage, 4, at), stage);
    assert.equal(view.column + at.x * view.columns, 0.25 * 768);
    assert.equal(view.row + at.y * view.rows, 0.75 * 1024);
  });
  it("ends where a cell is as large as its value needs", () => {
    const view = viewOf(zoom(opened, stage, 1e9, middle), stage);
    assert.equal(stage.width / view.columns, LARGEST_CELL.width);
    assert.equal(stage.height / view.rows, LARGEST_CELL.height);
  });
  it("zooms back to how it opened, and then follows its stage", () => {
    const close = viewOf(zoom(opened, stage, 8, middle), stage);
    assert.deepEqual(zoom(close, stage, 0.01, middle), OPENED);
  });
  it("moves with the hand and stops at the edges", () => {
    const view = viewOf(zoom(opened, stage, 2, middle), stage);
    const to = viewOf(pan(view, stage, -80, 34), stage);
    assert.ok(Math.abs(to.column - (view.column + view.columns / 10)) < 1e-9);
    assert.ok(Math.abs(to.row - (view.row - view.rows / 10)) < 1e-9);
    const far = viewOf(pan(view, stage, -1e6, -1e6), stage);
    assert.equal(far.column + far.columns, 768);
    assert.equal(far.row + far.rows, 1024);
  });
  it("moves as little as a cell needs to be seen whole", () => {
    const view = { row: 10, rows: 5, column: 20, columns: 10 };
    const place = (row: number, column: number) => {
      const { row: r, column: c } = reveal(
        view,
        { ...stage, largest: { width: 1e9, height: 1e9 } },
        { row, column },
      );
      return [r, c];
    };
    assert.deepEqual(place(12, 25), [10, 20]);
    assert.deepEqual(place(15, 19), [11, 19]);
    assert.deepEqual(place(3, 30), [3, 21]);
  });
  it("shows fewer cells than one of a table that has one", () => {
    const one: HeatStage = { ...stage, rows: 1, columns: 1, openRows: 1 };
    assert.deepEqual(viewOf(zoom(wholeView(one), one, 9, middle), one), wholeView(one));
  });
  it("is named by its first and last cells, cut ones too", () => {
    assert.deepEqual(seenCells({ row: 1.5, rows: 2, column: 0, columns: 3 }), {
      rows: [1, 3],
      columns: [0, 2],
    });
  });
});

describe("cells of a part of a table", () => {
  it("are each shown by a pixel wherever the part begins", () => {
    for (const [cells, pixels, first] of [
      [7.3, 40, 2.6],
      [40, 40, 0.5],
      [300.7, 64, 11.9],
      [900, 10, 50],
    ] as const) {
      const { from, to } = pixelCells(cells, pixels, first, 1000);
      const shown = new Set<number>();
      from.forEach((start, i) => {
        assert.ok((to[i] ?? 0) > start && start >= Math.floor(first) - cells / pixels);
        for (let cell = start; cell < (to[i] ?? 0); cell++) shown.add(cell);
      });
      for (let cell = Math.ceil(first); cell < Math.floor(first + cells - cells / pixels); cell++) {
        assert.ok(shown.has(cell), `${String(cell)} of ${String(cells)} on ${String(pixels)}`);
      }
    }
  });
  it("reach to the table's end, also in a block that is cut short", () => {
    const { to, level } = pixelCells(1021, 10);
    assert.ok(level > 0);
    assert.equal(to[9], 1021);
  });
});

describe("zoom keys", () => {
  it("are plus, minus, 0 and W, but not with Ctrl or Cmd", () => {
    const key = (name: string, ctrlKey = false) =>
      zoomStepOfKey({ key: name, ctrlKey, metaKey: false, shiftKey: false });
    assert.deepEqual(
      ["+", "=", "-", "0", "w", "x"].map((name) => key(name)),
      ["in", "in", "out", "opened", "whole", undefined],
    );
    assert.equal(key("+", true), undefined);
  });
});

describe("zoom steps that are left", () => {
  const zoom = new HeatZoom(() => undefined);
  const left = (): string[] => {
    const ends = zoom.ends(stage);
    return (["in", "out", "whole", "opened"] as const).filter((step) => !ends.has(step));
  };
  it("are those that change what is seen", () => {
    assert.deepEqual(left(), ["in"]);
    zoom.step("in", stage, undefined);
    assert.deepEqual(left(), ["in", "out", "whole", "opened"]);
    for (let i = 0; i < 40; i++) zoom.step("in", stage, undefined);
    assert.deepEqual(left(), ["out", "whole", "opened"]);
    zoom.step("opened", stage, undefined);
    assert.deepEqual(left(), ["in"]);
  });
});

describe("row labels", () => {
  it("stand at every row where there is room", () => {
    const labels = rowLabels({ row: 2, rows: 3 }, 9, 60);
    assert.deepEqual(
      labels.map(({ row, top }) => [row, top]),
      [
        [2, 0],
        [3, 20],
        [4, 40],
      ],
    );
  });
  it("stand apart where rows are below a pixel, and name the first", () => {
    const labels = rowLabels({ row: 0, rows: 1024 }, 1024, 100);
    assert.equal(labels[0]?.row, 0);
    assert.ok(labels.length > 1);
    labels.forEach(({ top, height }, i) => {
      assert.ok(top >= 0 && top + height <= 100);
      if (i > 0) assert.ok(top >= (labels[i - 1]?.top ?? 0) + height - 1e-9);
    });
  });
  it("are none where nothing is seen", () => {
    assert.deepEqual(rowLabels({ row: 0, rows: 0 }, 0, 100), []);
  });
});
