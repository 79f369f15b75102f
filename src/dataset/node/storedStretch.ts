import { join } from "node:path";
import { encodedAgain, type DifferentTokens, type StoredStretch } from "../check/encodedAgain";
import type { IdFile } from "../check/idFile";
import { storedText } from "../check/storedText";
import { idsOf, type Ids } from "../rules/ids";
import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import { foreignPath } from "../../shared/base/shown";
import type { TokenEncoder } from "../../tokens/encode/tokenEncoder";
import { openIds, type CheckedSet } from "./checkSet";

/** Tokens of one stretch: what an editor shows at once. */
const MOST_STRETCH = 1 << 16;
/** Tokens around it that are read to tell how its ends would be encoded. */
const AROUND = 64;

/**
 * Tokens `[from, to)` of a set's file, cut to those there are.
 * @throws {Error} where there are none, or more than `MOST_STRETCH`
 */
export async function storedStretch(
  { folder, names }: CheckedSet,
  { from, to }: { readonly from: number; readonly to: number },
  encoder: TokenEncoder,
  vocabularySize: number,
  signal: AbortSignal,
): Promise<StoredStretch> {
  const [name = "", ...others] = names;
  if (others.length > 0) {
    throw new Error(
      l10n.t("{0} holds several files of ids. Choose one of them.", foreignPath(folder)),
    );
  }
  if (to - from > MOST_STRETCH) {
    throw new Error(l10n.t("At most {0} tokens are shown at a time.", formatCount(MOST_STRETCH)));
  }
  const first = Math.max(0, from - AROUND);
  const { file, close } = await openIds(join(folder, name), vocabularySize);
  try {
    const read = await tokensOf(file, first, to + AROUND, signal);
    const count = Math.min(to - first, read.ids.length);
    if (first + count <= from) {
      throw new Error(
        l10n.t(
          "{0} has {1} tokens, so that there is none from {2} on.",
          foreignPath(name),
          formatCount(first + read.ids.length),
          formatCount(from),
        ),
      );
    }
    return cutStretch(read, from - first, count, encoder, {
      start: first > 0,
      end: !read.isOver,
      from,
    });
  } finally {
    close();
  }
}

interface ReadTokens {
  readonly ids: Ids;
  /** Where documents end, if the format tells, in tokens of `ids`. */
  readonly ends: readonly number[];
  /** Whether the file ends with them. */
  readonly isOver: boolean;
}

async function tokensOf(
  file: IdFile,
  from: number,
  to: number,
  signal: AbortSignal,
): Promise<ReadTokens> {
  const parts: Ids[] = [];
  const ends: number[] = [];
  let at = file.stretchesFrom === undefined ? 0 : from;
  let isOver = true;
  for await (const { ids, endsDocument } of file.stretchesFrom?.(from) ?? file.stretches()) {
    signal.throwIfAborted();
    const end = at + ids.length;
    if (end > from) {
      parts.push(ids.subarray(Math.max(0, from - at), Math.max(0, to - at)));
      if (endsDocument && end <= to) ends.push(end - from);
    }
    at = end;
    if (at > to) {
      isOver = false;
      break;
    }
  }
  const all = idsOf(
    "uint32",
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let length = 0;
  for (const part of parts) {
    all.set(part, length);
    length += part.length;
  }
  return { ids: all, ends, isOver };
}

/** Of what was read the tokens `[from, to)`, compared document by document. */
function cutStretch(
  { ids, ends }: ReadTokens,
  from: number,
  to: number,
  encoder: TokenEncoder,
  isCut: { readonly start: boolean; readonly end: boolean; readonly from: number },
): StoredStretch {
  const whole = storedText(ids, encoder);
  const base = whole.starts[from] ?? 0;
  const end = whole.ends[to - 1] ?? base;
  const different: DifferentTokens[] = [];
  const cuts = [...new Set([...ends.filter((each) => each > 0), ids.length])];
  let at = 0;
  for (const next of cuts) {
    const own = ids.subarray(at, next);
    const text = storedText(own, encoder);
    const shift = (whole.starts[at] ?? 0) - base;
    const edges = { start: isCut.start && at === 0, end: isCut.end && next === ids.length };
    for (const each of encodedAgain(own, text, encoder, edges)) {
      const place = { start: each.start + shift, end: each.end + shift };
      if (place.end > 0 && place.start < end - base) {
        different.push({
          ...each,
          start: Math.max(0, place.start),
          end: Math.min(end - base, place.end),
        });
      }
    }
    at = next;
  }
  return {
    kind: whole.kind,
    ids: Uint32Array.from(ids.subarray(from, to)),
    text: whole.text.slice(base, end),
    starts: whole.starts.slice(from, to).map((each) => each - base),
    ends: whole.ends.slice(from, to).map((each) => each - base),
    from: isCut.from,
    different,
  };
}
