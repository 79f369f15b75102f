import { isLowHalf } from "./alignedText";
import { OnigParser } from "./onigParser";
import { compileInTime } from "./regexTime";
import type { PatternJson } from "./stepsJson";

/**
 * The JavaScript expression for what a file looks for.
 * @param place the file's field, as one writes it in code
 * @throws {TokenizerFileError} where it says something that JavaScript cannot, or takes too long
 */
export function compilePattern(pattern: PatternJson, place: string): RegExp {
  if ("string" in pattern) {
    return new RegExp(Array.from(pattern.string, literal).join(""), "gv");
  }
  return compileInTime(new OnigParser(pattern.regex, place).parse(), place);
}

/** The matches in a text, one after another. */
export function* matches(
  text: string,
  expression: RegExp,
): Generator<{ match: string; index: number }> {
  for (const { 0: match, index } of text.matchAll(expression)) {
    // V8 finds nothing at all between the halves of a surrogate pair.
    if (match === "" && isLowHalf(text, index)) continue;
    yield { match, index };
  }
}

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
