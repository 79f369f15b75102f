import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture without transparency, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** A number 0xRRGGBB each. */
  readonly colours: Uint32Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Red, green and blue of one byte each; what a browser's screenshot is. */
const RGB = 2;
const PALETTE = 3;
const CHANNELS = 3;

/** @throws {Error} when it is another kind of PNG than a browser's screenshot or one with a palette */
export function readPng(bytes: Buffer): Pixels {
  const parts = chunks(bytes);
  const of = (wanted: string): Buffer[] =>
    parts.filter(({ type }) => type === wanted).map(({ data }) => data);
  const [header] = of("IHDR");
  const kind = header?.[9];
  if (header?.[8] !== 8 || (kind !== RGB && kind !== PALETTE) || header[12] !== 0) {
    throw new Error("This is no PNG of 8-bit red, green and blue, nor one with a palette.");
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = kind === RGB ? CHANNELS : 1;
  const rows = unfilter(inflateSync(Buffer.concat(of("IDAT"))), width, height, channels);
  const table = kind === RGB ? rows : Buffer.concat(of("PLTE"));
  const colours = Uint32Array.from({ length: width * height }, (_, i) =>
    table.readUIntBE((kind === RGB ? i : (rows[i] ?? 0)) * CHANNELS, CHANNELS),
  );
  return { width, height, colours };
}

/**
 * A PNG with a palette of its own.
 * @param indices place in the palette of each pixel, row by row
 * @param palette at most 256 colours 0xRRGGBB
 */
export function writePng(
  { width, height }: Pixels,
  indices: Uint8Array,
  palette: readonly number[],
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, PALETTE, 0, 0, 0], 8);
  const table = Buffer.alloc(palette.length * CHANNELS);
  for (const [at, colour] of palette.entries()) table.writeUIntBE(colour, at * CHANNELS, CHANNELS);
  // Places in a palette have no order: a filter of differences would make nothing smaller.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  }
  const packed = deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", table),
    chunk("IDAT", packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunks(bytes: Buffer): Chunk[] {
  const all: Chunk[] = [];
  for (let at = SIGNATURE.length; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    all.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return all;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Takes back what the PNG specification's five filters did to each row. */
function unfilter(filtered: Buffer, width: number, height: number, channels: number): Buffer {
  const stride = width * channels;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1);
    const filter = filtered[from] ?? 0;
    for (let i = 0; i < stride; i++) {
      const at = y * stride + i;
      const left = i < channels ? 0 : (rows[at - channels] ?? 0);
      const above = y === 0 ? 0 : (rows[at - stride] ?? 0);
      const corner = i < channels || y === 0 ? 0 : (rows[at - stride - channels] ?? 0);
      rows[at] = (filtered[from + 1 + i] ?? 0) + expected(filter, left, above, corner);
    }
  }
  return rows;
}

/** What a filter takes a byte for by the bytes before it. */
function expected(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return nearest(left, above, corner);
    default:
      throw new Error(`A PNG has no filter ${String(filter)}.`);
  }
}

/** Paeth's: the one of the three that is nearest to left + above − corner. */
function nearest(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
