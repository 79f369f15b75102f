import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { CopiedPositions } from "../../src/shared/values/copiedCode";
import type { HeatCell } from "../base/heatCell";
import { HeatPanEvent, HeatPointEvent, HeatZoomEvent } from "../heat/heatEvents";
import type { ZoomStep } from "../heat/heatEvents";
import { on } from "../base/on";
import "../heat/heatLegend";
import "../heat/heatMap";
import type { HeatMap } from "../heat/heatMap";
import { LARGEST_CELL, seenCells } from "../heat/heatView";
import type { HeatPlace, HeatStage } from "../heat/heatView";
import { zoomStepOfKey } from "../heat/heatZoom";
import type { HeatZoom } from "../heat/heatZoom";
import type { ChosenLimit } from "../heat/limitChoice";
import type { Palette } from "../base/palette";
import { inlineStyle, px } from "../base/inlineStyle";
import { heatDrawing } from "../heat/heatDrawing";
import { endsOf, legendWords } from "../heat/heatCells";
import type { Picture, ShowsPicture } from "../save/picture";
import { paneStyles } from "../base/styles";
import { PlaceEvent, StageEvent } from "./labEvents";
import { pictureFrame } from "./pictureFrame";
import { pictureStyles } from "./pictureStyles";
import { StageSize } from "./stageSize";
import { PLAIN } from "../heat/heatLook";

/** What the colour limit is of. */
const SCOPE = "all";

/** A whole table as one picture that fills its place. */
@customElement("position-heat")
export class PositionHeat extends LitElement implements ShowsPicture {
  @property({ attribute: false }) heading = "";
  /** Whose values they are, where the heading does not tell: a saved picture says it. */
  @property({ attribute: false }) whose = "";
  /** What the keys do. */
  @property({ attribute: false }) hint = "";
  /** Text alternative. */
  @property({ attribute: false }) label = "";
  /** Row-major, `columns` values a row. */
  @property({ attribute: false }) values = new Float32Array();
  @property({ attribute: false }) columns = 0;
  @property({ attribute: false }) rowName = l10n.t("position");
  @property({ attribute: false }) columnName = l10n.t("dimension");
  /** Whether cells are as wide as high. */
  @property({ attribute: false }) square = false;
  /** |x| of the full colour. */
  @property({ attribute: false }) limit: HeatMap["limit"] = { limit: 0, each: undefined };
  /** Where the limit comes from; undefined for one that needs no explanation. */
  @property({ attribute: false }) explained: ChosenLimit | undefined;
  /** What stands in the place of such an explanation. */
  @property({ attribute: false }) about = "";
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false }) look: HeatMap["look"] = PLAIN;
  /** Shared with the pictures beside it, with its place: another place, another picture. */
  @property({ attribute: false }) zoom!: HeatZoom;
  @property({ attribute: false }) place: HeatPlace | undefined;
  @property({ attribute: false }) cross: HeatCell | undefined;
  /** What copied lines are to make, but for the crosshair. */
  @property({ attribute: false }) code!: CopiedPositions;
  /** Whether a key was pressed here that may lead the crosshair out of what is seen. */
  private followsKeys = false;
  private readonly size = new StageSize(this, ".stage");
  private lastStage = "";

  static override readonly styles = [paneStyles, pictureStyles];

  constructor() {
    super();
    this.addEventListener("keydown", (event) => {
      const step = zoomStepOfKey(event);
      this.followsKeys = step === undefined;
      if (step === undefined) return;
      event.preventDefault();
      this.step(step);
    });
  }

  step(step: ZoomStep): void {
    this.zoom.step(step, this.room, this.cross);
  }

  private get room(): HeatStage {
    const { columns, values, size, square } = this;
    const rows = columns === 0 ? 0 : values.length / columns;
    const side = Math.min(size.width, size.height);
    const [width, height] = square ? [side, side] : [size.width, size.height];
    const largest = square
      ? { width: LARGEST_CELL.width, height: LARGEST_CELL.width }
      : LARGEST_CELL;
    return { rows, columns, width, height, openRows: rows, largest };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { cross, room } = this;
    this.zoom.use(room.rows, room.columns);
    if (!this.followsKeys || !changed.has("cross") || cross === undefined) return;
    this.followsKeys = false;
    this.zoom.show(cross, room);
  }

  /** Zoom steps that would change nothing in this picture. */
  get ends(): ReadonlySet<ZoomStep> {
    return this.zoom.ends(this.room);
  }

  /** Tells of another stage: which zoom steps are left depends on it. */
  protected override updated(): void {
    const { rows, columns, width, height } = this.room;
    const stage = [rows, columns, width, height].join(" ");
    if (stage === this.lastStage) return;
    this.lastStage = stage;
    this.dispatchEvent(new StageEvent());
  }

  protected override render(): TemplateResult {
    const { room } = this;
    const view = this.zoom.view(room);
    const [firstRow, lastRow] = seenCells(view).rows;
    const [firstColumn, lastColumn] = seenCells(view).columns;
    const label =
      view.rows < room.rows || view.columns < room.columns
        ? l10n.t(
            "{0}, seen: {1} {2} to {3}, {4} {5} to {6}",
            this.label,
            this.rowName,
            firstRow,
            lastRow,
            this.columnName,
            firstColumn,
            lastColumn,
          )
        : this.label;
    return pictureFrame(
      this.heading,
      this.hint,
      html`${
        this.explained === undefined
          ? html`<span class="aside">${this.about}</span>`
          : html`<heat-legend
              .scope=${SCOPE}
              .limit=${this.explained}
              .palette=${this.palette}
              .look=${this.look}
            ></heat-legend>`
      }`,
      html`<div class="map">
          <div class="labels" aria-hidden="true" ${inlineStyle({ height: px(room.height) })}>
            <span>${firstRow}</span><span>${this.rowName}</span><span>${lastRow}</span>
          </div>
          <div class="stage">
            <heat-map
              ${inlineStyle({ width: px(room.width) })}
              .values=${this.values}
              .columns=${this.columns}
              .view=${view}
              .height=${room.height}
              .limit=${this.limit}
              .palette=${this.palette}
              .look=${this.look}
              .cross=${this.cross}
              .wheelPans=${true}
              .label=${label}
              ${on(HeatPointEvent, this.onPoint)}
              ${on(HeatZoomEvent, (event) => {
                this.zoom.onZoom(event, this.room);
              })}
              ${on(HeatPanEvent, (event) => {
                this.zoom.onPan(event, this.room);
              })}
            ></heat-map>
          </div>
        </div>
        <div class="axis" aria-hidden="true" ${inlineStyle({ width: px(room.width) })}>
          <span>${firstColumn}</span><span>${this.columnName}</span><span>${lastColumn}</span>
        </div>`,
      () => this.picture,
    );
  }

  get picture(): Picture | undefined {
    const { values, columns, limit, palette, look } = this;
    const { heading, whose, rowName, columnName, square, cross } = this;
    if (palette === undefined || values.length === 0) return undefined;
    const legend =
      this.explained === undefined
        ? { before: this.about, ends: endsOf(limit.limit), after: "" }
        : legendWords(this.explained, SCOPE, look.summary);
    const named = { heading, whose, rowName, columnName, square, legend };
    return {
      fileName: "heatmap",
      title: heading,
      description: this.label,
      table: { values, columns },
      at: cross,
      code: cross === undefined ? this.code : { ...this.code, at: [cross.row, cross.column] },
      draw: (page) => heatDrawing({ values, columns, limit, palette, look }, named, page),
    };
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
