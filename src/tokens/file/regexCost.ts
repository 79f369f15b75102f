import { BacktrackingCosts } from "./backtrackingCosts";
import { LinearMatcher } from "./linearMatcher";
import { runsOfAll, textsOf, timesOf, type Run } from "./regexExamples";
import type { Regex } from "./regexPart";
import type { RegexProgram } from "./regexProgram";

/** Code units of runs on which only what doubles with each character or two takes too many steps. */
const SHORT = [6, 12, 18, 24, 30, 36, 42, 48];
/** So many steps are too many of a short run: a thirtieth of a second. */
const MOST_SHORT = 4e6;
/** A run, and another four times as long: a line makes 4 times the steps of it, a square 16. */
const LONG = [256, 1024] as const;
const LINE = 5;
/** Steps that all runs together may take. */
const MOST_WORK = 6e7;

/** What a run would take of an engine that remembers nothing. */
export type RunCost =
  /** So much that nobody could wait for a few characters. */
  | {
      readonly kind: "hangs";
      readonly repeated: string;
      readonly times: number;
      readonly steps: number;
    }
  /** More than what grows with the text, or more than was found out. */
  | { readonly kind: "grows" }
  | { readonly kind: "line" };

/**
 * How the steps of an expression grow that is followed as `RegExp` does, on runs of what it repeats or
 * has several ways to match. It is counted, so that it is the same on every machine.
 */
export function costOf({ alternatives }: Regex, program: RegexProgram): RunCost {
  const counter = new Counter(
    program,
    alternatives.flat().some((part) => part.looksBehind),
  );
  const runs = runsOfAll(alternatives);
  for (const run of runs) {
    for (const length of SHORT) {
      const steps = counter.stepsOf(run, length);
      const { repeated } = run;
      if (steps > MOST_SHORT) {
        return { kind: "hangs", repeated, times: timesOf(run, length), steps };
      }
      if (counter.isOver) return { kind: "grows" };
    }
  }
  const [length, longer] = LONG;
  for (const run of runs) {
    const most = LINE * counter.stepsOf(run, length);
    if (counter.stepsOf(run, longer) > most || counter.isOver) return { kind: "grows" };
  }
  return { kind: "line" };
}

class Counter {
  private readonly costs: BacktrackingCosts;
  private readonly matcher: LinearMatcher;

  constructor(
    program: RegexProgram,
    private readonly looksBehind: boolean,
  ) {
    this.costs = new BacktrackingCosts(program.memories);
    this.matcher = new LinearMatcher(program, this.costs);
  }

  /** Whether all that may be done to find out is done. */
  get isOver(): boolean {
    return this.costs.work > MOST_WORK;
  }

  /** The most steps that all matches in a text with such a run take. */
  stepsOf(run: Run, length: number): number {
    const texts = textsOf(run, length, this.looksBehind);
    return Math.max(...texts.map((text) => this.stepsIn(text)));
  }

  private stepsIn(text: string): number {
    const { costs, matcher } = this;
    costs.reserve(text.length);
    matcher.lastIndex = 0;
    for (let match = matcher.exec(text); match !== null; match = matcher.exec(text)) {
      if (match[0] === "") matcher.lastIndex++;
    }
    return costs.takeTotal();
  }
}
