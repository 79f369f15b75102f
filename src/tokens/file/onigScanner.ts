import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";

/** Characters of an expression: the longest in use has some hundred. */
const MOST_LENGTH = 10_000;
/** Groups and classes in one another: those in use have three. */
const MOST_NESTING = 100;

/** Goes through an expression of a tokenizer file, character by character. */
export class OnigScanner {
  /** Code units that are read. */
  at = 0;
  private depth = 0;

  /**
   * @param place where the file has it
   * @throws {TokenizerFileError} of one that is longer than any in use
   */
  constructor(
    private readonly pattern: string,
    readonly place: string,
  ) {
    if (pattern.length <= MOST_LENGTH) return;
    throw new TokenizerFileError(
      l10n.t(
        "{0} is an expression of {1} characters; Tokenscope reads at most {2}.",
        place,
        pattern.length,
        MOST_LENGTH,
      ),
    );
  }

  get isAtEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  /** What is not read yet. */
  get rest(): string {
    return this.pattern.slice(this.at);
  }

  /** What was read since a place. */
  since(start: number): string {
    return this.pattern.slice(start, this.at);
  }

  /** The next code unit, or the one behind it; "" where there is none. */
  peek(behind = 0): string {
    return this.pattern.charAt(this.at + behind);
  }

  /** The next character, which may be of two code units. */
  next(): string {
    const point = this.pattern.codePointAt(this.at);
    if (point === undefined) throw this.unreadable(this.pattern.slice(-1));
    const character = String.fromCodePoint(point);
    this.at += character.length;
    return character;
  }

  take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  unreadable(part: string): TokenizerFileError {
    return new TokenizerFileError(
      l10n.t(
        "{0} is an expression that Tokenscope cannot follow: {1} at character {2}.",
        this.place,
        foreign(part),
        this.at,
      ),
    );
  }

  /**
   * Reads what stands within brackets.
   * @throws {TokenizerFileError} where too many stand in one another
   */
  within<T>(read: () => T): T {
    if (++this.depth > MOST_NESTING) {
      throw new TokenizerFileError(
        l10n.t(
          "{0} is an expression of more than {1} groups within groups.",
          this.place,
          MOST_NESTING,
        ),
      );
    }
    const found = read();
    this.depth--;
    return found;
  }
}
