import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { css, html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { iconButtonStyles, paneStyles } from "../base/styles";
import { ZoomStepEvent } from "./heatEvents";
import type { ZoomStep } from "./heatEvents";

interface StepButton {
  readonly step: ZoomStep;
  readonly icon: string;
  readonly title: string;
}

const steps = (): readonly StepButton[] => [
  { step: "out", icon: "zoom-out", title: l10n.t("Zoom out (−)") },
  { step: "in", icon: "zoom-in", title: l10n.t("Zoom in (+)") },
  { step: "whole", icon: "screen-full", title: l10n.t("Whole table (W)") },
  { step: "opened", icon: "discard", title: l10n.t("As opened (0)") },
];

/** The buttons that zoom heatmaps. */
@customElement("zoom-bar")
export class ZoomBar extends LitElement {
  /** The buttons that would change nothing. */
  @property({ attribute: false }) ends: ReadonlySet<ZoomStep> = new Set();

  static override readonly styles = [
    paneStyles,
    iconButtonStyles,
    css`
      :host {
        display: flex;
        flex: none;
      }
      .zoom {
        display: flex;
        gap: 0 2px;
      }
      button {
        height: 18px;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<div class="zoom" role="group" aria-label=${l10n.t("Zoom")}>
      ${steps().map(
        ({ step, icon, title }) =>
          html`<button
            type="button"
            data-step=${step}
            title=${title}
            aria-label=${title}
            aria-disabled=${this.ends.has(step) ? "true" : "false"}
            @click=${() => this.dispatchEvent(new ZoomStepEvent(step))}
          >
            <vscode-icon name=${icon}></vscode-icon>
          </button>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "zoom-bar": ZoomBar;
  }
}
