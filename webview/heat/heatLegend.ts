import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { paintCells, PLAIN, tableOf } from "./cells";
import type { HeatLook } from "./cells";
import { wholeView } from "./heatView";
import { limitWords } from "./limitWords";
import type { LimitScope } from "./limitWords";
import type { ChosenLimit } from "./limitChoice";
import type { Palette } from "../base/palette";

/** CSS pixels of the scale. */
const WIDTH = 96;
const HEIGHT = 8;
/** From −1 to 1. */
const SCALE = Float32Array.from({ length: WIDTH }, (_, i) => (2 * i) / (WIDTH - 1) - 1);

/** What the colours mean: the limit, how it was found, and what it leaves out. */
@customElement("heat-legend")
export class HeatLegend extends LitElement {
  @property({ attribute: false }) limit: ChosenLimit | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false }) look: Pick<HeatLook, "summary" | "signs"> = PLAIN;
  /** What the limit is of. */
  @property({ attribute: false }) scope: LimitScope = "three";
  @query("canvas") private readonly canvas!: HTMLCanvasElement | null;

  static override readonly styles = css`
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 8px;
      color: var(--dim);
      font-size: var(--small);
      font-variant-numeric: tabular-nums;
    }
    .scale {
      display: flex;
      align-items: center;
      gap: 6px;
      white-space: nowrap;
    }
    canvas {
      width: 96px;
      height: 8px;
      border: 1px solid var(--vscode-contrastBorder, transparent);
    }
  `;

  protected override render(): TemplateResult | typeof nothing {
    if (this.limit === undefined) return nothing;
    const { rule, end, left } = limitWords(this.limit, this.scope, this.look.summary);
    if (end === undefined) return html`<span>${rule}${left}</span>`;
    return html`<span>${rule}</span>
      <span class="scale">
        <span>−${end}</span>
        <canvas aria-hidden="true"></canvas>
        <span>+${end}</span>
      </span>
      <span title=${l10n.t("In large cells, a corner marks a value beyond the limit.")}
        >${left}</span
      >`;
  }

  protected override updated(): void {
    const { canvas, palette, look } = this;
    const context = canvas?.getContext("2d") ?? undefined;
    if (canvas === null || context === undefined || palette === undefined) return;
    const ratio = devicePixelRatio;
    const width = (canvas.width = Math.round(WIDTH * ratio));
    const height = (canvas.height = Math.round(HEIGHT * ratio));
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const table = tableOf(SCALE, WIDTH, wholeView({ rows: 1, columns: WIDTH }));
    paintCells(
      table,
      1,
      palette,
      { width, height, pixels },
      { ...PLAIN, signs: look.signs, ratio },
    );
    context.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "heat-legend": HeatLegend;
  }
}
