import * as l10n from "../../shared/base/l10n";
import { foreignPath } from "../../shared/base/shown";
import type { DocumentPart, DocumentSink } from "../texts/documents";
import { SKETCH_BINS } from "../texts/sketch";
import type { TextResult } from "../texts/textUnits";
import type { PlannedUnit } from "./plannedUnit";
import type { DoneUnit } from "./inOrder";

/**
 * Hands the documents of a unit on, one after another.
 * @param cut the document that was cut in two, where one was
 * @throws {Error} where a long file could not be read on: its start is handed on already
 */
export function handOn(
  { planned, result }: DoneUnit,
  sink: DocumentSink,
  cut = Number.POSITIVE_INFINITY,
): void {
  const leftOut = new Map(
    [...planned.leftOut, ...(result?.leftOut ?? [])].map((left) => [left.at, left]),
  );
  let start = 0;
  for (let at = 0; at < Math.max(result?.tokens.length ?? 0, planned.leftOut.length); at++) {
    const end = start + (result?.tokens[at] ?? 0);
    const left = leftOut.get(at);
    if (left === undefined) {
      if (result !== undefined) sink.take(partOf(planned, result, at, start, end, cut));
    } else {
      const name = planned.nameOf(at);
      if (planned.isContinued || planned.goesOn) throw halfRead(name);
      sink.leaveOut({ name, reason: left.reason, detail: left.detail });
    }
    start = end;
  }
}

function partOf(
  planned: PlannedUnit,
  result: TextResult,
  at: number,
  start: number,
  end: number,
  cut: number,
): DocumentPart {
  // Behind the cut there is one more than the unit has.
  const index = at > cut ? at - 1 : at;
  const { digests, characters, bytes, endsOfText, replaced, sketches, ids } = result;
  return {
    position: planned.positionOf(index),
    name: planned.nameOf(index),
    ids: ids.subarray(start, end),
    isFirst: at === cut + 1 || !planned.isContinued,
    isLast: at === cut || !planned.goesOn,
    characters: characters[at] as number,
    bytes: bytes[at] as number,
    endsOfText: endsOfText[at] as number,
    isReplaced: replaced[at] === 1,
    digest: [digests[2 * at] as number, digests[2 * at + 1] as number],
    sketch: sketches,
    sketchPlace: SKETCH_BINS * at,
  };
}

function halfRead(name: string): Error {
  return new Error(
    l10n.t(
      "{0} changed or could not be read on while it was read in parts, so nothing is written. Run it again.",
      foreignPath(name),
    ),
  );
}
