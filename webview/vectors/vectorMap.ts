import * as l10n from "../../src/shared/base/l10n";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { formatCount } from "../../src/shared/base/numbers";
import { shape } from "../base/format";
import type { HeatCell } from "../base/heatCell";
import { on } from "../base/on";
import type { Palette } from "../base/palette";
import { inlineStyle, px } from "../base/inlineStyle";
import type { TokenView } from "../feeds/tokenView";
import { HeatPanEvent, HeatPointEvent, HeatZoomEvent } from "../heat/heatEvents";
import "../heat/heatMap";
import type { HeatMap } from "../heat/heatMap";
import { seenCells } from "../heat/heatView";
import type { HeatView } from "../heat/heatView";
import type { ChosenLimit } from "../heat/limitChoice";
import type { Picture } from "../save/picture";
import "../save/pictureMenu";
import { markedPart, markOf } from "./firstMarks";
import { rowLabels } from "./vectorLayout";
import type { VectorTable } from "./vectorPicture";
import { tableWords } from "./vectorTables";

interface TableSize {
  readonly rows: number;
  readonly columns: number;
}

/** What the three heatmaps of a window share. */
export interface VectorMaps {
  readonly size: TableSize;
  readonly view: HeatView;
  /** Of one heatmap, CSS pixels. */
  readonly height: number;
  readonly limit: ChosenLimit | undefined;
  readonly palette: Palette | undefined;
  readonly look: HeatMap["look"];
  readonly cross: HeatCell | undefined;
  /** Whether the marks of the first open are on them. */
  readonly areMarked: boolean;
  readonly tokenOf: (row: number) => TokenView | undefined;
  readonly picture: (name: VectorTable["name"]) => Picture | undefined;
  readonly choose: (event: MouseEvent) => void;
  readonly point: (event: HeatPointEvent) => void;
  readonly zoom: (event: HeatZoomEvent) => void;
  readonly pan: (event: HeatPanEvent) => void;
}

const NO_LIMIT = { limit: 0, each: undefined };

/**
 * One heatmap with its heading, and the labels of its rows.
 * @param beside stands in the heading
 */
export function vectorMap(
  table: VectorTable,
  of: VectorMaps,
  beside: TemplateResult | typeof nothing,
): TemplateResult {
  const { name, title, sign, values } = table;
  const { size, view, height, cross, areMarked, limit = NO_LIMIT } = of;
  const { rows, columns } = size;
  return html`<section class="table">
    <div class="name">
      <span class="sign" aria-hidden="true">${sign}</span>
      <h3 title="${title} ${shape(rows, columns)}">${title} ${shape(rows, columns)}</h3>
      ${rowsSeen(size, view)}
      <picture-menu
        ?crowded=${!seesAllRows(view, rows)}
        .of=${title}
        .picture=${() => of.picture(name)}
      ></picture-menu>
      ${areMarked ? markOf(name) : nothing} ${beside}
    </div>
    <div class="map">
      <div class="labels" ${inlineStyle({ height: px(height) })}>
        ${rowLabels(view, rows, height).map(
          (label) =>
            html`<div
              class="label ${label.row === cross?.row ? "crossed" : ""}"
              data-row=${label.row}
              ${inlineStyle({ top: px(label.top), height: px(label.height) })}
              @click=${of.choose}
            >
              ${rowLabel(name, label.row, of.tokenOf(label.row))}
            </div>`,
        )}
      </div>
      <heat-map
        .values=${values}
        .columns=${columns}
        .view=${view}
        .height=${height}
        .limit=${limit}
        .palette=${of.palette}
        .look=${of.look}
        .cross=${cross}
        .label=${tableWords(title, size, limit, view)}
        ${on(HeatPointEvent, of.point)}
        ${on(HeatZoomEvent, of.zoom)}
        ${on(HeatPanEvent, of.pan)}
      ></heat-map>
      ${areMarked ? markedPart(name, height / view.rows) : nothing}
    </div>
  </section>`;
}

/** Which rows are seen, where that is not all of them. */
function rowsSeen({ rows }: TableSize, view: HeatView): TemplateResult | typeof nothing {
  const [first, last] = seenCells(view).rows;
  if (seesAllRows(view, rows)) return nothing;
  return html`<span class="seen"
    >${l10n.t("rows {0}–{1} of {2}", formatCount(first), formatCount(last), formatCount(rows))}</span
  >`;
}

/** The token, or the position, that a row is the vector of. */
function rowLabel(
  name: VectorTable["name"],
  row: number,
  view: TokenView | undefined,
): TemplateResult {
  if (name === "position") {
    return html`<small>${l10n.t("position")}</small><span class="text">${row}</span>`;
  }
  const beside = name === "token" ? String(view?.id ?? "") : `@${String(row)}`;
  return html`<span class="text">${view?.text ?? "…"}</span><small>${beside}</small>`;
}

function seesAllRows(view: HeatView, rows: number): boolean {
  const [first, last] = seenCells(view).rows;
  return first === 0 && last >= rows - 1;
}
