import assert from "node:assert/strict";
import fc from "fast-check";
import { BacktrackingCosts } from "../../../../src/tokens/file/backtrackingCosts";
import { isLowHalf } from "../../../../src/tokens/file/alignedText";
import { LinearMatcher } from "../../../../src/tokens/file/linearMatcher";
import { OnigParser } from "../../../../src/tokens/file/onigParser";
import { programOf, type RegexProgram } from "../../../../src/tokens/file/regexProgram";
import { expressions, textsForExpressions } from "../../../support/randomExpressions";
import { times } from "../../../support/thoroughness";

describe("Steps of an engine that goes back and remembers nothing", () => {
  it("are counted as such an engine takes them, on any expression and text", () => {
    let remembered = 0;
    fc.assert(
      fc.property(
        expressions,
        fc.array(textsForExpressions, { minLength: 3, maxLength: 3 }),
        (expression, all) => {
          const program = programFor(expression);
          if (program === undefined) return;
          const costs = new BacktrackingCosts(program.memories);
          const matcher = new LinearMatcher(program, costs);
          for (const text of all) {
            costs.reserve(text.length);
            const before = costs.work;
            matcher.lastIndex = 0;
            matcher.exec(text);
            const counted = costs.takeTotal();
            if (counted > costs.work - before) remembered++;
            assert.equal(counted, plainSteps(program, text), `${expression} on ${text}`);
          }
        },
      ),
      { seed: 2026, numRuns: times(600) },
    );
    assert.ok(remembered > times(100), `${remembered} texts made it remember`);
  });

  it("are known where nobody could wait for them", () => {
    const program = programFor("(a|a)+b") as RegexProgram;
    const costs = new BacktrackingCosts(program.memories);
    costs.reserve(200);
    new LinearMatcher(program, costs).exec("a".repeat(200));
    assert.ok(costs.takeTotal() > 2 ** 200);
    assert.ok(costs.work < 10_000, `${costs.work} steps were taken`);
  });
});

function programFor(expression: string): RegexProgram | undefined {
  try {
    return programOf(new OnigParser(expression, "pattern").parse().node);
  } catch {
    return undefined;
  }
}

/** Steps up to the end of the first match, by an engine of a few lines that only goes back. */
function plainSteps({ steps, first }: RegexProgram, text: string): number {
  let count = 0;
  for (let start = 0; start <= text.length; start++) {
    if (isLowHalf(text, start)) continue;
    if (first?.has(text.codePointAt(start) ?? -1) === false) continue;
    if (follow(0, start) >= 0) break;
  }
  return count;

  /** Where what begins at a step ends; -1 where it finds nothing. */
  function follow(step: number, at: number): number {
    count++;
    const now = steps[step];
    switch (now?.kind) {
      case "take": {
        const point = text.codePointAt(at);
        if (point === undefined || !now.class.has(point)) return -1;
        return follow(step + 1, at + (point > 0xffff ? 2 : 1));
      }
      case "try": {
        const end = follow(now.first, at);
        return end >= 0 ? end : follow(now.second, at);
      }
      case "go":
        return follow(now.to, at);
      case "whole": {
        const end = follow(now.start, at);
        return end < 0 ? -1 : follow(step + 1, end);
      }
      case "ask":
        return follow(now.start, at) >= 0 === now.isNegated ? -1 : follow(step + 1, at);
      case "askBehind": {
        const isThere = now.ways.some(({ start, length }) => {
          const from = [...text.slice(0, at)].slice(-length || Infinity).join("").length;
          const enough = [...text.slice(0, at)].length >= length;
          return enough && follow(start, at - (length === 0 ? 0 : from)) === at;
        });
        return isThere === now.isNegated ? -1 : follow(step + 1, at);
      }
      case "end":
      case undefined:
        return at;
    }
  }
}
