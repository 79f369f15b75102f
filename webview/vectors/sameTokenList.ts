import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { visible } from "../../src/shared/base/tokenLabel";
import { clamp, formatCount, windowsText } from "../../src/shared/base/numbers";
import type { CopiedPlaces } from "../../src/shared/values/copiedCode";
import type { SameToken } from "../../src/shared/values/vectorAnswers";
import { placesText } from "../base/counts";
import { ChooseEvent } from "../base/events";
import { fixed4 } from "../base/format";
import { reveals } from "../base/keys";
import { HERE, withMarkup } from "../base/markup";
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
  /** Place in the list that the keyboard is on. */
  @state() private active = 0;
  /** The token that the list is of, once it is known. */
  private word: TokenView | undefined;
  /** Rows of the answer as they are listed. */
  private order: readonly number[] = [];

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
      .around {
        grid-column: 1 / -1;
        overflow: hidden;
        text-overflow: ellipsis;
        font-family: var(--mono);
        white-space: pre;
      }
      .around b {
        font-weight: 600;
      }
      .group {
        padding-top: 6px;
      }
      .group span:first-child {
        font-weight: 600;
      }
      .head.group .number {
        font-family: var(--mono);
      }
      .from-here {
        padding: 0 8px;
        border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, var(--line)));
        border-radius: 3px;
        background: none;
        color: var(--vscode-foreground);
        font: inherit;
        font-size: var(--small);
        cursor: pointer;
      }
      .from-here:focus-visible {
        outline: 1px solid var(--accent);
        outline-offset: 1px;
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
    const answer = this.inspector.sameToken.shown?.answer;
    this.order = answer === undefined ? [] : byPosition(answer);
    // The crosshair may be on another one while the list stays.
    if (this.token !== undefined && this.token.id === answer?.id) this.word = this.token;
    else if (this.word?.id !== answer?.id) this.word = undefined;
    this.active = Math.min(this.active, Math.max(0, this.order.length - 1));
  }

  protected override render(): TemplateResult {
    const { sameToken } = this.inspector;
    const { shown } = sameToken;
    const { wish } = shown ?? {};
    const of = l10n.t("{0} at position {1}", HERE, wish?.position ?? this.position);
    const place = wish === undefined ? "" : l10n.t("token {0}", formatCount(wish.token));
    const isElsewhere =
      wish !== undefined &&
      this.token?.id === shown?.answer.id &&
      this.token !== undefined &&
      (this.token.index !== wish.token || this.position !== wish.position);
    return html`<div class="what">
        <span class="of"
          >${withMarkup(of, html`<b>${(this.word ?? this.token)?.quoted ?? "…"}</b>`)}${place === "" ? nothing : html` <small>${place}</small>`}</span
        >
        ${
          isElsewhere && !sameToken.isBusy
            ? html`<button
                type="button"
                class="from-here"
                title=${l10n.t("List the places of the chosen token, and compare them with it")}
                @click=${() => {
                  this.inspector.dropReference();
                }}
              >
                ${l10n.t("Compare with token {0} instead", formatCount(this.token?.index ?? 0))}
              </button>`
            : nothing
        }
      </div>
      ${detailState(sameToken, l10n.t("Looking for the token in the whole document…"))}
      ${shown === undefined ? nothing : this.list(shown)}`;
  }

  private list({ wish, answer }: Fed<SameTokenWish, SameToken>): TemplateResult {
    const late = this.inspector.sameToken.isBusy;
    const own = this.order.filter((row) => answer.tokens[row] === wish.token).length;
    const groups: number[][] = [];
    this.order.forEach((row, at) => {
      const before = this.order[at - 1];
      const isNext = before === undefined || answer.positions[before] !== answer.positions[row];
      if (isNext) groups.push([]);
      groups.at(-1)?.push(at);
    });
    return html`<p>${summary(answer)}</p>
      ${
        groups.length === 0
          ? nothing
          : html`<div class="row head" aria-hidden="true">
                <span></span><span class="number">${l10n.t("distance")}</span
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
                ${groups.map((places) => this.group(places, wish, answer))}
              </div>`
      }
      ${moreText(answer, own, this.order.length - own)}
      ${answer.positions.some((position) => position >= 0) ? codeButton(l10n.t("Same token elsewhere"), placesShown(wish, answer)) : nothing}`;
  }

  /** The places at one position: they share their vector, and so its distance and cosine. */
  private group(places: readonly number[], wish: SameTokenWish, answer: SameToken): TemplateResult {
    const row = this.order[places[0] ?? 0] ?? 0;
    const position = answer.positions[row] ?? -1;
    const name =
      position < 0 ? l10n.t("in no window") : l10n.t("position {0}", formatCount(position));
    const distance = fixed4(answer.distances[row] ?? NaN);
    const cosine = fixed4(answer.cosines[row] ?? NaN);
    const heard =
      position < 0
        ? name
        : l10n.t(
            "{0}: Euclidean distance of the position vectors {1}, cosine of the sums {2}",
            name,
            distance,
            cosine,
          );
    return html`<div role="group" aria-label=${heard}>
      <div class="row head group" aria-hidden="true">
        <span>${name}</span>
        ${
          position < 0
            ? nothing
            : html`<span class="number">${distance}</span><span class="number">${cosine}</span>`
        }
      </div>
      ${places.map((at) => this.row(at, wish, answer))}
    </div>`;
  }

  private row(at: number, wish: SameTokenWish, answer: SameToken): TemplateResult {
    const row = this.order[at] ?? 0;
    const token = answer.tokens[row] ?? 0;
    const window = answer.inWindow[row] ?? -1;
    const facts = [
      ...(window < 0 ? [] : [l10n.t("window {0}", formatCount(window + 1))]),
      ...(token === wish.token ? [l10n.t("the same place")] : []),
    ];
    return html`<div
      class="row ${at === this.active ? "active" : ""}"
      id="row${at}"
      role="option"
      data-row=${at}
      aria-selected=${at === this.active ? "true" : "false"}
    >
      <span>${l10n.t("token {0}", formatCount(token))} <small>${facts.join(" · ")}</small></span>
      <span class="around"
        ><small>${shownText(answer.before[row] ?? "")}</small
        ><b>${this.word?.quoted.slice(1, -1) ?? ""}</b
        ><small>${shownText(answer.after[row] ?? "")}</small></span
      >
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
    const count = this.order.length;
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
    this.active = clamp(to, 0, count - 1);
    this.renderRoot.querySelector(`#row${String(this.active)}`)?.scrollIntoView({
      block: "nearest",
    });
  };

  private choose(at: number): void {
    const { shown } = this.inspector.sameToken;
    const row = this.order[at] ?? -1;
    const index = shown?.answer.tokens[row];
    const window = shown?.answer.inWindow[row] ?? -1;
    if (shown === undefined || index === undefined) return;
    // The list stays that of the place that it began with.
    this.inspector.keepReference();
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

/** Rows of the answer by position, those in no window last, and then in the document's order. */
function byPosition({ tokens, positions }: SameToken): number[] {
  const place = (row: number): number => {
    const position = positions[row] ?? -1;
    return position < 0 ? Infinity : position;
  };
  return [...tokens.keys()].sort((a, b) => {
    const [one, other] = [place(a), place(b)];
    return one === other ? a - b : one - other;
  });
}

/** Text of the document: what has no ink becomes a sign. */
const shownText = (text: string): string => text.split(" ").map(visible).join(" ");

/** What all these places say together. */
function summary({ id, count, windows, tokenDifference, tokens }: SameToken): string {
  if (tokens.length === 0) {
    return l10n.t("Id {0} occurs only here, and in only one window.", id);
  }
  const places =
    windows === 1
      ? l10n.t("Id {0} occurs at {1}; this one is in 1 window.", id, placesText(count))
      : l10n.t(
          "Id {0} occurs at {1}; this one is in {2} windows.",
          id,
          placesText(count),
          formatCount(windows),
        );
  const vectors = l10n.t(
    "The token vector is the same everywhere (largest difference {0}); the position vector differs by position. Distances are Euclidean, between position vectors; cosines are between token + position vectors.",
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
