import { LOOK_AHEAD } from "../encode/pattern";
import type { Before, TokenEncoder } from "../encode/tokenEncoder";
import type { TokenList } from "../encode/tokenList";
import { NONE } from "../encode/trie";
import { beforePlace } from "./before";
import { toOwnPlaces } from "./encodeSteps";
import { readText, WayBack } from "./lineEndings";
import type { TextReading } from "./textReading";

/** An edit of a window of chunks. All is counted in code units of the window. */
interface WindowEdit {
  /** What stands before the window. */
  readonly before: Before | undefined;
  /** Where to look for tokens behind which nothing has changed: at or before this. */
  readonly restart: number;
  /** End of what was put in. */
  readonly editEnd: number;
  /** By how much what is behind the edit has moved. */
  readonly shift: number;
  /** The window ends where the text does. */
  readonly atEnd: boolean;
}

/**
 * Makes the tokens of a window of chunks those of its new text, as far as possible out of those
 * from before the edit.
 * @param fresh room for the tokens that are made anew
 * @returns by how many bytes they are more; undefined, and nothing is changed, when pieces beyond
 * the window may have changed
 */
export function updateTokens(
  list: TokenList,
  text: string,
  edit: WindowEdit,
  encoder: TokenEncoder,
  reading: TextReading,
  fresh: TokenList,
): number | undefined {
  const { pattern } = encoder;
  let from = list.firstEndingAfter(edit.restart);
  // Between two tokens there may be text of none, and several tokens may start at one place.
  const isStart = (token: number): boolean => {
    const start = list.starts[token] as number;
    return (
      list.firsts[token] === 1 &&
      start <= edit.restart &&
      start > (list.starts[token - 1] ?? NONE) &&
      pattern.isFirm(text, start)
    );
  };
  while (from > 0 && (from === list.length || !isStart(from))) from--;
  const base = from === 0 ? 0 : (list.starts[from] as number);
  const before =
    from === 0
      ? edit.before
      : beforePlace(text, base, { list, count: from }, encoder, reading.lineEndings);

  const read = readText(text.slice(base), reading.lineEndings);
  const back = new WayBack(read.pairs);
  const seen = edit.atEnd ? Infinity : read.text.length - LOOK_AHEAD;
  fresh.clear();
  let to = from;
  const isDone = (at: number): boolean => {
    const place = base + back.to(at);
    if (place < edit.editEnd + encoder.lookBehind || at > seen) return false;
    // Behind the edit, a piece that starts where one started before goes on as it did before.
    while (to < list.length && (list.starts[to] as number) < place - edit.shift) to++;
    return to < list.length && list.starts[to] === place - edit.shift && list.firsts[to] === 1;
  };
  const stop = encoder.encode(read.text, 0, reading.specialTokens, fresh, isDone, before);
  if (stop === read.text.length) {
    if (!edit.atEnd) return undefined;
    to = list.length;
  }
  toOwnPlaces(fresh, base, read.pairs);
  const bytes =
    encoder.byteLengthOfAll(fresh, 0, fresh.length) - encoder.byteLengthOfAll(list, from, to);
  list.replace(from, to, fresh, edit.shift);
  return bytes;
}
