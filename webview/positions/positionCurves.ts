import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing, svg } from "lit";
import type { SVGTemplateResult, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CopiedPositions } from "../../src/shared/values/copiedCode";
import { curvesDrawing } from "../drawing/curvesDrawing";
import { tableOfColumns } from "../save/numberText";
import type { Picture, ShowsPicture } from "../save/picture";
import { paneStyles } from "../base/styles";
import { curvePath, extentOf, heightOf, placeOf, ticks } from "../drawing/curveLayout";
import type { Extent } from "../drawing/curveLayout";
import { PlaceEvent } from "./events";
import { pictureFrame } from "./pictureFrame";
import { pictureStyles } from "./pictureStyles";
import { StageSize } from "./stageSize";

/** A value for each row, and what it is a curve of. */
export interface Curve {
  readonly name: string;
  readonly values: Float64Array;
}

/** CSS pixels that one marked value takes. */
const TICK_ROOM = 36;
/** CSS pixels left free above and beneath the curves. */
const EDGE = 6;

/** Curves over the positions, the first of them in front; each is told by its dashes too. */
@customElement("position-curves")
export class PositionCurves extends LitElement implements ShowsPicture {
  @property({ attribute: false }) heading = "";
  /** What the keys do. */
  @property({ attribute: false }) hint = "";
  /** Text alternative. */
  @property({ attribute: false }) label = "";
  @property({ attribute: false }) curves: readonly Curve[] = [];
  @property({ attribute: false }) rowName = l10n.t("position");
  /** What copied lines are to make, but for the crosshair. */
  @property({ attribute: false }) code!: CopiedPositions;
  /** Row of the crosshair. */
  @property({ attribute: false }) at: number | undefined;
  private readonly size = new StageSize(this, ".stage");

  static override readonly styles = [
    paneStyles,
    pictureStyles,
    css`
      svg {
        display: block;
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        overflow: visible;
        cursor: crosshair;
      }
      path,
      line {
        fill: none;
        vector-effect: non-scaling-stroke;
      }
      path {
        stroke-width: 1.25;
        stroke-linejoin: round;
      }
      .tick {
        stroke: var(--line);
        stroke-width: 1;
        opacity: 0.6;
      }
      .cross {
        stroke: var(--vscode-editor-foreground, currentColor);
        stroke-width: 1;
        opacity: 0.5;
      }
      text {
        fill: var(--dim);
        font-family: var(--mono);
        font-size: 10px;
        text-anchor: end;
      }
      circle {
        fill: var(--vscode-editor-foreground, currentColor);
        stroke: var(--vscode-editor-background, Canvas);
      }
      .curve0 {
        stroke: var(--vscode-textLink-foreground, #4daafc);
        stroke-width: 1.75;
      }
      .curve1 {
        stroke: var(--vscode-editorWarning-foreground, #cca700);
        stroke-dasharray: 7 3;
      }
      .curve2 {
        stroke: var(--vscode-editor-foreground, currentColor);
        stroke-dasharray: 2 3;
      }
      .curve3 {
        stroke: var(--vscode-errorForeground, #f85149);
        stroke-dasharray: 9 3 2 3;
      }
      .curve4 {
        stroke: var(--dim);
        stroke-dasharray: 4 2;
      }
      .stage {
        overflow: visible;
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        color: var(--dim);
        font-size: var(--small);
      }
      .keys span {
        display: flex;
        align-items: center;
        gap: 5px;
        white-space: nowrap;
      }
      .keys svg {
        position: static;
        width: 22px;
        height: 8px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return pictureFrame(
      this.heading,
      this.hint,
      html`<div class="keys">
        ${
          this.curves.length < 2
            ? nothing
            : this.curves.map(
                ({ name }, at) =>
                  html`<span
                    ><svg viewBox="0 0 22 8" aria-hidden="true">
                      <path class="curve${at}" d="M0 4H22"></path></svg
                    >${name}</span
                  >`,
              )
        }
      </div>`,
      html`<div class="map">
          <div class="labels" aria-hidden="true"></div>
          <div class="stage">${this.chart()}</div>
        </div>
        <div class="axis" aria-hidden="true">
          <span>0</span><span>${this.rowName}</span><span>${this.rows - 1}</span>
        </div>`,
      () => this.picture,
    );
  }

  /** Its table has a column for each curve. */
  get picture(): Picture | undefined {
    const { heading, curves, rowName, rows } = this;
    if (rows === 0) return undefined;
    const at = this.at === undefined || this.at >= rows ? undefined : this.at;
    return {
      fileName: "curves",
      title: heading,
      description: this.label,
      table: tableOfColumns(curves.map(({ values }) => values)),
      at: at === undefined ? undefined : { row: at, column: 0 },
      code: at === undefined ? this.code : { ...this.code, at: [at, 0] },
      draw: (look) => curvesDrawing(heading, rowName, curves, look),
    };
  }

  private get rows(): number {
    return this.curves[0]?.values.length ?? 0;
  }

  private chart(): TemplateResult | typeof nothing {
    const { width } = this.size;
    const height = this.size.height - 2 * EDGE;
    if (width <= 0 || height <= 0) return nothing;
    const extent = extentOf(this.curves.map(({ values }) => values));
    const lines = this.curves.map(
      ({ values }, at) =>
        svg`<path class="curve${at}" d=${curvePath(values, extent, { width, height })}></path>`,
    );
    return html`<svg
      role="img"
      aria-label=${this.label}
      @pointermove=${this.onPointer}
      @pointerdown=${this.onPointer}
    >
      <rect width=${width} height=${this.size.height} fill="transparent"></rect>
      <g transform="translate(0 ${EDGE})">
        ${ticks(extent, Math.max(1, height / TICK_ROOM)).map((value) => {
          const y = heightOf(value, extent, height).toFixed(1);
          return svg`<line class="tick" x1="0" x2=${width} y1=${y} y2=${y}></line>
            <text x="-8" y=${y} dy="3">${String(value).replace("-", "−")}</text>`;
        })}
        ${lines.reverse()} ${this.crosshair(extent, width, height)}
      </g>
    </svg>`;
  }

  private crosshair(
    extent: Extent,
    width: number,
    height: number,
  ): SVGTemplateResult | typeof nothing {
    const { at, rows } = this;
    if (at === undefined || at >= rows) return nothing;
    const x = placeOf(at, rows, width);
    const value = this.curves[0]?.values[at] ?? NaN;
    return svg`<line class="cross" x1=${x} x2=${x} y1="0" y2=${height}></line>
      ${Number.isFinite(value) ? svg`<circle cx=${x} cy=${heightOf(value, extent, height)} r="3.5"></circle>` : nothing}`;
  }

  private readonly onPointer = (event: PointerEvent): void => {
    const { rows } = this;
    const box = (event.currentTarget as Element).getBoundingClientRect();
    if (rows === 0 || box.width === 0) return;
    const share = (event.clientX - box.left) / box.width;
    const row = Math.round(share * (rows - 1));
    this.dispatchEvent(new PlaceEvent(Math.min(Math.max(row, 0), rows - 1), undefined));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "position-curves": PositionCurves;
  }
}
