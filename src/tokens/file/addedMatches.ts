import type { SpecialTokens } from "../../shared/values/tokens";
import { NONE } from "../encode/trie";
import { whiteSpace } from "./characterSets";
import type { AddedToken } from "./tokenizerJson";
import { UnitTrie } from "./unitTrie";

/** A place where an added token stands, with the white space that it takes. */
export interface AddedMatch {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Added tokens of one kind: those looked for before the normalizer, or those looked for behind it. */
export class AddedMatches {
  /** Code units of the longest. */
  readonly longest: number;
  /** Whether any takes white space. */
  readonly strips: boolean;
  private readonly trie = new UnitTrie();

  constructor(private readonly tokens: readonly AddedToken[]) {
    // Of two of the same text the last counts.
    tokens.forEach(({ content }, index) => this.trie.add(content, index));
    this.longest = Math.max(0, ...tokens.map(({ content }) => content.length));
    this.strips = tokens.some(({ lstrip, rstrip }) => lstrip || rstrip);
  }

  /**
   * The tokens in `text[start, end)`, of which nothing outside is seen: the leftmost, of those the
   * longest, and so on behind it, as the library finds them.
   * @param before what stands before `start`, if that is not the start of what is looked through
   */
  *in(
    text: string,
    start: number,
    end: number,
    specialTokens: SpecialTokens,
    before = "",
  ): Generator<AddedMatch> {
    let taken = start;
    let at = start;
    while (this.tokens.length > 0 && at < end) {
      const stop = this.longestAt(text, at, end);
      if (stop === NONE) {
        at++;
        continue;
      }
      const token = this.tokens[this.trie.find(text, at, stop)] as AddedToken;
      const from = at;
      at = stop;
      if (token.special && specialTokens === "text") continue;
      if (token.singleWord) {
        const preceding = from === start ? before : text.slice(Math.max(start, from - 2), from);
        if (ENDS_WITH_WORD.test(preceding)) continue;
        if (STARTS_WITH_WORD.test(text.slice(stop, Math.min(end, stop + 2)))) continue;
      }
      let [first, last] = [from, stop];
      if (token.lstrip) while (first > taken && whiteSpace.has(text.charCodeAt(first - 1))) first--;
      if (token.rstrip) while (last < end && whiteSpace.has(text.charCodeAt(last))) last++;
      yield { id: token.id, start: first, end: last };
      taken = last;
      at = Math.max(at, last);
    }
  }

  /**
   * Whether a place lies within a token's text. One that is found and read as text hides those that
   * begin in it, which a search from there on would find.
   */
  isWithin(text: string, at: number): boolean {
    for (let from = Math.max(0, at - this.longest + 1); from < at; from++) {
      if (this.longestAt(text, from, text.length) > at) return true;
    }
    return false;
  }

  /** End of the longest token at `at`, or `NONE`. */
  private longestAt(text: string, at: number, end: number): number {
    const { trie } = this;
    let node = trie.child(0, text.charCodeAt(at));
    let longest = NONE;
    for (let unit = at + 1; node !== 0; unit++) {
      if (trie.valueOf(node) !== NONE) longest = unit;
      if (unit >= end) break;
      node = trie.child(node, text.charCodeAt(unit));
    }
    return longest;
  }
}

/** As the library's expressions have a word's characters. */
const WORD = String.raw`[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]`;
const ENDS_WITH_WORD = new RegExp(`${WORD}$`, "u");
const STARTS_WITH_WORD = new RegExp(`^${WORD}`, "u");
