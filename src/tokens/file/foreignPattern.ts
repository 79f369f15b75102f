import { isLowHalf } from "./alignedText";
import type { Matcher } from "./linearMatcher";
import { OnigParser } from "./onigParser";
import type { RegexBudget } from "./regexBudget";
import { compileInTime } from "./regexTime";
import type { PatternJson } from "./stepsJson";

/**
 * What finds what a file looks for.
 * @param place the file's field, as one writes it in code
 * @throws {TokenizerFileError} where it says something that JavaScript cannot, or takes too long
 */
export function compilePattern(pattern: PatternJson, place: string): Matcher {
  if ("string" in pattern) {
    return new RegExp(Array.from(pattern.string, literal).join(""), "gv");
  }
  return compileInTime(new OnigParser(pattern.regex, place).parse(), place);
}

/**
 * The matches in a text, one after another.
 * @throws {EncodeError} where they take too long
 */
export function* matches(
  text: string,
  expression: Matcher,
  budget: RegexBudget,
): Generator<{ match: string; index: number }> {
  budget.begin(text.length);
  expression.lastIndex = 0;
  for (;;) {
    const found = budget.exec(expression, text);
    if (found === null) return;
    const { 0: match, index } = found;
    if (match === "") {
      // Behind a match of nothing the next one starts a character further on.
      expression.lastIndex += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
      // V8 finds nothing at all between the halves of a surrogate pair.
      if (isLowHalf(text, index)) continue;
    }
    yield { match, index };
  }
}

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
