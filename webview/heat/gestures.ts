import { ownerOf } from "../base/eventElements";
import { HeatPanEvent, HeatZoomEvent } from "./heatEvents";

/** CSS pixels that the pointer goes before a press is a drag. */
const SLACK = 4;
/** A notch of a wheel, 100 CSS pixels, enlarges by 1.35; a pinch comes in small steps. */
const WHEEL_STEP = 0.003;
/** CSS pixels of a line and of a page, where a wheel counts in these. */
const LINE = 16;
const PAGE = 400;

interface Drag {
  readonly pointer: number;
  x: number;
  y: number;
  moved: boolean;
}

/** What the map under the pointer can do. */
interface PointerTarget {
  canPan(): boolean;
  /** The pointer is over a place, or was pressed there without dragging. */
  point(event: PointerEvent, pressed: boolean): void;
}

/** Pointer and wheel: over a cell, pressed on it, dragged, zoomed. */
export class HeatGestures {
  private drag: Drag | undefined;

  constructor(
    private readonly map: HTMLElement & { readonly wheelPans: boolean },
    private readonly pointed: PointerTarget,
  ) {}

  readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { pointerId: pointer, clientX: x, clientY: y } = event;
    this.drag = { pointer, x, y, moved: false };
    ownerOf(event, Element).setPointerCapture(pointer);
  };

  readonly onMove = (event: PointerEvent): void => {
    const { drag } = this;
    if (drag?.pointer !== event.pointerId || !this.pointed.canPan()) {
      this.pointed.point(event, false);
      return;
    }
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.moved && Math.hypot(dx, dy) < SLACK) return;
    drag.moved = true;
    drag.x = event.clientX;
    drag.y = event.clientY;
    this.map.toggleAttribute("dragged", true);
    this.map.dispatchEvent(new HeatPanEvent(dx, dy));
  };

  readonly onUp = (event: PointerEvent): void => {
    const { drag } = this;
    this.onCancel();
    if (drag?.pointer === event.pointerId && !drag.moved) this.pointed.point(event, true);
  };

  readonly onCancel = (): void => {
    this.drag = undefined;
    this.map.toggleAttribute("dragged", false);
  };

  /** With Ctrl or Cmd it zooms, as a pinch tells it too. */
  readonly onWheel = (event: WheelEvent): void => {
    const unit = [1, LINE, PAGE][event.deltaMode] ?? 1;
    const [x, y] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const box = this.map.getBoundingClientRect();
      const at = {
        x: (event.clientX - box.left) / box.width,
        y: (event.clientY - box.top) / box.height,
      };
      this.map.dispatchEvent(new HeatZoomEvent(Math.exp(-y * WHEEL_STEP), at));
      return;
    }
    if (!this.map.wheelPans || !this.pointed.canPan()) return;
    event.preventDefault();
    // A mouse has one wheel: with Shift it goes sideways.
    const sideways = event.shiftKey && x === 0;
    this.map.dispatchEvent(new HeatPanEvent(-(sideways ? y : x), sideways ? 0 : -y));
  };
}
