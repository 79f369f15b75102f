import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { clamp } from "../../src/shared/base/numbers";
import type { WindowPredictions } from "../../src/shared/values/predictionAnswers";
import { around } from "../base/eventElements";
import { inlineStyle, px } from "../base/inlineStyle";
import { isRevealKey } from "../base/keys";
import { ChooseEvent } from "../base/paneEvents";
import { paneStyles, scrollingPaneStyles } from "../base/styles";
import { rowsOf, rowStart, same, scrollLength, visibleRows } from "../base/virtualGrid";
import { VirtualScroller } from "../base/virtualScroller";
import { Watch } from "../base/watch";
import type { Outcome } from "../feeds/feed";
import type { HoveredToken } from "../feeds/hoveredToken";
import type { WindowWish } from "../feeds/predictions";
import type { TokenPages } from "../feeds/tokenPages";
import { PointedMarks, pointedStyles } from "../tokens/pointedMarks";
import { viewAt } from "../tokens/tokenCell";
import { nextRow } from "./nextRow";
import { CANDIDATE, HERE_AND_NEXT, nextStyles, ROW } from "./nextStyles";

/** Rows kept above and below what is seen. */
const MARGIN = 4;
/** A key sideways goes so many of the likeliest tokens. */
const SIDEWAYS = 2;

/** A row for each position of the window: the token, the likeliest next ones, and the real one. */
@customElement("next-tokens")
export class NextTokens extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) shown: Outcome<WindowWish, WindowPredictions> | undefined;
  /** Position that is looked at. */
  @property({ attribute: false }) row = 0;
  /** Whether the newest window is still awaited. */
  @property({ attribute: false }) late = false;
  @property({ attribute: false }) pointed: HoveredToken | undefined;

  private readonly grid: VirtualScroller = new VirtualScroller(this, (width, height) => ({
    x: { count: this.candidates, size: this.cellOf(width), viewport: width - HERE_AND_NEXT },
    y: { count: this.rows, size: ROW, viewport: height },
  }));

  static override readonly styles = [paneStyles, scrollingPaneStyles, nextStyles, pointedStyles];

  constructor() {
    super();
    new Watch(this, () => [this.pages]);
    new PointedMarks(this, {
      attribute: "data-token",
      keys: () => this.shown && this.shown.wish.start + this.row,
    });
  }

  private get rows(): number {
    return this.shown?.answer.shape[0] ?? 0;
  }

  private get candidates(): number {
    return this.shown?.answer.shape[1] ?? 0;
  }

  /** CSS pixels of one of the likeliest tokens: they share the width where that is enough. */
  private cellOf(width: number): number {
    const { candidates } = this;
    if (candidates === 0) return CANDIDATE;
    return Math.max(CANDIDATE, Math.floor((width - HERE_AND_NEXT) / candidates));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.get("shown")?.wish.start !== this.shown?.wish.start;
    if (changed.has("row") || (changed.has("shown") && isOther)) this.grid.reveal(this.row);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { shown, late, grid, candidates } = this;
    if (shown === undefined) return nothing;
    const { y } = grid.axes;
    const cell = this.cellOf(grid.width);
    const columns = `repeat(${String(candidates)}, ${px(cell)})`;
    const rows = rowsOf(visibleRows(grid.y, y, MARGIN));
    return html`<div
      class="scroller ${late ? "late" : ""}"
      role="grid"
      tabindex="0"
      aria-label=${l10n.t("What is expected next at each position of window {0}. Arrow keys go from position to position, Enter shows one in the text.", shown.wish.window + 1)}
      aria-busy=${late ? "true" : "false"}
      aria-rowcount=${this.rows}
      aria-colcount=${candidates + 2}
      aria-activedescendant="row${this.row}"
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      <div
        class="content"
        role="rowgroup"
        ${inlineStyle({
          height: px(scrollLength(y)),
          width: px(HERE_AND_NEXT + candidates * cell),
          "--candidates": columns,
        })}
      >
        ${grid.height === 0 ? nothing : repeat(rows, same, (row) => this.rowOf(row, rowStart(row, y, grid.y)))}
      </div>
    </div>`;
  }

  private rowOf(row: number, top: number): TemplateResult | typeof nothing {
    const { shown, pages } = this;
    if (shown === undefined || pages === undefined) return nothing;
    const token = shown.wish.start + row;
    return nextRow({
      ...{ row, token, top, isChosen: row === this.row, answer: shown.answer },
      view: viewAt(pages, token),
      next: viewAt(pages, token + 1),
    });
  }

  private readonly onClick = (event: MouseEvent): void => {
    const row = around(event, "[data-row]")?.dataset["row"];
    if (row !== undefined) this.choose(Number(row), true);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { row, rows } = this;
    if (rows === 0) return;
    if (isRevealKey(event)) {
      event.preventDefault();
      this.choose(row, true);
      return;
    }
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      const step = (event.key === "ArrowLeft" ? -SIDEWAYS : SIDEWAYS) * CANDIDATE;
      this.renderRoot.querySelector(".scroller")?.scrollBy({ left: step });
      return;
    }
    const page = Math.max(1, Math.floor(this.grid.height / ROW) - 1);
    const targets: Partial<Record<string, number>> = {
      ArrowUp: row - 1,
      ArrowDown: row + 1,
      PageUp: row - page,
      PageDown: row + page,
      Home: 0,
      End: rows - 1,
    };
    const to = targets[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(clamp(to, 0, rows - 1), false);
  };

  private choose(row: number, reveal: boolean): void {
    if (this.shown === undefined) return;
    const index = this.shown.wish.start + row;
    this.dispatchEvent(new ChooseEvent({ kind: "token", index }, reveal));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "next-tokens": NextTokens;
  }
}
