import { NumberList } from "../formats/numberList";
import { drawOf } from "../rules/draws";
import { windowCount } from "../../windows/windows";
import type { SplitLosses } from "./setReport";
import type { WindowOptions } from "./windowCounter";

/** Share of the validation set that losses are told for: the chapter's. */
const SHARE = 0.1;
/** Documents whose lengths are remembered at most, for the place where a split by characters cuts. */
const MOST_DOCUMENTS = 1 << 22;

/** Tokens of a stream that are an input of no window. */
export function neverInput(tokenCount: number, { maxLength, stride }: WindowOptions): number {
  const windows = windowCount({ tokenCount, maxLength, stride });
  if (windows === 0) return tokenCount;
  const inputs = stride > maxLength ? windows * maxLength : (windows - 1) * stride + maxLength;
  return tokenCount - inputs;
}

/** The document that the 90 % of characters end in. */
export interface CutPlace {
  /** Its place among all of the input. */
  readonly document: number;
  /** Characters of it that are before the cut. */
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

  add(position: number, tokens: number, characters: number): void {
    const length = tokens + this.ended;
    this.total += length;
    if (drawOf(this.seed, position) < SHARE) this.validation += length;
    this.allCharacters += characters;
    if (this.characters.length === MOST_DOCUMENTS) return;
    this.characters.push(characters);
    this.tokens.push(length);
    this.positions.push(position);
  }

  /** Undefined where the cut falls between two documents, or nobody remembers in which it falls. */
  get cut(): CutPlace | undefined {
    const { at, rest } = this.place();
    if (at >= this.positions.length || rest === 0) return undefined;
    return { document: this.positions.at(at), characters: rest };
  }

  /** @param parts tokens of the document at the cut, before and behind it, each encoded alone */
  losses(parts: readonly [number, number] | undefined): SplitLosses {
    const { windows, total, validation, ended } = this;
    const whole = neverInput(total, windows);
    const byDocuments = neverInput(total - validation, windows) + neverInput(validation, windows);
    const { at, before, rest } = this.place();
    if (at >= this.positions.length || (rest > 0 && parts === undefined)) {
      return { whole, byDocuments, byCharacters: undefined, moreTokens: 0 };
    }
    const [first, second] = parts ?? [0, 0];
    const own = rest > 0 ? this.tokens.at(at) : 0;
    const train = before + (rest > 0 ? first + ended : 0);
    const behind = total - before - own + (rest > 0 ? second + ended : 0);
    return {
      whole,
      byDocuments,
      byCharacters: neverInput(train, windows) + neverInput(behind, windows),
      moreTokens: rest > 0 ? first + second + ended - own : 0,
    };
  }

  /** The document at the cut, the tokens before it, and its characters before the cut. */
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
