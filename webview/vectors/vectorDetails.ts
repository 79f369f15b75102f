import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { HeatCell } from "../base/heatCell";
import type { HeatMap } from "../heat/heatMap";
import type { ChosenLimit } from "../heat/limitChoice";
import type { Palette } from "../base/palette";
import { paneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { TokenView } from "../feeds/tokenView";
import { DETAILS } from "../feeds/inspector";
import type { Inspector } from "../feeds/inspector";
import "./batchStack";
import "./nearestList";
import "./oneHotView";
import "./sameTokenList";
import { PLAIN } from "../heat/heatLook";

/** The detail that is open, of the row under the crosshair, beside or below the heatmaps. */
@customElement("vector-details")
export class VectorDetails extends LitElement {
  @property({ attribute: false }) inspector!: Inspector;
  @property({ attribute: false }) token: TokenView | undefined;
  /** The window that is shown, in loader order. */
  @property({ attribute: false }) window: number | undefined;
  @property({ attribute: false }) palette: Palette | undefined;
  @property({ attribute: false }) limit: ChosenLimit | undefined;
  @property({ attribute: false }) look: HeatMap["look"] = PLAIN;
  @property({ attribute: false }) cross: HeatCell | undefined;

  static override readonly styles = [
    paneStyles,
    css`
      :host {
        display: flex;
        flex: none;
        width: 352px;
        border-left: 1px solid var(--line);
      }
      section {
        flex: 1;
        min-width: 0;
        overflow: auto;
        scrollbar-color: var(--vscode-scrollbarSlider-background, #79797966) transparent;
      }
      h3 {
        padding: 4px 14px 2px;
      }
      :host([stacked]) {
        width: auto;
        height: 330px;
        border-top: 1px solid var(--line);
        border-left: 0;
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.inspector]);
  }

  protected override render(): TemplateResult {
    const title = DETAILS.find(({ name }) => name === this.inspector.open)?.title() ?? "";
    return html`<section tabindex="0" aria-labelledby="title">
      <h3 id="title">${title}</h3>
      ${this.detail()}
    </section>`;
  }

  private detail(): TemplateResult | typeof nothing {
    const { inspector, token, cross } = this;
    const position = cross?.row ?? 0;
    switch (inspector.open) {
      case "nearest":
        return html`<nearest-list
          .inspector=${inspector}
          .token=${token}
          .position=${position}
        ></nearest-list>`;
      case "sameToken":
        return html`<same-token-list
          .inspector=${inspector}
          .token=${token}
          .position=${position}
        ></same-token-list>`;
      case "oneHot":
        return html`<one-hot-view
          .inspector=${inspector}
          .palette=${this.palette}
          .limit=${this.limit}
          .look=${this.look}
          .cross=${cross}
        ></one-hot-view>`;
      case "batch":
        return html`<batch-stack
          .inspector=${inspector}
          .window=${this.window}
          .palette=${this.palette}
          .limit=${this.limit}
          .look=${this.look}
        ></batch-stack>`;
      case undefined:
        return nothing;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "vector-details": VectorDetails;
  }
}
