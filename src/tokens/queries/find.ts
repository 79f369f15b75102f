import type { FindAnswer, FindFrom, SearchTarget } from "../../shared/values/find";
import { Places } from "./places";
import { TextSearch } from "./textSearch";
import type { TokenDocument } from "../document/tokenDocument";

/** Tokens, or code units, that one step looks through: about a millisecond. */
const STEP_TOKENS = 1 << 19;
const STEP_UNITS = 1 << 18;

/**
 * Looks for a token or a text in a document, in steps. The whole document is looked through, so
 * that the answer also tells how many places there are.
 * @param document must stay as it is until the last step
 */
export function* find(
  document: TokenDocument,
  sought: SearchTarget,
  from: FindFrom,
): Generator<undefined, FindAnswer> {
  switch (sought.kind) {
    case "index":
      return atIndex(document, sought.index);
    case "id":
      return yield* findId(document, sought.id, from);
    case "text":
      return yield* findText(document, sought.text, from);
  }
}

function atIndex(document: TokenDocument, index: number): FindAnswer {
  const { version, tokenCount } = document;
  if (tokenCount === 0) return { kind: "none", version };
  if (index >= tokenCount) return { kind: "refused", version, most: tokenCount - 1 };
  const place = { count: 1, place: 1, wrapped: false };
  return { kind: "found", version, token: index, ...tokenAt(document, index), ...place };
}

function* findId(
  document: TokenDocument,
  id: number,
  { token, backwards }: FindFrom,
): Generator<undefined, FindAnswer> {
  const { version } = document;
  const places = new Places(token);
  let base = 0;
  let stepEnd = STEP_TOKENS;
  for (const ids of document.idStretches()) {
    for (let at = ids.indexOf(id); at >= 0; at = ids.indexOf(id, at + 1)) places.add(base + at);
    base += ids.length;
    if (base < stepEnd) continue;
    stepEnd = base + STEP_TOKENS;
    yield;
  }
  const found = places.nearest(backwards);
  if (found === undefined) return { kind: "none", version };
  const { at, ...which } = found;
  const { count } = places;
  return { kind: "found", version, token: at, ...tokenAt(document, at), count, ...which };
}

function* findText(
  document: TokenDocument,
  text: string,
  { token, unit, backwards }: FindFrom,
): Generator<undefined, FindAnswer> {
  const { version } = document;
  if (text === "") return { kind: "none", version };
  const places = new Places(unit ?? startOf(document, token));
  const search = new TextSearch(text);
  let seen = 0;
  let stepEnd = STEP_UNITS;
  for (const stretch of document.textStretches()) {
    search.take(stretch, (place) => places.add(place));
    seen += stretch.length;
    if (seen < stepEnd) continue;
    stepEnd = seen + STEP_UNITS;
    yield;
  }
  const found = places.nearest(backwards);
  if (found === undefined) return { kind: "none", version };
  const { at, ...which } = found;
  const { from, to } = document.touching(at, at + text.length);
  const { count } = places;
  return { kind: "found", version, token: from, end: to, unit: at, count, ...which };
}

const tokenAt = (document: TokenDocument, index: number) => ({
  end: index + 1,
  unit: startOf(document, index),
});

/** First code unit of a token; the document's length where it has not so many. */
function startOf(document: TokenDocument, index: number): number {
  if (index >= document.tokenCount) return document.length;
  return document.copy(index, index + 1).starts[0] ?? 0;
}
