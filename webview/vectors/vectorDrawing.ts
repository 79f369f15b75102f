import * as l10n from "../../src/shared/base/l10n";
import type { ChosenLimit } from "../heat/limitChoice";
import { shape } from "../base/format";
import { columnAxis, heading, HEADING_SIZE, legendLine, remark } from "../drawing/chartParts";
import { movedBy, stack } from "../drawing/drawing";
import type { Drawing, Words } from "../drawing/drawing";
import { heatWidth, lengthFor } from "../heat/heatDrawing";
import { heatCells, legendWords } from "../heat/heatCells";
import { heatScale } from "../heat/heatScale";
import type { HeatStyle } from "../heat/heatCells";
import type { Look } from "../drawing/look";
import { GUTTER, rowLabels } from "./rowLabels";
import type { VectorLabel } from "./rowLabels";

/** CSS pixels: of all rows of a table about, and of a row at most. */
const PREFERRED_HEIGHT = 1024;
const TALLEST_ROW = 22;

export interface DrawnVectors {
  readonly title: string;
  /** What the vectors are of. */
  readonly about: string;
  readonly tables: readonly {
    readonly name: string;
    /** Before the name: the tables read as a sum. */
    readonly sign: string;
    /** [L, D] */
    readonly values: Float32Array;
    /** Of each row: what stands left and right, of which one is set back. */
    readonly label: (row: number) => VectorLabel;
  }[];
  readonly rows: number;
  readonly columns: number;
  readonly style: HeatStyle & { readonly limit: ChosenLimit };
}

/** Token vectors + position vectors = input vectors, with a label at each row that has the room. */
export function vectorDrawing(drawn: DrawnVectors, look: Look): Drawing {
  const { tables, rows, columns, style } = drawn;
  const width = heatWidth(columns);
  const height = lengthFor(rows, PREFERRED_HEIGHT, TALLEST_ROW);
  const whole = GUTTER + width;
  const shifted = ({ shapes, height: high }: Drawing): Drawing => ({
    width: whole,
    height: high,
    shapes: movedBy(shapes, GUTTER, 0),
  });
  const drawings = tables.map(({ name, sign, values, label }) => {
    const words: Words = {
      kind: "words",
      x: GUTTER - 10,
      y: 10,
      text: sign,
      size: 16,
      colour: look.text,
      anchor: "end",
      font: "monospace",
    };
    const title = shifted(heading(`${name} ${shape(rows, columns)}`, width, look, HEADING_SIZE));
    const cells = heatCells({ values, columns, ...style }, width, height);
    const shapes = [...rowLabels(rows, height, label, look), ...movedBy(cells, GUTTER, 0)];
    return stack(
      [
        { ...title, shapes: [...(sign === "" ? [] : [words]), ...title.shapes] },
        { width: whole, height, shapes },
      ],
      2,
    );
  });
  return stack(
    [
      heading(drawn.title, whole, look),
      remark(drawn.about, whole, look),
      legendLine(legendWords(style.limit, "three", style.look.summary), heatScale(style), look),
      ...drawings,
      shifted(columnAxis(columns, l10n.t("dimension"), width, look)),
    ],
    6,
  );
}
