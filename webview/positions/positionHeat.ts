import { html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { HeatCell } from "../heat/cells";
import "../heat/heatLegend";
import type { HeatPointEvent } from "../heat/heatMap";
import "../heat/heatMap";
import type { HeatLimit } from "../heat/limits";
import type { Palette } from "../heat/palette";
import { placed, px } from "../placed";
import { paneStyles } from "../styles";
import { PlaceEvent } from "./events";
import { pictureFrame } from "./pictureFrame";
import { pictureStyles } from "./pictureStyles";
import { StageSize } from "./stageSize";

/** A whole table as one picture that fills its place. */
@customElement("position-heat")
export class PositionHeat extends LitElement {
  @property({ attribute: false }) heading = "";
  /** What the keys do. */
  @property({ attribute: false }) hint = "";
  /** Text alternative. */
  @property({ attribute: false }) label = "";
  /** Row-major, `columns` values a row. */
  @property({ attribute: false }) values = new Float32Array();
  @property({ attribute: false }) columns = 0;
  @property({ attribute: false }) rowName = "position";
  @property({ attribute: false }) columnName = "dimension";
  /** Whether cells are as wide as high. */
  @property({ attribute: false }) square = false;
  /** |x| of the full colour. */
  @property({ attribute: false }) limit = 0;
  /** Where the limit comes from; undefined for one that needs no explanation. */
  @property({ attribute: false }) explained: HeatLimit | undefined;
  /** What stands in the place of such an explanation. */
  @property({ attribute: false }) about = "";
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false }) cross: HeatCell | undefined;
  private readonly size = new StageSize(this, ".stage");

  static override readonly styles = [paneStyles, pictureStyles];

  protected override render(): TemplateResult {
    const { columns, values } = this;
    const rows = columns === 0 ? 0 : values.length / columns;
    const { width, height } = this.size;
    const side = this.square ? Math.min(width, height) : 0;
    const wide = this.square ? side : width;
    const high = this.square ? side : height;
    return pictureFrame(
      this.heading,
      this.hint,
      html`${
        this.explained === undefined
          ? html`<span class="aside">${this.about}</span>`
          : html`<heat-legend
              scope="of all values"
              .limit=${this.explained}
              .palette=${this.palette}
            ></heat-legend>`
      }`,
      html`<div class="map">
          <div class="labels" aria-hidden="true" ${placed({ height: px(high) })}>
            <span>0</span><span>${this.rowName}</span><span>${rows - 1}</span>
          </div>
          <div class="stage">
            <heat-map
              ${placed({ width: px(wide) })}
              .values=${values}
              .columns=${columns}
              .firstRow=${0}
              .rows=${rows}
              .rowHeight=${rows === 0 ? 0 : high / rows}
              .limit=${this.limit}
              .palette=${this.palette}
              .cross=${this.cross}
              .label=${this.label}
              @heat-point=${this.onPoint}
            ></heat-map>
          </div>
        </div>
        <div class="axis" aria-hidden="true" ${placed({ width: px(wide) })}>
          <span>0</span><span>${this.columnName}</span><span>${columns - 1}</span>
        </div>`,
    );
  }

  private readonly onPoint = ({ cell }: HeatPointEvent): void => {
    this.dispatchEvent(new PlaceEvent(cell.row, cell.column));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "position-heat": PositionHeat;
  }
}
