import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";
import { OnigClasses, OUTSIDE } from "./onigClasses";
import { OnigScanner } from "./onigScanner";
import {
  ahead,
  atomic,
  behind,
  either,
  group,
  one,
  repeatTimes,
  row,
  type Regex,
  type RegexPart,
} from "./regexPart";

/**
 * Reads an expression of Oniguruma with Ruby's syntax, which the library tokenizers uses, and writes
 * it for JavaScript. What means something else there is written out; what cannot be is refused.
 */
export class OnigParser {
  private readonly scanner: OnigScanner;
  private readonly classes: OnigClasses;
  private groups = 0;

  /**
   * @param place where the file has it
   * @throws {TokenizerFileError} of one that is longer than any in use
   */
  constructor(pattern: string, place: string) {
    this.scanner = new OnigScanner(pattern, place);
    this.classes = new OnigClasses(this.scanner);
  }

  /** @throws {TokenizerFileError} */
  parse(): Regex {
    const alternatives = this.alternatives();
    if (!this.scanner.isAtEnd) throw this.scanner.unreadable(")");
    const { source, node } = either(alternatives.map(row));
    return { source, node, alternatives };
  }

  private alternatives(): RegexPart[][] {
    const all = [this.sequence()];
    while (this.scanner.take("|")) all.push(this.sequence());
    return all;
  }

  private sequence(): RegexPart[] {
    const parts: RegexPart[] = [];
    while (!this.scanner.isAtEnd && this.scanner.peek() !== "|" && this.scanner.peek() !== ")") {
      parts.push(this.parseQuantified());
    }
    return parts;
  }

  private parseQuantified(): RegexPart {
    const start = this.scanner.at;
    let part: RegexPart = this.atom();
    for (;;) {
      const quantifier = /^(?:[*+?]|\{\d*,?\d*\})/.exec(this.scanner.rest)?.[0];
      if (quantifier === undefined || !isQuantifier(quantifier)) return part;
      this.scanner.at += quantifier.length;
      // Of an exact number Ruby has no lazy form: what follows it is a quantifier of its own.
      const isLazy = !/^\{\d+\}$/.test(quantifier) && this.scanner.take("?");
      const isPossessive = !isLazy && !quantifier.startsWith("{") && this.scanner.take("+");
      part = this.repeatPart(part, quantifier, isLazy, start);
      if (isPossessive) part = atomic(part, ++this.groups);
    }
  }

  private repeatPart(
    part: RegexPart,
    quantifier: string,
    isLazy: boolean,
    start: number,
  ): RegexPart {
    // Without a lower bound Ruby counts from 0.
    const written = quantifier.replace("{,", "{0,");
    const [, low = "", comma, high = ""] = /^\{(\d+)(,?)(\d*)\}$/.exec(written) ?? [];
    const isEndless = written === "*" || written === "+" || (comma === "," && high === "");
    if (isEndless && part.isEndless && part.least === 0) {
      throw new TokenizerFileError(
        l10n.t(
          "{0} repeats without end what repeats already and may be nothing, {1}: reading a text could take forever.",
          this.scanner.place,
          foreign(this.scanner.since(start)),
        ),
      );
    }
    return repeatTimes(part, {
      low: Number(low || (written === "+" ? "1" : "0")),
      high: isEndless ? Infinity : written === "?" ? 1 : Number(high === "" ? low : high),
      isLazy,
    });
  }

  private atom(): RegexPart {
    const character = this.scanner.next();
    switch (character) {
      case "(":
        return this.group();
      case "[":
        return one(this.classes.characterClass());
      case ".":
        return one("[^\\n]");
      case "^":
        return behind("!", [one("[^\\n]")]);
      case "$":
        return ahead("!", [one("[^\\n]")]);
      case "\\":
        return this.escape();
      case "*":
      case "+":
      case "?":
        throw this.scanner.unreadable(character);
      default:
        return one(this.classes.literal(character));
    }
  }

  private group(): RegexPart {
    const around = this.classes.anyCase;
    const opening = /^\?(?:<[=!]|[=!:>]|<[A-Za-z_]\w*>|[imx-]*:|[imx-]*\))?/.exec(
      this.scanner.rest,
    )?.[0];
    if (opening === "?") throw this.scanner.unreadable("(?");
    this.scanner.at += opening?.length ?? 0;
    const kind = opening?.slice(1) ?? "";
    if (/^[imx-]+[:)]$/.test(kind)) {
      const [on = "", off = ""] = kind.slice(0, -1).split("-");
      if (/[mx]/.test(on + off)) throw this.scanner.unreadable(`(${opening ?? ""}`);
      this.classes.anyCase = on.includes("i") || (this.classes.anyCase && !off.includes("i"));
      // It counts for the rest of the group that it stands in.
      if (kind.endsWith(")")) return row([]);
    }
    const alternatives = this.scanner.within(() => this.alternatives());
    if (!this.scanner.take(")")) throw this.scanner.unreadable("(");
    this.classes.anyCase = around;
    switch (kind) {
      case "=":
      case "!":
        return ahead(kind, ...alternatives);
      case "<=":
        return behind("=", ...alternatives);
      case "<!":
        return behind("!", ...alternatives);
      case ">":
        return atomic(either(alternatives.map(row)), ++this.groups);
      default:
        return group(either(alternatives.map(row)));
    }
  }

  private escape(): RegexPart {
    if (this.scanner.take("w")) return one(`[${OUTSIDE}]`);
    if (this.scanner.take("W")) return one(`[^${OUTSIDE}]`);
    const shorthand = this.classes.classEscape();
    if (shorthand !== undefined) return one(`[${shorthand}]`);
    const letter = this.scanner.next();
    switch (letter) {
      case "b":
        return boundary("!", "=");
      case "B":
        return boundary("=", "!");
      case "A":
        return behind("!", [one("[\\s\\S]")]);
      case "z":
        return ahead("!", [one("[\\s\\S]")]);
      case "Z":
        return ahead("=", [
          repeatTimes(one("[\\n]"), { low: 0, high: 1, isLazy: false }),
          ahead("!", [one("[\\s\\S]")]),
        ]);
      case "R": {
        const ends = either([row([one("[\\r]"), one("[\\n]")]), one(`[${LINE_ENDS}]`)]);
        return atomic(ends, ++this.groups);
      }
      default:
        this.scanner.at--;
        return one(this.classes.literal(this.classes.escapedCharacter()));
    }
  }
}

/** Where a word begins or ends; with the signs changed, where none does. */
function boundary(after: "=" | "!", before: "=" | "!"): RegexPart {
  const word = [one(`[${OUTSIDE}]`)];
  return group(
    either([
      row([behind("=", word), ahead(after, word)]),
      row([behind("!", word), ahead(before, word)]),
    ]),
  );
}

function isQuantifier(written: string): boolean {
  return !written.startsWith("{") || /^\{(?:\d+,?\d*|,\d+)\}$/.test(written);
}

const LINE_ENDS = "\\n-\\r\\u{85}\\u{2028}\\u{2029}";
