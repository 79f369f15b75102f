import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { tokensText, windowsText } from "../../src/shared/base/countWords";
import { formatCount } from "../../src/shared/base/numbers";
import { bitsPerByte, lossOf } from "../../src/shared/values/surprisal";
import { paneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { DocumentScore } from "../feeds/documentScore";
import type { Predictions } from "../feeds/predictions";
import { lossWords } from "./predictionWords";

/** What the window comes to, and the document, once a person asks for that. */
@customElement("loss-line")
export class LossLine extends LitElement {
  @property({ attribute: false }) predictions!: Predictions;

  static override readonly styles = [
    paneStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
        font-variant-numeric: tabular-nums;
      }
      b {
        font-weight: 600;
      }
      button {
        padding: 0 8px;
        border: 1px solid var(--vscode-button-border, var(--dim));
        border-radius: 3px;
        background: var(--vscode-button-secondaryBackground, var(--box));
        color: var(--vscode-button-secondaryForeground, var(--vscode-foreground));
        font: inherit;
        font-size: var(--small);
        cursor: pointer;
      }
      button:hover {
        background: var(--vscode-button-secondaryHoverBackground, var(--box));
      }
      button:focus-visible {
        outline: 1px solid var(--accent);
        outline-offset: 1px;
      }
      progress {
        width: 80px;
        height: 6px;
        accent-color: var(--vscode-progressBar-background, var(--accent));
      }
      .dim {
        color: var(--dim);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.predictions.window, this.predictions.score]);
  }

  protected override render(): TemplateResult {
    const { window, score } = this.predictions;
    return html`${this.windowLoss()}
    ${
      window.isWaiting
        ? html`<span class="dim" role="status">${l10n.t("Reading the window…")}</span>
            <button
              type="button"
              title=${l10n.t("Stop reading this window")}
              @click=${() => {
                window.stop();
              }}
            >
              ${l10n.t("Stop")}
            </button>`
        : nothing
    }
    ${this.documentLoss(score)}`;
  }

  private windowLoss(): TemplateResult | typeof nothing {
    const { last } = this.predictions.window;
    if (last === undefined) return nothing;
    const loss = lossOf(last.answer.surprisal);
    const about = l10n.t(
      "Loss: the mean surprisal of the window's {0}, in nats, as torch.nn.functional.cross_entropy gives it. Perplexity: e to the loss, the number of equally likely tokens that would be as hard to tell.",
      tokensText(loss.tokens),
    );
    return html`<span id="window-loss" title=${about}
      ><b>${l10n.t("Window {0}", formatCount(last.wish.window + 1))}</b> ${lossWords(loss)}</span
    >`;
  }

  private documentLoss(score: DocumentScore): TemplateResult {
    const { state, scores, count, problem } = score;
    const done = formatCount(scores?.done ?? 0);
    const known = (scores?.windows.tokens ?? 0) > 0 ? this.documentWords(score) : nothing;
    switch (state) {
      case "running":
        return html`${known}
          <span class="dim" role="status"
            ><progress
              max=${count}
              value=${scores?.done ?? 0}
              aria-label=${l10n.t("Windows of the document that are read")}
            ></progress>
            ${l10n.t("{0} of {1}", done, windowsText(count))}</span
          >
          <button
            type="button"
            title=${l10n.t("Stop reading the document; what is done stays")}
            @click=${() => {
              score.stop();
            }}
          >
            ${l10n.t("Stop")}
          </button>`;
      case "done":
        return html`${known}`;
      case "idle":
      case "stopped":
      case "edited":
        return html`${known}
          ${state === "edited" ? html`<span class="dim" role="status">${l10n.t("The edit stopped the reading of the document.")}</span>` : nothing}
          ${problem === undefined ? nothing : html`<span role="status">${problem}</span>`}
          <button
            type="button"
            class="score"
            title=${l10n.t("Read all of the document's windows, {0}, for its loss, its bits per byte, and a lane of surprisal in the strip. You can stop it.", windowsText(count))}
            @click=${() => void score.start()}
          >
            ${state === "stopped" && (scores?.done ?? 0) > 0 ? l10n.t("Read on from {0} of {1}", done, windowsText(count)) : l10n.t("Read the document, {0}", windowsText(count))}
          </button>`;
    }
  }

  private documentWords({ scores, state }: DocumentScore): TemplateResult | typeof nothing {
    if (scores === undefined) return nothing;
    const { windows, once, bytes } = scores;
    const name = state === "done" ? l10n.t("Document") : l10n.t("Document so far");
    const about = l10n.t(
      "Loss and perplexity of all targets of the loader's windows, {0}. Bits per byte: the surprisal of each token once, with the most context that a window gives it, in bits, over its UTF-8 bytes: {1} in {2} bytes.",
      formatCount(windows.tokens),
      tokensText(once.tokens),
      formatCount(bytes),
    );
    return html`<span id="document-loss" title=${about}
      ><b>${name}</b> ${lossWords(windows)} ·
      ${l10n.t("{0} bits per byte", bytes === 0 ? "NaN" : bitsPerByte(once, bytes).toFixed(4))}</span
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "loss-line": LossLine;
  }
}
