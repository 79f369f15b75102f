import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import { EncodeError } from "../encode/encodeError";
import { utf8Of } from "../encode/pieceBytes";
import { FNV_FACTOR, FNV_START, LONGEST_KEPT, SegmentCache } from "../encode/segmentCache";
import { NONE } from "../encode/trie";
import type { TokenList } from "../encode/tokenList";
import type { UnigramModel } from "./modelJson";
import type { Candidate, PlacedToken, TokenChoice } from "../../shared/values/pieceChoice";
import { isLowHalf } from "./alignedText";
import { byteTokens, type PieceModel } from "./pieceModel";
import { UnitTrie } from "./unitTrie";

/** What a character that is no token scores below the least likely one. */
const UNKNOWN_PENALTY = 10;

/**
 * Of all ways to cut a piece into tokens the one of the highest sum of scores; of equal ones the
 * one whose last token begins first, and so on forward. Scores are added from the piece's start
 * on, in double precision, so that equal means what it means for the library.
 */
export class UnigramPieces implements PieceModel {
  readonly trie = new UnitTrie();
  readonly scores: Float64Array;
  readonly unknownScore: number;
  private readonly unk: number;
  private readonly bytes: readonly (number | undefined)[] | undefined;
  private readonly cache = new SegmentCache();
  /** The best way up to each place: its score, where its last token starts, and that token. */
  private best = new Float64Array(0);
  private from = new Int32Array(0);
  private ids = new Int32Array(0);

  constructor(model: UnigramModel) {
    const { vocab } = model;
    this.scores = Float64Array.from(vocab, ([, score]) => score);
    let lowest = Infinity;
    for (let id = 0; id < vocab.length; id++) {
      this.trie.add(vocab[id]?.[0] ?? "", id);
      lowest = Math.min(lowest, this.scores[id] as number);
    }
    this.unknownScore = lowest - UNKNOWN_PENALTY;
    this.unk = model.unkId ?? NONE;
    this.bytes = model.byteFallback
      ? byteTokens((token) => {
          const id = this.trie.find(token, 0, token.length);
          return id === NONE ? undefined : id;
        })
      : undefined;
  }

  encode(text: string, start: number, end: number, tokens: TokenList): void {
    let hash = FNV_START;
    const isShort = end - start <= LONGEST_KEPT;
    for (let at = start; at < end && isShort; at++) {
      hash = Math.imul(hash ^ text.charCodeAt(at), FNV_FACTOR);
    }
    const { cache } = this;
    const isKept = isShort && cache.hasMet(hash);
    if (isKept && cache.take(text, start, end, hash, true, tokens)) return;
    const before = tokens.length;
    this.search(text, start, end);
    this.pushBest(text, start, end, tokens);
    if (isKept) cache.keep(text, start, end, hash, tokens, before);
  }

  explain(text: string): TokenChoice {
    const candidates: Omit<Candidate, "isChosen">[] = [];
    this.search(text, 0, text.length, ({ id, start, end }, score, sum, isUnknown) => {
      candidates.push({ id, start, end, score, sum, ...(isUnknown && { isUnknown }) });
    });
    const { from, ids } = this;
    const isChosen = new Set<string>();
    for (let place = text.length; place > 0; place = from[place] as number) {
      isChosen.add([ids[place], from[place], place].join(" "));
    }
    return {
      kind: "Unigram",
      text,
      candidates: candidates.map((it) => ({
        ...it,
        isChosen: isChosen.has(`${it.id} ${it.start} ${it.end}`),
      })),
      isUnknown: false,
    };
  }

  /**
   * Finds the best way up to each place of the piece.
   * @param look told of each token that fits, with its places in the piece
   */
  private search(
    text: string,
    start: number,
    end: number,
    look?: (token: PlacedToken, score: number, sum: number, isUnknown: boolean) => void,
  ): void {
    const { trie, scores, unk, unknownScore } = this;
    this.reserve(end - start + 1);
    const { best, from, ids } = this;
    best[0] = 0;
    from.fill(-1, 0, end - start + 1);
    for (let at = start; at < end;) {
      const sum = best[at - start] as number;
      const next = at + (isLowHalf(text, at + 1) ? 2 : 1);
      let isKnown = false;
      let node = 0;
      for (let to = at; to < end;) {
        node = trie.child(node, text.charCodeAt(to++));
        if (node === 0) break;
        const id = trie.valueOf(node);
        if (id === NONE) continue;
        const score = (scores[id] as number) + sum;
        const place = to - start;
        look?.({ id, start: at - start, end: place }, scores[id] as number, score, false);
        if ((from[place] as number) < 0 || score > (best[place] as number)) {
          best[place] = score;
          from[place] = at - start;
          ids[place] = id;
        }
        isKnown ||= to === next;
      }
      const place = next - start;
      const score = unknownScore + sum;
      if (!isKnown && unk === NONE) this.checkReached(text.slice(at, next), place, score);
      if (!isKnown) look?.({ id: unk, start: at - start, end: place }, unknownScore, score, true);
      if (!isKnown && ((from[place] as number) < 0 || score > (best[place] as number))) {
        best[place] = score;
        from[place] = at - start;
        ids[place] = unk;
      }
      at = next;
    }
  }

  /**
   * Where no token stands for what is unknown, the library has no tokens of a text that it is part of,
   * be it a part of other tokens too.
   * @param place behind the character, in the piece
   */
  private checkReached(character: string, place: number, score: number): void {
    if ((this.from[place] as number) >= 0 && score <= (this.best[place] as number)) return;
    throw new EncodeError(
      l10n.t(
        "The tokenizer has no token for {0}, and no {1} for what it does not know: the library tokenizers makes no tokens of such a text. Take the character out, or use another tokenizer.",
        shownValue(character),
        "unk_id",
      ),
    );
  }

  /** Appends the tokens of the best way; unknown ones side by side are one. */
  private pushBest(text: string, start: number, end: number, tokens: TokenList): void {
    const { from, ids, unk } = this;
    // From the last one back to the first.
    const ends: number[] = [];
    for (let place = end - start; place > 0; place = from[place] as number) ends.push(place);
    let first = true;
    for (let at = ends.length - 1; at >= 0; at--) {
      const place = ends[at] as number;
      const tokenStart = start + (from[place] as number);
      if (ids[place] !== unk) {
        tokens.push(ids[place] as number, tokenStart, start + place, first);
      } else {
        while (at > 0 && ids[ends[at - 1] as number] === unk) at--;
        this.pushUnknown(text, tokenStart, start + (ends[at] as number), first, tokens);
      }
      first = false;
    }
  }

  private pushUnknown(
    text: string,
    start: number,
    end: number,
    first: boolean,
    tokens: TokenList,
  ): void {
    const { bytes, unk } = this;
    // The library looks such a stretch up as a whole.
    const whole = this.trie.find(text, start, end);
    if (whole === NONE && bytes !== undefined) {
      const written = Array.from(utf8Of(text.slice(start, end)), (byte) => bytes[byte]);
      if (written.every((id) => id !== undefined)) {
        written.forEach((id, at) => {
          tokens.push(id, start, end, first && at === 0);
        });
        return;
      }
    }
    const id = whole === NONE ? unk : whole;
    if (id !== NONE) tokens.push(id, start, end, first);
  }

  private reserve(count: number): void {
    if (count <= this.best.length) return;
    this.best = new Float64Array(2 * count);
    this.from = new Int32Array(2 * count);
    this.ids = new Int32Array(2 * count);
  }
}
