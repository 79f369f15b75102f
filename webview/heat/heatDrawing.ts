import { clamp } from "../../src/shared/base/numbers";
import {
  columnAxis,
  heading,
  LABEL_SIZE,
  legendLine,
  remark,
  TEXT_SIZE,
  wholeTicks,
} from "../drawing/chartParts";
import type { LegendWords } from "../drawing/chartParts";
import { movedBy, stack } from "../drawing/drawing";
import type { Drawing, Shape, Words } from "../drawing/drawing";
import { heatCells } from "./heatCells";
import type { StyledTable } from "./heatCells";
import { heatScale } from "./heatScale";
import type { Look } from "../drawing/look";

/** CSS pixels that a table should have about, and the most it gets. */
const PREFERRED_WIDTH = 960;
const PREFERRED_HEIGHT = 640;
const MOST = 1536;
const TALLEST_ROW = 24;
const GUTTER = 68;

/** Pixels for `count` cells: whole ones for each, or `MOST` where there are too many cells. */
export function lengthFor(count: number, preferred: number, largest = Infinity): number {
  const each = clamp(Math.floor(preferred / Math.max(1, count)), 1, largest);
  return Math.min(count * each, MOST);
}

export const heatWidth = (columns: number): number => lengthFor(columns, PREFERRED_WIDTH);

export interface NamedTable {
  readonly heading: string;
  /** Whose values they are, where the heading does not tell; else "". */
  readonly whose: string;
  readonly rowName: string;
  readonly columnName: string;
  /** Whether cells are as wide as high. */
  readonly square: boolean;
  readonly legend: LegendWords;
}

/** A whole table with its heading, its axes and what its colours mean. */
export function heatDrawing(table: StyledTable, named: NamedTable, look: Look): Drawing {
  const { values, columns } = table;
  const rows = columns === 0 ? 0 : values.length / columns;
  const square = lengthFor(columns, PREFERRED_WIDTH);
  const width = named.square ? square : heatWidth(columns);
  const height = named.square ? square : lengthFor(rows, PREFERRED_HEIGHT, TALLEST_ROW);
  const right = (shapes: readonly Shape[], high: number): Drawing => ({
    width: GUTTER + width,
    height: high,
    shapes: movedBy(shapes, GUTTER, 0),
  });
  const picture: Drawing = {
    width: GUTTER + width,
    height,
    shapes: [
      ...rowAxis(rows, named.rowName, height, look),
      ...right(heatCells(table, width, height), height).shapes,
    ],
  };
  const axis = columnAxis(columns, named.columnName, width, look);
  return stack(
    [
      heading(named.heading, GUTTER + width, look),
      ...(named.whose === "" ? [] : [remark(named.whose, GUTTER + width, look)]),
      legendLine(named.legend, heatScale(table), look),
      picture,
      right(axis.shapes, axis.height),
    ],
    4,
  );
}

/** Numbers at the left of the rows; the name of what they count stands where there is room. */
function rowAxis(count: number, name: string, height: number, { dim }: Look): Shape[] {
  const centre = (at: number): number => ((at + 0.5) / count) * height;
  const words = { kind: "words", colour: dim, anchor: "end", x: GUTTER - 8 } as const;
  const marks = wholeTicks(count, Math.max(2, height / 40));
  const [first = 0, second = first] = marks.map(centre);
  const number = (at: number): Words => ({
    ...words,
    y: centre(at),
    text: String(at),
    size: LABEL_SIZE,
    font: "monospace",
  });
  const between: Words = { ...words, y: (first + second) / 2, text: name, size: TEXT_SIZE };
  return second - first < 24 ? marks.map(number) : [...marks.map(number), between];
}
