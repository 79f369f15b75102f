import { FNV_FACTOR, FNV_START, LONGEST_KEPT, SegmentCache } from "../encode/segmentCache";
import { NONE } from "../encode/trie";
import type { TokenList } from "../encode/tokenList";
import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";
import type { WordLevelModel, WordPieceModel } from "./modelJson";
import type { Candidate, TokenChoice } from "../../shared/values/pieceChoice";
import type { PieceModel } from "./pieceModel";
import { UnitTrie } from "./unitTrie";

/**
 * BERT's way: of what is left of a word always the longest token that it begins with. A word that
 * this comes to no end with is unknown as a whole.
 */
export class WordPieces implements PieceModel {
  private readonly trie = new UnitTrie();
  /** Where tokens of the inside of a word begin, or -1. */
  private readonly inside: number;
  private readonly unk: number;
  private readonly cache = new SegmentCache();

  /** @throws {TokenizerFileError} */
  constructor(private readonly model: WordPieceModel) {
    const { vocab, continuingSubwordPrefix: prefix } = model;
    this.unk = unknownId(model);
    for (const token in vocab) this.trie.add(token, vocab[token] as number);
    this.inside = this.trie.walk(prefix, 0, prefix.length);
  }

  encode(text: string, start: number, end: number, tokens: TokenList): void {
    let hash = FNV_START;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_FACTOR);
    const { cache } = this;
    const isKept = end - start <= LONGEST_KEPT && cache.hasMet(hash);
    if (isKept && cache.take(text, start, end, hash, true, tokens)) return;
    const before = tokens.length;
    this.encodeNew(text, start, end, tokens);
    if (isKept) cache.keep(text, start, end, hash, tokens, before);
  }

  explain(text: string): TokenChoice {
    const candidates: Candidate[] = [];
    let start = characterCount(text, 0, text.length) > this.model.maxInputCharsPerWord ? -1 : 0;
    while (start >= 0 && start < text.length) {
      const fitting = this.fit(text, start, start === 0 ? 0 : this.inside);
      fitting.forEach(({ id, end }, at) => {
        candidates.push({ id, start, end, isChosen: at === 0 });
      });
      start = fitting[0]?.end ?? -1;
    }
    const isUnknown = start < 0;
    return {
      kind: "WordPiece",
      text,
      // What was chosen leads to no end.
      candidates: isUnknown ? candidates.map((it) => ({ ...it, isChosen: false })) : candidates,
      isUnknown,
    };
  }

  /** All tokens that stand at a place, the longest first. */
  private fit(text: string, start: number, from: number): { id: number; end: number }[] {
    const found: { id: number; end: number }[] = [];
    let node = from;
    for (let at = start; at < text.length && node >= 0; at++) {
      node = this.trie.child(node, text.charCodeAt(at));
      if (node === 0) break;
      const id = this.trie.valueOf(node);
      if (id !== NONE) found.unshift({ id, end: at + 1 });
    }
    return found;
  }

  private encodeNew(text: string, start: number, end: number, tokens: TokenList): void {
    const before = tokens.length;
    const isLong = characterCount(text, start, end) > this.model.maxInputCharsPerWord;
    for (let at = start; at < end && !isLong;) {
      const found = this.longestAt(text, at, end, at === start ? 0 : this.inside);
      if (found === undefined) break;
      tokens.push(found.id, at, found.end, at === start);
      at = found.end;
    }
    const last = tokens.length - 1;
    if (last >= before && tokens.ends[last] === end) return;
    tokens.length = before;
    tokens.push(this.unk, start, end, true);
  }

  private longestAt(
    text: string,
    start: number,
    end: number,
    from: number,
  ): { id: number; end: number } | undefined {
    const { trie } = this;
    let node = from;
    let found: { id: number; end: number } | undefined;
    for (let at = start; at < end && node >= 0; at++) {
      node = trie.child(node, text.charCodeAt(at));
      if (node === 0) break;
      const id = trie.valueOf(node);
      if (id !== NONE) found = { id, end: at + 1 };
    }
    return found;
  }
}

/** Each word that is a token is that token, any other one is unknown. */
export class WordLevels implements PieceModel {
  private readonly trie = new UnitTrie();
  private readonly unk: number;

  /** @throws {TokenizerFileError} */
  constructor(model: WordLevelModel) {
    this.unk = unknownId(model);
    for (const token in model.vocab) this.trie.add(token, model.vocab[token] as number);
  }

  explain(text: string): TokenChoice {
    const id = this.trie.find(text, 0, text.length);
    const candidates = id === NONE ? [] : [{ id, start: 0, end: text.length, isChosen: true }];
    return { kind: "WordLevel", text, candidates, isUnknown: id === NONE };
  }

  encode(text: string, start: number, end: number, tokens: TokenList): void {
    const id = this.trie.find(text, start, end);
    tokens.push(id === NONE ? this.unk : id, start, end, true);
  }
}

function unknownId({ vocab, unkToken }: WordPieceModel | WordLevelModel): number {
  if (Object.hasOwn(vocab, unkToken)) return vocab[unkToken] as number;
  throw new TokenizerFileError(
    l10n.t(
      "{0} is {1}, which has no id in {2}: a word that is not known would be of no token.",
      "model.unk_token",
      shownValue(unkToken),
      "model.vocab",
    ),
  );
}

/** Characters of `text[start, end)`, a surrogate pair counted as one. */
function characterCount(text: string, start: number, end: number): number {
  let count = end - start;
  for (let at = start + 1; at < end; at++) {
    const low = text.charCodeAt(at);
    if (low < 0xdc00 || low > 0xdfff) continue;
    const high = text.charCodeAt(at - 1);
    if (high >= 0xd800 && high < 0xdc00) count--;
  }
  return count;
}
