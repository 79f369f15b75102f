import * as l10n from "../../src/shared/base/l10n";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { clamp } from "../../src/shared/base/numbers";
import { shape } from "../base/format";
import { on } from "../base/on";
import type { Curve } from "../drawing/curvesDrawing";
import { axisText, placeText } from "./axisNames";
import { positionsCode } from "./positionsCode";
import { ColumnEvent, ColumnStepEvent, PlaceEvent } from "./labEvents";
import { consume } from "./lab";
import type { Lab } from "./lab";
import { keptAfterKey, rowAfterKey } from "./placeKeys";
import { isRelative } from "./positionChoices";
import "./positionCurves";
import { curvesHint } from "./positionHints";
import { columnCurve } from "./positionRows";
import type { PositionRows } from "./positionRows";
import { curveWords } from "./positionWords";
import type { Side } from "./side";

/** Curves kept beside the current dimension's. */
const MOST_KEPT = 4;

/** How long each position's vector is. */
export function normCurve(lab: Lab, side: Side, rows: PositionRows): TemplateResult {
  return curves(lab, side, rows, {
    heading: side.nameOf(l10n.t("{0}: norms {1}", rows.title, shape(rows.shape[0]))),
    shown: [{ name: l10n.t("norm"), values: side.inOrder(lab.tables.norms(rows)) }],
    hint: l10n.t("Left and right move along it."),
  });
}

/** One dimension along the positions, and those that were kept beside it. */
export function columnCurves(lab: Lab, side: Side, rows: PositionRows): TemplateResult {
  const { tables } = lab;
  const { scaling, source } = lab.choices;
  const [, width] = rows.shape;
  const column = Math.min(lab.mark.column, width - 1);
  const stats = tables.stats(rows);
  const columns = tables.columns(stats, "index");
  const values = isRelative(source)
    ? rows
    : { ...rows, values: lab.sides[0].arrange(rows.values, stats, scaling, columns) };
  const curve = (each: number): Curve => ({
    name: placeText(rows.columnName, each),
    values: side.inOrder(columnCurve(values, each)),
  });
  const kept = lab.mark.kept.filter((each) => each !== column && each < width);
  const mean = rows.mean === undefined ? [] : [{ name: l10n.t("mean"), values: rows.mean }];
  return curves(lab, side, rows, {
    heading: side.nameOf(l10n.t("{0}: {1}", rows.title, placeText(rows.columnName, column))),
    shown: [curve(column), ...mean, ...kept.map(curve)],
    columns: [column, ...kept],
    hint: curvesHint(rows.columnName),
    step: (by) => {
      lab.point({ column: columnBeside(lab, rows, by) });
    },
    onOtherKey: (event) => {
      onColumnKey(lab, event, rows);
    },
  });
}

interface CurvePicture {
  readonly heading: string;
  readonly shown: readonly Curve[];
  /** Columns of the table that are shown, where they are curves of columns. */
  readonly columns?: readonly number[];
  readonly hint: string;
  /** Shows the column so many further, in the order of the columns. */
  readonly step?: (by: number) => void;
  /** Gets the keys that do not move along the curves. */
  readonly onOtherKey?: (event: KeyboardEvent) => void;
}

function curves(
  lab: Lab,
  side: Side,
  rows: PositionRows,
  { heading, shown, columns, hint, step, onOtherKey }: CurvePicture,
): TemplateResult {
  const [count] = rows.shape;
  const { row } = lab.mark;
  const place = row === undefined ? undefined : side.placeOf(row, count);
  const set = (to: number): void => {
    lab.point({ row: side.rows(count)[to] });
  };
  return html`<position-curves
    .heading=${heading}
    .hint=${hint}
    .label=${shown.map(({ name, values }) => curveWords(name, values)).join(". ")}
    .curves=${shown}
    .rowName=${axisText(rows.rowName)}
    .column=${
      // Both sides have the same one.
      columns === undefined || side !== lab.sides[0]
        ? undefined
        : { name: rows.columnName, at: columns[0] ?? 0, count: rows.shape[1] }
    }
    .code=${positionsCode(lab, side, rows.shape, columns)}
    .at=${place}
    ${on(ColumnEvent, ({ column }) => {
      lab.point({ column });
    })}
    ${on(ColumnStepEvent, (event) => step?.(event.step))}
    ${on(PlaceEvent, (event) => {
      set(event.row);
    })}
    @keydown=${(event: KeyboardEvent) => {
      const to = rowAfterKey(event, place ?? 0, count);
      if (to === undefined) onOtherKey?.(event);
      else {
        consume(event, () => {
          set(to);
        });
      }
    }}
  ></position-curves>`;
}

/** Up and down step through the dimensions as they are ordered. */
function onColumnKey(lab: Lab, event: KeyboardEvent, rows: PositionRows): void {
  const { mark } = lab;
  const kept = keptAfterKey(event, mark.kept, mark.column, MOST_KEPT);
  if (kept !== undefined) {
    consume(event, () => {
      lab.point({ kept });
    });
    return;
  }
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined) return;
  consume(event, () => {
    lab.point({ column: columnBeside(lab, rows, step) });
  });
}

/** The column so many further, as they are ordered; the first and the last are the ends. */
function columnBeside({ tables, mark, choices }: Lab, rows: PositionRows, by: number): number {
  const order = isRelative(choices.source) ? "index" : choices.order;
  const columns = tables.columns(tables.stats(rows), order);
  const place = (tables.places(columns)[mark.column] ?? 0) + by;
  return columns[clamp(place, 0, columns.length - 1)] ?? 0;
}
