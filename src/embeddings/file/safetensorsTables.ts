import type { FileTensor } from "./fileTensors";
import {
  checkFilled,
  headerLength,
  headerSteps,
  LENGTH_BYTES,
  noHeader,
  type TensorEntry,
} from "./safetensors";
import { readInSteps, type SourceFile } from "./sourceFile";
import { inSteps, type NextStep } from "../steps";

/**
 * The tensors of a safetensors file, in the order of their places.
 * @throws {FileProblem} when it is damaged
 */
export async function safetensorsTensors(file: SourceFile, step: NextStep): Promise<FileTensor[]> {
  const length = headerLength(await file.read(0, LENGTH_BYTES), file.bytes);
  const json = await headerOf(file, length, step);
  const entries = await inSteps(headerSteps(json, file.bytes), step);
  await step();
  checkFilled(entries, length, file.bytes);
  await step();
  return plainTensors(entries);
}

/** Entries of a header as the tensors of a model's own file. */
export function plainTensors(entries: readonly TensorEntry[]): FileTensor[] {
  return entries.map(({ name, type, shape, start, end }) => ({
    name,
    type,
    shape,
    place: { location: undefined, start, end, coding: "plain" },
  }));
}

async function headerOf(file: SourceFile, length: number, step: NextStep): Promise<Uint8Array> {
  const [first] = await file.read(LENGTH_BYTES, 1);
  // The format wants it so; what begins otherwise need not be read at all.
  if (length === 0 || first !== "{".charCodeAt(0)) throw noHeader();
  return readInSteps(file, LENGTH_BYTES, length, step);
}
