import { css, html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { clamp } from "../../src/shared/base/numbers";
import { remembered } from "../base/remembered";
import { placed, px } from "../base/placed";
import type { HeatTable } from "./cellGrid";
import { extremeIndex, paintCells, tableOf } from "./cells";
import { HeatPointEvent } from "./events";
import { HeatGestures } from "./gestures";
import { wholeView } from "./heatView";
import type { HeatView } from "./heatView";
import type { HeatCell } from "../base/heatCell";
import { colouredTable } from "./limitChoice";
import type { ChosenLimit } from "./limitChoice";
import type { Palette } from "../base/palette";
import { printsValues } from "./cellText";
import { LABEL_SIZE } from "../drawing/chartParts";
import { paintShapes } from "../drawing/canvasShapes";
import { printedCells } from "./printedCells";
import { CellReader } from "./shownCells";
import { PLAIN } from "./heatLook";
import type { HeatLook } from "./heatLook";

/**
 * Part of a table of values as coloured cells, one device pixel exact. The crosshair lies in its
 * own layer above the canvas, so that moving it paints nothing.
 */
@customElement("heat-map")
export class HeatMap extends LitElement {
  /** Row-major, `columns` values a row. */
  @property({ attribute: false }) values = new Float32Array();
  @property({ attribute: false }) columns = 0;
  /** The part that is seen; all of it unless told. */
  @property({ attribute: false, hasChanged: differs }) view: HeatView | undefined;
  /** CSS pixels. */
  @property({ attribute: false }) height = 0;
  @property({ attribute: false, hasChanged: differs }) limit: Pick<ChosenLimit, "limit" | "each"> =
    {
      limit: 0,
      each: undefined,
    };
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false, hasChanged: differs })
  look: Pick<HeatLook, "summary" | "signs"> = PLAIN;
  @property({ attribute: false, hasChanged: differs }) cross: HeatCell | undefined;
  /** Whether the wheel moves it; where it lies in a scroller, that does. */
  @property({ attribute: false }) wheelPans = false;
  /** Text alternative. */
  @property({ attribute: false }) label = "";
  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  /** Device pixels. */
  private deviceWidth = 0;
  private deviceHeight = 0;
  private image: ImageData | undefined;
  private frame: number | undefined;
  private readonly coloured = remembered(colouredTable);
  private readonly cells = new CellReader();
  private readonly gestures = new HeatGestures(this, {
    canPan: () => this.isCut,
    point: (event, pressed) => {
      this.point(event, pressed);
    },
  });
  private readonly sizes = new ResizeObserver((entries) => {
    const entry = entries.at(-1);
    if (entry !== undefined) this.resize(entry);
  });

  static override readonly styles = css`
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
    .cross {
      position: absolute;
      pointer-events: none;
    }
    .column {
      top: 0;
      bottom: 0;
      width: 1px;
      background: var(--vscode-editor-foreground, currentColor);
      opacity: 0.45;
    }
    .cell {
      box-sizing: border-box;
      min-width: 7px;
      min-height: 7px;
      border: 2px solid var(--vscode-editor-foreground, currentColor);
      outline: 1px solid var(--vscode-editor-background, Canvas);
      transform: translate(-50%, -50%);
    }
  `;

  private get rows(): number {
    return this.columns === 0 ? 0 : this.values.length / this.columns;
  }

  private get seen(): HeatView {
    return this.view ?? wholeView({ rows: this.rows, columns: this.columns });
  }

  /** Whether there is more of the table than is seen. */
  private get isCut(): boolean {
    const { rows, columns } = this.seen;
    return rows < this.rows || columns < this.columns;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => {
      try {
        this.sizes.observe(this.canvas, { box: "device-pixel-content-box" });
      } catch {
        // A browser without that box tells CSS pixels, which are scaled in `resize`.
        this.sizes.observe(this.canvas);
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
  }

  protected override render(): TemplateResult {
    return html`<canvas
        role="img"
        aria-label=${this.label}
        ${placed({ height: px(this.height) })}
        @pointermove=${this.gestures.onMove}
        @pointerdown=${this.gestures.onDown}
        @pointerup=${this.gestures.onUp}
        @pointercancel=${this.gestures.onCancel}
        @wheel=${this.gestures.onWheel}
      ></canvas>
      ${this.crosshair()}`;
  }

  private crosshair(): TemplateResult | typeof nothing {
    const { cross, seen } = this;
    if (cross === undefined || seen.rows <= 0 || seen.columns <= 0) return nothing;
    const x = (cross.column + 0.5 - seen.column) / seen.columns;
    const y = (cross.row + 0.5 - seen.row) / seen.rows;
    const isIn = (share: number, cells: number): boolean =>
      share > -0.5 / cells && share < 1 + 0.5 / cells;
    if (!isIn(x, seen.columns)) return nothing;
    // The frame of the first and last cells stays whole.
    const left = `clamp(4px, ${percent(x)}, calc(100% - 4px))`;
    const cell = {
      left,
      top: `clamp(4px, ${percent(y)}, calc(100% - 4px))`,
      width: percent(1 / seen.columns),
      height: px(this.height / seen.rows),
    };
    return html`${x >= 0 && x <= 1 ? html`<div class="cross column" ${placed({ left })}></div>` : nothing}
    ${isIn(y, seen.rows) ? html`<div class="cross cell" ${placed(cell)}></div>` : nothing}`;
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

  private resize(entry: ResizeObserverEntry): void {
    const { width, height } = entry.contentRect;
    const exact = (
      entry.devicePixelContentBoxSize as readonly ResizeObserverSize[] | undefined
    )?.[0];
    const rounded = Math.round(width * devicePixelRatio);
    // A browser that plays another screen (device emulation) tells the true screen's pixels.
    const fits = exact !== undefined && Math.abs(exact.inlineSize - rounded) <= 1;
    this.deviceWidth = fits ? exact.inlineSize : rounded;
    this.deviceHeight = fits ? exact.blockSize : Math.round(height * devicePixelRatio);
    // Another size empties the canvas: it must not be seen empty until the next frame.
    this.paint();
  }

  private paint(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    const { canvas, deviceWidth: width, deviceHeight: height, palette } = this;
    if (palette === undefined || width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    // A canvas in memory takes pixels in half the time: the GPU would only hand them through.
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = context.createImageData(width, height);
    }
    const { image } = this;
    const pixels = new Uint32Array(image.data.buffer);
    const { table, limit } = this.shownTable();
    const look = { ...this.look, ratio: devicePixelRatio };
    paintCells(table, limit, palette, { width, height, pixels }, look, this.cells);
    context.putImageData(image, 0, 0);
    this.print(context, table, limit, palette);
  }

  /** Writes the values into their cells where these are large enough. */
  private print(
    context: CanvasRenderingContext2D,
    table: HeatTable,
    limit: number,
    palette: Palette,
  ): void {
    const { deviceWidth, deviceHeight, canvas, look, values } = this;
    const { values: coloured, columns, shownColumns = columns } = table;
    const width = deviceWidth / devicePixelRatio;
    const height = deviceHeight / devicePixelRatio;
    if (!printsValues(width / shownColumns, height / table.rows)) return;
    const monospace = getComputedStyle(canvas).fontFamily;
    context.save();
    context.scale(devicePixelRatio, devicePixelRatio);
    context.font = `${String(LABEL_SIZE)}px ${monospace}`;
    const digit = context.measureText("0").width;
    const { signs } = look;
    const print = { width, height, digit, signs, coloured, limit, palette };
    paintShapes(context, printedCells({ ...table, values }, print), monospace);
    context.restore();
  }

  /** What is seen, as it is coloured: with one limit. */
  private shownTable(): { table: HeatTable; limit: number } {
    const { values, columns } = this;
    const coloured = this.coloured(values, columns, this.limit);
    return { table: tableOf(coloured.values, columns, this.seen), limit: coloured.limit };
  }

  /** The cell under the pointer; where a pixel shows several, the one with the largest |x|. */
  private cellAt(event: PointerEvent): HeatCell | undefined {
    const { deviceWidth: width, deviceHeight: height, columns } = this;
    const { table } = this.shownTable();
    const grid = this.cells.read(table, { width, height }, this.look.summary)?.grid;
    if (grid === undefined) return undefined;
    const box = this.canvas.getBoundingClientRect();
    const pixel = (share: number, size: number): number =>
      clamp(Math.floor(share * size), 0, size - 1);
    const x = pixel((event.clientX - box.left) / box.width, width);
    const y = pixel((event.clientY - box.top) / box.height, height);
    const { across, down } = grid;
    const [rowFrom = 0, rowTo = 0] = [down.from[y], down.to[y]];
    const [from = 0, to = 0] = [across.from[x], across.to[x]];
    const index = extremeIndex(table, rowFrom, rowTo, from, to);
    return { row: Math.floor(index / columns), column: index % columns };
  }

  private point(event: PointerEvent, pressed: boolean): void {
    const cell = this.cellAt(event);
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

const percent = (share: number): string => `${String(share * 100)}%`;

declare global {
  interface HTMLElementTagNameMap {
    "heat-map": HeatMap;
  }
}
