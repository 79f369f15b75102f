import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { around } from "../base/eventElements";
import { ChooseEvent } from "../base/paneEvents";
import { clamp } from "../../src/shared/base/numbers";
import "../base/helpButton";
import { isRevealKey, windowAfterKey } from "../base/keys";
import { notice, noticeStyles } from "../base/notice";
import { inlineStyle, px } from "../base/inlineStyle";
import type { HoveredToken } from "../feeds/hoveredToken";
import { PointedMarks, pointedStyles } from "../tokens/pointedMarks";
import { POSITION_LINE, WINDOW_PAIR } from "../base/cellSizes";
import { foldButton, foldStyles } from "../base/sections";
import { paneStyles, scrollingPaneStyles, tokenCellStyles } from "../base/styles";
import type { TokenPages } from "../feeds/tokenPages";
import { rowsOf, rowStart, same, scrollLength, visibleRows } from "../base/virtualGrid";
import { VirtualScroller } from "../base/virtualScroller";
import { Watch } from "../base/watch";
import {
  hasNoBatch,
  loaderBatch,
  sameCut,
  windowsInBatches,
  windowStart,
} from "../../src/windows/loaderWindows";
import type { LoaderBatch } from "../../src/windows/loaderWindows";
import type { OrderedLoader } from "../feeds/orderedLoader";
import { batchWords } from "./batchWords";
import { windowPair } from "./windowPair";
import { windowStyles } from "./windowStyles";

/** Widths in CSS pixels. */
const CELL = 64;
const WIDEST_CELL = 128;
/** What sticks to the edges: the windows' headers and the line of positions. */
const HEAD_WIDTH = 112;
/** In a pane below this width headers and cells are narrower. */
const NARROW = 400;
const NARROW_HEAD = 84;
const NARROWEST_HEAD = 64;
const NARROW_CELL = 40;
const PADDING = 14;
const MARGIN = 2;

/** The batch that holds the chosen window: inputs, and beneath, shifted by one, the targets. */
@customElement("window-pane")
export class WindowPane extends LitElement {
  @property({ attribute: false }) pages: TokenPages | undefined;
  @property({ attribute: false }) loader: OrderedLoader | undefined;
  @property({ attribute: false }) window: number | undefined;
  /** Chosen document token. */
  @property({ attribute: false }) token: number | undefined;
  @property({ attribute: false }) pointed: HoveredToken | undefined;
  @property({ attribute: false }) folded = false;
  /** Without a heading and without the line of positions: where there is room for a window alone. */
  @property({ type: Boolean, reflect: true }) bare = false;

  private readonly grid: VirtualScroller = new VirtualScroller(this, (width, height) => {
    const batch = this.batch;
    const room = width - headWidth(width) - PADDING;
    const columns = this.loader?.options.maxLength ?? 0;
    const least = width < NARROW ? NARROW_CELL : CELL;
    const size = clamp(Math.floor(room / Math.max(1, columns)), least, WIDEST_CELL);
    const rows = batch === undefined ? 0 : batch.end - batch.first;
    return {
      x: { count: columns, size, viewport: Math.max(0, room) },
      y: { count: rows, size: WINDOW_PAIR, viewport: Math.max(0, height - this.lineOfPositions) },
    };
  });

  static override readonly styles = [
    paneStyles,
    scrollingPaneStyles,
    tokenCellStyles,
    noticeStyles,
    foldStyles,
    windowStyles,
    pointedStyles,
  ];

  constructor() {
    super();
    new Watch(this, () => [this.pages]);
    new PointedMarks(this, { attribute: "data-index", keys: () => this.token });
  }

  /** CSS pixels. */
  private get head(): number {
    return headWidth(this.grid.width);
  }

  /** CSS pixels. */
  private get lineOfPositions(): number {
    return this.bare ? 0 : POSITION_LINE;
  }

  private get batch(): LoaderBatch | undefined {
    const { loader, window } = this;
    return loader === undefined || window === undefined ? undefined : loaderBatch(window, loader);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { batch, window, loader, token } = this;
    if (batch === undefined || window === undefined || loader === undefined) return;
    const recut = changed.has("loader") && !sameCut(changed.get("loader"), loader);
    if (changed.has("window") || changed.has("token") || recut) {
      const position = token === undefined ? -1 : token - windowStart(window, loader);
      const inside = position >= 0 && position < loader.options.maxLength;
      const start = changed.has("window") || recut ? 0 : undefined;
      this.grid.reveal(window - batch.first, inside ? position : start);
    }
  }

  protected override render(): TemplateResult {
    const { batch, loader } = this;
    return html`
      <div class="heading">
        <div class="titled">
          <h2 id="title">${foldButton("windows", this.folded, l10n.t("Windows"))}</h2>
          <help-button .pane=${"windows"}></help-button>
        </div>
        ${batch === undefined || loader === undefined ? nothing : batchWords(batch, loader)}
      </div>
      ${
        this.folded
          ? nothing
          : batch === undefined || loader === undefined
            ? notice(
                loader !== undefined && hasNoBatch(loader)
                  ? l10n.t("There is no batch")
                  : l10n.t("There is no window"),
                loader?.problem === undefined
                  ? l10n.t("Choose a window above.")
                  : l10n.t("The loader's options above say why, and what to change."),
              )
            : this.table(batch, loader)
      }
    `;
  }

  private table(batch: LoaderBatch, loader: OrderedLoader): TemplateResult {
    const { x, y } = this.grid.axes;
    const columns = rowsOf(visibleRows(this.grid.x, x, MARGIN));
    const rows = rowsOf(visibleRows(this.grid.y, y, MARGIN));
    const content = {
      width: px(this.head + scrollLength(x) + PADDING),
      height: px(this.lineOfPositions + scrollLength(y)),
      "--head": px(this.head),
    };
    const left = (column: number): string => px(this.head + rowStart(column, x, this.grid.x));
    const { pages, token, window: chosen } = this;
    const columnsSeen = { columns, length: x.count, width: x.size, left };
    const grid = { loader, pages, chosen, token, ...columnsSeen };
    return html`<div
      class="scroller"
      role="grid"
      tabindex="0"
      aria-labelledby="title"
      aria-rowcount=${y.count * 2}
      aria-colcount=${x.count + 1}
      aria-activedescendant="window${this.window ?? 0}"
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      <div class="content" role="presentation" ${inlineStyle(content)}>
        <div class="positions" aria-hidden="true">
          <span class="corner">${l10n.t("position")}</span>
          ${repeat(
            columns,
            same,
            (column) => html`<span ${inlineStyle({ left: left(column) })}>${column}</span>`,
          )}
        </div>
        ${
          this.grid.height === 0
            ? nothing
            : repeat(rows, same, (row) => {
                const top = px(this.lineOfPositions + rowStart(row, y, this.grid.y));
                return windowPair(batch.first + row, top, grid);
              })
        }
      </div>
    </div>`;
  }

  private readonly onClick = (event: MouseEvent): void => {
    const head = around(event, "[data-window]");
    const cell = around(event, "[data-index]");
    const window = Number(head?.dataset["window"] ?? cell?.dataset["ofWindow"] ?? NaN);
    if (Number.isNaN(window)) return;
    // The first click on a cell chooses its window, the next one the token.
    if (cell === undefined || window !== this.window) this.choose("window", window, true);
    else this.choose("token", Number(cell.dataset["index"]), true);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { batch, window, loader, token } = this;
    if (batch === undefined || window === undefined || loader === undefined) return;
    if (isRevealKey(event)) {
      event.preventDefault();
      this.choose("window", window, true);
      return;
    }
    const start = windowStart(window, loader);
    const end = start + loader.options.maxLength - 1;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      event.preventDefault();
      const step = event.key === "ArrowLeft" ? -1 : 1;
      const inside = token !== undefined && token >= start && token <= end;
      const to = inside ? token + step : start;
      this.choose("token", clamp(to, start, end), false);
      return;
    }
    const to = windowAfterKey(
      event,
      window,
      windowsInBatches(loader),
      batch,
      loader.options.batchSize,
    );
    if (to === undefined) return;
    event.preventDefault();
    this.choose("window", to, false);
  };

  private choose(kind: "token" | "window", index: number, reveal: boolean): void {
    this.dispatchEvent(new ChooseEvent({ kind, index }, reveal));
  }
}

const headWidth = (width: number): number => {
  if (width >= NARROW) return HEAD_WIDTH;
  return width >= NARROW_HEAD + 4 * NARROW_CELL + PADDING + 60 ? NARROW_HEAD : NARROWEST_HEAD;
};

declare global {
  interface HTMLElementTagNameMap {
    "window-pane": WindowPane;
  }
}
