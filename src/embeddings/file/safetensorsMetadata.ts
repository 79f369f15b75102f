import { FileProblem } from "../store/fileProblem";
import { inSteps, type NextStep, type Steps } from "../steps";
import { membersOf, valueOf } from "./jsonMembers";
import { headerLength, LENGTH_BYTES, noHeader } from "./safetensors";
import { readInSteps, type SourceFile } from "./sourceFile";

/** Bytes of a text that is read; trainers put whole logs there, which nobody needs. */
const MOST_TEXT_BYTES = 1 << 14;

/**
 * Short texts that a safetensors file's header has beside its tensors, by their names; none of
 * another file.
 * @param step awaited between steps of some milliseconds
 */
export async function metadataOf(file: SourceFile, step: NextStep): Promise<Map<string, string>> {
  if (!/\.safetensors$/i.test(file.path)) return new Map();
  try {
    const length = headerLength(await file.read(0, LENGTH_BYTES), file.bytes);
    return await inSteps(textsIn(await readInSteps(file, LENGTH_BYTES, length, step)), step);
  } catch (error) {
    // Whoever reads its tensors says what is wrong.
    if (error instanceof FileProblem) return new Map();
    throw error;
  }
}

function* textsIn(json: Uint8Array): Steps<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const member of membersOf(json, 0, json.length, noHeader)) {
    if (member === undefined) yield undefined;
    else if (member.key === "__metadata__") {
      for (const each of membersOf(json, member.start, member.end, noHeader)) {
        if (each === undefined) yield undefined;
        else if (each.end - each.start <= MOST_TEXT_BYTES) {
          const value = valueOf(json, each, noHeader);
          if (typeof value === "string") texts.set(each.key, value);
        }
      }
    }
  }
  return texts;
}
