import { css, html, LitElement } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { DeviceSizes } from "../base/deviceSize";
import type { HeatCell } from "../base/heatCell";
import type { Palette } from "../base/palette";
import { inlineStyle, px } from "../base/inlineStyle";
import { crosshair, crosshairStyles } from "./crosshair";
import { HeatGestures } from "./gestures";
import { HeatCanvas } from "./heatCanvas";
import type { HeatContent } from "./heatCanvas";
import { HeatPointEvent } from "./heatEvents";
import { PLAIN } from "./heatLook";
import { wholeView } from "./heatView";
import type { HeatView } from "./heatView";

/** Part of a table of values as coloured cells, with a crosshair above them. */
@customElement("heat-map")
export class HeatMap extends LitElement {
  /** Row-major, `columns` values a row. */
  @property({ attribute: false }) values = new Float32Array();
  @property({ attribute: false }) columns = 0;
  /** The part that is seen; all of it unless told. */
  @property({ attribute: false, hasChanged: differs }) view: HeatView | undefined;
  /** CSS pixels. */
  @property({ attribute: false }) height = 0;
  @property({ attribute: false, hasChanged: differs }) limit: HeatContent["limit"] = {
    limit: 0,
    each: undefined,
  };
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false, hasChanged: differs }) look: HeatContent["look"] = PLAIN;
  @property({ attribute: false, hasChanged: differs }) cross: HeatCell | undefined;
  /** Whether the wheel moves it; where it lies in a scroller, that does. */
  @property({ attribute: false }) wheelPans = false;
  /** Text alternative. */
  @property({ attribute: false }) label = "";
  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  private frame: number | undefined;
  private readonly painting = new HeatCanvas();
  private readonly gestures = new HeatGestures(this, {
    canPan: () => this.isCut,
    point: (event, pressed) => {
      this.point(event, pressed);
    },
  });
  private readonly sizes = new DeviceSizes(({ width, height }) => {
    this.painting.width = width;
    this.painting.height = height;
    // Another size empties the canvas: it must not be seen empty until the next frame.
    this.paint();
  });

  static override readonly styles = [
    crosshairStyles,
    css`
      :host {
        position: relative;
        display: block;
        overflow: hidden;
        cursor: crosshair;
      }
      :host([dragged]) {
        cursor: grabbing;
      }
      canvas {
        display: block;
        width: 100%;
        font-family: var(--mono, monospace);
        image-rendering: pixelated;
      }
    `,
  ];

  private get rows(): number {
    return this.columns === 0 ? 0 : this.values.length / this.columns;
  }

  private get seen(): HeatView {
    return this.view ?? wholeView({ rows: this.rows, columns: this.columns });
  }

  private get content(): HeatContent {
    const { values, columns, seen: view, limit, palette, look } = this;
    return { values, columns, view, limit, palette, look };
  }

  /** Whether there is more of the table than is seen. */
  private get isCut(): boolean {
    const { rows, columns } = this.seen;
    return rows < this.rows || columns < this.columns;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => {
      this.sizes.observe(this.canvas);
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.observe(undefined);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }

  protected override render(): TemplateResult {
    return html`<canvas
        role="img"
        aria-label=${this.label}
        ${inlineStyle({ height: px(this.height) })}
        @pointermove=${this.gestures.onMove}
        @pointerdown=${this.gestures.onDown}
        @pointerup=${this.gestures.onUp}
        @pointercancel=${this.gestures.onCancel}
        @wheel=${this.gestures.onWheel}
      ></canvas>
      ${crosshair(this.cross, this.seen, this.height)}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const painted = ["values", "columns", "view", "limit", "palette", "look"] as const;
    if (painted.some((name) => changed.has(name))) this.paintSoon();
  }

  /** However much changes before the next frame, it is painted once. */
  private paintSoon(): void {
    this.frame ??= requestAnimationFrame(() => {
      this.paint();
    });
  }

  private paint(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    this.painting.paint(this.canvas, this.content);
  }

  /** Tells of the cell under the pointer. */
  private point(event: PointerEvent, pressed: boolean): void {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
    const cell = this.painting.cellAt(this.content, x, y);
    if (cell !== undefined) this.dispatchEvent(new HeatPointEvent(cell, pressed));
  }
}

/** Whether plain objects differ in a property: one that is made anew and is the same paints nothing. */
function differs(now: object | undefined, before: object | undefined): boolean {
  if (now === undefined || before === undefined) return now !== before;
  const others = before as Readonly<Record<string, unknown>>;
  const pairs = Object.entries(now);
  return (
    pairs.length !== Object.keys(before).length || pairs.some(([at, each]) => each !== others[at])
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "heat-map": HeatMap;
  }
}
