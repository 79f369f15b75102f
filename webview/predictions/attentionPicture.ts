import * as l10n from "../../src/shared/base/l10n";
import type { HeadAttention, SmallHeads } from "../../src/shared/values/predictionAnswers";
import { limitText, shape } from "../base/format";
import type { HeatCell } from "../base/heatCell";
import type { Palette } from "../base/palette";
import { columnAxis, heading, LABEL_SIZE, remark } from "../drawing/chartParts";
import { beside, movedBy, stack } from "../drawing/drawing";
import type { Drawing, Words } from "../drawing/drawing";
import type { Look } from "../drawing/look";
import type { TokenPages } from "../feeds/tokenPages";
import { heatCells } from "../heat/heatCells";
import type { HeatStyle } from "../heat/heatCells";
import { lengthFor } from "../heat/heatDrawing";
import type { Picture } from "../save/picture";
import { viewAt } from "../tokens/tokenCell";
import { GUTTER, rowLabels } from "../vectors/rowLabels";
import type { VectorLabel } from "../vectors/rowLabels";

/** CSS pixels: of a small head, of its name, and of the large one about. */
const SMALL = 96;
const NAME = 14;
const LARGE = 768;
const LARGEST_CELL = 32;
const HEADS_IN_ROW = 8;
const GAP = 8;

export interface AttentionPictureSource {
  /** All heads of the block. */
  readonly small: SmallHeads;
  /** The one that is large. */
  readonly large: HeadAttention;
  /** Window in loader order, its first document token, block and head: all from 0. */
  readonly place: Readonly<Record<"window" | "start" | "layer" | "head", number>>;
  /** Weight of the full colour. */
  readonly limit: number;
  readonly palette: Palette;
  readonly pages: TokenPages;
  readonly cross: HeatCell;
}

/** What the colours mean. */
export const fullColour = (limit: number): string =>
  l10n.t("0 is the page's color, full color from {0} on", limitText(limit));

/** The attention of a block as it is copied from and saved: every head in small, one large. */
export function attentionPicture(source: AttentionPictureSource): Picture {
  const { large, place, pages, cross } = source;
  const { window, start, layer, head } = place;
  const { length, values } = large;
  const title = l10n.t("Attention of block {0} in window {1}", layer + 1, window + 1);
  return {
    fileName: `window-${String(window + 1)}-attention-${String(layer + 1)}-${String(head + 1)}`,
    title,
    description: l10n.t(
      "All heads in small, and head {0} {1} large: a row for each token that looks, a column for each that is looked at.",
      head + 1,
      shape(length, length),
    ),
    table: { values, columns: length },
    of: l10n.t("attention of head {0}", head + 1),
    at: cross,
    code: { of: "attention", window, layer, head, position: cross.row },
    draw: async (look) => {
      await pages.whenKnown(start, start + length);
      return attentionDrawing(source, title, look);
    },
  };
}

function attentionDrawing(
  { small, large, place, limit, palette, pages }: AttentionPictureSource,
  title: string,
  look: Look,
): Drawing {
  const signs = palette.highContrast;
  const style: HeatStyle = {
    ...{ limit: { limit, each: undefined }, palette },
    look: { summary: "extremes", signs },
  };
  const { length, values } = large;
  const side = lengthFor(length, LARGE, LARGEST_CELL);
  const label = (row: number): VectorLabel => {
    const text = viewAt(pages, place.start + row)?.text ?? "…";
    return { left: text, right: `@${String(row)}`, quiet: "right" };
  };
  const cells = heatCells({ values, columns: length, ...style }, side, side);
  const axis = columnAxis(length, l10n.t("position that is looked at"), side, look);
  return stack(
    [
      heading(title, GUTTER + side, look),
      remark(l10n.t("row: the token that looks · column: what it looks at"), GUTTER + side, look),
      remark(fullColour(limit), GUTTER + side, look),
      ...smallHeads(small, style, look),
      heading(l10n.t("head {0}", place.head + 1), GUTTER + side, look),
      {
        width: GUTTER + side,
        height: side,
        shapes: [...rowLabels(length, side, label, look), ...movedBy(cells, GUTTER, 0)],
      },
      { ...axis, width: GUTTER + side, shapes: movedBy(axis.shapes, GUTTER, 0) },
    ],
    6,
  );
}

/** Rows of small heads with their names. */
function smallHeads({ shape: sizes, values }: SmallHeads, style: HeatStyle, look: Look): Drawing[] {
  const [count, side] = sizes;
  const one = (head: number): Drawing => {
    const own = values.subarray(head * side * side, (head + 1) * side * side);
    const name: Words = {
      kind: "words",
      x: SMALL / 2,
      y: SMALL + NAME / 2,
      text: l10n.t("head {0}", head + 1),
      ...{ size: LABEL_SIZE, colour: look.dim, anchor: "middle" },
    };
    const cells = heatCells({ values: own, columns: side, ...style }, SMALL, SMALL);
    return { width: SMALL, height: SMALL + NAME, shapes: [...cells, name] };
  };
  const rows: Drawing[] = [];
  for (let head = 0; head < count; head += HEADS_IN_ROW) {
    const some = Math.min(HEADS_IN_ROW, count - head);
    rows.push(
      beside(
        Array.from({ length: some }, (_, at) => one(head + at)),
        GAP,
      ),
    );
  }
  return rows;
}
