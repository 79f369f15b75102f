import type { Pattern } from "../encode/pattern";
import { isLowHalf } from "./alignedText";
import type { Matcher } from "./linearMatcher";
import { RegexBudget } from "./regexBudget";

/** Cuts a stretch of text into parts that tile it, one step after another. */
export interface Split {
  /**
   * Starts on `text[from, to)`, of which nothing outside is seen.
   * @param context what stands before it in the same stretch
   */
  begin(text: string, from: number, to: number, context?: string): void;
  /** Goes to the next part; false behind the last. */
  next(): boolean;
  /** The part. */
  readonly start: number;
  readonly end: number;
  /** Whether what is cut from the part's middle on might be cut otherwise than the part is. */
  readonly isWhole: boolean;
  /** Whether how a place is cut depends on what stands before it in the same stretch. */
  readonly looksBehind: boolean;
}

/** By a pattern whose pieces tile the text. */
export class PatternSplit implements Split {
  start = 0;
  end = 0;
  readonly isWhole = false;
  readonly looksBehind = false;
  private text = "";
  private limit = 0;

  constructor(private readonly pattern: Pattern) {}

  begin(text: string, from: number, to: number): void {
    this.text = text;
    this.limit = to;
    this.start = this.end = from;
  }

  next(): boolean {
    if (this.end >= this.limit) return false;
    this.start = this.end;
    this.end = this.pattern.endOfPiece(this.text, this.start, this.limit);
    return true;
  }
}

/** By an expression: its matches are parts, and what lies between them. */
export class RegexSplit implements Split {
  start = 0;
  end = 0;
  isWhole = false;
  private text = "";
  private base = 0;
  /** The match that comes next, of the stretch; `matchStart` is its length where there is none. */
  private matchStart = 0;
  private matchEnd = 0;
  /** Where the match behind it may start. */
  private from = 0;

  private readonly budget: RegexBudget;

  /**
   * @param regex other splits may use it too, in turn
   * @param place the file's field, as one writes it in code
   */
  constructor(
    private readonly regex: Matcher,
    place: string,
    readonly looksBehind: boolean,
  ) {
    this.budget = new RegexBudget(place);
  }

  begin(text: string, from: number, to: number, context = ""): void {
    const stretch = from === 0 && to === text.length ? text : text.slice(from, to);
    this.text = context + stretch;
    this.base = from - context.length;
    this.start = this.end = from;
    this.from = context.length;
    this.budget.begin(this.text.length);
    this.find();
  }

  next(): boolean {
    for (;;) {
      const at = this.end - this.base;
      if (at >= this.text.length) return false;
      this.start = this.end;
      if (at < this.matchStart) {
        this.end = this.base + this.matchStart;
        this.isWhole = false;
        return true;
      }
      this.end = this.base + this.matchEnd;
      this.isWhole = true;
      this.find();
      if (this.end > this.start) return true;
    }
  }

  private find(): void {
    const { regex } = this;
    for (;;) {
      regex.lastIndex = this.from;
      const match = this.budget.exec(regex, this.text);
      this.from = regex.lastIndex;
      if (match === null) {
        this.matchStart = this.matchEnd = this.text.length;
        return;
      }
      this.matchStart = match.index;
      this.matchEnd = match.index + match[0].length;
      if (match[0] !== "") return;
      // Behind a match of nothing the next one starts a character further on.
      this.from += (this.text.codePointAt(this.matchEnd) ?? 0) > 0xffff ? 2 : 1;
      // V8 finds nothing at all between the halves of a surrogate pair.
      if (!isLowHalf(this.text, match.index)) return;
    }
  }
}

/** One split after another, each of the parts of the one before. */
export class SplitChain implements Split {
  start = 0;
  end = 0;
  isWhole = false;
  readonly looksBehind: boolean;
  private text = "";
  /** The last split that looks behind. Its parts begin where those of the splits before it do. */
  private readonly behind: number;

  constructor(private readonly splits: readonly Split[]) {
    this.behind = splits.findLastIndex((split) => split.looksBehind);
    this.looksBehind = this.behind >= 0;
  }

  begin(text: string, from: number, to: number, context = ""): void {
    this.text = text;
    this.start = this.end = from;
    this.splits.forEach((split, at) => {
      if (at === 0) split.begin(text, from, to, context);
      else split.begin(text, from, from);
    });
  }

  /** Whether cutting from the part's start on, with the same context, comes to the same. */
  get isClean(): boolean {
    const { splits, start, behind } = this;
    return splits.every(
      (split, at) =>
        at === splits.length - 1 || split.start === start || (!split.isWhole && at >= behind),
    );
  }

  next(): boolean {
    let level = this.splits.length - 1;
    for (;;) {
      const split = this.splits[level] as Split;
      if (!split.next()) {
        if (level-- === 0) return false;
        continue;
      }
      if (level === this.splits.length - 1) {
        this.start = split.start;
        this.end = split.end;
        return true;
      }
      this.splits[++level]?.begin(this.text, split.start, split.end);
    }
  }
}
