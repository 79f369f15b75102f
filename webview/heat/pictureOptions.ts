import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { css, html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { ButtonDialog } from "../base/buttonDialog";
import { ownerOf } from "../base/eventElements";
import { iconButtonStyles, paneStyles, selectStyles } from "../base/styles";
import { inlineStyle, px } from "../base/inlineStyle";

import {
  LIMIT_OPTIONS,
  PALETTE_OPTIONS,
  PicturesEvent,
  SIGN_OPTIONS,
  SUMMARY_OPTIONS,
} from "./pictureChoices";
import type { PictureChoices } from "./pictureChoices";

/** One button for how heatmaps are drawn: what a person sets once. */
@customElement("picture-options")
export class PictureOptions extends LitElement {
  @property({ attribute: false }) choices!: PictureChoices;
  @query("button") private readonly button!: HTMLButtonElement;
  @query(".choices") private readonly list!: HTMLElement;
  private readonly dialog = new ButtonDialog(this, "right", () => ({
    ...{ button: this.button, dialog: this.list, first: this.list.querySelector("select") },
  }));

  static override readonly styles = [
    paneStyles,
    iconButtonStyles,
    selectStyles,
    css`
      :host {
        display: flex;
        flex: none;
      }
      button {
        width: auto;
        height: 20px;
        padding: 0 6px 0 3px;
        gap: 3px;
        color: var(--vscode-foreground);
        font: inherit;
      }
      @container (max-width: 540px) {
        .long {
          display: none;
        }
      }
      .choices {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 8px 12px;
        border: 1px solid var(--vscode-menu-border, var(--line));
        border-radius: 5px;
        background: var(--vscode-menu-background, var(--box));
        color: var(--vscode-menu-foreground, var(--vscode-foreground));
      }
      .choices:popover-open {
        display: grid;
        gap: 6px;
      }
      label {
        display: grid;
        grid-template-columns: minmax(60px, auto) 1fr;
        align-items: center;
        gap: 10px;
        white-space: nowrap;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { dialog } = this;
    const { place } = dialog;
    const { palette, limit, summary, signs } = this.choices;
    return html`<button
        type="button"
        aria-expanded=${place === undefined ? "false" : "true"}
        aria-haspopup="dialog"
        aria-label=${l10n.t("Options")}
        title=${l10n.t("How the heatmaps are drawn: colors, limit, summary, signs")}
        @click=${dialog.onButton}
      >
        <vscode-icon name="settings"></vscode-icon><span class="long">${l10n.t("Options")}</span>
      </button>
      <div
        class="choices"
        role="dialog"
        popover
        aria-label=${l10n.t("How the heatmaps are drawn")}
        ${inlineStyle({ left: px(place?.left ?? 0), top: px(place?.top ?? 0) })}
        @toggle=${dialog.onToggle}
        @keydown=${dialog.onKey}
      >
        ${this.select(
          { name: "palette", label: l10n.t("Colors") },
          l10n.t("Colors of values below and above zero; both suit color-blind eyes"),
          PALETTE_OPTIONS,
          palette,
        )}
        ${this.select(
          { name: "limit", label: l10n.t("Limit") },
          l10n.t("The value that has the strongest color: p99 holds 99 % of all values"),
          LIMIT_OPTIONS,
          limit,
        )}
        ${this.select(
          { name: "summary", label: l10n.t("Summary") },
          l10n.t("What a pixel shows of several values: the largest in size, or the mean size"),
          SUMMARY_OPTIONS,
          summary,
        )}
        ${this.select(
          { name: "signs", label: l10n.t("Signs") },
          l10n.t("Whether + and −, or hatching, tell signs apart besides the colors"),
          SIGN_OPTIONS,
          signs,
        )}
      </div>`;
  }

  private select<K extends keyof PictureChoices>(
    { name, label }: { readonly name: K; readonly label: string },
    about: string,
    options: readonly { readonly value: PictureChoices[K]; readonly title: () => string }[],
    chosen: PictureChoices[K],
  ): TemplateResult {
    const onChange = (event: Event): void => {
      const option = options[ownerOf(event, HTMLSelectElement).selectedIndex];
      if (option !== undefined) this.dispatchEvent(new PicturesEvent({ [name]: option.value }));
    };
    return html`<label title=${about}
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
    "picture-options": PictureOptions;
  }
}
