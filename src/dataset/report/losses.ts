import { NumberList } from "../formats/numberList";
import { drawOf } from "../rules/draws";
import { windowCount } from "../../windows/windows";
import type { SplitLosses } from "./setReport";
import type { WindowOptions } from "./windowCounter";

/** Share of the validation set that losses are told for: the chapter's. */
const SHARE = 0.1;
/** Documents whose lengths are remembered at most, for the place where a split by characters cuts. */
const MOST_PARTS = 1 << 22;

/** Tokens of a stream that are an input of no window. */
export function neverInput(tokenCount: number, { maxLength, stride }: WindowOptions): number {
  const windows = windowCount({ tokenCount, maxLength, stride });
  if (windows === 0) return tokenCount;
  const inputs = stride > maxLength ? windows * maxLength : (windows - 1) * stride + maxLength;
  return tokenCount - inputs;
}

/** The part of a document that the 90 % of characters end in. */
export interface CutPlace {
  /** The document's place among all of the input. */
  readonly document: number;
  /** Which of its parts, from 0; all but the longest documents have one. */
  readonly part: number;
  /** Characters of the part that are before the cut. */
  readonly characters: number;
}

/** Tells what a split of 90 to 10 would lose, of documents that come one after another. */
export class Losses {
  private readonly characters = new NumberList();
  private readonly tokens = new NumberList();
  private readonly positions = new NumberList();
  private total = 0;
  private validation = 0;
  private allCharacters = 0;

  /** @param ended tokens that each document has more */
  constructor(
    private readonly windows: WindowOptions,
    private readonly seed: number,
    private readonly ended: number,
  ) {}

  /** @param isLast whether the document ends with this part */
  add(position: number, tokens: number, characters: number, isLast: boolean): void {
    const length = tokens + (isLast ? this.ended : 0);
    this.total += length;
    if (drawOf(this.seed, position) < SHARE) this.validation += length;
    this.allCharacters += characters;
    if (this.characters.length === MOST_PARTS) return;
    this.characters.push(characters);
    this.tokens.push(length);
    this.positions.push(position);
  }

  /** Undefined where the cut falls between two parts, or nobody remembers in which it falls. */
  get cut(): CutPlace | undefined {
    const { positions } = this;
    const { at, rest } = this.place();
    if (at >= positions.length || rest === 0) return undefined;
    const document = positions.at(at);
    let first = at;
    while (first > 0 && positions.at(first - 1) === document) first--;
    return { document, part: at - first, characters: rest };
  }

  /** @param halves tokens of the part at the cut, before and behind it, each encoded alone */
  losses(halves: readonly [number, number] | undefined): SplitLosses {
    const { windows, total, validation, ended, positions } = this;
    const whole = neverInput(total, windows);
    const byDocuments = neverInput(total - validation, windows) + neverInput(validation, windows);
    const { at, before, rest } = this.place();
    if (at >= positions.length || (rest > 0 && halves === undefined)) {
      return { whole, byDocuments, byCharacters: undefined, moreTokens: 0 };
    }
    const isWithin = rest > 0 || (at > 0 && positions.at(at - 1) === positions.at(at));
    const isLast = at + 1 === positions.length || positions.at(at + 1) !== positions.at(at);
    const own = rest > 0 ? this.tokens.at(at) : 0;
    const ownEnd = rest > 0 && isLast ? ended : 0;
    const [first, second] = rest > 0 ? (halves ?? [0, 0]) : [0, 0];
    // A document that is cut becomes two.
    const train = before + first + (isWithin ? ended : 0);
    const behind = total - before - own + second + ownEnd;
    return {
      whole,
      byDocuments,
      byCharacters: neverInput(train, windows) + neverInput(behind, windows),
      moreTokens: first + second + ownEnd - own,
    };
  }

  /** The part at the cut, the tokens before it, and its characters before the cut. */
  private place(): { at: number; before: number; rest: number } {
    let rest = Math.floor((1 - SHARE) * this.allCharacters);
    let before = 0;
    let at = 0;
    while (at < this.characters.length && rest >= this.characters.at(at)) {
      rest -= this.characters.at(at);
      before += this.tokens.at(at++);
    }
    return { at, before, rest };
  }
}
