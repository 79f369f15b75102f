import type { SpecialTokens } from "../../shared/values/tokens";
import { LOOK_AHEAD, type Pattern } from "./pattern";

/** Code units searched for a special token at a time, so that a small edit searches little. */
const SEARCH_AHEAD = 1 << 14;
/** All special tokens begin with it. */
const OPENING = "<|";

/** The names of an encoding's special tokens. */
export class SpecialNames {
  /** Code units of the longest name. */
  readonly longest: number;

  constructor(private readonly names: readonly string[]) {
    this.longest = Math.max(...names.map((name) => name.length));
  }

  /** The name that stands at `at`. */
  at(text: string, at: number): string | undefined {
    return this.names.find((name) => text.startsWith(name, at));
  }
}

/**
 * Where the next special token stands. It splits the text first, and each slice is then split
 * alone, so the pattern must not see past it.
 */
export class SpecialSearch {
  /** Start of the next special token, known only if it lies before `searched`. */
  private found = -1;
  private foundName = "";
  private searched: number;

  constructor(
    private readonly text: string,
    start: number,
    specialTokens: SpecialTokens,
    private readonly names: SpecialNames,
  ) {
    this.searched = specialTokens === "split" ? start : Infinity;
  }

  /** The special token that starts at `at`, which rises from call to call. */
  at(at: number): string | undefined {
    if (this.found < at && at >= this.searched) this.searchTo(at, at + SEARCH_AHEAD);
    return this.found === at ? this.foundName : undefined;
  }

  /** End of the piece that starts at `at`, where no special token does. */
  endOfPiece(pattern: Pattern, at: number): number {
    const { text } = this;
    for (;;) {
      if (this.found > at) return pattern.endOfPiece(text, at, this.found);
      const end = pattern.endOfPiece(text, at, text.length);
      if (end + LOOK_AHEAD <= this.searched || this.searched >= text.length) return end;
      this.searchTo(this.searched, Math.max(end + LOOK_AHEAD, at + SEARCH_AHEAD));
    }
  }

  private searchTo(from: number, to: number): void {
    // A token may begin before `to` and end behind it.
    const window = this.text.slice(from, to + this.names.longest - 1);
    for (
      let index = window.indexOf(OPENING);
      index >= 0;
      index = window.indexOf(OPENING, index + 1)
    ) {
      if (from + index >= to) break;
      const name = this.names.at(window, index);
      if (name === undefined) continue;
      this.found = from + index;
      this.foundName = name;
      this.searched = from + index + 1;
      return;
    }
    this.found = -1;
    this.searched = to;
  }
}
