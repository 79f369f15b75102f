import { css, html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ChooseEvent, PointEvent } from "./events";
import { limitText, shape } from "./format";
import type { HeatCell } from "./heat/cells";
import type { HeatPointEvent } from "./heat/heatMap";
import "./heat/heatMap";
import type { Palette } from "./heat/palette";
import { cellAfterKey, reveals } from "./keys";
import { notice, noticeStyles } from "./notice";
import { placed, px } from "./placed";
import type { Pointed } from "./pointed";
import { PointedMarks, pointedStyles } from "./pointedMarks";
import { readout } from "./readout";
import { paneStyles, readoutStyles, scrollingPaneStyles } from "./styles";
import { viewAt } from "./tokenCell";
import type { TokenPages } from "./tokenPages";
import type { ShownVectors } from "./vectorFeed";
import type { VectorsEmpty } from "./vectorsEmpty";
import { detailSwitches, detailSwitchStyles } from "./vectors/detailSwitches";
import type { Inspector } from "./vectors/inspector";
import "./vectors/vectorDetails";
import { vectorLayout } from "./vectorLayout";
import type { VectorLayout } from "./vectorLayout";
import { vectorStyles } from "./vectorStyles";
import { rowsOf } from "./virtualGrid";

/** Three headings of 22 CSS pixels, 6 between the heatmaps, and 16 for the axis beneath. */
const BETWEEN = 3 * 22 + 2 * 6 + 16;

interface Table {
  readonly name: "Token vectors" | "Position vectors" | "Input vectors";
  /** Stands before the name: the tables read as a sum. */
  readonly sign: "" | "+" | "=";
  /** Row-major `[L, D]`. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Token vectors + position vectors = input vectors of the chosen window, in one colour limit. */
@customElement("vector-pane")
export class VectorPane extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) shown: ShownVectors | undefined;
  /** Why there are no vectors, or none of the chosen window. */
  @property({ attribute: false }) empty: VectorsEmpty | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  /** Row of the window and dimension under the crosshair. */
  @property({ attribute: false }) cross: HeatCell | undefined;
  /** What else is shown of the row under the crosshair. */
  @property({ attribute: false }) inspector: Inspector | undefined;
  @property({ attribute: false }) pointed: Pointed | undefined;
  /** Rises with every page and every answer that arrives. */
  @property({ attribute: false }) arrivals = 0;

  private height = 0;
  private firstRow = 0;
  private stage: HTMLElement | undefined;
  private readonly sizes = new ResizeObserver(() => {
    this.height = this.stage?.clientHeight ?? 0;
    this.requestUpdate();
  });

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    readoutStyles,
    noticeStyles,
    vectorStyles,
    detailSwitchStyles,
    pointedStyles,
    css`
      .beside,
      .pictures {
        display: flex;
        flex: 1;
        min-height: 0;
        min-width: 0;
      }
      .pictures {
        flex-direction: column;
      }
      @media (max-width: 859px) {
        .beside {
          flex-direction: column;
        }
      }
    `,
  ];

  constructor() {
    super();
    new PointedMarks(this, {
      attribute: "data-row",
      base: () => this.shown?.start,
      keys: () => this.cross && (this.shown?.start ?? 0) + this.cross.row,
    });
  }

  private get size(): { rows: number; columns: number } {
    const [, rows = 0, columns = 0] = this.shown?.vectors.shape ?? [];
    return { rows, columns };
  }

  private get layout(): VectorLayout {
    return vectorLayout(this.size.rows, this.height, BETWEEN);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { shown } = this.layout;
    const { rows } = this.size;
    this.firstRow = Math.min(this.firstRow, Math.max(0, rows - shown));
    const { cross } = this;
    if (cross !== undefined && cross.row !== changed.get("cross")?.row && changed.has("cross")) {
      const last = this.firstRow + shown - 1;
      if (cross.row < this.firstRow) this.firstRow = cross.row;
      else if (cross.row > last) this.firstRow = cross.row - shown + 1;
    }
  }

  protected override updated(): void {
    const stage = this.renderRoot.querySelector<HTMLElement>(".scroller") ?? undefined;
    if (stage !== this.stage) {
      this.sizes.disconnect();
      this.stage = stage;
      if (stage !== undefined) this.sizes.observe(stage);
    }
    const { rowHeight } = this.layout;
    if (stage !== undefined && Math.round(stage.scrollTop / rowHeight) !== this.firstRow) {
      stage.scrollTop = this.firstRow * rowHeight;
    }
  }

  protected override render(): TemplateResult {
    const { shown, empty } = this;
    return html`
      ${
        shown === undefined
          ? notice(empty?.title ?? "", empty?.text, empty?.busy)
          : html`${empty === undefined ? nothing : html`<p class="stale">${empty.title}. ${empty.text}</p>`}
            ${this.tables(shown)}`
      }
    `;
  }

  private tables(shown: ShownVectors): TemplateResult {
    const { vectors, limit } = shown;
    const tables: Table[] = [
      { name: "Token vectors", sign: "", values: vectors.token },
      { name: "Position vectors", sign: "+", values: vectors.position },
      { name: "Input vectors", sign: "=", values: vectors.input },
    ];
    const { columns } = this.size;
    return html`<div class="beside">
      <div class="pictures">${this.pictures(shown, tables, columns)}</div>
      ${this.details(limit.limit)}
    </div>`;
  }

  private pictures(shown: ShownVectors, tables: readonly Table[], columns: number): TemplateResult {
    const { window, limit } = shown;
    const { hidden } = this.layout;
    const { inspector } = this;
    return html`<div
        class="scroller"
        role="group"
        tabindex="0"
        aria-label="Vectors of window ${window + 1}. Arrow keys move the crosshair."
        aria-describedby="readout"
        @scroll=${this.onScroll}
        @keydown=${this.onKey}
      >
        <div class="content" ${placed({ height: px(this.height + hidden) })}>
          <div class="stage">
            ${tables.map((table) => this.table(table, limit.limit))}
            <div class="axis" aria-hidden="true">
              <span>0</span><span>dimension</span><span>${columns - 1}</span>
            </div>
          </div>
        </div>
      </div>
      <div class="foot">
        <div class="readout" id="readout" role="status" aria-live="polite">
          ${readout(shown, this.cross, this.tokenOf(this.cross?.row ?? 0))}
        </div>
        ${inspector === undefined ? nothing : detailSwitches(inspector)}
      </div>`;
  }

  private details(limit: number): TemplateResult | typeof nothing {
    const { inspector, cross } = this;
    if (inspector?.open === undefined) return nothing;
    return html`<vector-details
      id="details"
      .inspector=${inspector}
      .token=${this.tokenOf(cross?.row ?? 0)}
      .palette=${this.palette}
      .limit=${limit}
      .cross=${cross}
      .arrivals=${this.arrivals}
    ></vector-details>`;
  }

  private table({ name, sign, values }: Table, limit: number): TemplateResult {
    const { rows, columns } = this.size;
    const { rowHeight, shown } = this.layout;
    const label = `${name}, ${String(rows)} rows of ${String(columns)} values, colours from −${limitText(limit)} to ${limitText(limit)}`;
    const seen = rowsOf({ first: this.firstRow, end: this.firstRow + shown });
    return html`<section class="table">
      <div class="name">
        <span class="sign" aria-hidden="true">${sign}</span>
        <h3>${name} ${shape(rows, columns)}</h3>
      </div>
      <div class="map">
        <div class="labels">
          ${seen.map(
            (row) =>
              html`<div
                class="label ${row === this.cross?.row ? "crossed" : ""}"
                data-row=${row}
                ${placed({ height: px(rowHeight) })}
                @click=${this.onLabel}
              >
                ${this.label(name, row)}
              </div>`,
          )}
        </div>
        <heat-map
          .values=${values}
          .columns=${columns}
          .firstRow=${this.firstRow}
          .rows=${shown}
          .rowHeight=${rowHeight}
          .limit=${limit}
          .palette=${this.palette}
          .cross=${this.cross}
          .label=${label}
          @heat-point=${this.onPoint}
        ></heat-map>
      </div>
    </section>`;
  }

  private label(name: Table["name"], row: number): TemplateResult {
    if (name === "Position vectors") {
      return html`<small>position</small><span class="text">${row}</span>`;
    }
    const view = this.tokenOf(row);
    const beside = name === "Token vectors" ? String(view?.id ?? "") : `@${String(row)}`;
    return html`<span class="text">${view?.text ?? "…"}</span><small>${beside}</small>`;
  }

  private tokenOf(row: number): ReturnType<typeof viewAt> {
    if (this.pages === undefined || this.shown === undefined) return undefined;
    return viewAt(this.pages, this.shown.start + row);
  }

  private readonly onScroll = (event: Event): void => {
    const row = Math.round((event.target as Element).scrollTop / this.layout.rowHeight);
    if (row === this.firstRow) return;
    this.firstRow = row;
    this.requestUpdate();
  };

  private readonly onPoint = ({ cell, pressed }: HeatPointEvent): void => {
    this.pointed?.point(this.shown && this.shown.start + cell.row);
    this.dispatchEvent(new PointEvent(cell.row, cell.column, pressed));
  };

  private readonly onLabel = (event: Event): void => {
    const row = Number((event.currentTarget as HTMLElement).dataset["row"]);
    this.dispatchEvent(new PointEvent(row, this.cross?.column ?? 0, true));
    this.revealRow(row);
  };

  private revealRow(row: number): void {
    if (this.shown === undefined) return;
    const index = this.shown.start + row;
    this.dispatchEvent(new ChooseEvent({ kind: "token", index }, true));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { rows, columns } = this.size;
    if (rows === 0 || columns === 0) return;
    const { row, column } = this.cross ?? { row: 0, column: 0 };
    if (reveals(event)) {
      event.preventDefault();
      this.revealRow(row);
      return;
    }
    const to = cellAfterKey(event, { row, column }, rows, columns, this.layout.shown);
    if (to === undefined) return;
    event.preventDefault();
    this.dispatchEvent(new PointEvent(to.row, to.column, true));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "vector-pane": VectorPane;
  }
}
