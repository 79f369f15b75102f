import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing, svg } from "lit";
import type { SVGTemplateResult, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { clamp } from "../../src/shared/base/numbers";
import type { CopiedPositions } from "../../src/shared/values/copiedCode";
import { ownerOf } from "../base/eventElements";
import { curveKey, curvesDrawing, curveShapes, KEY_WIDTH } from "../drawing/curvesDrawing";
import type { Curve } from "../drawing/curvesDrawing";
import { tableOfColumns } from "../save/numberText";
import type { Picture, ShowsPicture } from "../save/picture";
import { paneStyles } from "../base/styles";
import { extentOf, heightOf, placeOf } from "../drawing/curveLayout";
import type { ChartSize } from "../drawing/curveLayout";
import { movedBy } from "../drawing/drawing";
import { pageLook } from "../drawing/look";
import type { Look } from "../drawing/look";
import { pageShapes } from "../drawing/pageShapes";
import type { ColumnName } from "./axisNames";
import "./columnStepper";
import { PlaceEvent } from "./labEvents";
import { pictureFrame } from "./pictureFrame";
import { pictureStyles } from "./pictureStyles";
import { StageSize } from "./stageSize";

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
  /** The column in front, where the curves are of columns and another can be chosen here. */
  @property({ attribute: false }) column:
    { readonly name: ColumnName; readonly at: number; readonly count: number } | undefined;
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
      .cross {
        stroke: var(--vscode-editor-foreground, currentColor);
        stroke-width: 1;
        opacity: 0.5;
      }
      circle {
        fill: var(--vscode-editor-foreground, currentColor);
        stroke: var(--vscode-editor-background, Canvas);
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
        height: 8px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const look = pageLook();
    return pictureFrame(
      this.heading,
      this.hint,
      html`<div class="keys">
        ${
          this.column === undefined
            ? nothing
            : html`<column-stepper
                .name=${this.column.name}
                .column=${this.column.at}
                .count=${this.column.count}
              ></column-stepper>`
        }
        ${
          this.curves.length < 2
            ? nothing
            : this.curves.map(
                ({ name }, at) =>
                  html`<span
                    ><svg width=${KEY_WIDTH} viewBox="0 0 ${KEY_WIDTH} 8" aria-hidden="true">
                      ${pageShapes(movedBy([curveKey(at, look)], 0, 4))}</svg
                    >${name}</span
                  >`,
              )
        }
      </div>`,
      html`<div class="map">
          <div class="labels" aria-hidden="true"></div>
          <div class="stage">${this.chart(look)}</div>
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

  private chart(look: Look): TemplateResult | typeof nothing {
    const { width } = this.size;
    const height = this.size.height - 2 * EDGE;
    if (width <= 0 || height <= 0) return nothing;
    return html`<svg
      role="img"
      aria-label=${this.label}
      @pointermove=${this.onPointer}
      @pointerdown=${this.onPointer}
    >
      <rect width=${width} height=${this.size.height} fill="transparent"></rect>
      <g transform="translate(0 ${EDGE})">
        ${pageShapes(curveShapes(this.curves, { width, height }, look))}
        ${this.crosshair({ width, height })}
      </g>
    </svg>`;
  }

  private crosshair({ width, height }: ChartSize): SVGTemplateResult | typeof nothing {
    const { at, rows, curves } = this;
    if (at === undefined || at >= rows) return nothing;
    const x = placeOf(at, rows, width);
    const value = curves[0]?.values[at] ?? NaN;
    const y = heightOf(value, extentOf(curves.map(({ values }) => values)), height);
    return svg`<line class="cross" x1=${x} x2=${x} y1="0" y2=${height}></line>
      ${Number.isFinite(value) ? svg`<circle cx=${x} cy=${y} r="3.5"></circle>` : nothing}`;
  }

  private readonly onPointer = (event: PointerEvent): void => {
    const { rows } = this;
    const box = ownerOf(event, Element).getBoundingClientRect();
    if (rows === 0 || box.width === 0) return;
    const share = (event.clientX - box.left) / box.width;
    const row = Math.round(share * (rows - 1));
    this.dispatchEvent(new PlaceEvent(clamp(row, 0, rows - 1), undefined));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "position-curves": PositionCurves;
  }
}
