import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { EncodeError } from "../encode/encodeError";
import type { Matcher } from "./linearMatcher";

/** Code units of a text from which it matters: even one whose time grows with the square has it soon. */
const LEAST_UNITS = 1 << 14;
/** Milliseconds that an expression may take of a text, and more for each of its code units. */
const MOST_TIME = 5000;
const MOST_TIME_PER_UNIT = 0.005;
/** Code units that are shown of where it stopped. */
const SHOWN_UNITS = 20;

/** Milliseconds from any moment on. */
export type Clock = () => number;

/**
 * What an expression of a tokenizer file may take of one text. Whether its time grows too fast is tried
 * when the file is opened, on texts made from the expression; this is for the texts that were not
 * thought of. A single match cannot be stopped, what comes behind it can.
 */
export class RegexBudget {
  private left = Infinity;
  private units = 0;

  /** @param place the file's field, as one writes it in code */
  constructor(
    private readonly place: string,
    private readonly clock: Clock = () => Date.now(),
  ) {}

  /** Begins on a text of so many code units. */
  begin(units: number): void {
    this.units = units;
    this.left = units < LEAST_UNITS ? Infinity : MOST_TIME + MOST_TIME_PER_UNIT * units;
  }

  /**
   * The next match.
   * @throws {EncodeError} where the text's time is over
   */
  exec(regex: Matcher, text: string): ReturnType<Matcher["exec"]> {
    if (this.left === Infinity) return regex.exec(text);
    const { clock, place, units } = this;
    const at = regex.lastIndex;
    const start = clock();
    const match = regex.exec(text);
    this.left -= clock() - start;
    if (this.left >= 0) return match;
    throw new EncodeError(
      l10n.t(
        "{0} of the tokenizer file is an expression that takes too long on this text: more than {1} s for {2} characters, up to {3}. Break the long run there into lines, or use another tokenizer.",
        place,
        Math.round((MOST_TIME + MOST_TIME_PER_UNIT * units) / 1000),
        units,
        foreign(JSON.stringify(text.slice(at, at + SHOWN_UNITS))),
      ),
    );
  }
}
