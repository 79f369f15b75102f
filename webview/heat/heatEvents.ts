import type { HeatCell } from "../base/heatCell";

/** The pointer is over a cell, or was pressed on it. */
export class HeatPointEvent extends Event {
  static readonly type = "heat-point";
  constructor(
    readonly cell: HeatCell,
    readonly pressed: boolean,
  ) {
    super(HeatPointEvent.type);
  }
}

/** Cells are to be larger by a factor; the shares of the picture's size say what stays in place. */
export class HeatZoomEvent extends Event {
  static readonly type = "heat-zoom";
  constructor(
    readonly factor: number,
    readonly at: { readonly x: number; readonly y: number },
  ) {
    super(HeatZoomEvent.type);
  }
}

/** The picture is to be moved, by CSS pixels. */
export class HeatPanEvent extends Event {
  static readonly type = "heat-pan";
  constructor(
    readonly dx: number,
    readonly dy: number,
  ) {
    super(HeatPanEvent.type);
  }
}

export type ZoomStep = "in" | "out" | "whole" | "opened";

/** A zoom button was pressed. */
export class ZoomStepEvent extends Event {
  static readonly type = "zoom-step";
  constructor(readonly step: ZoomStep) {
    super(ZoomStepEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    [HeatPointEvent.type]: HeatPointEvent;
    [HeatZoomEvent.type]: HeatZoomEvent;
    [HeatPanEvent.type]: HeatPanEvent;
    [ZoomStepEvent.type]: ZoomStepEvent;
  }
}
