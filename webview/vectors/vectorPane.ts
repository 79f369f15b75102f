import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ChooseEvent, PointEvent } from "../base/events";
import { shape } from "../base/format";
import { formatCount } from "../../src/shared/base/numbers";
import type { HeatCell } from "../base/heatCell";
import type { HeatPanEvent, HeatPointEvent, HeatZoomEvent, ZoomStepEvent } from "../heat/events";
import "../heat/heatMap";
import { HeatScroll } from "../heat/heatScroll";
import { LARGEST_CELL, seenCells } from "../heat/heatView";
import type { HeatStage, HeatView } from "../heat/heatView";
import { HeatZoom, zoomHint, zoomStepOfKey } from "../heat/heatZoom";
import type { ChosenLimit } from "../heat/limitChoice";
import type { Palette } from "../base/palette";
import "../heat/zoomBar";
import { drawnBy, FIRST_PICTURES } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import { cellAfterKey, reveals } from "../base/keys";
import { notice, noticeStyles } from "../base/notice";
import { placed, px } from "../base/placed";
import type { Pointed } from "../feeds/pointed";
import { PointedMarks, pointedStyles } from "../tokens/pointedMarks";
import { firstMarkStyles, markedPart, markOf, marksSentence } from "./firstMarks";
import { readout } from "./readout";
import type { Picture } from "../save/picture";
import { keyHint, takesPictureKeys } from "../save/pictureKeys";
import "../save/pictureMenu";
import { vectorPicture } from "./vectorPicture";
import type { VectorTable } from "./vectorPicture";
import { paneStyles, readoutStyles, scrollingPaneStyles } from "../base/styles";
import { viewAt } from "../tokens/tokenCell";
import type { TokenPages } from "../feeds/tokenPages";
import type { ShownVectors } from "../feeds/vectorFeed";
import type { VectorsEmpty } from "./vectorsEmpty";
import { detailSwitches, detailSwitchStyles } from "./detailSwitches";
import type { Inspector } from "../feeds/inspector";
import "./vectorDetails";
import { tablesOf, tableWords } from "./vectorTables";
import { rowLabels, vectorLayout } from "./vectorLayout";
import type { VectorLayout } from "./vectorLayout";
import { vectorStyles } from "./vectorStyles";

const NO_LIMIT = { limit: 0, each: undefined };

/** Three headings of 18 CSS pixels, 3 between the heatmaps, and 13 for the axis beneath. */
const BETWEEN = 3 * 18 + 2 * 3 + 13;

/** Token vectors + position vectors = input vectors of the chosen window, in one colour limit. */
@customElement("vector-pane")
export class VectorPane extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) shown: ShownVectors | undefined;
  /** Why there are no vectors, or none of the chosen window. */
  @property({ attribute: false }) empty: VectorsEmpty | undefined;
  /** What the three tables share. */
  @property({ attribute: false }) limit: ChosenLimit | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  /** How the heatmaps are drawn. */
  @property({ attribute: false }) drawing: PictureChoices = FIRST_PICTURES;
  /** Row of the window and dimension under the crosshair. */
  @property({ attribute: false }) cross: HeatCell | undefined;
  /** What else is shown of the row under the crosshair. */
  @property({ attribute: false }) inspector: Inspector | undefined;
  @property({ attribute: false }) pointed: Pointed | undefined;
  /** Whether a detail lies beneath the heatmaps, not beside them. */
  @property({ type: Boolean, reflect: true }) stacked = false;
  /** What the vectors are of: the document and the model. */
  @property({ attribute: false }) about = "";
  /** Whether the marks of the first open are shown. */
  @property({ attribute: false }) areMarked = false;
  /** Rises with every page and every answer that arrives. */
  @property({ attribute: false }) arrivals = 0;

  /** The detail that was brought into view last. */
  private revealed: Inspector["open"] | "unknown" = "unknown";
  private readonly zoom = new HeatZoom(() => {
    this.requestUpdate();
  });
  private readonly scrolling = new HeatScroll(
    this.zoom,
    () => this.room,
    () => {
      this.requestUpdate();
    },
  );

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    readoutStyles,
    noticeStyles,
    vectorStyles,
    detailSwitchStyles,
    pointedStyles,
    firstMarkStyles,
    css`
      .scroller {
        container-type: inline-size;
      }
      .beside {
        display: grid;
        flex: 1;
        grid-template:
          "maps details" minmax(0, 1fr)
          "foot foot" auto / minmax(0, 1fr) auto;
        min-height: 0;
        min-width: 0;
      }
      .scroller {
        grid-area: maps;
      }
      .foot {
        grid-area: foot;
      }
      vector-details {
        grid-area: details;
      }
      :host([stacked]) .beside {
        grid-template:
          "maps" minmax(0, 1fr)
          "foot" auto
          "details" auto / minmax(0, 1fr);
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
    return vectorLayout(this.size.rows, this.scrolling.height, BETWEEN);
  }

  /** Rows are as high as their labels need at first: they only get lower, columns only wider. */
  private get room(): HeatStage {
    const { rows, columns } = this.size;
    const { rowHeight, shown } = this.layout;
    const largest = { width: LARGEST_CELL.width, height: rowHeight };
    const height = rowHeight * shown;
    return { rows, columns, width: this.scrolling.mapWidth, height, openRows: shown, largest };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { rows, columns } = this.size;
    this.zoom.use(rows, columns);
    const { cross } = this;
    if (cross === undefined || !changed.has("cross") || this.scrolling.height === 0) return;
    const before = changed.get("cross");
    if (cross.row === before?.row && cross.column === before.column) return;
    this.zoom.show(cross, this.room);
  }

  protected override updated(): void {
    this.revealDetail();
    this.scrolling.use(this.renderRoot.querySelector<HTMLElement>(".scroller") ?? undefined);
  }

  /** What a person opens comes into view, also where it lies beneath; what was open does not move. */
  private revealDetail(): void {
    const { inspector } = this;
    if (inspector === undefined || inspector.open === this.revealed) return;
    const details = this.renderRoot.querySelector("vector-details");
    const isOpened = this.revealed !== "unknown";
    if (inspector.open !== undefined && details === null && isOpened) return;
    this.revealed = inspector.open;
    if (isOpened) details?.scrollIntoView({ block: "nearest" });
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
    const tables = tablesOf(shown);
    return html`${marksSentence(this.areMarked)}
      <div class="beside">${this.pictures(shown, tables)} ${this.details()}</div>`;
  }

  private zoomBar(): TemplateResult {
    return html`<zoom-bar
      .ends=${this.zoom.ends(this.room)}
      @zoom-step=${({ step }: ZoomStepEvent) => {
        this.zoom.step(step, this.room, this.cross);
      }}
    ></zoom-bar>`;
  }

  private pictures(shown: ShownVectors, tables: readonly VectorTable[]): TemplateResult {
    const { inspector } = this;
    const { width, height } = this.scrolling;
    const view = this.zoom.view(this.room);
    const hidden = this.scrolling.unseen(view);
    const [first, last] = seenCells(view).columns;
    return html`<div
        class="scroller"
        role="group"
        tabindex="0"
        aria-label="${l10n.t("Vectors of window {0}.", shown.window + 1)} ${zoomHint()} ${keyHint()}"
        aria-describedby="readout"
        @scroll=${this.scrolling.onScroll}
        @keydown=${this.onKey}
        ${takesPictureKeys()}
      >
        <div
          class="content"
          ${placed({ width: hidden.x > 0 ? px(width + hidden.x) : "auto", height: px(height + hidden.y) })}
        >
          <div class="stage" ${placed({ width: hidden.x > 0 ? px(width) : "auto" })}>
            ${tables.map((table) => this.table(table, view))}
            <div class="axis" aria-hidden="true">
              <span>${first}</span><span>${l10n.t("dimension")}</span><span>${last}</span>
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

  private details(): TemplateResult | typeof nothing {
    const { inspector, cross } = this;
    if (inspector?.open === undefined) return nothing;
    return html`<vector-details
      id="details"
      ?stacked=${this.stacked}
      .inspector=${inspector}
      .token=${this.tokenOf(cross?.row ?? 0)}
      .window=${this.shown?.window}
      .palette=${this.palette}
      .limit=${this.limit}
      .look=${drawnBy(this.drawing, this.palette)}
      .cross=${cross}
      .arrivals=${this.arrivals}
    ></vector-details>`;
  }

  private table({ name, title, sign, values }: VectorTable, view: HeatView): TemplateResult {
    const { rows, columns } = this.size;
    const { height } = this.room;
    const limit = this.limit ?? NO_LIMIT;
    return html`<section class="table">
      <div class="name">
        <span class="sign" aria-hidden="true">${sign}</span>
        <h3 title="${title} ${shape(rows, columns)}">${title} ${shape(rows, columns)}</h3>
        ${this.rowsSeen(view)}
        <picture-menu
          ?crowded=${!seesAllRows(view, rows)}
          .of=${title}
          .picture=${() => this.picture(name)}
        ></picture-menu>
        ${this.areMarked ? markOf(name) : nothing} ${name === "token" ? this.zoomBar() : nothing}
      </div>
      <div class="map">
        <div class="labels" ${placed({ height: px(height) })}>
          ${rowLabels(view, rows, height).map(
            (label) =>
              html`<div
                class="label ${label.row === this.cross?.row ? "crossed" : ""}"
                data-row=${label.row}
                ${placed({ top: px(label.top), height: px(label.height) })}
                @click=${this.onLabel}
              >
                ${this.label(name, label.row)}
              </div>`,
          )}
        </div>
        <heat-map
          .values=${values}
          .columns=${columns}
          .view=${view}
          .height=${height}
          .limit=${limit}
          .palette=${this.palette}
          .look=${drawnBy(this.drawing, this.palette)}
          .cross=${this.cross}
          .label=${tableWords(title, this.size, limit, view)}
          @heat-point=${this.onPoint}
          @heat-zoom=${this.onZoom}
          @heat-pan=${this.onPan}
        ></heat-map>
        ${this.areMarked ? markedPart(name, height / view.rows) : nothing}
      </div>
    </section>`;
  }

  /** Which rows are seen, where that is not all of them. */
  private rowsSeen(view: HeatView): TemplateResult | typeof nothing {
    const { rows } = this.size;
    const [first, last] = seenCells(view).rows;
    if (seesAllRows(view, rows)) return nothing;
    return html`<span class="seen"
      >${l10n.t("rows {0}–{1} of {2}", formatCount(first), formatCount(last), formatCount(rows))}</span
    >`;
  }

  private picture(name: VectorTable["name"]): Picture | undefined {
    const { shown, limit, palette, pages, cross, about } = this;
    if (shown === undefined || limit === undefined || palette === undefined) return undefined;
    if (pages === undefined) return undefined;
    const drawn = { limit, palette, look: drawnBy(this.drawing, palette) };
    return vectorPicture({ shown, tables: tablesOf(shown), name, drawn, pages, cross, about });
  }

  private label(name: VectorTable["name"], row: number): TemplateResult {
    if (name === "position") {
      return html`<small>${l10n.t("position")}</small><span class="text">${row}</span>`;
    }
    const view = this.tokenOf(row);
    const beside = name === "token" ? String(view?.id ?? "") : `@${String(row)}`;
    return html`<span class="text">${view?.text ?? "…"}</span><small>${beside}</small>`;
  }

  private tokenOf(row: number): ReturnType<typeof viewAt> {
    if (this.pages === undefined || this.shown === undefined) return undefined;
    return viewAt(this.pages, this.shown.start + row);
  }

  private readonly onZoom = (event: HeatZoomEvent): void => {
    this.zoom.onZoom(event, this.room);
  };

  private readonly onPan = (event: HeatPanEvent): void => {
    this.zoom.onPan(event, this.room);
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
    const step = zoomStepOfKey(event);
    if (step !== undefined) {
      event.preventDefault();
      this.zoom.step(step, this.room, this.cross);
      return;
    }
    const { row, column } = this.cross ?? { row: 0, column: 0 };
    if (reveals(event)) {
      event.preventDefault();
      this.revealRow(row);
      return;
    }
    const page = Math.max(1, Math.floor(this.zoom.view(this.room).rows));
    const to = cellAfterKey(event, { row, column }, rows, columns, page);
    if (to === undefined) return;
    event.preventDefault();
    this.dispatchEvent(new PointEvent(to.row, to.column, true));
  };
}

function seesAllRows(view: HeatView, rows: number): boolean {
  const [first, last] = seenCells(view).rows;
  return first === 0 && last >= rows - 1;
}

declare global {
  interface HTMLElementTagNameMap {
    "vector-pane": VectorPane;
  }
}
