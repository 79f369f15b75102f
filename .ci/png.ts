import { crc32, deflateSync } from "node:zlib";
import { PNG } from "pngjs";

/** A picture without transparency, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** A number 0xRRGGBB each. */
  readonly colours: Uint32Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE = 3;
const CHANNELS = 3;
/** Red, green, blue and alpha: what a picture of any kind is read as. */
const READ_CHANNELS = 4;

/** @throws {Error} when it is no PNG, or one that has transparency or more than 8 bits a colour */
export function readPng(bytes: Buffer): Pixels {
  const { width, height, data, depth, alpha } = PNG.sync.read(bytes);
  if (depth !== 8 || alpha) throw new Error("This PNG is not of 8-bit red, green and blue alone.");
  const colours = Uint32Array.from({ length: width * height }, (_, i) =>
    data.readUIntBE(i * READ_CHANNELS, CHANNELS),
  );
  return { width, height, colours };
}

/**
 * A PNG with a palette of its own, which pngjs reads and does not write.
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

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
