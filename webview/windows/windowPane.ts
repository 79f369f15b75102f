import * as l10n from "../../src/shared/base/l10n";
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { ChooseEvent, CopyBatchEvent } from "../base/events";
import { clamp, formatCount } from "../../src/shared/base/numbers";
import { shape } from "../base/format";
import "../base/helpButton";
import { reveals, windowAfterKey } from "../base/keys";
import { HERE, withMarkup } from "../base/markup";
import { notice, noticeStyles } from "../base/notice";
import { placed, px } from "../base/placed";
import type { Pointed } from "../feeds/pointed";
import { PointedMarks, pointedStyles } from "../tokens/pointedMarks";
import { POSITION_LINE, WINDOW_PAIR } from "../base/cellSizes";
import { foldButton, foldStyles } from "../base/sections";
import { paneStyles, scrollingPaneStyles, tokenCellStyles } from "../base/styles";
import { tokenFace, tooltip, turnClass, viewAt } from "../tokens/tokenCell";
import type { TokenPages } from "../feeds/tokenPages";
import { rowsOf, rowStart, same, scrollLength, visibleRows } from "../base/virtualGrid";
import type { Axis } from "../base/virtualGrid";
import { VirtualScroller } from "../base/virtualScroller";
import {
  hasNoBatch,
  loaderBatch,
  sameCut,
  windowsInBatches,
  windowStart,
} from "../../src/windows/loaderWindows";
import type { LoaderBatch } from "../../src/windows/loaderWindows";
import type { OrderedLoader } from "../feeds/orderedLoader";
import { windowStyles } from "./windowStyles";
import type { PanelLoader } from "../../src/shared/protocol/panelState";

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
  @property({ attribute: false }) pointed: Pointed | undefined;
  @property({ attribute: false }) folded = false;
  /** Without a heading and without the line of positions: where there is room for a window alone. */
  @property({ type: Boolean, reflect: true }) bare = false;
  /** Rises with every page that arrives. */
  @property({ attribute: false }) arrivals = 0;

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
        ${
          batch === undefined || loader === undefined
            ? nothing
            : html`<span class="aside"
                ><span class="size" title=${batchText(batch, loader)}
                  >${batchText(batch, loader)}</span
                >
                ${copyButton(batch)}</span
              >`
        }
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
      <div class="content" role="presentation" ${placed(content)}>
        <div class="positions" aria-hidden="true">
          <span class="corner">${l10n.t("position")}</span>
          ${repeat(
            columns,
            same,
            (column) => html`<span ${placed({ left: this.left(column, x) })}>${column}</span>`,
          )}
        </div>
        ${
          this.grid.height === 0
            ? nothing
            : repeat(rows, same, (row) => this.pair(batch.first + row, row, columns, x, y, loader))
        }
      </div>
    </div>`;
  }

  private left(column: number, x: Axis): string {
    return px(this.head + rowStart(column, x, this.grid.x));
  }

  private pair(
    window: number,
    row: number,
    columns: readonly number[],
    x: Axis,
    y: Axis,
    loader: OrderedLoader,
  ): TemplateResult {
    const start = windowStart(window, loader);
    const line = (name: "inputs" | "targets", shift: number): TemplateResult =>
      html`<div class="line ${name}" role="row">
        ${name === "inputs" ? this.headOf(window, start, loader) : targetsHead(window)}
        ${repeat(columns, same, (column) => this.cell(window, start + column + shift, column, x, name))}
      </div>`;
    const top = px(this.lineOfPositions + rowStart(row, y, this.grid.y));
    return html`<div class="pair" role="rowgroup" ${placed({ top })}>
      ${line("inputs", 0)} ${line("targets", 1)}
    </div>`;
  }

  private headOf(window: number, start: number, { options }: PanelLoader): TemplateResult {
    const name = formatCount(window + 1);
    const title = l10n.t(
      "Window {0}: tokens {1} to {2}, targets one further",
      name,
      formatCount(start),
      formatCount(start + options.maxLength - 1),
    );
    return html`<div
      class="head"
      id="window${window}"
      role="rowheader"
      data-window=${window}
      aria-selected=${window === this.window ? "true" : "false"}
      title=${title}
    >
      <span>${withMarkup(l10n.t("window {0}", HERE), html`<b>${name}</b>`)}</span>
      <span aria-hidden="true">${l10n.t("targets")}</span>
    </div>`;
  }

  private cell(
    window: number,
    token: number,
    column: number,
    x: Axis,
    name: "inputs" | "targets",
  ): TemplateResult {
    const view = this.pages === undefined ? undefined : viewAt(this.pages, token);
    const known = view === undefined ? "waiting" : turnClass(token);
    const chosen = window === this.window;
    const last = name === "targets" && column === x.count - 1;
    const mark = !chosen ? "" : name === "inputs" ? "input" : last ? "target" : "";
    const place = { left: this.left(column, x), width: px(x.size - 3) };
    return html`<span
      class="token ${known} ${mark}"
      role="gridcell"
      data-of-window=${window}
      data-index=${token}
      aria-selected=${chosen && name === "inputs" && token === this.token ? "true" : "false"}
      title=${tooltip(view)}
      ${placed(place)}
      ><span class="heard">${name === "inputs" ? l10n.t("input") : l10n.t("target")} </span
      >${tokenFace(view)}</span
    >`;
  }

  private readonly onClick = (event: Event): void => {
    const target = event.target as Element;
    const head = target.closest<HTMLElement>("[data-window]");
    const cell = target.closest<HTMLElement>("[data-index]");
    const window = Number(head?.dataset["window"] ?? cell?.dataset["ofWindow"] ?? NaN);
    if (Number.isNaN(window)) return;
    // The first click on a cell chooses its window, the next one the token.
    if (cell === null || window !== this.window) this.choose("window", window, true);
    else this.choose("token", Number(cell.dataset["index"]), true);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { batch, window, loader, token } = this;
    if (batch === undefined || window === undefined || loader === undefined) return;
    if (reveals(event)) {
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

/** For the ear; for the eye the word stands beneath the window's. */
function targetsHead(window: number): TemplateResult {
  return html`<span class="heard" role="rowheader"
    >${l10n.t("targets of window {0}", formatCount(window + 1))}</span
  >`;
}

/** The words of the command, which the palette has too. */
function copyButton({ index, leftOver }: LoaderBatch): TemplateResult | typeof nothing {
  if (leftOver) return nothing;
  const copy = (event: Event): void => {
    event.target?.dispatchEvent(new CopyBatchEvent(index));
  };
  return html`<button
    type="button"
    class="copy"
    title=${l10n.t("Copy the lines that give this batch in a notebook")}
    @click=${copy}
  >
    ${l10n.t("Copy as PyTorch")}
  </button>`;
}

function batchText({ first, end, leftOver }: LoaderBatch, { options }: PanelLoader): string {
  const size = shape(end - first, options.maxLength);
  return leftOver
    ? l10n.t("inputs over targets {0} · left over by drop_last: no batch has these windows", size)
    : l10n.t("inputs over targets {0}", size);
}

declare global {
  interface HTMLElementTagNameMap {
    "window-pane": WindowPane;
  }
}
