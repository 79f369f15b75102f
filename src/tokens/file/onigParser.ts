import * as l10n from "../../shared/base/l10n";
import { foreign } from "../../shared/base/shown";
import { TokenizerFileError } from "./fileError";
import {
  ahead,
  atomic,
  behind,
  either,
  group,
  one,
  repeated,
  row,
  type Regex,
  type RegexPart,
} from "./regexPart";

/** Characters of an expression: the longest in use has some hundred. */
const MOST_LENGTH = 10_000;
/** Groups and classes in one another: those in use have three. */
const MOST_NESTING = 100;

/**
 * Reads an expression of Oniguruma with Ruby's syntax, which the library tokenizers uses, and writes
 * it for JavaScript. What means something else there is written out; what cannot be is refused.
 */
export class OnigParser {
  private at = 0;
  private groups = 0;
  private anyCase = false;
  private depth = 0;

  constructor(
    private readonly pattern: string,
    /** Where the file has it. */
    private readonly place: string,
  ) {}

  /** @throws {TokenizerFileError} */
  parse(): Regex {
    if (this.pattern.length > MOST_LENGTH) {
      throw new TokenizerFileError(
        l10n.t(
          "{0} is an expression of {1} characters; Tokenscope reads at most {2}.",
          this.place,
          this.pattern.length,
          MOST_LENGTH,
        ),
      );
    }
    const alternatives = this.alternatives();
    if (this.at < this.pattern.length) throw this.unreadable(")");
    const { source, node } = either(alternatives.map(row));
    return { source, node, alternatives };
  }

  private alternatives(): RegexPart[][] {
    const all = [this.sequence()];
    while (this.take("|")) all.push(this.sequence());
    return all;
  }

  private sequence(): RegexPart[] {
    const parts: RegexPart[] = [];
    while (this.at < this.pattern.length && this.peek() !== "|" && this.peek() !== ")") {
      parts.push(this.quantified());
    }
    return parts;
  }

  private quantified(): RegexPart {
    const start = this.at;
    let part: RegexPart = this.atom();
    for (;;) {
      const quantifier = /^(?:[*+?]|\{\d*,?\d*\})/.exec(this.pattern.slice(this.at))?.[0];
      if (quantifier === undefined || !isQuantifier(quantifier)) return part;
      this.at += quantifier.length;
      // Of an exact number Ruby has no lazy form: what follows it is a quantifier of its own.
      const isLazy = !/^\{\d+\}$/.test(quantifier) && this.take("?");
      const isPossessive = !isLazy && !quantifier.startsWith("{") && this.take("+");
      part = this.repeated(part, quantifier, isLazy, start);
      if (isPossessive) part = atomic(part, ++this.groups);
    }
  }

  private repeated(part: RegexPart, quantifier: string, isLazy: boolean, start: number): RegexPart {
    // Without a lower bound Ruby counts from 0.
    const written = quantifier.replace("{,", "{0,");
    const [, low = "", comma, high = ""] = /^\{(\d+)(,?)(\d*)\}$/.exec(written) ?? [];
    const isEndless = written === "*" || written === "+" || (comma === "," && high === "");
    if (isEndless && part.isEndless && part.least === 0) {
      throw new TokenizerFileError(
        l10n.t(
          "{0} repeats without end what repeats already and may be nothing, {1}: reading a text could take forever.",
          this.place,
          foreign(this.pattern.slice(start, this.at)),
        ),
      );
    }
    return repeated(part, {
      low: Number(low || (written === "+" ? "1" : "0")),
      high: isEndless ? Infinity : written === "?" ? 1 : Number(high === "" ? low : high),
      isLazy,
    });
  }

  private atom(): RegexPart {
    const character = this.next();
    switch (character) {
      case "(":
        return this.group();
      case "[":
        return one(this.characterClass());
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
        throw this.unreadable(character);
      default:
        return one(this.literal(character));
    }
  }

  private group(): RegexPart {
    const around = this.anyCase;
    const opening = /^\?(?:<[=!]|[=!:>]|<[A-Za-z_]\w*>|[imx-]*:|[imx-]*\))?/.exec(
      this.pattern.slice(this.at),
    )?.[0];
    if (opening === "?") throw this.unreadable("(?");
    this.at += opening?.length ?? 0;
    const kind = opening?.slice(1) ?? "";
    if (/^[imx-]+[:)]$/.test(kind)) {
      const [on = "", off = ""] = kind.slice(0, -1).split("-");
      if (/[mx]/.test(on + off)) throw this.unreadable(`(${opening ?? ""}`);
      this.anyCase = on.includes("i") || (this.anyCase && !off.includes("i"));
      // It counts for the rest of the group that it stands in.
      if (kind.endsWith(")")) return row([]);
    }
    if (++this.depth > MOST_NESTING) throw this.tooDeep();
    const alternatives = this.alternatives();
    this.depth--;
    if (!this.take(")")) throw this.unreadable("(");
    this.anyCase = around;
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
    if (this.take("w")) return one(`[${OUTSIDE}]`);
    if (this.take("W")) return one(`[^${OUTSIDE}]`);
    const shorthand = this.classEscape();
    if (shorthand !== undefined) return one(`[${shorthand}]`);
    const letter = this.next();
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
          repeated(one("[\\n]"), { low: 0, high: 1, isLazy: false }),
          ahead("!", [one("[\\s\\S]")]),
        ]);
      case "R": {
        const ends = either([row([one("[\\r]"), one("[\\n]")]), one(`[${LINE_ENDS}]`)]);
        return atomic(ends, ++this.groups);
      }
      default:
        this.at--;
        return one(this.literal(this.escapedCharacter()));
    }
  }

  /** The members of a class that an escape stands for, as a class has them; undefined for another escape. */
  private classEscape(): string | undefined {
    const rest = this.pattern.slice(this.at);
    const property = /^([pP])\{(\^?)([A-Za-z_ ]+)\}/.exec(rest);
    if (property !== null) {
      const [written, letter, caret, name = ""] = property;
      this.at += written.length;
      return this.property(name, (letter === "P") !== (caret === "^"));
    }
    const members = SHORTHANDS.get(rest.charAt(0));
    if (members !== undefined) this.at++;
    return members;
  }

  private property(name: string, isNegated: boolean): string {
    const letter = isNegated ? "P" : "p";
    const plain = name.replaceAll(" ", "_");
    for (const known of [plain, `Script=${plain}`, POSIX.get(plain.toLowerCase()) ?? ""]) {
      try {
        new RegExp(`\\p{${known}}`, "v");
        return `\\${letter}{${known}}`;
      } catch {
        // Another name.
      }
    }
    throw this.unreadable(`\\${letter}{${name}}`);
  }

  /** What stands between brackets, its opening one read: a class for the flag `v`. */
  private characterClass(): string {
    const start = this.at - 1;
    const isNegated = this.take("^");
    let members = "";
    const operands: string[] = [];
    if (++this.depth > MOST_NESTING) throw this.tooDeep();
    for (let isFirst = true; ; isFirst = false) {
      if (this.at >= this.pattern.length) throw this.unreadable("[");
      const character = this.next();
      if (character === "]" && !isFirst) break;
      if (character === "[") {
        const posix = /^:(\^?)(\w+):\]/.exec(this.pattern.slice(this.at));
        if (posix === null) members += this.characterClass();
        else {
          this.at += posix[0].length;
          members += this.property(posix[2] ?? "", posix[1] === "^");
        }
        continue;
      }
      if (character === "&" && this.take("&")) {
        // Which characters are the same in another case, it says of the whole.
        if (members === "" || this.anyCase) {
          throw this.unreadable(this.pattern.slice(start, this.at));
        }
        operands.push(`[${members}]`);
        members = "";
        continue;
      }
      if (character === "\\") {
        const shorthand = this.classEscape();
        if (shorthand !== undefined) {
          members += shorthand;
          continue;
        }
      }
      const low = character === "\\" ? this.escapedCharacter() : character;
      const isRange = this.peek() === "-" && this.pattern.charAt(this.at + 1) !== "]";
      if (!isRange) {
        members += this.cased(low);
        continue;
      }
      this.at++;
      const upper = this.next();
      const high = upper === "\\" ? this.escapedCharacter() : upper;
      if ((low.codePointAt(0) as number) > (high.codePointAt(0) as number)) {
        throw this.unreadable(`${low}-${high}`);
      }
      members += `${escaped(low)}-${escaped(high)}`;
      if (this.anyCase) members += this.casedRange(low, high);
    }
    this.depth--;
    if (operands.length > 0) {
      if (members === "") throw this.unreadable(this.pattern.slice(start, this.at));
      members = [...operands, `[${members}]`].join("&&");
    }
    return `[${isNegated ? "^" : ""}${members}]`;
  }

  private casedRange(low: string, high: string): string {
    if (/^[a-z][a-z]$/.test(low + high)) return `${low.toUpperCase()}-${high.toUpperCase()}ſK`;
    if (/^[A-Z][A-Z]$/.test(low + high)) return `${low.toLowerCase()}-${high.toLowerCase()}ſK`;
    if (/^[0-9][0-9]$/.test(low + high)) return "";
    throw this.unreadable(`(?i:[${low}-${high}])`);
  }

  /** A character by its own as a class, so that what follows cannot change its meaning. */
  private literal(character: string): string {
    return `[${this.cased(character)}]`;
  }

  private cased(character: string): string {
    if (!this.anyCase) return escaped(character);
    const own = character.toLowerCase();
    const all = new Set([character, own, character.toUpperCase(), ...(FOLDED.get(own) ?? "")]);
    return [...all]
      .filter((each) => [...each].length === 1)
      .map(escaped)
      .join("");
  }

  /** The character that an escape stands for, its backslash read. */
  private escapedCharacter(): string {
    const letter = this.next();
    const control = CONTROLS.get(letter);
    if (control !== undefined) return control;
    if (letter === "x" || letter === "u") {
      const code = /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4})|([0-9A-Fa-f]{2}))/.exec(
        this.pattern.slice(this.at, this.at + (letter === "x" ? 8 : 8)),
      );
      const wide = letter === "u" ? code?.[2] : undefined;
      const digits = code?.[1] ?? wide ?? this.pattern.slice(this.at, this.at + 2);
      const point = Number.parseInt(digits, 16);
      if (Number.isNaN(point) || point > 0x10_ffff || (letter === "u" && wide === undefined)) {
        throw this.unreadable(`\\${letter}`);
      }
      this.at += code?.[1] === undefined ? digits.length : digits.length + 2;
      return String.fromCodePoint(point);
    }
    if (/[A-Za-z0-9]/.test(letter)) throw this.unreadable(`\\${letter}`);
    return letter;
  }

  private peek(): string {
    return this.pattern.charAt(this.at);
  }

  /** The next character, which may be of two code units. */
  private next(): string {
    const point = this.pattern.codePointAt(this.at);
    if (point === undefined) throw this.unreadable(this.pattern.slice(-1));
    const character = String.fromCodePoint(point);
    this.at += character.length;
    return character;
  }

  private take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private tooDeep(): TokenizerFileError {
    return new TokenizerFileError(
      l10n.t(
        "{0} is an expression of more than {1} groups within groups.",
        this.place,
        MOST_NESTING,
      ),
    );
  }

  private unreadable(part: string): TokenizerFileError {
    return new TokenizerFileError(
      l10n.t(
        "{0} is an expression that Tokenscope cannot follow: {1} at character {2}.",
        this.place,
        foreign(part),
        this.at,
      ),
    );
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

/** What stands for itself in a class, also where JavaScript gives it a meaning. */
function escaped(character: string): string {
  const point = character.codePointAt(0) as number;
  return /[\p{L}\p{N}]/u.test(character) ? character : `\\u{${point.toString(16)}}`;
}

const LINE_ENDS = "\\n-\\r\\u{85}\\u{2028}\\u{2029}";
const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}";
/** Outside of a class some numbers of Latin-1 are words too. */
const OUTSIDE = `${WORD}\\u{b2}\\u{b3}\\u{b9}\\u{bc}-\\u{be}`;
const SPACE =
  "\\t-\\r \\u{85}\\u{a0}\\u{1680}\\u{2000}-\\u{200a}\\u{2028}\\u{2029}\\u{202f}\\u{205f}\\u{3000}";
/** Members of a class. JavaScript's \s has U+FEFF and lacks U+0085, its \w and \d are of ASCII. */
const SHORTHANDS: ReadonlyMap<string, string> = new Map([
  ["s", SPACE],
  ["S", `[^${SPACE}]`],
  ["w", WORD],
  ["W", `[^${WORD}]`],
  ["d", "\\p{Nd}"],
  ["D", "\\P{Nd}"],
  ["h", "0-9A-Fa-f"],
  ["H", "[^0-9A-Fa-f]"],
]);
const CONTROLS: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["f", "\f"],
  ["v", "\v"],
  ["a", "\u0007"],
  ["e", "\u001b"],
]);
/** Names that Oniguruma has for what Unicode names otherwise. */
const POSIX: ReadonlyMap<string, string> = new Map([
  ["alpha", "Alphabetic"],
  ["digit", "Nd"],
  ["upper", "Uppercase"],
  ["lower", "Lowercase"],
  ["space", "White_Space"],
]);
/** Letters that fold to ASCII ones. */
const FOLDED: ReadonlyMap<string, string> = new Map([
  ["s", "ſ"],
  ["k", "K"],
]);
