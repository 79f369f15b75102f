/** For each pixel of a line the cells `[from, to)` that it shows. */
export interface PixelCells {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** 2 to this many cells are taken as one: `from` is a multiple of that, `to` too or the end. */
  readonly level: number;
}

/**
 * The cell under a pixel's middle where cells are at least a pixel, else the pixel's share of them:
 * every cell that is seen belongs to one pixel. Where a pixel shows many, they are shared out in
 * blocks of a quarter of its size at most, as a pyramid has them.
 * @param cells that are seen, of `all`, from the fraction `first` on
 */
export function pixelCells(cells: number, pixels: number, first = 0, all = cells): PixelCells {
  const from = new Uint32Array(pixels);
  const to = new Uint32Array(pixels);
  const size = cells / pixels;
  if (size <= 1) {
    for (let i = 0; i < pixels; i++) {
      const cell = Math.min(Math.floor(first + (i + 0.5) * size), all - 1);
      from[i] = cell;
      to[i] = cell + 1;
    }
    return { from, to, level: 0 };
  }
  const level = Math.max(0, Math.floor(Math.log2(size)) - 2);
  const block = 2 ** level;
  const edge = (i: number): number => Math.min(Math.floor((first + i * size) / block) * block, all);
  // A block that is cut off by less than its half is still seen; the table's end cuts none off.
  const last = first + cells;
  const end = last > all - 1e-6 ? all : Math.min(Math.round(last / block) * block, all);
  for (let i = 0; i < pixels; i++) {
    from[i] = edge(i);
    to[i] = i + 1 === pixels ? end : edge(i + 1);
  }
  return { from, to, level };
}
