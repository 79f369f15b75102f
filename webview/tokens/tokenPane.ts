import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { customElement, property, query, state } from "lit/decorators.js";
import * as v from "valibot";
import { ChooseEvent } from "../base/events";
import { formatCount } from "../../src/shared/base/numbers";
import "../base/helpButton";
import { bytesText, charactersText, timesText } from "../base/counts";
import { reveals, tokenAfterKey } from "../base/keys";
import { recall, remember } from "../host/pageState";
import { placed, px } from "../base/placed";
import type { Pointed } from "../feeds/pointed";
import { PointedMarks, pointedStyles } from "./pointedMarks";
import { TOKEN_ROW } from "../base/cellSizes";
import { foldButton, foldStyles } from "../base/sections";
import { paneStyles, scrollingPaneStyles, tokenCellStyles } from "../base/styles";
import { tokenFace, tooltip, turnClass, viewAt } from "./tokenCell";
import type { TokenPages } from "../feeds/tokenPages";
import { rowsOf, rowStart, same, scrollLength, visibleRows } from "../base/virtualGrid";
import type { TokenFinder } from "../feeds/finder";
import type { FrequencyPages } from "../feeds/frequencyPages";
import { SHADES, shadeOf } from "./frequencyWords";
import "./tokenFind";
import type { TokenFind } from "./tokenFind";
import "./tokenLine";
import type { TokenUse } from "../../src/windows/tokenUse";
import { isLost } from "../../src/windows/lostTokens";
import { tokenPaneStyles } from "./tokenPaneStyles";
import type { Axis } from "../base/virtualGrid";
import { VirtualScroller } from "../base/virtualScroller";

/** Sizes in CSS pixels, fixed so that a row's place follows from its number. */
const CELL = 64;
const PADDING = 14;
/** One digit of a row's label, at its font size. */
const DIGIT = 7;
/** Rows kept above and below what is seen. */
const MARGIN = 4;

/** The document's tokens in rows that fill the pane's width; only rows in view are elements. */
@customElement("token-pane")
export class TokenPane extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) tokenCount = 0;
  /** UTF-16 code units and UTF-8 bytes of the document, for the heading. */
  @property({ attribute: false }) length = 0;
  @property({ attribute: false }) byteLength = 0;
  @property({ attribute: false }) selected: number | undefined;
  /** First token of the chosen window, and how many inputs it has. */
  @property({ attribute: false }) windowStart: number | undefined;
  @property({ attribute: false }) windowLength = 0;
  /** How the windows use tokens; another one where they are cut in another way. */
  @property({ attribute: false }) use: TokenUse | undefined;
  /** How often tokens occur. */
  @property({ attribute: false }) frequencies: FrequencyPages | undefined;
  @property({ attribute: false }) finder: TokenFinder | undefined;
  @property({ attribute: false }) pointed: Pointed | undefined;
  @property({ attribute: false }) folded = false;
  /** Rises with every page, and every answer, that arrives. */
  @property({ attribute: false }) arrivals = 0;
  /** Whether colours tell how frequent tokens are instead of neighbours apart. */
  @state() private shaded = recall("shaded", v.boolean()) ?? false;
  @query("token-find") private readonly find!: TokenFind;
  @query(".scroller") private readonly scroller!: HTMLElement;

  private columns = 1;
  private readonly grid: VirtualScroller = new VirtualScroller(this, (width, height) => ({
    x: { count: 0, size: 1, viewport: width },
    y: this.rowAxis(height),
  }));

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    tokenCellStyles,
    foldStyles,
    tokenPaneStyles,
    pointedStyles,
  ];

  constructor() {
    super();
    this.addEventListener("keydown", this.onFindKey);
    new PointedMarks(this, {
      attribute: "data-token",
      keys: () => this.selected,
      idOf: (token) => this.pages && viewAt(this.pages, token)?.id,
    });
  }

  private rowAxis(height: number): Axis {
    return { count: Math.ceil(this.tokenCount / this.columns), size: TOKEN_ROW, viewport: height };
  }

  private get labelWidth(): number {
    return PADDING + 8 + DIGIT * formatCount(Math.max(0, this.tokenCount - 1)).length;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const room = this.grid.width - this.labelWidth - PADDING;
    const columns = Math.max(1, Math.floor(room / CELL));
    if (columns !== this.columns) {
      const firstToken = Math.floor(this.grid.y.offset / TOKEN_ROW) * this.columns;
      this.columns = columns;
      // The same tokens stay in view when the pane's width changes.
      this.grid.top(Math.floor(firstToken / columns));
      if (this.selected !== undefined) this.grid.reveal(this.rowOf(this.selected));
    }
    if (changed.has("selected") || changed.has("windowStart") || changed.has("use")) {
      // Windows that are cut anew leave the person at their token.
      const isToken = changed.has("selected") || changed.has("use");
      const sought = isToken ? (this.selected ?? this.windowStart) : this.chosenInWindow;
      if (sought !== undefined) this.grid.reveal(this.rowOf(sought));
    }
  }

  /** Where the chosen window is seen: at the chosen token where it holds that, else at its start. */
  private get chosenInWindow(): number | undefined {
    const { selected, windowStart, windowLength } = this;
    if (selected === undefined || windowStart === undefined) return windowStart;
    return selected >= windowStart && selected < windowStart + windowLength
      ? selected
      : windowStart;
  }

  private rowOf(token: number): number {
    return Math.floor(token / this.columns);
  }

  protected override render(): TemplateResult {
    const { y } = this.grid.axes;
    const rows = rowsOf(visibleRows(this.grid.y, y, MARGIN));
    return html`<div class="heading ${this.shaded ? "shaded" : ""}">
        <div class="titled">
          <h2 id="title">${foldButton("tokens", this.folded, l10n.t("Tokens"))}</h2>
          <help-button .pane=${"tokens"}></help-button>
        </div>
        <span class="aside">${this.shaded ? this.legend() : this.size()}</span>
        ${this.folded ? nothing : this.tools()}
      </div>
      ${this.folded ? nothing : this.unfolded(rows, y)}`;
  }

  private unfolded(rows: readonly number[], y: Axis): TemplateResult {
    return html`
      <p class="sentence" role="status">${this.finder?.sentence}</p>
      <div
        class="scroller"
        role="grid"
        tabindex="0"
        aria-labelledby="title"
        aria-rowcount=${y.count}
        aria-colcount=${this.columns + 1}
        aria-activedescendant=${
          this.selected === undefined ? nothing : `token${String(this.selected)}`
        }
        @click=${this.onClick}
        @keydown=${this.onKey}
      >
        <div class="content" role="rowgroup" ${placed({ height: px(scrollLength(y)) })}>
          ${this.grid.height === 0 ? nothing : repeat(rows, same, (row) => this.row(row, y))}
        </div>
      </div>
      <token-line
        .pages=${this.pages}
        .frequencies=${this.frequencies}
        .use=${this.use}
        .pointed=${this.pointed}
        .chosen=${this.selected}
        .arrivals=${this.arrivals}
      ></token-line>
    `;
  }

  private size(): string {
    return `${charactersText(this.length)} · ${bytesText(this.byteLength)}`;
  }

  /** What the shades mean: how often the rarest and the most frequent tokens occur. */
  private legend(): TemplateResult {
    const first = Math.floor(this.grid.y.offset / TOKEN_ROW) * this.columns;
    const { most } = this.frequencies?.holding(first) ?? {};
    const shades = rowsOf({ first: 1, end: SHADES + 1 });
    return html`${l10n.t("once")}
      <span class="shades" aria-hidden="true"
        >${shades.map((shade) => html`<i class="often${shade}"></i>`)}</span
      >
      ${most === undefined ? "…" : timesText(most)}`;
  }

  private tools(): TemplateResult {
    return html`<div class="tools">
      <button
        aria-pressed=${this.shaded ? "true" : "false"}
        aria-label=${l10n.t("Shade by frequency")}
        title=${l10n.t("Color each token by how often it occurs in the document, instead of telling neighbors apart")}
        @click=${this.onShade}
      >
        <span class="long">${l10n.t("Shade by frequency")}</span>
        ${this.shaded ? html`<span class="short" aria-hidden="true">${this.legend()}</span>` : nothing}
      </button>
      <token-find .finder=${this.finder} .selected=${this.selected} @leave=${this.onLeave}>
      </token-find>
    </div>`;
  }

  private row(row: number, y: Axis): TemplateResult {
    const first = row * this.columns;
    const end = Math.min(first + this.columns, this.tokenCount);
    const columns = `${px(this.labelWidth)} repeat(${String(this.columns)}, minmax(0, 1fr))`;
    const place = { top: px(rowStart(row, y, this.grid.y)), "grid-template-columns": columns };
    return html`<div class="row" role="row" aria-rowindex=${row + 1} ${placed(place)}>
      <span class="first" role="rowheader">${formatCount(first)}</span>
      ${guard(this.shownBy(first, end), () => rowsOf({ first, end }).map((token) => this.cell(token)))}
    </div>`;
  }

  /** All that cells show: most rows are in view already when the pane is scrolled. */
  private shownBy(first: number, end: number): unknown[] {
    const { pages, frequencies, selected = -1, shaded } = this;
    const holdsChosen = selected >= first && selected < end;
    return [
      ...[first, end, pages, pages?.revision, holdsChosen ? selected : undefined],
      ...[this.windowStart, this.windowLength, this.use, this.finder?.found],
      ...[shaded, shaded ? frequencies?.revision : undefined],
    ];
  }

  private cell(token: number): TemplateResult {
    const view = this.pages === undefined ? undefined : viewAt(this.pages, token);
    const known = view === undefined ? "waiting" : this.colourClass(token);
    const lost = view !== undefined && isLost(this.use, token) ? l10n.t("in no window") : undefined;
    return html`<span
      class="token ${known} ${this.markClass(token)}"
      id="token${token}"
      role="gridcell"
      data-token=${token}
      data-id=${view?.id ?? nothing}
      aria-selected=${token === this.selected ? "true" : "false"}
      title=${lost === undefined ? tooltip(view) : `${tooltip(view)}\n${lost}`}
      >${tokenFace(view)}${lost === undefined ? nothing : html`<span class="heard">, ${lost}</span>`}</span
    >`;
  }

  private colourClass(token: number): string {
    if (!this.shaded) return turnClass(token);
    const counted = this.frequencies?.holding(token);
    const count = counted?.counts[token - counted.first];
    return counted === undefined || count === undefined
      ? "often1"
      : `often${String(shadeOf(count, counted.most))}`;
  }

  private markClass(token: number): string {
    const { token: from = 0, end = 0 } = this.finder?.found ?? {};
    const lost = isLost(this.use, token) ? "lost " : "";
    const found = token >= from && token < end ? `${lost}found` : lost;
    if (this.windowStart === undefined) return found;
    const position = token - this.windowStart;
    if (position === this.windowLength) return `target ${found}`;
    return position >= 0 && position < this.windowLength ? `input ${found}` : found;
  }

  private readonly onShade = (): void => {
    this.shaded = !this.shaded;
    remember("shaded", this.shaded);
  };

  private readonly onLeave = (): void => {
    this.scroller.focus();
  };

  private readonly onFindKey = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== "f" || event.shiftKey || event.altKey) return;
    if (!event.ctrlKey && !event.metaKey) return;
    // VS Code, which hears keys at the window, would look for an editor to search.
    event.preventDefault();
    event.stopPropagation();
    this.find.enter();
  };

  private readonly onClick = (event: Event): void => {
    const cell = (event.target as Element).closest<HTMLElement>("[data-token]");
    if (cell !== null) this.choose(Number(cell.dataset["token"]), true);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { selected, columns, tokenCount } = this;
    if (tokenCount === 0) return;
    if (reveals(event)) {
      event.preventDefault();
      if (selected !== undefined) this.choose(selected, true);
      return;
    }
    const page = Math.max(1, Math.floor(this.grid.height / TOKEN_ROW) - 1);
    const to = tokenAfterKey(event, selected ?? 0, tokenCount, columns, page);
    if (to === undefined) return;
    event.preventDefault();
    this.choose(to, false);
  };

  private choose(index: number, reveal: boolean): void {
    this.dispatchEvent(new ChooseEvent({ kind: "token", index }, reveal));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "token-pane": TokenPane;
  }
}
