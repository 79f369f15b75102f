import * as l10n from "../../src/shared/base/l10n";
import type { Key } from "../base/keys";
import type { HeatPanEvent, HeatZoomEvent, ZoomStep } from "./heatEvents";
import { pan, OPENED, reveal, viewOf, wholeView, zoom } from "./heatView";
import type { HeatCell } from "../base/heatCell";
import type { HeatPlace, HeatStage, HeatView } from "./heatView";

/** What one key or button enlarges by. */
const STEP = 1.5;

/** What the keys do that move in a heatmap, for its description. */
export const zoomHint = (): string =>
  l10n.t(
    "Arrow keys move the crosshair. Plus and minus zoom, 0 opens it as at first, W shows the whole table.",
  );

const KEYS: Partial<Record<string, ZoomStep>> = {
  "+": "in",
  "=": "in",
  "-": "out",
  "−": "out",
  _: "out",
  "0": "opened",
  w: "whole",
  W: "whole",
};

/** What a key zooms; VS Code keeps those with Ctrl or Cmd for itself. */
export function zoomStepOfKey({ key, ctrlKey, metaKey }: Key): ZoomStep | undefined {
  return ctrlKey || metaKey ? undefined : KEYS[key];
}

/** The place that pictures of one shape share: they zoom and move together. */
export class HeatZoom {
  place: HeatPlace = OPENED;
  private shape = "";

  constructor(private readonly changed: () => void) {}

  /** A table of another shape is seen as it opens. */
  use(rows: number, columns: number): void {
    const shape = `${String(rows)} ${String(columns)}`;
    if (shape !== this.shape) this.place = OPENED;
    this.shape = shape;
  }

  view(stage: HeatStage): HeatView {
    return viewOf(this.place, stage);
  }

  onZoom({ factor, at }: HeatZoomEvent, stage: HeatStage): void {
    this.move(zoom(this.view(stage), stage, factor, at));
  }

  onPan({ dx, dy }: HeatPanEvent, stage: HeatStage): void {
    this.move(pan(this.view(stage), stage, dx, dy));
  }

  /** The steps that would change nothing. */
  ends(stage: HeatStage): ReadonlySet<ZoomStep> {
    const { place } = this;
    const [view, whole] = [this.view(stage), wholeView(stage)];
    const sized = (factor: number): boolean => {
      const { rows, columns } = zoom(view, stage, factor, { x: 0.5, y: 0.5 });
      const next = viewOf({ row: 0, column: 0, rows, columns }, stage);
      return next.rows === view.rows && next.columns === view.columns;
    };
    const ends = new Set<ZoomStep>();
    if (sized(STEP)) ends.add("in");
    if (sized(1 / STEP)) ends.add("out");
    if (view.rows === whole.rows && view.columns === whole.columns) ends.add("whole");
    if (place.rows === undefined && place.columns === undefined) ends.add("opened");
    return ends;
  }

  /** @param cross stays in its place where it is seen, else the middle does */
  step(step: ZoomStep, stage: HeatStage, cross: HeatCell | undefined): void {
    const view = this.view(stage);
    switch (step) {
      case "in":
      case "out": {
        const factor = step === "in" ? STEP : 1 / STEP;
        this.move(zoom(view, stage, factor, anchor(view, cross)));
        return;
      }
      case "opened":
        this.move(OPENED);
        break;
      case "whole":
        this.move({ ...wholeView(stage) });
        return;
    }
    // Where only some rows are seen at first, these are those around the crosshair.
    if (cross !== undefined) this.show(cross, stage);
  }

  /** Brings a cell into view. */
  show(cell: HeatCell, stage: HeatStage): void {
    this.move(reveal(this.view(stage), stage, cell));
  }

  /** To where a scroll bar was dragged. Cells. */
  scrollTo(row: number, column: number): void {
    this.move({ ...this.place, row, column });
  }

  private move(place: HeatPlace): void {
    const { row, column, rows, columns } = this.place;
    const same = place.row === row && place.column === column;
    if (same && place.rows === rows && place.columns === columns) return;
    this.place = place;
    this.changed();
  }
}

function anchor(view: HeatView, cross: HeatCell | undefined): { x: number; y: number } {
  const x = ((cross?.column ?? NaN) + 0.5 - view.column) / view.columns;
  const y = ((cross?.row ?? NaN) + 0.5 - view.row) / view.rows;
  const within = (share: number): boolean => share >= 0 && share <= 1;
  return within(x) && within(y) ? { x, y } : { x: 0.5, y: 0.5 };
}
