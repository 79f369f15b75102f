import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { css, html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ChooseEvent } from "../base/paneEvents";
import { formatCount } from "../../src/shared/base/numbers";
import { iconButtonStyles, paneStyles } from "../base/styles";
import { loaderBatch, windowsInBatches } from "../../src/windows/loaderWindows";
import type { PanelLoader } from "../../src/shared/protocol/panelState";

/** The way from window to window and from batch to batch. */
@customElement("window-steps")
export class WindowSteps extends LitElement {
  @property({ attribute: false }) loader: PanelLoader | undefined;
  @property({ attribute: false }) window: number | undefined;

  static override readonly styles = [
    paneStyles,
    iconButtonStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .way {
        display: flex;
        align-items: center;
        gap: 0 1px;
        color: var(--dim);
        font-variant-numeric: tabular-nums;
      }
      .way button {
        width: 20px;
        height: 20px;
      }
      .apart {
        width: 6px;
      }
      @container (max-width: 340px) {
        .apart,
        .apart ~ * {
          display: none;
        }
      }
      .place {
        padding: 0 2px;
        white-space: nowrap;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { loader, window } = this;
    const isEmpty = loader?.problem !== undefined || loader?.samples === 0;
    if (loader === undefined || window === undefined || isEmpty)
      return html`<div class="way">${l10n.t("no window to show")}</div>`;
    const batch = loaderBatch(window, loader);
    const { batchSize } = loader.options;
    const { samples, batches } = loader;
    const inBatch = batch.leftOver
      ? l10n.t("in no batch")
      : l10n.t("batch {0} of {1}", formatCount(batch.index + 1), formatCount(batches));
    return html`<div class="way" role="group" aria-label=${l10n.t("Windows and batches")}>
      ${this.step("chevron-left", l10n.t("Previous window"), window - 1)}
      <span class="place" id="place" aria-live="polite"
        >${l10n.t("window {0} of {1}", formatCount(window + 1), formatCount(samples))}</span
      >
      ${this.step("chevron-right", l10n.t("Next window"), window + 1)}
      <span class="apart"></span>
      ${this.step("chevron-left", l10n.t("Previous batch"), batch.first - batchSize)}
      <span class="place">${inBatch}</span>
      ${this.step("chevron-right", l10n.t("Next batch"), batch.first + batchSize)}
    </div>`;
  }

  private step(icon: string, label: string, window: number): TemplateResult {
    const off = this.loader === undefined || window < 0 || window >= windowsInBatches(this.loader);
    const go = (): void => {
      this.dispatchEvent(new ChooseEvent({ kind: "window", index: window }, true));
    };
    return html`<button
      type="button"
      aria-label=${label}
      title=${label}
      ?disabled=${off}
      @click=${go}
    >
      <vscode-icon name=${icon}></vscode-icon>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "window-steps": WindowSteps;
  }
}
