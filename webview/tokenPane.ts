import { css, html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { ChooseEvent } from "./events";
import { formatCount, plural } from "../src/shared/numbers";
import { reveals, tokenAfterKey } from "./keys";
import { placed, px } from "./placed";
import { paneStyles, scrollingPaneStyles, tokenCellStyles } from "./styles";
import { tokenFace, tooltip, turnClass, viewAt } from "./tokenCell";
import type { TokenPages } from "./tokenPages";
import { rowsOf, rowStart, same, scrollLength, visibleRows } from "./virtualGrid";
import type { Axis } from "./virtualGrid";
import { VirtualScroller } from "./virtualScroller";

/** Sizes in CSS pixels, fixed so that a row's place follows from its number. */
const ROW = 38;
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
  /** Rises with every page that arrives. */
  @property({ attribute: false }) arrivals = 0;

  private columns = 1;
  private readonly grid: VirtualScroller = new VirtualScroller(this, (width, height) => ({
    x: { count: 0, size: 1, viewport: width },
    y: this.rowAxis(height),
  }));

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    tokenCellStyles,
    css`
      .scroller {
        overflow-x: hidden;
      }
      .row {
        position: absolute;
        left: 0;
        right: 0;
        display: grid;
        column-gap: 3px;
        height: 35px;
        padding-right: 14px;
      }
      .first {
        align-self: center;
        padding-right: 8px;
        color: var(--dim);
        font-family: var(--mono);
        font-size: var(--small);
        text-align: right;
      }
    `,
  ];

  private rowAxis(height: number): Axis {
    return { count: Math.ceil(this.tokenCount / this.columns), size: ROW, viewport: height };
  }

  private get labelWidth(): number {
    return PADDING + 8 + DIGIT * formatCount(Math.max(0, this.tokenCount - 1)).length;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const room = this.grid.width - this.labelWidth - PADDING;
    const columns = Math.max(1, Math.floor(room / CELL));
    if (columns !== this.columns) {
      const firstToken = Math.floor(this.grid.y.offset / ROW) * this.columns;
      this.columns = columns;
      // The same tokens stay in view when the pane's width changes.
      this.grid.top(Math.floor(firstToken / columns));
      if (this.selected !== undefined) this.grid.reveal(this.rowOf(this.selected));
    }
    if (changed.has("selected") && this.selected !== undefined) {
      this.grid.reveal(this.rowOf(this.selected));
    } else if (changed.has("windowStart") && this.windowStart !== undefined) {
      this.grid.reveal(this.rowOf(this.windowStart));
    }
  }

  private rowOf(token: number): number {
    return Math.floor(token / this.columns);
  }

  protected override render(): TemplateResult {
    const { y } = this.grid.axes;
    const rows = rowsOf(visibleRows(this.grid.y, y, MARGIN));
    const size = [plural(this.length, "character"), plural(this.byteLength, "byte")];
    return html`
      <div class="heading">
        <h2 id="title">Tokens</h2>
        <span class="aside">${size.join(" · ")}</span>
      </div>
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
    `;
  }

  private row(row: number, y: Axis): TemplateResult {
    const first = row * this.columns;
    const end = Math.min(first + this.columns, this.tokenCount);
    const columns = `${px(this.labelWidth)} repeat(${String(this.columns)}, minmax(0, 1fr))`;
    const place = { top: px(rowStart(row, y, this.grid.y)), "grid-template-columns": columns };
    return html`<div class="row" role="row" aria-rowindex=${row + 1} ${placed(place)}>
      <span class="first" role="rowheader">${formatCount(first)}</span>
      ${rowsOf({ first, end }).map((token) => this.cell(token))}
    </div>`;
  }

  private cell(token: number): TemplateResult {
    const view = this.pages === undefined ? undefined : viewAt(this.pages, token);
    const known = view === undefined ? "waiting" : turnClass(token);
    return html`<span
      class="token ${known} ${this.markClass(token)}"
      id="token${token}"
      role="gridcell"
      data-token=${token}
      aria-selected=${token === this.selected ? "true" : "false"}
      title=${tooltip(view)}
      >${tokenFace(view)}</span
    >`;
  }

  private markClass(token: number): string {
    if (this.windowStart === undefined) return "";
    const position = token - this.windowStart;
    if (position === this.windowLength) return "target";
    return position >= 0 && position < this.windowLength ? "input" : "";
  }

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
    const page = Math.max(1, Math.floor(this.grid.height / ROW) - 1);
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
