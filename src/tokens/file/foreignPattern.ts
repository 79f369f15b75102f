import { isLowHalf } from "./alignedText";
import { OnigParser } from "./onigParser";
import type { PatternJson } from "./stepsJson";

/**
 * The JavaScript expression for what a file looks for.
 * @throws {TokenizerFileError} where it says something that JavaScript cannot
 */
export function compilePattern(pattern: PatternJson): RegExp {
  if ("string" in pattern) {
    return new RegExp(Array.from(pattern.string, literal).join(""), "gv");
  }
  return new RegExp(new OnigParser(pattern.regex, "pattern").parse().source, "gv");
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
