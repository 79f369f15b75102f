import assert from "node:assert/strict";
import fc from "fast-check";
import { isLowHalf } from "../../../../src/tokens/file/alignedText";
import { LinearMatcher, type Matcher } from "../../../../src/tokens/file/linearMatcher";
import { OnigParser } from "../../../../src/tokens/file/onigParser";
import { programOf, type RegexProgram } from "../../../../src/tokens/file/regexProgram";
import { expressions, textsForExpressions as texts } from "../../../support/randomExpressions";
import { times } from "../../../support/thoroughness";

describe("A matcher whose time grows with the text alone", () => {
  it("finds what the engine's own expressions find, on any expression and text", () => {
    let compared = 0;
    fc.assert(
      fc.property(expressions, fc.array(texts, { minLength: 3, maxLength: 3 }), (source, all) => {
        const both = compiled(source);
        if (both === undefined) return;
        for (const text of all) {
          const expected = matchesOf(both.regex, text);
          assert.deepEqual(matchesOf(both.matcher, text), expected, `${source} on ${text}`);
          if (expected.length > 0) compared++;
        }
      }),
      { seed: 17, numRuns: times(600) },
    );
    assert.ok(compared > times(300), `${compared} texts had matches`);
  });

  for (const [source, text, count] of [
    ["\\s+$", `${" ".repeat(1e6)}x`, 0],
    ["\\p{L}+x", "a".repeat(1e6), 0],
    ["\\d{1,3}(?=(?:\\d{3})*\\b)", "1".repeat(1e6), 333_334],
    ["\\d{1,3}(?=(?:\\d{3})*\\b)", `${"1".repeat(1e6)}a`, 0],
    ["(?:a+b?)+c", "aab".repeat(3e5), 0],
    ["(a|aa)+$", `${"a".repeat(1e6)}b`, 0],
  ] as const) {
    it(`ends on a million characters: ${source} on ${text.slice(0, 3)}…${text.slice(-3)}`, () => {
      const matcher = new LinearMatcher(programOf(parsed(source).node) as RegexProgram);
      assert.equal(matchesOf(matcher, text).length, count);
    });
  }

  it("may be used on several texts in turn", () => {
    const matcher = new LinearMatcher(programOf(parsed("a+(?=a*b)|b").node) as RegexProgram);
    const [long, short] = ["a".repeat(3000) + "b", "ab"];
    matcher.exec(long);
    const { lastIndex } = matcher;
    assert.deepEqual(matchesOf(matcher, short), [
      [0, "a"],
      [1, "b"],
    ]);
    matcher.lastIndex = lastIndex;
    assert.deepEqual([matcher.exec(long)?.index, matcher.exec(long)], [3000, null]);
  });
});

/** Undefined where one of the two does not follow it. */
function compiled(source: string): { regex: RegExp; matcher: LinearMatcher } | undefined {
  let read: ReturnType<typeof parsed>;
  try {
    read = parsed(source);
  } catch {
    return undefined;
  }
  const program = programOf(read.node);
  // JavaScript takes no turn of a repetition that is nothing, the library does.
  const isOther = read.alternatives.flat().some((part) => part.repeatsNothing);
  if (program === undefined || isOther) return undefined;
  return { regex: new RegExp(read.source, "gv"), matcher: new LinearMatcher(program) };
}

function parsed(source: string): ReturnType<OnigParser["parse"]> {
  return new OnigParser(source, "pattern").parse();
}

function matchesOf(matcher: Matcher, text: string): [number, string][] {
  const found: [number, string][] = [];
  matcher.lastIndex = 0;
  for (let match = matcher.exec(text); match !== null; match = matcher.exec(text)) {
    // V8 also finds nothing between the halves of a surrogate pair.
    if (!isLowHalf(text, match.index)) found.push([match.index, match[0]]);
    if (match[0] === "") matcher.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}
