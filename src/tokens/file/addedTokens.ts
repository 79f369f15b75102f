import { NONE } from "../encode/trie";
import { whiteSpace, words } from "./characterSets";
import type { AddedToken } from "./tokenizerJson";
import { UnitTrie } from "./unitTrie";

/** A stretch of a text: an added token with the white space that it takes, or what lies between two. */
export type AddedStretch = (start: number, end: number, token: AddedToken | undefined) => void;

/** Finds added tokens: of those that stand first in a text the longest, and on from where it ends. */
export class AddedSearch {
  private readonly trie = new UnitTrie();
  private readonly tokens: readonly AddedToken[];

  /** @param found each token with the text that it is found by; of two of one text the last counts */
  constructor(found: readonly { readonly text: string; readonly token: AddedToken }[]) {
    this.tokens = found.map(({ token }) => token);
    found.forEach(({ text }, at) => {
      if (text !== "") this.trie.add(text, at);
    });
  }

  get isEmpty(): boolean {
    return this.tokens.length === 0;
  }

  /**
   * Tells the stretches that tile `text[start, end)`.
   * @param passed tokens that are found and read as text nevertheless
   */
  split(
    text: string,
    start: number,
    end: number,
    passed: (token: AddedToken) => boolean,
    stretch: AddedStretch,
  ): void {
    let from = start;
    for (let at = start; at < end && !this.isEmpty;) {
      // Few characters begin one.
      if (this.trie.child(0, text.charCodeAt(at)) === 0) {
        at++;
        continue;
      }
      const found = this.longestAt(text, at, end);
      if (found === undefined) {
        at++;
        continue;
      }
      const { token } = found;
      const first = at;
      at = found.end;
      if (passed(token) || (token.singleWord && !isWord(text, first, at))) continue;
      const tokenStart = token.lstrip ? Math.max(from, beforeSpace(text, first)) : first;
      const tokenEnd = token.rstrip ? behindSpace(text, at, end) : at;
      // The token before took some of it as white space. The library has it twice then; not here
      // where it would end before that one does.
      if (tokenEnd < from || tokenStart === tokenEnd) continue;
      if (from < tokenStart) stretch(from, tokenStart, undefined);
      stretch(tokenStart, tokenEnd, token);
      from = tokenEnd;
    }
    if (from < end) stretch(from, end, undefined);
  }

  private longestAt(
    text: string,
    start: number,
    end: number,
  ): { token: AddedToken; end: number } | undefined {
    const { trie } = this;
    let node = 0;
    let found = NONE;
    let foundEnd = start;
    for (let at = start; at < end;) {
      node = trie.child(node, text.charCodeAt(at++));
      if (node === 0) break;
      const value = trie.valueOf(node);
      if (value !== NONE) [found, foundEnd] = [value, at];
    }
    const token = this.tokens[found];
    return token === undefined ? undefined : { token, end: foundEnd };
  }
}

/** Whether no word goes on before or behind `text[start, end)`. */
function isWord(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  const isLow = before >= 0xdc00 && before < 0xe000;
  const previous = start === 0 ? undefined : text.codePointAt(isLow ? start - 2 : start - 1);
  const next = text.codePointAt(end);
  return (
    !(previous !== undefined && words.has(previous)) && !(next !== undefined && words.has(next))
  );
}

function beforeSpace(text: string, start: number): number {
  let at = start;
  while (at > 0 && whiteSpace.has(text.charCodeAt(at - 1))) at--;
  return at;
}

function behindSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && whiteSpace.has(text.charCodeAt(at))) at++;
  return at;
}
