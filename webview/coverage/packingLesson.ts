import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { documentsText, tokensText } from "../../src/shared/base/countWords";
import { formatCount } from "../../src/shared/base/numbers";
import { MOST_PACKED_LENGTH } from "../../src/windows/packing";
import { ButtonDialog } from "../base/buttonDialog";
import { inlineStyle, px } from "../base/inlineStyle";
import { memo } from "../base/memo";
import { iconButtonStyles, paneStyles, tokenCellStyles } from "../base/styles";
import { packingWays } from "./packingWays";
import { packingStyles } from "./packingStyles";

/** How many tokens each document of a text has, its end-of-text token included. */
function lengthsOf(starts: Uint32Array, tokenCount: number): number[] {
  const all = [0, ...starts.filter((start) => start < tokenCount), tokenCount];
  return all.slice(1).map((end, at) => end - (all[at] ?? 0));
}

/** Where a text holds several documents, a button that tells what each way to pack them costs. */
@customElement("packing-lesson")
export class PackingLesson extends LitElement {
  /** First tokens of all documents but the first, rising. */
  @property({ attribute: false }) starts: Uint32Array | undefined;
  @property({ attribute: false }) tokenCount = 0;
  /** Tokens of a window. */
  @property({ attribute: false }) length = 0;
  @query("button") private readonly button!: HTMLButtonElement;
  @query(".lesson") private readonly lesson!: HTMLElement;
  private readonly lengths = memo(lengthsOf);
  private readonly ways = memo(packingWays);
  private readonly dialog = new ButtonDialog(this, "left", () => ({
    ...{ button: this.button, dialog: this.lesson, first: this.lesson },
  }));

  static override readonly styles = [paneStyles, iconButtonStyles, tokenCellStyles, packingStyles];

  protected override render(): TemplateResult | typeof nothing {
    const { starts, tokenCount, length, dialog } = this;
    const { place } = dialog;
    if (starts === undefined || length === 0 || length > MOST_PACKED_LENGTH) return nothing;
    const documents = this.lengths(starts, tokenCount);
    if (documents.length < 2) return nothing;
    const name = l10n.t(
      "Ways to pack {0} into windows of {1}",
      documentsText(documents.length),
      tokensText(length),
    );
    return html`<button
        type="button"
        aria-expanded=${place === undefined ? "false" : "true"}
        aria-haspopup="dialog"
        title=${name}
        @click=${dialog.onButton}
      >
        ${l10n.t("Pack {0} documents", formatCount(documents.length))}
      </button>
      <div
        class="lesson"
        role="dialog"
        tabindex="-1"
        popover
        aria-label=${name}
        ${inlineStyle({ left: px(place?.left ?? 0), top: px(place?.top ?? 0) })}
        @toggle=${dialog.onToggle}
        @keydown=${dialog.onKey}
      >
        ${
          place === undefined
            ? nothing
            : html`<h3>${name}</h3>
                ${this.ways(documents, length)}`
        }
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "packing-lesson": PackingLesson;
  }
}
