import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { formatCount } from "../../src/shared/numbers";
import { limitText, percent } from "../format";
import { LIMIT_SHARE } from "./limits";
import type { HeatLimit } from "./limits";
import { PALETTE_SIZE } from "./palette";
import type { Palette } from "./palette";

/** What the colours mean: the limit, how it was found, and what it leaves out. */
@customElement("heat-legend")
export class HeatLegend extends LitElement {
  @property({ attribute: false }) limit: HeatLimit | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  /** What the limit is of. */
  @property() scope = "for all three";
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
    const { limit, finite, clipped, nonFinite } = this.limit;
    const odd = nonFinite === 0 ? "" : ` · ${formatCount(nonFinite)} not finite, striped`;
    if (limit === 0) return html`<span>every value is 0${odd}</span>`;
    const share = String(LIMIT_SHARE * 100);
    return html`<span>one limit ${this.scope} · p${share}</span>
      <span class="scale">
        <span>−${limitText(limit)}</span>
        <canvas width=${PALETTE_SIZE} height="1" aria-hidden="true"></canvas>
        <span>+${limitText(limit)}</span>
      </span>
      <span>${percent(clipped / finite)} clipped${odd}</span>`;
  }

  protected override updated(): void {
    const context = this.canvas?.getContext("2d") ?? undefined;
    if (context === undefined || this.palette === undefined) return;
    const image = context.createImageData(PALETTE_SIZE, 1);
    new Uint32Array(image.data.buffer).set(this.palette.colours);
    context.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "heat-legend": HeatLegend;
  }
}
