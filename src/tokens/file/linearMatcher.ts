import { isLowHalf } from "./alignedText";
import type { BacktrackingCosts } from "./backtrackingCosts";
import type { Fork, RegexProgram, Step } from "./regexProgram";

/** What finds the matches of an expression one after another: a `RegExp` with the flag g, or ours. */
export interface Matcher {
  /** Where the next match may start. */
  lastIndex: number;
  exec(text: string): { readonly 0: string; readonly index: number } | null;
}

/** Places of the text whose results are kept in one piece. */
const BLOCK = 256;
/** No result is known yet. */
const UNKNOWN = 0;
const FAILED = 1;
/** A match that ends at `end` is kept as `end + FOUND`. */
const FOUND = 2;
/** More blocks than this are given back once nothing can ask for them. */
const MOST_SPARE = 64;

/**
 * Follows an expression as `RegExp` does, and keeps what each step that may go two ways has come to at
 * each place. No step is so tried twice at one place, and the time grows no faster than the text,
 * where that of `RegExp` grows with its square, or worse.
 */
export class LinearMatcher implements Matcher {
  lastIndex = 0;
  private text = "";
  /** What is known, by number of the block of places; of each place one for each step to try. */
  private readonly blocks = new Map<number, Int32Array>();
  private readonly spare: Int32Array[] = [];
  /** The first block that is still there. */
  private firstBlock = 0;
  /** Steps on the way, each at its place; one whose second way is being tried as `~step`. */
  private readonly path: number[] = [];
  private readonly places: number[] = [];

  /** @param costs keeps what the matches would take without memory; undefined where nobody asks */
  constructor(
    private readonly program: RegexProgram,
    private readonly costs?: BacktrackingCosts,
  ) {}

  exec(text: string): { readonly 0: string; readonly index: number } | null {
    if (text !== this.text || this.lastIndex < this.firstBlock * BLOCK) this.begin(text);
    for (let start = this.lastIndex; start <= text.length; start++) {
      // Nothing starts between the halves of a surrogate pair.
      if (isLowHalf(text, start)) continue;
      const { first } = this.program;
      if (first?.has(text.codePointAt(start) ?? -1) === false) continue;
      this.forget(start);
      const end = this.run(0, start);
      if (end < 0) continue;
      this.lastIndex = end;
      return { 0: text.slice(start, end), index: start };
    }
    this.lastIndex = 0;
    this.begin("");
    return null;
  }

  private begin(text: string): void {
    this.text = text;
    for (const number of this.blocks.keys()) this.drop(number);
    this.firstBlock = 0;
  }

  /** Gives back what is known of places that no match asks for any more. */
  private forget(start: number): void {
    const block = Math.floor(start / BLOCK);
    for (; this.firstBlock < block; this.firstBlock++) this.drop(this.firstBlock);
  }

  private drop(number: number): void {
    const block = this.blocks.get(number);
    this.blocks.delete(number);
    if (block === undefined || this.spare.length >= MOST_SPARE) return;
    block.fill(UNKNOWN);
    this.spare.push(block);
  }

  /**
   * Follows the program that starts at a step from a place on.
   * @returns where it ends; -1 where it finds nothing
   */
  private run(start: number, from: number): number {
    const { text, path, places, costs } = this;
    const { steps } = this.program;
    const bottom = path.length;
    let step = start;
    let at = from;
    for (;;) {
      const now = steps[step] as Step;
      let isGood = true;
      step++;
      costs?.step();
      switch (now.kind) {
        case "take": {
          const point = text.codePointAt(at);
          isGood = point !== undefined && now.class.has(point);
          at += isGood && (point as number) > 0xffff ? 2 : 1;
          break;
        }
        case "try": {
          const known = this.recall(now.memory, at);
          if (known !== UNKNOWN) costs?.addKnown(now.memory, at);
          if (known >= FOUND) return this.finish(bottom, known - FOUND);
          isGood = known !== FAILED;
          if (!isGood) break;
          costs?.begin();
          path.push(step - 1);
          places.push(at);
          step = now.first;
          break;
        }
        case "go":
          step = now.to;
          break;
        case "whole": {
          const end = this.run(now.start, at);
          isGood = end >= 0;
          if (isGood) at = end;
          break;
        }
        case "ask":
          isGood = this.run(now.start, at) >= 0 !== now.isNegated;
          break;
        case "askBehind":
          isGood = this.isBehind(now, at) !== now.isNegated;
          break;
        case "end":
          return this.finish(bottom, at);
      }
      if (isGood) continue;
      // Back to the last step whose second way is not tried yet.
      for (;;) {
        if (path.length === bottom) return -1;
        const last = path.pop() as number;
        at = places.pop() as number;
        if (last >= 0) {
          path.push(~last);
          places.push(at);
          step = this.forkOf(last).second;
          break;
        }
        this.keep(this.forkOf(~last).memory, at, FAILED);
      }
    }
  }

  /** Keeps what all steps on the way have come to. */
  private finish(bottom: number, end: number): number {
    const { path, places } = this;
    while (path.length > bottom) {
      const step = path.pop() as number;
      this.keep(this.forkOf(step < 0 ? ~step : step).memory, places.pop() as number, end + FOUND);
    }
    return end;
  }

  private forkOf(step: number): Fork {
    return this.program.steps[step] as Fork;
  }

  private isBehind({ ways }: Extract<Step, { kind: "askBehind" }>, at: number): boolean {
    const { text } = this;
    return ways.some(({ start, length }) => {
      let from = at;
      for (let count = 0; count < length; count++) {
        if (from === 0) return false;
        from -= isLowHalf(text, from - 1) ? 2 : 1;
      }
      return this.run(start, from) === at;
    });
  }

  private recall(memory: number, at: number): number {
    const block = this.blocks.get(Math.floor(at / BLOCK));
    return block?.[(at % BLOCK) * this.program.memories + memory] ?? UNKNOWN;
  }

  private keep(memory: number, at: number, value: number): void {
    this.costs?.end(memory, at);
    const number = Math.floor(at / BLOCK);
    // What was looked for behind a match's start is not asked for again.
    if (number < this.firstBlock) return;
    let block = this.blocks.get(number);
    if (block === undefined) {
      block = this.spare.pop() ?? new Int32Array(BLOCK * this.program.memories);
      this.blocks.set(number, block);
    }
    block[(at % BLOCK) * this.program.memories + memory] = value;
  }
}
