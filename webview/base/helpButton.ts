import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { css, html, LitElement } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PANE_TEXTS } from "../../src/shared/values/panes";
import type { Pane } from "../../src/shared/values/panes";
import { HelpEvent } from "./paneEvents";
import { iconButtonStyles, paneStyles } from "./styles";

/** Asks for the page on a part of the panel; stands beside its heading. */
@customElement("help-button")
export class HelpButton extends LitElement {
  @property({ attribute: false }) pane: Pane = "tokens";

  static override readonly styles = [
    paneStyles,
    iconButtonStyles,
    css`
      :host {
        display: inline-flex;
        flex: none;
        /* A heading is as high with it as without. */
        margin: -4px 0;
        vertical-align: middle;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const text = PANE_TEXTS[this.pane].help();
    return html`<button
      type="button"
      aria-label=${text}
      title=${text}
      @click=${() => this.dispatchEvent(new HelpEvent(this.pane))}
    >
      <vscode-icon name="question"></vscode-icon>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "help-button": HelpButton;
  }
}
