import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ownerOf } from "../base/eventElements";
import { paneStyles } from "../base/styles";
import { axisText } from "./axisNames";
import type { ColumnName } from "./axisNames";
import { ColumnEvent, ColumnStepEvent } from "./labEvents";

/** Which column of a table is shown as a curve: by steps, in the order of the columns, or by number. */
@customElement("column-stepper")
export class ColumnStepper extends LitElement {
  @property({ attribute: false }) name: ColumnName = "dimension";
  @property({ attribute: false }) column = 0;
  /** Columns of the table. */
  @property({ attribute: false }) count = 0;
  /** What was typed that is no column. */
  @state() private refusal: string | undefined;

  static override readonly styles = [
    paneStyles,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 4px;
        color: var(--dim);
        font-size: var(--small);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      input,
      button {
        height: 20px;
        box-sizing: border-box;
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--line)));
        border-radius: 3px;
        background: var(--vscode-input-background, var(--box));
        color: var(--vscode-input-foreground, var(--vscode-foreground));
        font: inherit;
      }
      input {
        width: 5.5em;
        padding: 0 4px;
        font-family: var(--mono);
      }
      button {
        width: 22px;
        padding: 0;
        cursor: pointer;
      }
      input:focus-visible,
      button:focus-visible {
        outline: 1px solid var(--accent);
        outline-offset: 1px;
      }
      input[aria-invalid="true"] {
        border-color: var(--vscode-inputValidation-errorBorder, currentColor);
      }
      p {
        flex-basis: 100%;
        margin: 0;
        color: var(--vscode-foreground);
      }
    `,
  ];

  constructor() {
    super();
    // What is typed here is not meant for the picture around it.
    this.addEventListener("keydown", (event) => {
      event.stopPropagation();
    });
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("column")) this.refusal = undefined;
  }

  protected override render(): TemplateResult {
    const { column, refusal } = this;
    return html`<label title=${l10n.t("Which column of the table the curve shows, counted from 0")}
        ><span>${axisText(this.name)}</span>
        <input
          type="number"
          inputmode="numeric"
          min="0"
          max=${this.count - 1}
          step="1"
          .value=${refusal ?? String(column)}
          aria-invalid=${refusal === undefined ? "false" : "true"}
          aria-describedby="refusal"
          @change=${this.onChange}
      /></label>
      ${this.button(-1, "‹", l10n.t("The one before, in the chosen order"))}
      ${this.button(1, "›", l10n.t("The next one, in the chosen order"))}
      <p id="refusal" role="alert">
        ${refusal === undefined ? nothing : l10n.t("They count from 0 to {0}.", this.count - 1)}
      </p>`;
  }

  private button(step: -1 | 1, sign: string, title: string): TemplateResult {
    return html`<button
      type="button"
      title=${title}
      aria-label=${title}
      @click=${() => this.dispatchEvent(new ColumnStepEvent(step))}
    >
      ${sign}
    </button>`;
  }

  private readonly onChange = (event: Event): void => {
    const { value } = ownerOf(event, HTMLInputElement);
    const column = value.trim() === "" ? NaN : Number(value);
    const isOne = Number.isInteger(column) && column >= 0 && column < this.count;
    this.refusal = isOne ? undefined : value;
    if (isOne) this.dispatchEvent(new ColumnEvent(column));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "column-stepper": ColumnStepper;
  }
}
