import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { iconButtonStyles, paneStyles } from "../base/styles";
import { PicturesEvent, ZoomStepEvent } from "./events";
import type { ZoomStep } from "./events";
import { LIMIT_OPTIONS, PALETTE_OPTIONS, SIGN_OPTIONS, SUMMARY_OPTIONS } from "./pictureChoices";
import type { PictureChoices } from "./pictureChoices";

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

/** How heatmaps are drawn, and the buttons that zoom them. */
@customElement("picture-bar")
export class PictureBar extends LitElement {
  @property({ attribute: false }) choices!: PictureChoices;
  /** Whether the limit can be chosen: cosines are from −1 to 1. */
  @property({ attribute: false }) limited = true;
  /** The zoom buttons that would change nothing. */
  @property({ attribute: false }) ends: ReadonlySet<ZoomStep> = new Set();

  static override readonly styles = [
    paneStyles,
    iconButtonStyles,
    css`
      :host {
        display: flex;
        flex: none;
        align-items: start;
        justify-content: space-between;
        gap: 2px 14px;
        padding: 0 14px 3px;
      }
      .choices,
      .zoom {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
      }
      .choices {
        min-width: 0;
      }
      .zoom {
        flex: none;
        gap: 0 2px;
      }
      @media (max-width: 480px) {
        :host {
          flex-wrap: wrap;
        }
      }
      label {
        display: flex;
        align-items: center;
        gap: 5px;
        color: var(--dim);
        font-size: var(--small);
        white-space: nowrap;
      }
      select {
        height: 20px;
        padding: 0 1px;
        border: 1px solid var(--vscode-dropdown-border, var(--vscode-input-border, var(--line)));
        border-radius: 3px;
        background: var(--vscode-dropdown-background, var(--vscode-input-background, var(--box)));
        color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
        color-scheme: inherit;
        font: inherit;
      }
      select:focus-visible {
        outline: 1px solid var(--accent);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { palette, limit, summary, signs } = this.choices;
    return html`<div
        class="choices"
        role="group"
        aria-label=${l10n.t("How the heatmaps are drawn")}
      >
        ${this.select("palette", l10n.t("Colors"), PALETTE_OPTIONS, palette)}
        ${this.limited ? this.select("limit", l10n.t("Limit"), LIMIT_OPTIONS, limit) : nothing}
        ${this.select("summary", l10n.t("Summary"), SUMMARY_OPTIONS, summary)}
        ${this.select("signs", l10n.t("Signs"), SIGN_OPTIONS, signs)}
      </div>
      <div class="zoom" role="group" aria-label=${l10n.t("Zoom")}>
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

  private select<K extends keyof PictureChoices>(
    name: K,
    label: string,
    options: readonly { readonly value: PictureChoices[K]; readonly title: () => string }[],
    chosen: PictureChoices[K],
  ): TemplateResult {
    const onChange = (event: Event): void => {
      const option = options[(event.target as HTMLSelectElement).selectedIndex];
      if (option !== undefined) this.dispatchEvent(new PicturesEvent({ [name]: option.value }));
    };
    return html`<label
      ><span>${label}</span>
      <select name=${name} @change=${onChange}>
        ${options.map(
          ({ value, title }) =>
            html`<option value=${value} .selected=${value === chosen}>${title()}</option>`,
        )}
      </select></label
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "picture-bar": PictureBar;
  }
}
