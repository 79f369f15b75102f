import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { clamp } from "../../src/shared/base/numbers";
import { MOST_WEIGHTS } from "../../src/shared/values/predictionAnswers";
import type { HeadAttention, SmallHeads } from "../../src/shared/values/predictionAnswers";
import type { HeatCell } from "../base/heatCell";
import { fixed4 } from "../base/format";
import { inlineStyle, px } from "../base/inlineStyle";
import { cellAfterKey, isRevealKey } from "../base/keys";
import { HERE, withMarkup } from "../base/markup";
import { memo } from "../base/memo";
import { notice, noticeStyles } from "../base/notice";
import { on } from "../base/on";
import type { Palette } from "../base/palette";
import { ChooseEvent } from "../base/paneEvents";
import { stepper, stepperStyles } from "../base/stepper";
import { paneStyles, scrollingPaneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { Outcome } from "../feeds/feed";
import type { LayerWishOf, Predictions } from "../feeds/predictions";
import type { TokenPages } from "../feeds/tokenPages";
import { HeatPanEvent, HeatPointEvent, HeatZoomEvent, ZoomStepEvent } from "../heat/heatEvents";
import "../heat/heatMap";
import { LARGEST_CELL } from "../heat/heatView";
import type { HeatStage } from "../heat/heatView";
import { HeatZoom, zoomStepOfKey } from "../heat/heatZoom";
import { commonLimit } from "../heat/limits";
import "../heat/zoomBar";
import { StageSize } from "../positions/stageSize";
import type { Picture, ShowsPicture } from "../save/picture";
import { keyHint, takesPictureKeys } from "../save/pictureKeys";
import "../save/pictureMenu";
import { viewAt } from "../tokens/tokenCell";
import { attentionLines, weightsOf } from "./attentionLines";
import type { Weight } from "./attentionLines";
import { attentionPicture, fullColour } from "./attentionPicture";
import { attentionStyles } from "./attentionStyles";
import { barStyles } from "./nextStyles";

/** CSS pixels of a head's small picture. */
const SMALL = 56;
/** CSS pixels of the large picture, and of what stands above and beneath it. */
const LEAST_SIDE = 180;
const MOST_SIDE = 400;
const ABOVE = 242;
/** Rows that Page Up and Page Down go. */
const PAGE = 16;

/** How the heads of a layer attend: all in small, one large, and what the chosen token looks at. */
@customElement("attention-view")
export class AttentionView extends LitElement implements ShowsPicture {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) predictions!: Predictions;
  @property({ attribute: false }) palette: Palette | undefined;
  /** Blocks of the model. */
  @property({ attribute: false }) layers = 1;
  /** Position that is looked at. */
  @property({ attribute: false }) row = 0;
  /** Steps from position to position. */
  @property({ attribute: false }) position: TemplateResult | typeof nothing = nothing;
  /** Position that it looks at, under the crosshair. */
  @state() private column = 0;
  private readonly zoom = new HeatZoom(() => {
    this.requestUpdate();
  });
  private readonly lines = new StageSize(this, ".over");
  private readonly place = new StageSize(this, ".scroller");
  private readonly limitOf = memo((values: Float32Array) => commonLimit([values]).limit);

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    noticeStyles,
    stepperStyles,
    barStyles,
    attentionStyles,
  ];

  constructor() {
    super();
    new Watch(this, () => [
      this.pages,
      this.predictions,
      this.predictions.heads,
      this.predictions.attention,
    ]);
  }

  protected override render(): TemplateResult {
    const { heads, attention } = this.predictions;
    const problem = heads.problem ?? attention.problem;
    if (problem !== undefined) {
      return notice(l10n.t("The attention could not be computed"), problem);
    }
    const { last } = heads;
    if (last === undefined) return notice(l10n.t("Computing the attention…"), "", true);
    const late = heads.isWaiting;
    return html`<div
      class="scroller ${late ? "late" : ""}"
      tabindex="0"
      role="group"
      aria-label="${l10n.t("Attention")}. ${keyHint()}"
      ${takesPictureKeys()}
      aria-busy=${late ? "true" : "false"}
    >
      <div class="fields">${this.position} ${this.layerSteps()} ${this.legend(last)}</div>
      ${this.smallHeads(last)} ${this.large(last)}
    </div>`;
  }

  private layerSteps(): TemplateResult {
    const { predictions, layers } = this;
    const { layer } = predictions;
    return stepper({
      text: l10n.t("block {0} of {1}", layer + 1, layers),
      before: l10n.t("The block before"),
      next: l10n.t("The next block"),
      ...{ value: layer, least: 0, most: layers - 1 },
      choose: (to) => {
        predictions.choose({ layer: to });
      },
    });
  }

  private legend({ answer }: Outcome<LayerWishOf, SmallHeads>): TemplateResult {
    const { length, shape } = answer;
    const full = fullColour(this.limit);
    const small =
      shape[1] === length
        ? nothing
        : ` · ${l10n.t("a small picture's cell is the largest weight of those that it stands for")}`;
    return html`<span class="dim">${full}${small}</span>`;
  }

  /** One for all heads of the layer. */
  private get limit(): number {
    const small = this.predictions.heads.last?.answer;
    return small === undefined ? 0 : this.limitOf(small.values);
  }

  private smallHeads({ answer }: Outcome<LayerWishOf, SmallHeads>): TemplateResult {
    const { predictions, palette } = this;
    const [count, side] = answer.shape;
    const size = side * side;
    const limit = { limit: this.limit, each: undefined };
    return html`<div class="heads" role="group" aria-label=${l10n.t("Heads of the block")}>
      ${Array.from({ length: count }, (_, head) => {
        const name = l10n.t("head {0}", head + 1);
        return html`<button
          type="button"
          class="head"
          data-head=${head}
          title=${l10n.t("Show head {0} large", head + 1)}
          aria-label=${name}
          aria-pressed=${head === predictions.head ? "true" : "false"}
          @click=${() => {
            predictions.choose({ head });
          }}
        >
          <heat-map
            .values=${answer.values.subarray(head * size, (head + 1) * size)}
            .columns=${side}
            .height=${SMALL}
            .limit=${limit}
            .palette=${palette}
            .label=${name}
          ></heat-map
          ><span>${name}</span>
        </button>`;
      })}
    </div>`;
  }

  private large({ wish }: Outcome<LayerWishOf, SmallHeads>): TemplateResult {
    const { predictions, row } = this;
    const head = predictions.headValues;
    if (head === undefined) return notice(l10n.t("Computing the attention…"), "", true);
    const { length, values } = head;
    const here = clamp(row, 0, length - 1);
    const weights = weightsOf(values, length, here);
    const text = (position: number): string => this.textOf(wish.start + position);
    return html`<div class="over">
        ${attentionLines(weights, here, length, this.lines.width, text)}
      </div>
      <div class="large">
        <div>${this.map(head, here)}</div>
        ${this.told(weights, here, text)}
      </div>`;
  }

  private map(head: HeadAttention, row: number): TemplateResult {
    const { palette, predictions } = this;
    const column = clamp(this.column, 0, head.length - 1);
    const cross = { row, column };
    const label = l10n.t(
      "Attention of head {0} in block {1}, {2} × {2}: a row for each token that looks, a column for each that is looked at",
      predictions.head + 1,
      predictions.layer + 1,
      head.length,
    );
    const room = this.room(head.length);
    this.zoom.use(room.rows, room.columns);
    return html`<div class="fields">
        <h4>${l10n.t("head {0}", predictions.head + 1)}</h4>
        <picture-menu
          .of=${l10n.t("attention of head {0}", predictions.head + 1)}
          .picture=${() => this.picture}
        ></picture-menu>
        <zoom-bar
          .ends=${this.zoom.ends(room)}
          ${on(ZoomStepEvent, ({ step }) => {
            this.zoom.step(step, room, cross);
          })}
        ></zoom-bar>
        <span class="axes">${l10n.t("row: the token that looks · column: what it looks at")}</span>
      </div>
      <div
        class="square"
        ${inlineStyle({ width: px(room.width), height: px(room.height) })}
        tabindex="0"
        role="group"
        aria-label="${label} ${l10n.t("Arrow keys move the crosshair, plus and minus zoom.")}"
        aria-describedby="weight"
        @keydown=${(event: KeyboardEvent) => {
          this.onKey(event, cross, head.length, room);
        }}
      >
        <heat-map
          .values=${head.values}
          .columns=${head.length}
          .view=${this.zoom.view(room)}
          .height=${room.height}
          .limit=${{ limit: this.limit, each: undefined }}
          .palette=${palette}
          .cross=${cross}
          .wheelPans=${true}
          .label=${label}
          ${on(HeatPointEvent, ({ cell, pressed }) => {
            this.column = cell.column;
            if (pressed) this.choose(cell.row, false);
          })}
          ${on(HeatZoomEvent, (event) => {
            this.zoom.onZoom(event, room);
          })}
          ${on(HeatPanEvent, (event) => {
            this.zoom.onPan(event, room);
          })}
        ></heat-map>
      </div>
      <div class="readout" id="weight" role="status" aria-live="polite">
        ${this.readout(head, cross)}
      </div>`;
  }

  /** As it is copied from and saved. */
  get picture(): Picture | undefined {
    const { predictions, palette, pages, row, column, limit } = this;
    const { last } = predictions.heads;
    const large = predictions.headValues;
    if (last === undefined || large === undefined) return undefined;
    if (palette === undefined || pages === undefined) return undefined;
    const { window, start, layer } = last.wish;
    const most = large.length - 1;
    return attentionPicture({
      ...{ small: last.answer, large, limit, palette, pages },
      place: { window, start, layer, head: predictions.head },
      cross: { row: clamp(row, 0, most), column: clamp(column, 0, most) },
    });
  }

  private room(length: number): HeatStage {
    const side = clamp(this.place.height - ABOVE, LEAST_SIDE, MOST_SIDE);
    const largest = { width: LARGEST_CELL.width, height: LARGEST_CELL.width };
    return { rows: length, columns: length, width: side, height: side, openRows: length, largest };
  }

  private readout({ length, values }: HeadAttention, { row, column }: HeatCell): string {
    const start = this.predictions.heads.last?.wish.start ?? 0;
    const [from, to] = [this.quote(start + row), this.quote(start + column)];
    if (column > row)
      return l10n.t("{0} @{1} never looks ahead at {2} @{3}", from, row, to, column);
    const weight = fixed4(values[row * length + column] ?? NaN);
    return l10n.t("{0} @{1} looks at {2} @{3}: {4}", from, row, to, column, weight);
  }

  private told(
    weights: readonly Weight[],
    row: number,
    text: (position: number) => string,
  ): TemplateResult {
    const start = this.predictions.heads.last?.wish.start ?? 0;
    const of = l10n.t("{0} at position {1} looks at", HERE, row);
    return html`<section>
      <h4>${withMarkup(of, html`<b>${this.quote(start + row)}</b>`)}</h4>
      <ol aria-label=${l10n.t("What the chosen token looks at, the largest weights first")}>
        ${weights.slice(0, MOST_WEIGHTS).map(({ position, weight }) => {
          const width = `${String(clamp(weight, 0, 1) * 100)}%`;
          return html`<li data-position=${position}>
            <small>@${position}</small><span class="text">${text(position)}</span
            ><span class="bar" aria-hidden="true"><span ${inlineStyle({ width })}></span></span
            ><span class="number">${fixed4(weight)}</span>
          </li>`;
        })}
      </ol>
    </section>`;
  }

  private textOf(token: number): string {
    return (this.pages && viewAt(this.pages, token)?.text) ?? "…";
  }

  private quote(token: number): string {
    return (this.pages && viewAt(this.pages, token)?.quoted) ?? "…";
  }

  private onKey(event: KeyboardEvent, cross: HeatCell, length: number, room: HeatStage): void {
    const step = zoomStepOfKey(event);
    if (step !== undefined) {
      event.preventDefault();
      this.zoom.step(step, room, cross);
      return;
    }
    if (isRevealKey(event)) {
      event.preventDefault();
      this.choose(cross.row, true);
      return;
    }
    const to = cellAfterKey(event, cross, length, length, PAGE);
    if (to === undefined) return;
    event.preventDefault();
    this.column = to.column;
    this.zoom.show(to, room);
    if (to.row !== cross.row) this.choose(to.row, false);
  }

  private choose(row: number, reveal: boolean): void {
    const start = this.predictions.heads.last?.wish.start;
    if (start === undefined) return;
    this.dispatchEvent(new ChooseEvent({ kind: "token", index: start + row }, reveal));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "attention-view": AttentionView;
  }
}
