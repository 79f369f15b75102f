import { LABEL_SIZE } from "../drawing/chartParts";
import { clippedText } from "../drawing/clippedText";
import type { Shape } from "../drawing/drawing";
import type { Look } from "../drawing/look";

/** CSS pixels of the labels of a saved table's rows. */
export const GUTTER = 170;
/** What a label's line needs. */
const LABEL_ROOM = 11;
/** Where the ids and positions begin, from the right edge of the labels. */
const BESIDE = 56;

export interface VectorLabel {
  readonly left: string;
  readonly right: string;
  readonly quiet: "left" | "right";
}

/** A label at each row that has the room, left of x = GUTTER. */
export function rowLabels(
  rows: number,
  height: number,
  label: (row: number) => VectorLabel,
  { text, dim }: Look,
): Shape[] {
  const each = height / rows;
  const step = Math.max(1, Math.ceil(LABEL_ROOM / each));
  const shapes: Shape[] = [];
  for (let row = 0; row < rows; row += step) {
    const { left, right, quiet } = label(row);
    const words = {
      kind: "words",
      y: (row + 0.5) * each,
      size: LABEL_SIZE,
      anchor: "end",
      font: "monospace",
    } as const;
    shapes.push(
      {
        ...words,
        x: GUTTER - BESIDE,
        text: clippedText(left, LABEL_SIZE, GUTTER - BESIDE, "monospace"),
        colour: quiet === "left" ? dim : text,
      },
      { ...words, x: GUTTER - 10, text: right, colour: quiet === "right" ? dim : text },
    );
  }
  return shapes;
}
