import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { clamp, formatCount } from "../../src/shared/base/numbers";
import type { SameToken } from "../../src/shared/values/vectorAnswers";
import { around } from "../base/eventElements";
import { ChooseEvent } from "../base/paneEvents";
import { isRevealKey } from "../base/keys";
import { HERE, withMarkup } from "../base/markup";
import { heardStyles, paneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import { codeButton, codeButtonStyles } from "../save/codeButton";
import type { TokenView } from "../feeds/tokenView";
import { detailState } from "./detailState";
import { detailStyles } from "./detailStyles";
import { byPosition, groupsOf, placesAfterCode, placesCode } from "./sameTokenPlaces";
import { placeGroup } from "./sameTokenRows";
import { sameTokenStyles } from "./sameTokenStyles";
import { afterWords, chooseBlock, moreText, summary } from "./sameTokenWords";
import type { AfterBlock, AfterBlockWish } from "../feeds/afterBlock";
import type { Inspector, SameTokenWish } from "../feeds/inspector";
import type { Outcome } from "../feeds/feed";

/** Rows that Page Up and Page Down go. */
const PAGE = 10;

/** The token's other places: one token vector, other position vectors, and what the sums share. */
@customElement("same-token-list")
export class SameTokenList extends LitElement {
  @property({ attribute: false }) inspector!: Inspector;
  @property({ attribute: false }) token: TokenView | undefined;
  @property({ attribute: false }) position = 0;
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
    heardStyles,
    sameTokenStyles,
  ];

  constructor() {
    super();
    new Watch(this, () => {
      const { inspector } = this;
      return [inspector, inspector.sameToken, inspector.afterBlock];
    });
  }

  protected override willUpdate(): void {
    const answer = this.inspector.sameToken.last?.answer;
    this.order = answer === undefined ? [] : byPosition(answer);
    // The crosshair may be on another one while the list stays.
    if (this.token !== undefined && this.token.id === answer?.id) this.word = this.token;
    else if (this.word?.id !== answer?.id) this.word = undefined;
    this.active = Math.min(this.active, Math.max(0, this.order.length - 1));
  }

  protected override render(): TemplateResult {
    const { sameToken } = this.inspector;
    const { last } = sameToken;
    const { wish } = last ?? {};
    const of = l10n.t("{0} at position {1}", HERE, wish?.position ?? this.position);
    const place = wish === undefined ? "" : l10n.t("token {0}", formatCount(wish.token));
    const isElsewhere =
      wish !== undefined &&
      this.token?.id === last?.answer.id &&
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
      ${last === undefined ? nothing : this.list(last)}`;
  }

  private list({ wish, answer }: Outcome<SameTokenWish, SameToken>): TemplateResult {
    const late = this.inspector.sameToken.isBusy;
    const own = this.order.filter((row) => answer.tokens[row] === wish.token).length;
    const { order, active, word } = this;
    const after = this.afterLast;
    const list = { wish, answer, order, active, word, after };
    const groups = groupsOf(order, answer);
    return html`<p>${summary(answer)}</p>
      ${this.afterBlock(wish)}
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
                ${groups.map((places) => placeGroup(list, places))}
              </div>`
      }
      ${moreText(answer, own, this.order.length - own)}
      ${
        answer.positions.some((position) => position >= 0)
          ? codeButton(
              l10n.t("Same token elsewhere"),
              after === undefined ? placesCode(wish, answer) : placesAfterCode(after.wish),
            )
          : nothing
      }`;
  }

  /** An earlier answer stands while another is awaited, but not beside the reason why there is none. */
  private get afterLast(): Outcome<AfterBlockWish, AfterBlock> | undefined {
    const { last, problem } = this.inspector.afterBlock;
    return problem === undefined ? last : undefined;
  }

  /** What blocks make of the token at these places: unlike its own vector it differs by context. */
  private afterBlock({ model }: SameTokenWish): TemplateResult | typeof nothing {
    const { afterBlock, blocks } = this.inspector;
    if (model.layers === undefined || this.order.length === 0) return nothing;
    if (blocks === 0) return html`<p class="after">${chooseBlock()}</p>`;
    const last = this.afterLast;
    return html`${detailState(afterBlock, l10n.t("Reading the windows up to each place…"))}
    ${last === undefined ? nothing : html`<p class="after">${afterWords(last)}</p>`}`;
  }

  private readonly onClick = (event: MouseEvent): void => {
    const row = around(event, "[data-row]")?.dataset["row"];
    if (row === undefined) return;
    this.active = Number(row);
    this.choose(this.active);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (isRevealKey(event)) {
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
    const { last } = this.inspector.sameToken;
    const row = this.order[at] ?? -1;
    const index = last?.answer.tokens[row];
    const window = last?.answer.inWindow[row] ?? -1;
    if (last === undefined || index === undefined) return;
    // The list stays that of the place that it began with.
    this.inspector.keepReference();
    // The window first: the token then stays in it instead of in another that holds it too.
    if (window >= 0) this.dispatchEvent(new ChooseEvent({ kind: "window", index: window }, true));
    this.dispatchEvent(new ChooseEvent({ kind: "token", index }, true));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "same-token-list": SameTokenList;
  }
}
