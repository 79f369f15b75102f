import type { TokenEncoder } from "../../tokens/encode/tokenEncoder";
import { TokenList } from "../../tokens/encode/tokenList";
import type { Ids } from "../rules/ids";
import type { StoredText } from "./storedText";

/** A place where a text's stored tokens are others than those that it has when it is encoded. */
export interface DifferentTokens {
  /** Code units. */
  readonly start: number;
  readonly end: number;
  readonly stored: readonly number[];
  readonly again: readonly number[];
}

/** Some tokens of a file, as their text. */
export interface StoredStretch extends StoredText {
  readonly ids: Uint32Array<ArrayBuffer>;
  /** The first of them, counted in the file. */
  readonly from: number;
  readonly different: readonly DifferentTokens[];
}

interface Tokens {
  readonly ids: ArrayLike<number>;
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
  readonly length: number;
}

/**
 * Encodes a text again and compares. Of tokens that do not tell what the text was nothing is said.
 * @param isCut whether it was cut out of more: what its first and its last tokens are made of then
 * stands elsewhere, and they tell nothing
 */
export function encodedAgain(
  ids: Ids,
  { text, starts, ends, kind }: StoredText,
  encoder: TokenEncoder,
  isCut: { readonly start: boolean; readonly end: boolean },
): DifferentTokens[] {
  const again = new TokenList();
  if (kind === "pieces") return [];
  // The blank before the first word is put there again.
  const lead = kind === "blanks" && text.startsWith(" ") ? 1 : 0;
  encoder.encode(text.slice(lead), 0, "split", again);
  for (let token = 0; token < again.length; token++) {
    again.starts[token] = (again.starts[token] as number) + lead;
    again.ends[token] = (again.ends[token] as number) + lead;
  }
  const stored: Tokens = { ids, starts, ends, length: ids.length };
  const found: DifferentTokens[] = [];
  let [place, from, fromAgain] = [0, 0, 0];
  let at = 0;
  let isFirst = true;
  for (let own = 0; own < stored.length; own++) {
    if (!isCutBehind(stored, own)) continue;
    const end = stored.ends[own] as number;
    while (at < again.length && (again.ends[at] as number) < end) at++;
    const isCommon = again.ends[at] === end && isCutBehind(again, at);
    if (!isCommon) continue;
    const tokens = [...sliceOf(stored, from, own + 1)];
    const others = [...sliceOf(again, fromAgain, at + 1)];
    const isSame = tokens.length === others.length && tokens.every((id, k) => id === others[k]);
    const isEdge = (isCut.start && isFirst) || (isCut.end && end === text.length);
    if (!isSame && !isEdge) {
      // A blank between words is of no token.
      const start = Math.max(place, stored.starts[from] as number);
      put(found, { start, end, stored: tokens, again: others });
    }
    [place, from, fromAgain] = [end, own + 1, at + 1];
    isFirst = false;
  }
  if (place < text.length && !isCut.end) {
    put(found, {
      ...{ start: place, end: text.length, stored: [...sliceOf(stored, from, stored.length)] },
      again: [...sliceOf(again, fromAgain, again.length)],
    });
  }
  return found;
}

/** Places side by side are one. */
function put(found: DifferentTokens[], place: DifferentTokens): void {
  const last = found.at(-1);
  if (last?.end !== place.start) found.push(place);
  else {
    found[found.length - 1] = {
      ...{ start: last.start, end: place.end },
      stored: [...last.stored, ...place.stored],
      again: [...last.again, ...place.again],
    };
  }
}

/** Whether a token ends where a character does that is of no token behind it. */
function isCutBehind({ starts, ends, length }: Tokens, at: number): boolean {
  return at + 1 >= length || (starts[at + 1] as number) >= (ends[at] as number);
}

function* sliceOf({ ids }: Tokens, from: number, to: number): Generator<number> {
  for (let at = from; at < to; at++) yield ids[at] as number;
}
