import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { paintRaster } from "../drawing/canvasShapes";
import { SCALE_SIZE } from "../drawing/chartParts";
import { scaleRaster } from "./heatScale";
import { limitWords } from "./limitWords";
import type { LimitScope } from "./limitWords";
import type { ChosenLimit } from "./limitChoice";
import type { Palette } from "../base/palette";
import { PLAIN } from "./heatLook";
import type { HeatLook } from "./heatLook";

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
      align-items: center;
      gap: 2px 8px;
      min-width: 0;
      color: var(--dim);
      font-size: var(--small);
      font-variant-numeric: tabular-nums;
    }
    .rule,
    .left {
      flex: 0 1000 auto;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    /* Where only a letter or two would be seen, the tooltip says it. */
    @container (max-width: 560px) {
      .rule,
      .left {
        display: none;
      }
    }
    .scale {
      flex: none;
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
    @container (max-width: 560px) {
      canvas {
        width: 56px;
      }
    }
  `;

  protected override render(): TemplateResult | typeof nothing {
    if (this.limit === undefined) return nothing;
    const { rule, end, left } = limitWords(this.limit, this.scope, this.look.summary);
    if (end === undefined) return html`<span>${rule}${left}</span>`;
    return html`<span class="rule" title=${rule}>${rule}</span>
      <span class="scale" title="${rule} · ${left}">
        <span>−${end}</span>
        <canvas aria-hidden="true"></canvas>
        <span>+${end}</span>
      </span>
      <span class="left" title=${l10n.t("In large cells, a corner marks a value beyond the limit.")}
        >${left}</span
      >`;
  }

  protected override updated(): void {
    const { canvas, palette, look } = this;
    const context = canvas?.getContext("2d") ?? undefined;
    if (canvas === null || context === undefined || palette === undefined) return;
    const { width, height } = SCALE_SIZE;
    const raster = scaleRaster({ palette, look }, width, height, devicePixelRatio);
    canvas.width = raster.width;
    canvas.height = raster.height;
    paintRaster(context, raster);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "heat-legend": HeatLegend;
  }
}
