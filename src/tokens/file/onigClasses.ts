import type { OnigScanner } from "./onigScanner";

/** Reads the classes of characters of an expression, and the escapes that stand for characters. */
export class OnigClasses {
  /** Whether letters stand for those of another case too. */
  anyCase = false;

  constructor(private readonly scanner: OnigScanner) {}

  /** The members of a class that an escape stands for, as a class has them; undefined for another escape. */
  classEscape(): string | undefined {
    const { scanner } = this;
    const { rest } = scanner;
    const property = /^([pP])\{(\^?)([A-Za-z_ ]+)\}/.exec(rest);
    if (property !== null) {
      const [written, letter, caret, name = ""] = property;
      scanner.at += written.length;
      return this.property(name, (letter === "P") !== (caret === "^"));
    }
    const members = SHORTHANDS.get(rest.charAt(0));
    if (members !== undefined) scanner.at++;
    return members;
  }

  /** What stands between brackets, its opening one read: a class for the flag `v`. */
  characterClass(): string {
    return this.scanner.within(() => this.members());
  }

  private members(): string {
    const { scanner } = this;
    const start = scanner.at - 1;
    const isNegated = scanner.take("^");
    let members = "";
    const operands: string[] = [];
    for (let isFirst = true; ; isFirst = false) {
      if (scanner.isAtEnd) throw scanner.unreadable("[");
      const character = scanner.next();
      if (character === "]" && !isFirst) break;
      if (character === "[") {
        const posix = /^:(\^?)(\w+):\]/.exec(scanner.rest);
        if (posix === null) members += this.characterClass();
        else {
          scanner.at += posix[0].length;
          members += this.property(posix[2] ?? "", posix[1] === "^");
        }
        continue;
      }
      if (character === "&" && scanner.take("&")) {
        // Which characters are the same in another case, it says of the whole.
        if (members === "" || this.anyCase) {
          throw scanner.unreadable(scanner.since(start));
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
      const isRange = scanner.peek() === "-" && scanner.peek(1) !== "]";
      if (!isRange) {
        members += this.bothCases(low);
        continue;
      }
      scanner.at++;
      const upper = scanner.next();
      const high = upper === "\\" ? this.escapedCharacter() : upper;
      if ((low.codePointAt(0) as number) > (high.codePointAt(0) as number)) {
        throw scanner.unreadable(`${low}-${high}`);
      }
      members += `${escapeCharacter(low)}-${escapeCharacter(high)}`;
      if (this.anyCase) members += this.casedRange(low, high);
    }
    if (operands.length > 0) {
      if (members === "") throw scanner.unreadable(scanner.since(start));
      members = [...operands, `[${members}]`].join("&&");
    }
    return `[${isNegated ? "^" : ""}${members}]`;
  }

  /** A character by its own as a class, so that what follows cannot change its meaning. */
  literal(character: string): string {
    return `[${this.bothCases(character)}]`;
  }

  /** The character that an escape stands for, its backslash read. */
  escapedCharacter(): string {
    const { scanner } = this;
    const letter = scanner.next();
    const control = CONTROLS.get(letter);
    if (control !== undefined) return control;
    if (letter === "x" || letter === "u") {
      const code = /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4})|([0-9A-Fa-f]{2}))/.exec(
        scanner.rest,
      );
      const wide = letter === "u" ? code?.[2] : undefined;
      const digits = code?.[1] ?? wide ?? scanner.rest.slice(0, 2);
      const point = Number.parseInt(digits, 16);
      if (Number.isNaN(point) || point > 0x10_ffff || (letter === "u" && wide === undefined)) {
        throw scanner.unreadable(`\\${letter}`);
      }
      scanner.at += code?.[1] === undefined ? digits.length : digits.length + 2;
      return String.fromCodePoint(point);
    }
    if (/[A-Za-z0-9]/.test(letter)) throw scanner.unreadable(`\\${letter}`);
    return letter;
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
    throw this.scanner.unreadable(`\\${letter}{${name}}`);
  }

  private bothCases(character: string): string {
    if (!this.anyCase) return escapeCharacter(character);
    const own = character.toLowerCase();
    const all = new Set([character, own, character.toUpperCase(), ...(FOLDED.get(own) ?? "")]);
    return [...all]
      .filter((each) => [...each].length === 1)
      .map(escapeCharacter)
      .join("");
  }

  private casedRange(low: string, high: string): string {
    if (/^[a-z][a-z]$/.test(low + high)) return `${low.toUpperCase()}-${high.toUpperCase()}ſK`;
    if (/^[A-Z][A-Z]$/.test(low + high)) return `${low.toLowerCase()}-${high.toLowerCase()}ſK`;
    if (/^[0-9][0-9]$/.test(low + high)) return "";
    throw this.scanner.unreadable(`(?i:[${low}-${high}])`);
  }
}

/** What stands for itself in a class, also where JavaScript gives it a meaning. */
function escapeCharacter(character: string): string {
  const point = character.codePointAt(0) as number;
  return /[\p{L}\p{N}]/u.test(character) ? character : `\\u{${point.toString(16)}}`;
}

const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}";
/** Outside of a class some numbers of Latin-1 are words too. */
export const OUTSIDE = `${WORD}\\u{b2}\\u{b3}\\u{b9}\\u{bc}-\\u{be}`;
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
