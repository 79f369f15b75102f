import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { CopiedPositions } from "../../src/shared/values/copiedCode";
import { ownerOf } from "../base/eventElements";
import type { Palette } from "../base/palette";
import { memo } from "../base/memo";
import { paintShapes } from "../drawing/canvasShapes";
import { helixDrawing, helixShapes, rampCells } from "../drawing/helixDrawing";
import { themeLook } from "../drawing/look";
import type { Look } from "../drawing/look";
import type { NumberTable } from "../save/numberText";
import type { Picture, ShowsPicture } from "../save/picture";
import { paneStyles } from "../base/styles";
import { PlaceEvent, TurnEvent } from "./labEvents";
import { FIRST_TURN, pointNear, rotate } from "../drawing/helixLayout";
import type { Cloud, Turn } from "../drawing/helixLayout";
import { pictureFrame } from "./pictureFrame";
import { pictureStyles } from "./pictureStyles";
import { RAMP_SIZE } from "../drawing/ramp";
import { StageSize } from "./stageSize";

/** Share of half the smaller side that the curve's radius takes: the names of its axes need room. */
const FILL = 0.86;
/** Radians that one CSS pixel of a drag turns. */
const DRAG_STEP = 0.009;
/** CSS pixels within which the pointer finds a position. */
const REACH = 14;

/** The positions along their three strongest components, as a curve in space. */
@customElement("position-helix")
export class PositionHelix extends LitElement implements ShowsPicture {
  @property({ attribute: false }) heading = "";
  /** What the components explain. */
  @property({ attribute: false }) explained = "";
  /** Whose values they are, where the heading does not tell: a saved picture says it. */
  @property({ attribute: false }) whose = "";
  /** What the keys do. */
  @property({ attribute: false }) hint = "";
  /** Text alternative. */
  @property({ attribute: false }) label = "";
  /** A point for each row. */
  @property({ attribute: false }) cloud: Cloud = { points: new Float64Array(), radius: 0 };
  /** The rows' places along the components, in the components' own unit: what is copied. */
  @property({ attribute: false }) scores: NumberTable = { values: new Float32Array(), columns: 0 };
  /** What copied lines are to make, but for the mark. */
  @property({ attribute: false }) code!: CopiedPositions;
  @property({ attribute: false }) turn: Turn = FIRST_TURN;
  /** Row that is marked. */
  @property({ attribute: false }) at: number | undefined;
  /** Another theme, another palette. */
  @property({ attribute: false }) palette: Palette | undefined;
  @query(".space") private readonly canvas!: HTMLCanvasElement | null;
  @query(".ramp") private readonly ramp!: HTMLCanvasElement | null;
  private readonly size = new StageSize(this, ".stage");
  private readonly look = memo((_palette: Palette | undefined) => themeLook());
  private seen: Float64Array = new Float64Array();
  private drag: { readonly x: number; readonly y: number; readonly turn: Turn } | undefined;

  static override readonly styles = [
    paneStyles,
    pictureStyles,
    css`
      .space {
        display: block;
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        cursor: grab;
        touch-action: none;
      }
      .space:active {
        cursor: grabbing;
      }
      .scroller {
        padding-left: 14px;
      }
      .name {
        padding-left: 0;
      }
      .scale {
        display: flex;
        flex: none;
        align-items: center;
        gap: 6px;
        color: var(--dim);
        font-size: var(--small);
        line-height: 18px;
      }
      .ramp {
        width: 96px;
        height: 8px;
        border: 1px solid var(--vscode-contrastBorder, transparent);
      }
    `,
  ];

  protected override render(): TemplateResult {
    return pictureFrame(
      this.heading,
      this.hint,
      html`<span class="aside"
        >${this.explained === "" ? nothing : html`${this.explained} · `}${l10n.t("drag to turn")}</span
      >`,
      html`<div class="stage">
          <canvas
            class="space"
            role="img"
            aria-label=${this.label}
            @pointerdown=${this.onPress}
            @pointermove=${this.onMove}
            @pointerup=${this.onRelease}
            @pointercancel=${this.onRelease}
          ></canvas>
        </div>
        <div class="scale" aria-hidden="true">
          <span>${l10n.t("first row")}</span>
          <canvas class="ramp" width=${RAMP_SIZE} height="1"></canvas>
          <span>${l10n.t("last row, {0}", Math.max(0, this.cloud.points.length / 3 - 1))}</span>
        </div>`,
      () => this.picture,
    );
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.paint();
  }

  get picture(): Picture | undefined {
    const { heading, whose, explained, cloud, turn, scores, at } = this;
    if (cloud.points.length === 0) return undefined;
    return {
      fileName: "pca",
      title: heading,
      description: this.label,
      table: scores,
      at: at === undefined ? undefined : { row: at, column: 0 },
      code: at === undefined ? this.code : { ...this.code, at: [at, 0] },
      draw: (look) => helixDrawing({ heading, whose, explained, cloud, turn }, look),
    };
  }

  private get scale(): number {
    return (Math.min(this.size.width, this.size.height) / 2) * FILL;
  }

  private paint(): void {
    const { canvas, size } = this;
    const context = canvas?.getContext("2d") ?? undefined;
    if (!canvas || context === undefined || size.width === 0 || size.height === 0) return;
    const width = Math.round(size.width * devicePixelRatio);
    const height = Math.round(size.height * devicePixelRatio);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.translate(size.width / 2, size.height / 2);
    const look = this.look(this.palette);
    const { cloud, turn, scale: radius } = this;
    this.seen = rotate(cloud.points, turn);
    const axisName = (at: number): string => String(at + 1);
    paintShapes(context, helixShapes(cloud, turn, look, { radius, axisName }));
    this.paintMark(context, look);
    this.paintRamp(look);
  }

  private paintMark(context: CanvasRenderingContext2D, { mark }: Look): void {
    const { at, seen, scale } = this;
    if (at === undefined || 3 * at >= seen.length) return;
    context.strokeStyle = mark;
    context.lineWidth = 2;
    context.beginPath();
    context.arc((seen[3 * at] ?? 0) * scale, (seen[3 * at + 1] ?? 0) * scale, 5, 0, 2 * Math.PI);
    context.stroke();
  }

  private paintRamp(look: Look): void {
    const context = this.ramp?.getContext("2d") ?? undefined;
    if (context !== undefined) paintShapes(context, [rampCells(look, RAMP_SIZE, 1)]);
  }

  private readonly onPress = (event: PointerEvent): void => {
    this.drag = { x: event.clientX, y: event.clientY, turn: this.turn };
    ownerOf(event, Element).setPointerCapture(event.pointerId);
  };

  private readonly onRelease = (): void => {
    this.drag = undefined;
  };

  private readonly onMove = (event: PointerEvent): void => {
    if (this.drag !== undefined) {
      const { x, y, turn } = this.drag;
      const yaw = turn.yaw + (event.clientX - x) * DRAG_STEP;
      const pitch = turn.pitch + (event.clientY - y) * DRAG_STEP;
      this.dispatchEvent(new TurnEvent({ yaw, pitch }));
      return;
    }
    const { scale, seen } = this;
    const box = ownerOf(event, Element).getBoundingClientRect();
    if (scale <= 0) return;
    const x = (event.clientX - box.left - box.width / 2) / scale;
    const y = (event.clientY - box.top - box.height / 2) / scale;
    const row = pointNear(seen, x, y, REACH / scale);
    if (row !== undefined) this.dispatchEvent(new PlaceEvent(row, undefined));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "position-helix": PositionHelix;
  }
}
