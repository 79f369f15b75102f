import { clamp } from "../../src/shared/base/numbers";
import type { HeatCell } from "../base/heatCell";
import type { Palette } from "../base/palette";
import { memo } from "../base/memo";
import { paintShapes } from "../drawing/canvasShapes";
import { LABEL_SIZE } from "../drawing/chartParts";
import type { HeatTable } from "./cellGrid";
import { extremeIndex, paintCells, tableOf } from "./cells";
import { printsValues } from "./cellText";
import type { HeatLook } from "./heatLook";
import type { HeatView } from "./heatView";
import { limitTable } from "./limitChoice";
import type { ChosenLimit } from "./limitChoice";
import { printedCells } from "./printedCells";
import { CellReader } from "./cellReader";

/** What a canvas shows. */
export interface HeatContent {
  /** Row-major, `columns` values a row. */
  readonly values: Float32Array;
  readonly columns: number;
  /** The part that is seen. */
  readonly view: HeatView;
  readonly limit: Pick<ChosenLimit, "limit" | "each">;
  readonly palette: Palette | undefined;
  readonly look: Pick<HeatLook, "summary" | "signs">;
}

/** Part of a table on a canvas, one device pixel exact. */
export class HeatCanvas {
  /** Device pixels. */
  width = 0;
  height = 0;
  private image: ImageData | undefined;
  private readonly coloured = memo(limitTable);
  private readonly cells = new CellReader();

  paint(canvas: HTMLCanvasElement, content: HeatContent): void {
    const { width, height } = this;
    const { palette } = content;
    if (palette === undefined || width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    // A canvas in memory takes pixels in half the time: the GPU would only hand them through.
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (context === null) return;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = context.createImageData(width, height);
    }
    const { image } = this;
    const pixels = new Uint32Array(image.data.buffer);
    const { table, limit } = this.seenPart(content);
    const look = { ...content.look, ratio: devicePixelRatio };
    paintCells(table, limit, palette, { width, height, pixels }, look, this.cells);
    context.putImageData(image, 0, 0);
    this.print(context, content, table, limit, palette);
  }

  /** The cell at a place, in shares of the canvas; of several in a pixel, the one of largest |x|. */
  cellAt(content: HeatContent, left: number, top: number): HeatCell | undefined {
    const { width, height } = this;
    const { columns, look } = content;
    const { table } = this.seenPart(content);
    const grid = this.cells.read(table, { width, height }, look.summary)?.grid;
    if (grid === undefined) return undefined;
    const pixel = (share: number, size: number): number =>
      clamp(Math.floor(share * size), 0, size - 1);
    const [x, y] = [pixel(left, width), pixel(top, height)];
    const { across, down } = grid;
    const [rowFrom = 0, rowTo = 0] = [down.from[y], down.to[y]];
    const [from = 0, to = 0] = [across.from[x], across.to[x]];
    const index = extremeIndex(table, rowFrom, rowTo, from, to);
    return { row: Math.floor(index / columns), column: index % columns };
  }

  /** Writes the values into their cells where these are large enough. */
  private print(
    context: CanvasRenderingContext2D,
    { values, look }: HeatContent,
    table: HeatTable,
    limit: number,
    palette: Palette,
  ): void {
    const { values: coloured, columns, shownColumns = columns } = table;
    const width = this.width / devicePixelRatio;
    const height = this.height / devicePixelRatio;
    if (!printsValues(width / shownColumns, height / table.rows)) return;
    const monospace = getComputedStyle(context.canvas).fontFamily;
    context.save();
    context.scale(devicePixelRatio, devicePixelRatio);
    context.font = `${String(LABEL_SIZE)}px ${monospace}`;
    const digit = context.measureText("0").width;
    const { signs } = look;
    const print = { width, height, digit, signs, coloured, limit, palette };
    paintShapes(context, printedCells({ ...table, values }, print), monospace);
    context.restore();
  }

  /** What is seen, as it is coloured: with one limit. */
  private seenPart({ values, columns, view, limit }: HeatContent): {
    table: HeatTable;
    limit: number;
  } {
    const coloured = this.coloured(values, columns, limit);
    return { table: tableOf(coloured.values, columns, view), limit: coloured.limit };
  }
}
