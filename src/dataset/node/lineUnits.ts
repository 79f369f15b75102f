import { closeSync, openSync, readSync } from "node:fs";
import { openable, readable } from "./bytePaths";
import { codeOf, type FoundFile } from "./folderFiles";
import { without, type Places, type PlannedUnit } from "./plannedUnit";
import { isBlank, MOST_WHOLE_BYTES } from "./textWork";

/** Bytes of lines that one unit takes, about. */
const UNIT_BYTES = 2 ** 20;
const BLOCK = 2 ** 20;
const LF = 0x0a;

/** Lines that stand together, as they are counted. */
interface Stretch {
  from: number;
  to: number;
  /** Lines that hold something. */
  count: number;
  /** Number in the file of the first line, from 1. */
  line: number;
}

/** A file of JSON lines as units of whole lines; each line that is not blank takes a place. */
export function* linesOfFile(
  file: FoundFile,
  field: string,
  places: Places,
): Generator<PlannedUnit> {
  const { path } = file;
  const name = readable(file.name);
  try {
    for (const stretch of stretchesOf(path)) yield* unitOf(stretch);
  } catch (error) {
    if (places.takes()) yield without("unread", places.last, name, codeOf(error));
  }

  function* unitOf({ from, to, count, line }: Stretch): Generator<PlannedUnit> {
    const { every, before, next } = places;
    places.next += count;
    if (before >= count) return;
    if (to - from > MOST_WHOLE_BYTES) {
      yield without("large", next + before, `${name}:${line}`);
      return;
    }
    yield {
      unit: { kind: "lines", path, from, to, field, every, rest: before },
      count: Math.ceil((count - before) / every),
      positionOf: (at) => next + before + at * every,
      // Blank lines are rare, and are not counted here.
      nameOf: (at) => `${name}:${line + before + at * every}`,
      isContinued: false,
      goesOn: false,
      leftOut: [],
    };
  }
}

/** Whole lines of about a unit's bytes; a line that is longer stands alone. */
function* stretchesOf(path: string): Generator<Stretch> {
  const file = openSync(openable(path), "r");
  try {
    let stretch: Stretch = { from: 0, to: 0, count: 0, line: 1 };
    let lines = 0;
    /** Whether the line that has not ended yet holds anything so far. */
    let holds = false;
    let place = 0;
    const block = Buffer.allocUnsafe(BLOCK);
    for (;;) {
      const length = readSync(file, block, 0, BLOCK, place);
      for (let at = 0; at < length;) {
        const found = block.subarray(0, length).indexOf(LF, at);
        const end = found < 0 ? length : found;
        holds ||= !isBlank(block.subarray(at, end));
        at = end + 1;
        if (found < 0) break;
        lines++;
        stretch.to = place + at;
        if (holds) stretch.count++;
        holds = false;
        if (stretch.to - stretch.from < UNIT_BYTES) continue;
        yield stretch;
        stretch = { from: stretch.to, to: stretch.to, count: 0, line: lines + 1 };
      }
      place += length;
      if (length === 0) break;
    }
    if (holds) stretch.count++;
    stretch.to = place;
    if (stretch.count > 0) yield stretch;
  } finally {
    closeSync(file);
  }
}
