import type { SpecialTokens } from "../../shared/values/tokens";
import { NONE } from "../encode/trie";
import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";
import { whiteSpace, words } from "./characterSets";
import type { AddedToken } from "./tokenizerJson";
import { UnitTrie } from "./unitTrie";
import { isLow } from "./codePoints";

/** A place where an added token stands, with the white space that it takes. */
export interface AddedMatch {
  readonly token: AddedToken;
  readonly start: number;
  readonly end: number;
}

/** What is looked through: `text[start, end)`, and what is seen around it. */
interface SearchedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The last code units before `start`; none where nothing stands there for the search. */
  readonly before: string;
  /** Up to where the text is seen, if that is further than `end`. */
  readonly seenEnd?: number;
}

/** Finds added tokens: of those that stand first in a text the longest, and on from where it ends. */
export class AddedSearch {
  /** Code units of the longest. */
  readonly longest: number;
  /** Whether any takes white space. */
  readonly strips: boolean;
  private readonly trie = new UnitTrie();
  private readonly tokens: readonly AddedToken[];

  /**
   * @param found each token with the text that it is found by; of two of one text the first counts
   * @throws {TokenizerFileError} where the library fails on some texts
   */
  constructor(found: readonly { readonly text: string; readonly token: AddedToken }[]) {
    this.tokens = found.map(({ token }) => token);
    checkFound(found);
    found.forEach(({ text }, at) => {
      if (this.trie.find(text, 0, text.length) === NONE) this.trie.add(text, at);
    });
    this.longest = Math.max(0, ...found.map(({ text }) => text.length));
    this.strips = this.tokens.some(({ lstrip, rstrip }) => lstrip || rstrip);
  }

  get isEmpty(): boolean {
    return this.tokens.length === 0;
  }

  /**
   * The tokens in order. One may begin in the white space that the one before it has taken, or lie
   * within: what is behind it in that white space is text once more then, as for the library.
   * @param specialTokens with "text" special ones are found and passed over
   */
  *in(searched: SearchedText, specialTokens: SpecialTokens): Generator<AddedMatch> {
    const { text, start, end, before, seenEnd = end } = searched;
    let from = start;
    for (let at = start; at < end && !this.isEmpty;) {
      // Few characters begin one.
      const stop = this.trie.child(0, text.charCodeAt(at)) === 0 ? NONE : this.endAt(text, at, end);
      if (stop === NONE) {
        at++;
        continue;
      }
      const first = at;
      const token = this.tokens[this.trie.find(text, first, stop)] as AddedToken;
      at = stop;
      if (token.special && specialTokens === "text") continue;
      if (token.singleWord) {
        const preceding = first === start ? before : text.slice(Math.max(start, first - 2), first);
        if (endsWithWord(preceding) || startsWithWord(text, stop, seenEnd)) continue;
      }
      let [tokenStart, tokenEnd] = [first, stop];
      if (token.lstrip) {
        while (tokenStart > from && isSpace(text, tokenStart - 1)) tokenStart--;
        tokenStart = Math.max(tokenStart, from);
      }
      while (token.rstrip && tokenEnd < end && isSpace(text, tokenEnd)) tokenEnd++;
      // Nothing is left of it where the token before has taken all as white space.
      if (tokenEnd <= tokenStart) continue;
      yield { token, start: tokenStart, end: tokenEnd };
      from = tokenEnd;
    }
  }

  /**
   * Whether a place lies within a token's text. One that is found and read as text hides those that
   * begin in it, which a search from there on would find.
   */
  isWithin(text: string, at: number): boolean {
    for (let from = Math.max(0, at - this.longest + 1); from < at; from++) {
      if (this.endAt(text, from, text.length) > at) return true;
    }
    return false;
  }

  /** End of the longest token at `start`, or `NONE`. */
  private endAt(text: string, start: number, end: number): number {
    const { trie } = this;
    let node = 0;
    let longest = NONE;
    for (let at = start; at < end;) {
      node = trie.child(node, text.charCodeAt(at++));
      if (node === 0) break;
      if (trie.valueOf(node) !== NONE) longest = at;
    }
    return longest;
  }
}

/**
 * Added tokens in the library's order, special ones first, of one text those that it looks for: the
 * first special one, else all. Where a token takes white space, and whether it must be a word, says
 * the last that has its text.
 */
export function inLibraryOrder(tokens: readonly AddedToken[]): AddedToken[] {
  const last = new Map(tokens.map((token) => [token.content, token]));
  const special = new Map(
    tokens
      .filter((token) => token.special)
      .toReversed()
      .map((token) => [token.content, token]),
  );
  return [
    ...tokens.filter((token) => special.get(token.content) === token),
    ...tokens.filter(({ content }) => !special.has(content)),
  ].map((token) => {
    const { singleWord, lstrip, rstrip } = last.get(token.content) ?? token;
    return { ...token, singleWord, lstrip, rstrip };
  });
}

/**
 * A token that is found by nothing is found between all bytes, also those of one character. One of
 * white space alone that begins where the white space before it does, which another one has taken,
 * ends before it begins. Of both the library makes an end of its process.
 */
function checkFound(found: readonly { readonly text: string; readonly token: AddedToken }[]): void {
  const empty = found.find(({ text }) => text === "");
  if (empty !== undefined) {
    throw new TokenizerFileError(
      l10n.t(
        "{0} has {1}, which its normalizer makes nothing of: the library tokenizers fails on texts then. Set its {2} to false.",
        "added_tokens",
        shownValue(empty.token.content),
        "normalized",
      ),
    );
  }
  const taking = found.find(({ token }) => token.rstrip);
  if (taking === undefined) return;
  const within = found.find(
    ({ text, token }) => token.lstrip && !token.rstrip && !/[^\p{White_Space}]/u.test(text),
  );
  if (within === undefined) return;
  throw new TokenizerFileError(
    l10n.t(
      "{0} has {1} with {2}, which may stand within the white space that {3} takes by its {4}: the library tokenizers fails on such a text. Set {2} of {1} to false.",
      "added_tokens",
      shownValue(within.token.content),
      "lstrip",
      shownValue(taking.token.content),
      "rstrip",
    ),
  );
}

function isSpace(text: string, at: number): boolean {
  return whiteSpace.has(text.charCodeAt(at));
}

function endsWithWord(text: string): boolean {
  const low = text.charCodeAt(text.length - 1);
  const pair = isLow(low) ? text.codePointAt(text.length - 2) : undefined;
  const last = pair !== undefined && pair > 0xffff ? pair : low;
  return words.has(last);
}

function startsWithWord(text: string, at: number, end: number): boolean {
  const next = at < end ? text.codePointAt(at) : undefined;
  return next !== undefined && words.has(next);
}
