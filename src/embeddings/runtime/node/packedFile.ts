import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";

/** Ends the names of files that a package holds by Brotli, which a VSIX cannot do itself. */
export const PACKED = ".br";

/**
 * What was packed into a file.
 * @param file its path, with that ending
 * @throws {Error} when it cannot be read, or is damaged
 */
export async function readPacked(file: string): Promise<Buffer> {
  return promisify(brotliDecompress)(await readFile(file));
}
