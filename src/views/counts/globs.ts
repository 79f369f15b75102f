import { globProgram, Step, type GlobProgram } from "./globProgram";

/**
 * A glob of VS Code's settings: `*` and `?` within a name, `**` over any folders, `[a-z]`,
 * `[!a-z]`, `{a,b}`. It means a path as a whole, which it reads a character at a time. Whoever
 * writes it, a path takes no more steps than its length times the glob's.
 */
export class Glob {
  /** Where reading may go on, the first `count` of each. */
  private now: Uint32Array;
  private then: Uint32Array;
  private count = 0;
  /** Steps that wait to be looked at. */
  private readonly waiting: number[] = [];
  /** For each step, the character at which it was looked at last. */
  private readonly seen: Uint32Array;
  private character = 0;
  private steps = 0;

  private constructor(private readonly program: GlobProgram) {
    const { length } = program.steps;
    this.now = new Uint32Array(length);
    this.then = new Uint32Array(length);
    this.seen = new Uint32Array(length);
  }

  /** @returns undefined for one that means nothing */
  static read(glob: string): Glob | undefined {
    const program = globProgram(glob.trim().replace(/^\.?\//, ""));
    return program && new Glob(program);
  }

  /** Whether it means a path. */
  matches(path: string): boolean {
    this.start();
    for (const character of path) {
      this.take(character.codePointAt(0) ?? 0);
      if (this.hasFailed) return false;
    }
    return this.isMatch;
  }

  /**
   * Begins with a path. There is one at a time.
   * @returns the steps that it took
   */
  start(): number {
    this.character++;
    this.steps = 0;
    this.count = this.reach(1, this.now, 0);
    return this.steps;
  }

  /**
   * Reads on.
   * @returns the steps that it took
   */
  take(point: number): number {
    const { now, then } = this;
    this.character++;
    this.steps = 0;
    let reached = 0;
    for (let at = 0; at < this.count; at++) {
      const step = now[at] as number;
      if (this.takes(step, point)) reached = this.reach(step + 1, then, reached);
    }
    [this.now, this.then, this.count] = [then, now, reached];
    return this.steps;
  }

  /** Whether nothing that may follow can make it match. */
  get hasFailed(): boolean {
    return this.count === 0;
  }

  /** Whether it means what was read since `start`. */
  get isMatch(): boolean {
    const { steps } = this.program;
    for (let at = 0; at < this.count; at++) {
      if (steps[this.now[at] as number] === Step.Match) return true;
    }
    return false;
  }

  private takes(step: number, point: number): boolean {
    const { steps, x, y, sets } = this.program;
    this.steps++;
    switch (steps[step] ?? Step.Fail) {
      case Step.Character:
        return x[step] === point;
      case Step.Name:
        return point !== SLASH;
      case Step.Any:
        return true;
      case Step.Set: {
        const ranges = sets[x[step] as number] ?? [];
        this.steps += ranges.length;
        const isIn = ranges.some(([first, last]) => first <= point && point <= last);
        return point !== SLASH && isIn === (y[step] === 0);
      }
      case Step.Fail:
      case Step.Match:
      case Step.Jump:
      case Step.Split:
        return false;
    }
  }

  /** Adds the steps that take a character, of those that a step leads to, each once. */
  private reach(first: number, into: Uint32Array, count: number): number {
    const { program, waiting, seen, character } = this;
    waiting.push(first);
    for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
      if (seen[step] === character) continue;
      seen[step] = character;
      this.steps++;
      switch (program.steps[step] ?? Step.Fail) {
        case Step.Jump:
          waiting.push(program.x[step] as number);
          break;
        case Step.Split:
          waiting.push(program.y[step] as number, program.x[step] as number);
          break;
        case Step.Fail:
          break;
        case Step.Match:
        case Step.Character:
        case Step.Name:
        case Step.Any:
        case Step.Set:
          into[count++] = step;
      }
    }
    return count;
  }
}

const SLASH = 0x2f;
