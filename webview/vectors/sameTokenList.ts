import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { formatCount, plural } from "../../src/shared/numbers";
import type { SameToken } from "../../src/shared/vectorAnswers";
import { ChooseEvent } from "../events";
import { fixed4 } from "../format";
import { reveals } from "../keys";
import { paneStyles } from "../styles";
import type { TokenView } from "../tokenView";
import { detailState } from "./detailState";
import { detailStyles } from "./detailStyles";
import type { Inspector, SameTokenWish } from "./inspector";
import type { Fed } from "./newestFeed";

/** Rows that Page Up and Page Down go. */
const PAGE = 10;

/** The token's other places: one token vector, other position vectors, and what the sums share. */
@customElement("same-token-list")
export class SameTokenList extends LitElement {
  @property({ attribute: false }) inspector!: Inspector;
  @property({ attribute: false }) token: TokenView | undefined;
  @property({ attribute: false }) position = 0;
  /** Rises with every answer. */
  @property({ attribute: false }) arrivals = 0;
  /** Row that the keyboard is on. */
  @state() private active = 0;

  static override readonly styles = [
    paneStyles,
    detailStyles,
    css`
      [role="listbox"] {
        padding-bottom: 6px;
      }
      .row {
        grid-template-columns: minmax(0, 1fr) 66px 60px;
        position: relative;
        cursor: pointer;
      }
      .heard {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
      .row:hover {
        background: var(--vscode-list-hoverBackground, transparent);
        outline: 1px dashed var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      [role="listbox"]:focus {
        outline: none;
      }
      [role="listbox"]:focus-visible .active {
        outline: 1px solid var(--accent);
        outline-offset: -1px;
        background: var(--vscode-list-hoverBackground, transparent);
      }
      .head {
        color: var(--dim);
        font-size: var(--small);
        cursor: default;
      }
      .head .number {
        font-family: inherit;
      }
      .head:hover {
        background: none;
        outline: none;
      }
    `,
  ];

  protected override willUpdate(): void {
    const count = this.inspector.sameToken.shown?.answer.tokens.length ?? 0;
    this.active = Math.min(this.active, Math.max(0, count - 1));
  }

  protected override render(): TemplateResult {
    const { sameToken } = this.inspector;
    const { shown } = sameToken;
    return html`<div class="what">
        <span class="of"><b>${this.token?.quoted ?? "…"}</b> at position ${this.position}</span>
      </div>
      ${detailState(sameToken, "Looking for the token in the whole document…")}
      ${shown === undefined ? nothing : this.list(shown)}`;
  }

  private list({ wish, answer }: Fed<SameTokenWish, SameToken>): TemplateResult {
    const late = this.inspector.sameToken.isBusy;
    const { tokens } = answer;
    const rows = [...tokens.keys()];
    const own = rows.filter((row) => tokens[row] === wish.token);
    const others = rows.filter((row) => tokens[row] !== wish.token);
    return html`<p>${summary(answer)}</p>
      ${
        rows.length === 0
          ? nothing
          : html`<div class="row head" aria-hidden="true">
                <span></span><span class="number">Δ position</span
                ><span class="number">cosine</span>
              </div>
              <div
                role="listbox"
                tabindex="0"
                class=${late ? "late" : ""}
                aria-label="Other places of the token. Enter shows one."
                aria-busy=${late ? "true" : "false"}
                aria-activedescendant="row${this.active}"
                @keydown=${this.onKey}
                @click=${this.onClick}
              >
                ${this.group("The same place in other windows", own, answer)}
                ${this.group("Elsewhere in the document", others, answer)}
              </div>`
      }
      ${moreText(answer, own.length, others.length)}`;
  }

  private group(
    title: string,
    rows: readonly number[],
    answer: SameToken,
  ): TemplateResult | typeof nothing {
    if (rows.length === 0) return nothing;
    return html`<div role="group" aria-label=${title}>
      <h4 aria-hidden="true">${title}</h4>
      ${rows.map((row) => this.row(row, answer))}
    </div>`;
  }

  private row(row: number, answer: SameToken): TemplateResult {
    const token = answer.tokens[row] ?? 0;
    const window = answer.inWindow[row] ?? -1;
    const position = answer.positions[row] ?? -1;
    const held = window >= 0;
    const distance = fixed4(answer.distances[row] ?? NaN);
    const cosine = fixed4(answer.cosines[row] ?? NaN);
    // As the input vectors' rows are labelled.
    const place = held
      ? html`window ${formatCount(window + 1)} @${heard("position ")}${formatCount(position)}`
      : "in no window";
    return html`<div
      class="row ${row === this.active ? "active" : ""}"
      id="row${row}"
      role="option"
      data-row=${row}
      aria-selected=${row === this.active ? "true" : "false"}
    >
      <span>token ${formatCount(token)} <small>${place}</small></span>
      ${
        held
          ? html`<span class="number">${heard(", position vectors apart by ")}${distance}</span>
              <span class="number">${heard(", cosine of the sums ")}${cosine}</span>`
          : nothing
      }
    </div>`;
  }

  private readonly onClick = (event: Event): void => {
    const row = (event.target as Element).closest<HTMLElement>("[data-row]")?.dataset["row"];
    if (row === undefined) return;
    this.active = Number(row);
    this.choose(this.active);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (reveals(event)) {
      event.preventDefault();
      this.choose(this.active);
      return;
    }
    const count = this.inspector.sameToken.shown?.answer.tokens.length ?? 0;
    const targets: Partial<Record<string, number>> = {
      ArrowUp: this.active - 1,
      ArrowDown: this.active + 1,
      PageUp: this.active - PAGE,
      PageDown: this.active + PAGE,
      Home: 0,
      End: count - 1,
    };
    const to = targets[event.key];
    if (to === undefined || count === 0) return;
    event.preventDefault();
    this.active = Math.min(Math.max(to, 0), count - 1);
    this.renderRoot.querySelector(`#row${String(this.active)}`)?.scrollIntoView({
      block: "nearest",
    });
  };

  private choose(row: number): void {
    const { shown } = this.inspector.sameToken;
    const index = shown?.answer.tokens[row];
    const window = shown?.answer.inWindow[row] ?? -1;
    if (shown === undefined || index === undefined) return;
    // The window first: the token then stays in it instead of in another that holds it too.
    if (window >= 0) this.dispatchEvent(new ChooseEvent({ kind: "window", index: window }, true));
    this.dispatchEvent(new ChooseEvent({ kind: "token", index }, true));
  }
}

/** Words that the columns' heads say to an eye. */
const heard = (words: string): TemplateResult => html`<span class="heard">${words}</span>`;

/** What all these places say together. */
function summary({ id, count, windows, tokenDifference, tokens }: SameToken): string {
  if (tokens.length === 0) {
    return `Id ${String(id)} stands here alone, and in one window only.`;
  }
  return (
    `Id ${String(id)} stands at ${plural(count, "place")}; ${plural(windows, "window")} ` +
    `${windows === 1 ? "holds" : "hold"} this one. The token vector is the same everywhere ` +
    `(largest difference ${String(tokenDifference)}), the position vector is another at another ` +
    `position. Cosines are of token + position.`
  );
}

function moreText(
  { count, windows }: SameToken,
  own: number,
  others: number,
): TemplateResult | typeof nothing {
  const hidden = count - 1 - others;
  const hiddenWindows = windows - 1 - own;
  if (hidden <= 0 && hiddenWindows <= 0) return nothing;
  const parts = [
    ...(hidden > 0 ? [plural(hidden, "place")] : []),
    ...(hiddenWindows > 0 ? [plural(hiddenWindows, "window")] : []),
  ];
  return html`<p>The nearest are listed; ${parts.join(" and ")} more.</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "same-token-list": SameTokenList;
  }
}
