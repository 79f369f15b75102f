import type { FileTensor } from "./fileTensors";
import { checkFilled, headerLength, LENGTH_BYTES, readHeader } from "../safetensors";
import { readFully, type SourceFile } from "./sourceFile";

/**
 * The tensors of a safetensors file, in the order of their places.
 * @throws {FileProblem} when it is damaged
 */
export async function safetensorsTensors(file: SourceFile): Promise<FileTensor[]> {
  const length = headerLength(await file.read(0, LENGTH_BYTES), file.bytes);
  const entries = readHeader(await readFully(file, LENGTH_BYTES, length), file.bytes);
  checkFilled(entries, length, file.bytes);
  return entries.map(({ name, type, shape, start, end }) => ({
    name,
    type,
    shape,
    place: { location: undefined, start, end, coding: "plain" },
  }));
}
