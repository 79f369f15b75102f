import { css, html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { placed, px } from "../placed";
import { extremeIndex, paintCells, pixelCells } from "./cells";
import type { HeatCell } from "./cells";
import type { Palette } from "./palette";

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

/**
 * Rows of a table of values as coloured cells, one device pixel exact. The crosshair lies in its
 * own layer above the canvas, so that moving it paints nothing.
 */
@customElement("heat-map")
export class HeatMap extends LitElement {
  /** Row-major, `columns` values a row. */
  @property({ attribute: false }) values = new Float32Array();
  @property({ attribute: false }) columns = 0;
  /** Rows `[firstRow, firstRow + rows)` are shown. */
  @property({ attribute: false }) firstRow = 0;
  @property({ attribute: false }) rows = 0;
  /** CSS pixels. */
  @property({ attribute: false }) rowHeight = 20;
  @property({ attribute: false }) limit = 0;
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false }) cross: HeatCell | undefined;
  /** Text alternative. */
  @property({ attribute: false }) label = "";
  @query("canvas") private readonly canvas!: HTMLCanvasElement;
  /** Device pixels. */
  private width = 0;
  private height = 0;
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
    canvas {
      display: block;
      width: 100%;
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
      min-width: 7px;
      border: 2px solid var(--vscode-editor-foreground, currentColor);
      outline: 1px solid var(--vscode-editor-background, Canvas);
      transform: translateX(-50%);
    }
  `;

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
  }

  protected override render(): TemplateResult {
    const height = px(this.rows * this.rowHeight);
    return html`<canvas
        role="img"
        aria-label=${this.label}
        ${placed({ height })}
        @pointermove=${this.onMove}
        @pointerdown=${this.onPress}
      ></canvas>
      ${this.crosshair()}`;
  }

  private crosshair(): TemplateResult | typeof nothing {
    const { cross, firstRow, rows, rowHeight, columns } = this;
    if (cross === undefined || columns === 0) return nothing;
    const left = `${String(((cross.column + 0.5) / columns) * 100)}%`;
    const seen = cross.row >= firstRow && cross.row < firstRow + rows;
    const cell = {
      // The frame of the first and last columns stays whole.
      left: `clamp(4px, ${left}, calc(100% - 4px))`,
      top: px((cross.row - firstRow) * rowHeight),
      width: `${String(100 / columns)}%`,
      height: px(rowHeight),
    };
    return html`<div class="cross column" ${placed({ left })}></div>
      ${seen ? html`<div class="cross cell" ${placed(cell)}></div>` : nothing}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const painted = ["values", "columns", "firstRow", "rows", "limit", "palette"] as const;
    if (painted.some((name) => changed.has(name))) this.paint();
  }

  private resize(entry: ResizeObserverEntry): void {
    const { width, height } = entry.contentRect;
    const exact = (
      entry.devicePixelContentBoxSize as readonly ResizeObserverSize[] | undefined
    )?.[0];
    const rounded = Math.round(width * devicePixelRatio);
    // A browser that plays another screen (device emulation) tells the true screen's pixels.
    const fits = exact !== undefined && Math.abs(exact.inlineSize - rounded) <= 1;
    this.width = fits ? exact.inlineSize : rounded;
    this.height = fits ? exact.blockSize : Math.round(height * devicePixelRatio);
    this.paint();
  }

  private paint(): void {
    const { canvas, width, height, palette } = this;
    if (palette === undefined || width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const context = canvas.getContext("2d");
    if (context === null) return;
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    paintCells(this, this.limit, palette, { width, height, pixels });
    context.putImageData(image, 0, 0);
  }

  /** The cell under the pointer; where a pixel shows several, the one that gave it its colour. */
  private cellAt(event: PointerEvent): HeatCell | undefined {
    const { columns, rows, width, canvas } = this;
    if (columns === 0 || rows === 0 || width === 0) return undefined;
    const box = canvas.getBoundingClientRect();
    const within = (share: number, size: number): number =>
      Math.min(Math.max(Math.floor(share * size), 0), size - 1);
    const row = this.firstRow + within((event.clientY - box.top) / box.height, rows);
    const x = within((event.clientX - box.left) / box.width, width);
    const cells = pixelCells(columns, width);
    const from = cells.from[x] ?? 0;
    const index = extremeIndex(this, row, row + 1, from, cells.to[x] ?? from + 1);
    return { row, column: index - row * columns };
  }

  private readonly onMove = (event: PointerEvent): void => {
    this.point(event, false);
  };

  private readonly onPress = (event: PointerEvent): void => {
    this.point(event, true);
  };

  private point(event: PointerEvent, pressed: boolean): void {
    const cell = this.cellAt(event);
    if (cell !== undefined) this.dispatchEvent(new HeatPointEvent(cell, pressed));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "heat-map": HeatMap;
  }
}
