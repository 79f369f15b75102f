import * as l10n from "../../src/shared/base/l10n";
import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Similarity } from "../../src/shared/values/vectors";
import { shape } from "../base/format";
import type { HeatCell } from "../base/heatCell";
import { on } from "../base/on";
import { zoomHint } from "../heat/heatZoom";
import { limitSpan } from "../heat/limitWords";
import { heatLookOf } from "../heat/pictureChoices";
import { cellAfterKey } from "../base/keys";
import { axisText, sizeText } from "./axisNames";
import { positionsCode } from "./positionsCode";
import { PlaceEvent } from "./labEvents";
import { consume } from "./lab";
import type { Lab } from "./lab";
import { PAGE } from "./placeKeys";
import { isRelative } from "./positionChoices";
import "./positionHeat";
import { orderedText } from "./positionHints";
import type { PositionRows } from "./positionRows";
import { similarityWords } from "./positionWords";
import type { Side } from "./side";

const OF_COSINES = { limit: 1, each: undefined };

/** The table itself: a row is a position, a column a dimension. */
export function valuesHeat(lab: Lab, side: Side, rows: PositionRows): TemplateResult {
  const { tables, mark } = lab;
  const { scaling, order, source } = lab.choices;
  const [count, width] = rows.shape;
  const stats = tables.stats(rows);
  const relative = isRelative(source);
  const columns = tables.columns(stats, relative ? "index" : order);
  const values = side.arrange(rows.values, stats, relative ? "stored" : scaling, columns);
  const limit = side.limit(values, width, lab.drawing.limit);
  const heading = side.nameOf(`${rows.title} ${shape(count, width)}`);
  const places = tables.places(columns);
  const at = { row: side.placeOf(mark.row, count), column: places[mark.column] ?? 0 };
  const set = (place: number, column: number): void => {
    lab.point({ row: side.rows(count)[place], column: columns[column] ?? 0 });
  };
  return html`<position-heat
    .heading=${heading}
    .hint=${zoomHint()}
    .label=${l10n.t(
      "{0}, {1}, {2}, {3}",
      heading,
      sizeText(rows.rowName, count),
      sizeText(rows.columnName, width),
      limitSpan(limit),
    )}
    .values=${values}
    .columns=${width}
    .rowName=${axisText(rows.rowName)}
    .columnName=${relative ? axisText(rows.columnName) : orderedText(order)}
    .limit=${limit}
    .explained=${limit}
    .code=${positionsCode(lab, side, rows.shape)}
    .palette=${lab.palette}
    .look=${heatLookOf(lab.drawing, lab.palette)}
    .zoom=${lab.zoom}
    .place=${lab.zoom.place}
    .cross=${mark.row === undefined ? undefined : at}
    ${on(PlaceEvent, ({ row, column = 0 }) => {
      set(row, column);
    })}
    @keydown=${(event: KeyboardEvent) => {
      moveCross(lab, event, at, [count, width], set);
    }}
  ></position-heat>`;
}

/** How alike each position's vector is to each other's. */
export function cosinesHeat(
  lab: Lab,
  side: Side,
  name: string,
  { cosines, shape: size }: Similarity,
  width: number,
): TemplateResult {
  const { mark } = lab;
  const [count] = size;
  const at = { row: side.placeOf(mark.row, count), column: side.placeOf(mark.against, count) };
  const set = (place: number, other: number): void => {
    const order = side.rows(count);
    lab.point({ row: order[place], against: order[other] ?? 0 });
  };
  return html`<position-heat
    .heading=${side.nameOf(l10n.t("Cosines {0}", shape(count, count)))}
    .whose=${name}
    .hint=${zoomHint()}
    .label=${similarityWords(side.nameOf(name), side.pairs(cosines, count), count)}
    .values=${side.pairs(cosines, count)}
    .columns=${count}
    .columnName=${axisText("position")}
    .square=${true}
    .code=${positionsCode(lab, side, [count, width])}
    .about=${l10n.t("colors from −{0} to {0}", 1)}
    .limit=${OF_COSINES}
    .palette=${lab.palette}
    .look=${heatLookOf(lab.drawing, lab.palette)}
    .zoom=${lab.zoom}
    .place=${lab.zoom.place}
    .cross=${mark.row === undefined ? undefined : at}
    ${on(PlaceEvent, ({ row, column = 0 }) => {
      set(row, column);
    })}
    @keydown=${(event: KeyboardEvent) => {
      moveCross(lab, event, at, [count, count], set);
    }}
  ></position-heat>`;
}

/** Moves the crosshair by a key; before there is one, from the first row. */
function moveCross(
  lab: Lab,
  event: KeyboardEvent,
  at: HeatCell,
  [rows, columns]: readonly [number, number],
  set: (row: number, column: number) => void,
): void {
  const from = lab.mark.row === undefined ? { row: 0, column: at.column } : at;
  const to = cellAfterKey(event, from, rows, columns, PAGE);
  if (to === undefined) return;
  consume(event, () => {
    set(to.row, to.column);
  });
}
