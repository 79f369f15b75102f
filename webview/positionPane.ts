import { css, html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { fixed4, limitText, shape } from "./format";
import type { HeatCell } from "./heat/cells";
import type { HeatPointEvent } from "./heat/heatMap";
import "./heat/heatMap";
import type { Palette } from "./heat/palette";
import { cellAfterKey } from "./keys";
import { notice, noticeStyles } from "./notice";
import { placed, px } from "./placed";
import type { ShownPositions } from "./positionFeed";
import { paneStyles, scrollingPaneStyles } from "./styles";
import { vectorStyles } from "./vectorStyles";

/** CSS pixels of the axis beneath the picture. */
const AXIS = 16;
/** CSS pixels of its name above it. */
const NAME = 22;
/** Rows that Page Up and Page Down go. */
const PAGE = 64;

/** The whole position table as one picture: a row is a position, a column a dimension. */
@customElement("position-pane")
export class PositionPane extends LitElement {
  @property({ attribute: false }) shown: ShownPositions | undefined;
  /** Why there is no table. */
  @property({ attribute: false }) problem: string | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  @state() private cross: HeatCell | undefined;
  @state() private height = 0;
  private stage: HTMLElement | undefined;
  private readonly sizes = new ResizeObserver(() => {
    this.height = this.stage?.clientHeight ?? 0;
  });

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    noticeStyles,
    vectorStyles,
    css`
      .scroller {
        overflow: hidden;
      }
      .labels {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        padding-right: 10px;
        color: var(--dim);
        font-size: 10px;
        text-align: right;
      }
    `,
  ];

  protected override updated(): void {
    const stage = this.renderRoot.querySelector<HTMLElement>(".scroller") ?? undefined;
    if (stage === this.stage) return;
    this.sizes.disconnect();
    this.stage = stage;
    if (stage !== undefined) this.sizes.observe(stage);
  }

  protected override render(): TemplateResult {
    const { shown, problem } = this;
    if (problem !== undefined) {
      return html`${notice("The position table could not be read", problem)}`;
    }
    if (shown === undefined) return html`${notice("Reading the position table…", "", true)}`;
    return this.picture(shown);
  }

  private picture({ name, table, limit }: ShownPositions): TemplateResult {
    const [rows, columns] = table.shape;
    const label = `Position table of ${name.name}, ${String(rows)} positions of ${String(columns)} dimensions, colours from −${limitText(limit.limit)} to ${limitText(limit.limit)}`;
    const rowHeight = Math.max(0, this.height - NAME - AXIS) / rows;
    return html`<div
        class="scroller"
        role="group"
        tabindex="0"
        aria-label="Position table. Arrow keys move the crosshair."
        aria-describedby="position-readout"
        @keydown=${this.onKey}
      >
        <div class="stage">
          <div class="name">
            <span class="sign"></span>
            <h3>Position table of ${name.name} ${shape(rows, columns)}</h3>
          </div>
          <div class="map">
            <div class="labels" aria-hidden="true" ${placed({ height: px(rows * rowHeight) })}>
              <span>position 0</span><span>${rows - 1}</span>
            </div>
            <heat-map
              .values=${table.values}
              .columns=${columns}
              .firstRow=${0}
              .rows=${rows}
              .rowHeight=${rowHeight}
              .limit=${limit.limit}
              .palette=${this.palette}
              .cross=${this.cross}
              .label=${label}
              @heat-point=${this.onPoint}
            ></heat-map>
          </div>
          <div class="axis" aria-hidden="true">
            <span>0</span><span>dimension</span><span>${columns - 1}</span>
          </div>
        </div>
      </div>
      <div class="readout" id="position-readout" role="status" aria-live="polite">
        ${this.readout(table.values, columns)}
      </div>`;
  }

  private readout(values: Float32Array, columns: number): TemplateResult {
    const { cross } = this;
    if (cross === undefined) {
      return html`<span class="aside"
        >Move over a cell, or use the arrow keys, for its value.</span
      >`;
    }
    const value = values[cross.row * columns + cross.column] ?? NaN;
    return html`<span class="where">position ${cross.row} · dimension ${cross.column}</span
      ><span class="sum">${fixed4(value)}</span>`;
  }

  private readonly onPoint = ({ cell }: HeatPointEvent): void => {
    this.cross = cell;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const [rows, columns] = this.shown?.table.shape ?? [0, 0];
    if (rows === 0 || columns === 0) return;
    const from = this.cross ?? { row: 0, column: 0 };
    const to = cellAfterKey(event, from, rows, columns, PAGE);
    if (to === undefined) return;
    event.preventDefault();
    this.cross = to;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "position-pane": PositionPane;
  }
}
