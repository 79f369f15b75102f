import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ownerOf } from "../base/eventElements";
import { ChooseEvent, PointEvent } from "../base/paneEvents";
import type { HeatCell } from "../base/heatCell";
import { on } from "../base/on";
import { ZoomStepEvent } from "../heat/heatEvents";
import type { HeatPanEvent, HeatPointEvent, HeatZoomEvent } from "../heat/heatEvents";
import { HeatScroll } from "../heat/heatScroll";
import { LARGEST_CELL, seenCells } from "../heat/heatView";
import type { HeatStage, HeatView } from "../heat/heatView";
import { HeatZoom, zoomHint, zoomStepOfKey } from "../heat/heatZoom";
import type { ChosenLimit } from "../heat/limitChoice";
import type { Palette } from "../base/palette";
import "../heat/zoomBar";
import { heatLookOf, FIRST_PICTURES } from "../heat/pictureChoices";
import type { PictureChoices } from "../heat/pictureChoices";
import { cellAfterKey, isRevealKey } from "../base/keys";
import { notice, noticeStyles } from "../base/notice";
import { inlineStyle, px } from "../base/inlineStyle";
import type { HoveredToken } from "../feeds/hoveredToken";
import { PointedMarks, pointedStyles } from "../tokens/pointedMarks";
import { FirstMarks, firstMarkStyles, marksSentence } from "./firstMarks";
import { readout } from "./readout";
import type { Picture } from "../save/picture";
import { keyHint, takesPictureKeys } from "../save/pictureKeys";
import { vectorPicture } from "./vectorPicture";
import type { VectorTable } from "./vectorPicture";
import { heardStyles, paneStyles, readoutStyles, scrollingPaneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import { viewAt } from "../tokens/tokenCell";
import type { TokenPages } from "../feeds/tokenPages";
import type { WindowVectors } from "../feeds/windowVectors";
import type { VectorsEmpty } from "./vectorsEmpty";
import { detailSwitches, detailSwitchStyles } from "./detailSwitches";
import type { BlockFeed } from "../feeds/blockFeed";
import type { Inspector } from "../feeds/inspector";
import { DetailReveal } from "./detailReveal";
import { blockSteps, blockStepStyles } from "./blockSteps";
import "./vectorDetails";
import { vectorMap } from "./vectorMap";
import type { VectorMaps } from "./vectorMap";
import { tablesOf } from "./vectorTables";
import { vectorLayout } from "./vectorLayout";
import type { VectorLayout } from "./vectorLayout";
import { vectorStyles } from "./vectorStyles";

/** Three headings of 18 CSS pixels, 3 between the heatmaps, and 13 for the axis beneath. */
const BETWEEN = 3 * 18 + 2 * 3 + 13;

/** Token vectors + position vectors = input vectors of the chosen window, in one colour limit. */
@customElement("vector-pane")
export class VectorPane extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) shown: WindowVectors | undefined;
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
  @property({ attribute: false }) pointed: HoveredToken | undefined;
  /** Whether a detail lies beneath the heatmaps, not beside them. */
  @property({ type: Boolean, reflect: true }) stacked = false;
  /** After how many blocks of a whole GPT the third heatmap's vectors are. */
  @property({ attribute: false }) blocks: BlockFeed | undefined;
  /** What the vectors are of: the document and the model. */
  @property({ attribute: false }) about = "";
  /** Whether the person has never seen the marks of the first open. */
  @property({ attribute: false }) isFirst = false;
  /** What changes when the person does something in the editor; undefined: there is nothing to mark. */
  @property({ attribute: false }) editorPlace: string | undefined;

  private readonly marks = new FirstMarks(this);
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
    heardStyles,
    scrollingPaneStyles,
    readoutStyles,
    noticeStyles,
    vectorStyles,
    detailSwitchStyles,
    blockStepStyles,
    pointedStyles,
    firstMarkStyles,
  ];

  constructor() {
    super();
    new DetailReveal(this);
    new Watch(this, () => [this.pages, this.inspector, this.blocks]);
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
    this.marks.look(this.isFirst, this.editorPlace);
    const { rows, columns } = this.size;
    this.zoom.use(rows, columns);
    const { cross } = this;
    if (cross === undefined || !changed.has("cross") || this.scrolling.height === 0) return;
    const before = changed.get("cross");
    if (cross.row === before?.row && cross.column === before.column) return;
    this.zoom.show(cross, this.room);
  }

  protected override updated(): void {
    this.scrolling.use(this.renderRoot.querySelector<HTMLElement>(".scroller") ?? undefined);
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

  private tables(shown: WindowVectors): TemplateResult {
    const tables = tablesOf(shown);
    return html`${marksSentence(this.marks.areShown)}
      <div class="beside">${this.pictures(shown, tables)} ${this.details()}</div>`;
  }

  private beside({ name }: VectorTable): TemplateResult | typeof nothing {
    if (name === "token") return this.zoomBar();
    return name === "input" && this.blocks !== undefined ? blockSteps(this.blocks) : nothing;
  }

  private zoomBar(): TemplateResult {
    return html`<zoom-bar
      .ends=${this.zoom.ends(this.room)}
      ${on(ZoomStepEvent, ({ step }) => {
        this.zoom.step(step, this.room, this.cross);
      })}
    ></zoom-bar>`;
  }

  private pictures(shown: WindowVectors, tables: readonly VectorTable[]): TemplateResult {
    const { inspector } = this;
    const { width, height } = this.scrolling;
    const view = this.zoom.view(this.room);
    const hidden = this.scrolling.unseen(view);
    const [first, last] = seenCells(view).columns;
    const maps = this.maps(view);
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
          ${inlineStyle({ width: hidden.x > 0 ? px(width + hidden.x) : "auto", height: px(height + hidden.y) })}
        >
          <div class="stage" ${inlineStyle({ width: hidden.x > 0 ? px(width) : "auto" })}>
            ${tables.map((table) => vectorMap(table, maps, this.beside(table)))}
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
      .look=${heatLookOf(this.drawing, this.palette)}
      .cross=${cross}
    ></vector-details>`;
  }

  private maps(view: HeatView): VectorMaps {
    const { size, limit, palette, cross } = this;
    return {
      ...{ size, view, limit, palette, cross },
      height: this.room.height,
      look: heatLookOf(this.drawing, palette),
      areMarked: this.marks.areShown,
      tokenOf: (row) => this.tokenOf(row),
      picture: (name) => this.picture(name),
      choose: this.onLabel,
      point: this.onPoint,
      zoom: this.onZoom,
      pan: this.onPan,
    };
  }

  private picture(name: VectorTable["name"]): Picture | undefined {
    const { shown, limit, palette, pages, cross, about } = this;
    if (shown === undefined || limit === undefined || palette === undefined) return undefined;
    if (pages === undefined) return undefined;
    const drawn = { limit, palette, look: heatLookOf(this.drawing, palette) };
    return vectorPicture({ shown, tables: tablesOf(shown), name, drawn, pages, cross, about });
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

  private readonly onLabel = (event: MouseEvent): void => {
    const row = Number(ownerOf(event, HTMLElement).dataset["row"]);
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
    if (isRevealKey(event)) {
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

declare global {
  interface HTMLElementTagNameMap {
    "vector-pane": VectorPane;
  }
}
