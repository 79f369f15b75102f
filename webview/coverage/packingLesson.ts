import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { documentsText, tokensText } from "../../src/shared/base/countWords";
import { formatCount } from "../../src/shared/base/numbers";
import { MOST_PACKED_LENGTH } from "../../src/windows/packing";
import { inlineStyle, px } from "../base/inlineStyle";
import { memo } from "../base/memo";
import { within } from "../base/popoverPlace";
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
  @state() private place: { readonly left: number; readonly top: number } | undefined;
  @query("button") private readonly button!: HTMLButtonElement;
  @query(".lesson") private readonly lesson!: HTMLElement;
  private readonly lengths = memo(lengthsOf);
  private readonly ways = memo(packingWays);

  static override readonly styles = [paneStyles, iconButtonStyles, tokenCellStyles, packingStyles];

  protected override render(): TemplateResult | typeof nothing {
    const { starts, tokenCount, length, place } = this;
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
        @click=${this.onButton}
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
        @toggle=${this.onToggle}
        @keydown=${this.onKey}
      >
        ${
          place === undefined
            ? nothing
            : html`<h3>${name}</h3>
                ${this.ways(documents, length)}`
        }
      </div>`;
  }

  private async open(): Promise<void> {
    const box = this.button.getBoundingClientRect();
    this.place = { left: box.left, top: box.bottom + 2 };
    await this.updateComplete;
    this.lesson.showPopover();
    const { width, height } = this.lesson.getBoundingClientRect();
    this.place = {
      left: within(box.left, innerWidth - width),
      top: within(box.bottom + 2, innerHeight - height),
    };
    this.lesson.focus();
  }

  private close(): void {
    this.lesson.hidePopover();
    this.button.focus();
  }

  private readonly onButton = (): void => {
    if (this.place === undefined) void this.open();
    else this.close();
  };

  private readonly onToggle = ({ newState }: ToggleEvent): void => {
    if (newState === "closed") this.place = undefined;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    // The keys of the page around are none of the lesson's.
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.close();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "packing-lesson": PackingLesson;
  }
}
