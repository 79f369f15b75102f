import * as l10n from "../../src/shared/base/l10n";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { formatCount } from "../../src/shared/base/numbers";
import { windowStart } from "../../src/windows/loaderWindows";
import { HERE, withMarkup } from "../base/markup";
import { inlineStyle, px } from "../base/inlineStyle";
import { same } from "../base/virtualGrid";
import type { OrderedLoader } from "../feeds/orderedLoader";
import type { TokenPages } from "../feeds/tokenPages";
import { tokenFace, tooltip, turnClass, viewAt } from "../tokens/tokenCell";

/** What the pairs of a batch share. */
export interface PairGrid {
  readonly loader: OrderedLoader;
  readonly pages: TokenPages | undefined;
  /** Chosen window, and chosen document token. */
  readonly chosen: number | undefined;
  readonly token: number | undefined;
  /** Positions that are in view, of `length`. */
  readonly columns: readonly number[];
  readonly length: number;
  /** CSS pixels of a column, and where each one begins. */
  readonly width: number;
  readonly left: (column: number) => string;
}

type LineName = "inputs" | "targets";

/** One window: its inputs, and beneath, shifted by one, its targets. */
export function windowPair(window: number, top: string, grid: PairGrid): TemplateResult {
  const start = windowStart(window, grid.loader);
  const line = (name: LineName, shift: number): TemplateResult =>
    html`<div class="line ${name}" role="row">
      ${name === "inputs" ? windowHead(window, start, grid) : targetsHead(window)}
      ${repeat(grid.columns, same, (column) => cell(window, start + column + shift, column, name, grid))}
    </div>`;
  return html`<div class="pair" role="rowgroup" ${inlineStyle({ top })}>
    ${line("inputs", 0)} ${line("targets", 1)}
  </div>`;
}

function windowHead(window: number, start: number, { loader, chosen }: PairGrid): TemplateResult {
  const name = formatCount(window + 1);
  const title = l10n.t(
    "Window {0}: tokens {1} to {2}, targets one further",
    name,
    formatCount(start),
    formatCount(start + loader.options.maxLength - 1),
  );
  return html`<div
    class="head"
    id="window${window}"
    role="rowheader"
    data-window=${window}
    aria-selected=${window === chosen ? "true" : "false"}
    title=${title}
  >
    <span>${withMarkup(l10n.t("window {0}", HERE), html`<b>${name}</b>`)}</span>
    <span aria-hidden="true">${l10n.t("targets")}</span>
  </div>`;
}

/** For the ear; for the eye the word stands beneath the window's. */
function targetsHead(window: number): TemplateResult {
  return html`<span class="heard" role="rowheader"
    >${l10n.t("targets of window {0}", formatCount(window + 1))}</span
  >`;
}

function cell(
  window: number,
  token: number,
  column: number,
  name: LineName,
  grid: PairGrid,
): TemplateResult {
  const view = grid.pages === undefined ? undefined : viewAt(grid.pages, token);
  const known = view === undefined ? "waiting" : turnClass(token);
  const chosen = window === grid.chosen;
  const last = name === "targets" && column === grid.length - 1;
  const mark = !chosen ? "" : name === "inputs" ? "input" : last ? "target" : "";
  const place = { left: grid.left(column), width: px(grid.width - 3) };
  return html`<span
    class="token ${known} ${mark}"
    role="gridcell"
    data-of-window=${window}
    data-index=${token}
    aria-selected=${chosen && name === "inputs" && token === grid.token ? "true" : "false"}
    title=${tooltip(view)}
    ${inlineStyle(place)}
    ><span class="heard">${name === "inputs" ? l10n.t("input") : l10n.t("target")} </span
    >${tokenFace(view)}</span
  >`;
}
