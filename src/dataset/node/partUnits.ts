import { lastCut, PART_BYTES } from "../texts/partCuts";
import { single, without, type PlannedUnit } from "./plannedUnit";
import { FileProblem, readRange } from "./readBytes";
import { MOST_WHOLE_BYTES } from "./textWork";

/** Bytes in which the place to cut is looked for. */
const SEARCHED = 2 ** 16;

/** The parts of a long file, each about `PART_BYTES`, cut where every pattern begins a piece. */
export function* partsOfFile(
  path: string,
  size: number,
  position: number,
  name: string,
): Generator<PlannedUnit> {
  let from = 0;
  try {
    while (size - from > PART_BYTES + SEARCHED) {
      const to = cutBehind(path, from, size);
      // What is left is one part.
      if (to === size) break;
      yield part(from, to, true);
      from = to;
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    yield { ...without(error.reason, position, name, error.message), isContinued: from > 0 };
    return;
  }
  yield part(from, size, false);

  function part(start: number, end: number, goesOn: boolean): PlannedUnit {
    const planned = single({ kind: "part", path, from: start, to: end, goesOn }, position, name);
    return { ...planned, isContinued: start > 0, goesOn };
  }
}

/**
 * @returns the place of a cut about a part behind `from`, or the file's end
 * @throws {FileProblem} where there is none within what can be read in one go
 */
function cutBehind(path: string, from: number, size: number): number {
  let at = from + PART_BYTES - SEARCHED;
  for (; at - from < MOST_WHOLE_BYTES; at += SEARCHED - 1) {
    if (at >= size) return size;
    const bytes = readRange(path, at, Math.min(size, at + SEARCHED));
    const cut = lastCut(bytes);
    // So much has to follow as decides how the part ends.
    if (cut > 0) return at + cut;
    if (bytes.length < SEARCHED) return size;
  }
  throw new FileProblem("large", "");
}
