import * as l10n from "../../src/shared/base/l10n";
import { css, html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { formatCount } from "../../src/shared/base/numbers";
import type { HoveredToken } from "../feeds/hoveredToken";
import { heardStyles, paneStyles } from "../base/styles";
import { Watch } from "../base/watch";
import type { TokenUse } from "../../src/windows/tokenUse";
import { viewAt } from "./tokenCell";
import type { TokenFinder } from "../feeds/finder";
import type { TokenPages } from "../feeds/tokenPages";
import type { TokenView } from "../feeds/tokenView";
import type { FrequencyPages } from "../feeds/frequencyPages";
import { frequencyText } from "./frequencyWords";

/**
 * The token that is pointed at, else the chosen one, in words. What a search came to stands in the same
 * place, so that it takes no room from the rows; the newer of the two is seen.
 */
@customElement("token-line")
export class TokenLine extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) frequencies: FrequencyPages | undefined;
  @property({ attribute: false }) use: TokenUse | undefined;
  @property({ attribute: false }) pointed: HoveredToken | undefined;
  @property({ attribute: false }) chosen: number | undefined;
  @property({ attribute: false }) finder: TokenFinder | undefined;
  /** What a search came to, as it was told last. */
  private sentence: string | undefined;
  /** Since the search: whether the mouse moved, and whether another token was chosen. */
  private hasMoved = false;
  private isElsewhere = false;
  /** Where the mouse was seen last; undefined before it came. */
  private mouse: { readonly x: number; readonly y: number } | undefined;

  static override readonly styles = [
    paneStyles,
    heardStyles,
    css`
      :host {
        display: block;
        position: relative;
        border-top: 1px solid var(--line);
        background: var(--box);
        font-size: var(--small);
      }
      /* Of one height whatever it says: rows must not move under the mouse. */
      .line {
        display: flex;
        align-items: center;
        gap: 16px;
        height: 21px;
        padding: 0 14px;
      }
      span {
        flex: 0 1 auto;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      b {
        color: var(--vscode-textLink-foreground, var(--accent));
        font-family: var(--mono);
        font-weight: 400;
        white-space: pre;
      }
      .sentence:not(.heard) {
        box-sizing: border-box;
        min-height: 21px;
        padding: 3px 14px 2px;
        overflow-wrap: anywhere;
      }
      .sentence {
        margin: 0;
      }
      .often {
        flex-shrink: 4;
        min-width: 11ch;
        color: var(--dim);
      }
    `,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.pages, this.frequencies, this.pointed, this.finder]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("pointermove", this.onMove);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("pointermove", this.onMove);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { sentence, found } = this.finder ?? {};
    if (sentence !== this.sentence) this.hasMoved = this.isElsewhere = false;
    // The search itself chooses what it finds.
    else if (changed.has("chosen")) this.isElsewhere = this.chosen !== found?.token;
    this.sentence = sentence;
  }

  /** A search moves tokens beneath a mouse that rests, which points at them then, too. */
  private readonly onMove = ({ clientX, clientY }: PointerEvent): void => {
    const rests = clientX === this.mouse?.x && clientY === this.mouse.y;
    this.mouse = { x: clientX, y: clientY };
    if (this.hasMoved || rests) return;
    this.hasMoved = true;
    this.requestUpdate();
  };

  protected override render(): TemplateResult {
    const sentence = this.sentence ?? "";
    const isPointing = this.hasMoved && this.pointed?.token !== undefined;
    const isSaying = sentence !== "" && !isPointing && !this.isElsewhere;
    return html`<p class="sentence ${isSaying ? "" : "heard"}" role="status">${sentence}</p>
      ${isSaying ? nothing : this.token()}`;
  }

  private token(): TemplateResult {
    const token = this.pointed?.token ?? this.chosen;
    const view = token === undefined || !this.pages ? undefined : viewAt(this.pages, token);
    // What the mouse runs over is not read aloud.
    const byMouse = this.pointed?.token !== undefined && !this.pointed.byKeys;
    return html`<div
      class="line"
      id="tokenLine"
      role="status"
      aria-live=${byMouse ? "off" : "polite"}
    >
      ${
        view === undefined
          ? html`<span class="often"
              >${l10n.t("Move over a token, or choose one, to see what it is.")}</span
            >`
          : html`${what(view, useWords(this.use, view.index))} ${this.often(view.index)}`
      }
    </div>`;
  }

  private often(token: number): TemplateResult | typeof nothing {
    const counted = this.frequencies?.pageWith(token);
    const text = counted && frequencyText(counted, token);
    return html`<span class="often" title=${text ?? nothing}>${text ?? l10n.t("counting…")}</span>`;
  }
}

/** How windows use a token, where some do without it. */
function useWords(use: TokenUse | undefined, token: number): string | undefined {
  const { neverInput = 0, unused = 0 } = use?.of(token, token + 1) ?? {};
  if (unused > 0) return l10n.t("in no window");
  return neverInput > 0 ? l10n.t("never an input, only a target") : undefined;
}

function what(view: TokenView, use: string | undefined): TemplateResult {
  const { quoted, part, id, index, start, end, hex } = view;
  const [share = "", parts = ""] = part.split("/");
  const text = [
    l10n.t("id {0}", id),
    l10n.t("token {0}", formatCount(index)),
    ...(use === undefined ? [] : [use]),
    l10n.t("characters [{0}, {1})", formatCount(start), formatCount(end)),
    l10n.t("bytes {0}", hex),
    ...(part === "" ? [] : [l10n.t("part {0} of {1} of a split character", share, parts)]),
  ].join(" · ");
  return html`<span title="${quoted} ${text}"><b>${quoted}</b> ${text}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "token-line": TokenLine;
  }
}
