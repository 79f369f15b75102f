import * as l10n from "../../src/shared/base/l10n";
import "@vscode-elements/elements/dist/vscode-icon/index.js";
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { customElement, property, query, state } from "lit/decorators.js";
import * as v from "valibot";
import { around } from "../base/eventElements";
import { ChooseEvent } from "../base/paneEvents";
import { charactersText, bytesText, timesText } from "../../src/shared/base/countWords";
import { formatCount } from "../../src/shared/base/numbers";
import "../base/helpButton";
import { isRevealKey, tokenAfterKey } from "../base/keys";
import { recall, remember } from "../host/pageState";
import { on } from "../base/on";
import { inlineStyle, px } from "../base/inlineStyle";
import type { HoveredToken } from "../feeds/hoveredToken";
import { PointedMarks, pointedStyles } from "./pointedMarks";
import { TOKEN_ROW } from "../base/cellSizes";
import { foldButton, foldStyles } from "../base/sections";
import { paneStyles, scrollingPaneStyles, tokenCellStyles } from "../base/styles";
import { viewAt } from "./tokenCell";
import type { TokenPages } from "../feeds/tokenPages";
import { rowsOf, rowStart, same, scrollLength, visibleRows } from "../base/virtualGrid";
import type { TokenFinder } from "../feeds/finder";
import type { FrequencyPages } from "../feeds/frequencyPages";
import { SHADES } from "./frequencyWords";
import { LeaveEvent } from "./tokenFind";
import type { TokenFind } from "./tokenFind";
import "./tokenLine";
import type { TokenUse } from "../../src/windows/tokenUse";
import { tokenPaneStyles } from "./tokenPaneStyles";
import { tokenRow } from "./tokenRow";
import type { RowPlace } from "./tokenRow";
import type { Axis } from "../base/virtualGrid";
import { VirtualScroller } from "../base/virtualScroller";
import { Watch } from "../base/watch";

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
  @property({ attribute: false }) pointed: HoveredToken | undefined;
  @property({ attribute: false }) folded = false;
  /** Whether colours tell how frequent tokens are instead of neighbours apart. */
  @state() shaded = recall("shaded", v.boolean()) ?? false;
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
    new Watch(this, () => [this.pages, this.frequencies, this.finder]);
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
      ${this.folded ? nothing : this.renderRows(rows, y)}`;
  }

  private renderRows(rows: readonly number[], y: Axis): TemplateResult {
    return html`
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
        <div class="content" role="rowgroup" ${inlineStyle({ height: px(scrollLength(y)) })}>
          ${this.grid.height === 0 ? nothing : repeat(rows, same, (row) => tokenRow(row, this.placeOf(row, y), this))}
        </div>
      </div>
      <token-line
        .pages=${this.pages}
        .frequencies=${this.frequencies}
        .finder=${this.finder}
        .use=${this.use}
        .pointed=${this.pointed}
        .chosen=${this.selected}
      ></token-line>
    `;
  }

  private placeOf(row: number, y: Axis): RowPlace {
    const { columns, labelWidth } = this;
    return { top: px(rowStart(row, y, this.grid.y)), columns, labelWidth };
  }

  private size(): string {
    return `${charactersText(this.length)} · ${bytesText(this.byteLength)}`;
  }

  /** What the shades mean: how often the rarest and the most frequent tokens occur. */
  private legend(): TemplateResult {
    const first = Math.floor(this.grid.y.offset / TOKEN_ROW) * this.columns;
    const { most } = this.frequencies?.pageWith(first) ?? {};
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
        <vscode-icon class="icon" name="symbol-color" aria-hidden="true"></vscode-icon>
        ${this.shaded ? html`<span class="short" aria-hidden="true">${this.legend()}</span>` : nothing}
      </button>
      <token-find .finder=${this.finder} .selected=${this.selected} ${on(LeaveEvent, this.onLeave)}>
      </token-find>
    </div>`;
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

  private readonly onClick = (event: MouseEvent): void => {
    const cell = around(event, "[data-token]");
    if (cell !== undefined) this.choose(Number(cell.dataset["token"]), true);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { selected, columns, tokenCount } = this;
    if (tokenCount === 0) return;
    if (isRevealKey(event)) {
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
