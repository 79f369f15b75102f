import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { formatCount, windowsText } from "../../src/shared/base/numbers";
import type { CopiedPlaces } from "../../src/shared/values/copiedCode";
import type { SameToken } from "../../src/shared/values/vectorAnswers";
import { placesText } from "../base/counts";
import { ChooseEvent } from "../base/events";
import { fixed4 } from "../base/format";
import { reveals } from "../base/keys";
import { aroundHere, HERE, withMarkup } from "../base/markup";
import { paneStyles } from "../base/styles";
import { codeButton, codeButtonStyles } from "../save/codeButton";
import type { TokenView } from "../feeds/tokenView";
import { detailState } from "./detailState";
import { detailStyles } from "./detailStyles";
import type { Inspector, SameTokenWish } from "../feeds/inspector";
import type { Fed } from "../feeds/newestFeed";

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
    codeButtonStyles,
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
    const of = l10n.t("{0} at position {1}", HERE, this.position);
    return html`<div class="what">
        <span class="of">${withMarkup(of, html`<b>${this.token?.quoted ?? "…"}</b>`)}</span>
      </div>
      ${detailState(sameToken, l10n.t("Looking for the token in the whole document…"))}
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
                <span></span><span class="number">${l10n.t("Δ position")}</span
                ><span class="number">${l10n.t("cosine")}</span>
              </div>
              <div
                role="listbox"
                tabindex="0"
                class=${late ? "late" : ""}
                aria-label=${l10n.t("Other places of the token. Enter shows one.")}
                aria-busy=${late ? "true" : "false"}
                aria-activedescendant="row${this.active}"
                @keydown=${this.onKey}
                @click=${this.onClick}
              >
                ${this.group(l10n.t("The same place in other windows"), own, answer)}
                ${this.group(l10n.t("Elsewhere in the document"), others, answer)}
              </div>`
      }
      ${moreText(answer, own.length, others.length)}
      ${answer.positions.some((position) => position >= 0) ? codeButton(l10n.t("Same token elsewhere"), placesShown(wish, answer)) : nothing}`;
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
      ? html`${l10n.t("window {0}", formatCount(window + 1))}
        @${heardAround(l10n.t("position {0}", HERE), formatCount(position))}`
      : l10n.t("in no window");
    return html`<div
      class="row ${row === this.active ? "active" : ""}"
      id="row${row}"
      role="option"
      data-row=${row}
      aria-selected=${row === this.active ? "true" : "false"}
    >
      <span>${l10n.t("token {0}", formatCount(token))} <small>${place}</small></span>
      ${
        held
          ? html`<span class="number"
                >${heardAround(`, ${l10n.t("position vectors apart by {0}", HERE)}`, distance)}</span
              >
              <span class="number"
                >${heardAround(`, ${l10n.t("cosine of the sums {0}", HERE)}`, cosine)}</span
              >`
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

/** The places that have numbers: those that windows hold. */
function placesShown({ token, position }: SameTokenWish, answer: SameToken): CopiedPlaces {
  const places = Array.from(
    answer.tokens,
    (each, row) => [each, answer.positions[row] ?? -1] as const,
  );
  return { of: "sameToken", token, position, places: places.filter(([, held]) => held >= 0) };
}

/** A value in words that the columns' heads say to an eye. */
function heardAround(text: string, value: string): TemplateResult {
  const [before, after] = aroundHere(text);
  const heard = (words: string): TemplateResult | typeof nothing =>
    words === "" ? nothing : html`<span class="heard">${words}</span>`;
  return html`${heard(before)}${value}${heard(after)}`;
}

/** What all these places say together. */
function summary({ id, count, windows, tokenDifference, tokens }: SameToken): string {
  if (tokens.length === 0) {
    return l10n.t("Id {0} stands here alone, and in one window only.", id);
  }
  const places =
    windows === 1
      ? l10n.t("Id {0} stands at {1}; 1 window holds this one.", id, placesText(count))
      : l10n.t(
          "Id {0} stands at {1}; {2} windows hold this one.",
          id,
          placesText(count),
          formatCount(windows),
        );
  const vectors = l10n.t(
    "The token vector is the same everywhere (largest difference {0}), the position vector is another at another position. Cosines are of token + position.",
    tokenDifference,
  );
  return `${places} ${vectors}`;
}

function moreText(
  { count, windows }: SameToken,
  own: number,
  others: number,
): TemplateResult | typeof nothing {
  const hidden = count - 1 - others;
  const hiddenWindows = windows - 1 - own;
  if (hidden <= 0 && hiddenWindows <= 0) return nothing;
  const [places, inWindows] = [placesText(hidden), windowsText(hiddenWindows)];
  const text =
    hidden > 0 && hiddenWindows > 0
      ? l10n.t("The nearest are listed; {0} and {1} more.", places, inWindows)
      : l10n.t("The nearest are listed; {0} more.", hidden > 0 ? places : inWindows);
  return html`<p>${text}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "same-token-list": SameTokenList;
  }
}
