/** What one step of a glob's program does with the next character of a path. */
export enum Step {
  /** Leads nowhere. */
  Fail,
  /** The path has to be at its end. */
  Match,
  /** Takes the character `x`. */
  Character,
  /** Takes any character of a name. */
  Name,
  /** Takes any character. */
  Any,
  /** Takes a character of the set `x`, or of a name and not of the set if `y` is 1. */
  Set,
  /** Goes on at `x`. */
  Jump,
  /** Goes on at `x` and at `y`. */
  Split,
}

/** Code points from the first to the second. */
type Range = readonly [first: number, last: number];

/** A glob as steps that are taken side by side, without a way back. */
export interface GlobProgram {
  readonly steps: readonly Step[];
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly sets: readonly (readonly Range[])[];
}

const SLASH = 0x2f;
const [STAR, QUESTION, COMMA, DASH, BANG, CARET] = codes("*?,-!^");
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = codes("{}[]");

function codes(signs: string): number[] {
  return Array.from(signs, (sign) => sign.charCodeAt(0));
}

/** Braces that are open: `end` is where they close. */
interface Braces {
  readonly end: number;
  /** The step that leads to the choice that is being read, and past it. */
  split: number;
  /** Steps that lead from the end of a choice to the end of the braces. */
  readonly jumps: number[];
}

/**
 * Reads a glob of VS Code's settings, from its start to its end and no part more than twice.
 * @returns undefined where it means nothing: brackets with a range that ends before it begins
 */
export function globProgram(glob: string): GlobProgram | undefined {
  return new Compiler(Array.from(glob, (character) => character.codePointAt(0) ?? 0)).program();
}

class Compiler {
  private readonly steps: Step[] = [Step.Fail];
  private readonly x: number[] = [0];
  private readonly y: number[] = [0];
  private readonly sets: Range[][] = [];
  private readonly open: Braces[] = [];
  /** Where braces close that open here; 0 where they do not. */
  private readonly braceEnds: Uint32Array;
  /** The first bracket here or behind that closes. */
  private readonly bracketEnds: Uint32Array;
  private at = 0;

  constructor(private readonly points: readonly number[]) {
    this.braceEnds = new Uint32Array(points.length);
    this.bracketEnds = new Uint32Array(points.length + 1).fill(points.length);
    const open: number[] = [];
    points.forEach((point, at) => {
      if (point === OPEN_BRACE) open.push(at);
      const start = point === CLOSE_BRACE ? open.pop() : undefined;
      if (start !== undefined) this.braceEnds[start] = at;
    });
    for (let at = points.length - 1; at >= 0; at--) {
      const isEnd = points[at] === CLOSE_BRACKET;
      this.bracketEnds[at] = isEnd ? at : (this.bracketEnds[at + 1] as number);
    }
  }

  program(): GlobProgram | undefined {
    this.choiceStart();
    while (this.at < this.points.length) {
      if (!this.next()) return undefined;
    }
    this.emit(Step.Match);
    const { steps, x, y, sets } = this;
    return { steps, x: Uint32Array.from(x), y: Uint32Array.from(y), sets };
  }

  /** Reads one part; false where the whole glob means nothing. */
  private next(): boolean {
    const { at, points } = this;
    const braces = this.open.at(-1);
    const point = points[at] as number;
    if (at === braces?.end) {
      this.close(braces);
    } else if (point === COMMA && braces !== undefined) {
      this.at++;
      // An empty choice at the end is none.
      if (this.at !== braces.end) this.nextChoice(braces);
    } else if (point === SLASH) {
      this.slash();
    } else if (point === STAR) {
      while (points[this.at] === STAR) this.at++;
      this.repeat(Step.Name);
    } else if (point === QUESTION) {
      this.at++;
      this.emit(Step.Name);
    } else if (point === OPEN_BRACE && this.braceEnds[at] !== 0) {
      this.at++;
      const end = this.braceEnds[at] as number;
      this.open.push({ end, split: this.emit(Step.Split, this.steps.length + 1), jumps: [] });
      this.choiceStart();
    } else if (point === OPEN_BRACKET && this.setEnd() !== undefined) {
      return this.set();
    } else {
      this.at++;
      this.emit(Step.Character, point);
    }
    return true;
  }

  /** Two stars that are all of a name at the start of the glob or of a choice. */
  private choiceStart(): void {
    const run = this.folders(this.at);
    if (run === undefined) return;
    this.at = run.end;
    if (run.isLast) this.repeat(Step.Any);
    else this.anyFolders();
  }

  private slash(): void {
    const run = this.folders(this.at + 1);
    if (this.isEnd(this.at + 1)) {
      // A folder's name may end with it.
      this.at++;
    } else if (run?.isLast === true) {
      this.at = run.end;
      this.anythingBelow();
    } else {
      this.at = run?.end ?? this.at + 1;
      this.emit(Step.Character, SLASH);
      if (run !== undefined) this.anyFolders();
    }
  }

  /** Names of two stars, one after another: where they end, and whether nothing comes behind. */
  private folders(start: number): { readonly end: number; readonly isLast: boolean } | undefined {
    const { points } = this;
    let at = start;
    while (points[at] === STAR && points[at + 1] === STAR) {
      if (this.isEnd(at + 2)) return { end: at + 2, isLast: true };
      if (points[at + 2] !== SLASH) break;
      at += 3;
      if (this.isEnd(at)) return { end: at, isLast: true };
    }
    return at === start ? undefined : { end: at, isLast: false };
  }

  /** Whether the glob, or the choice that is being read, ends here. */
  private isEnd(at: number): boolean {
    const braces = this.open.at(-1);
    return braces === undefined
      ? at === this.points.length
      : at === braces.end || this.points[at] === COMMA;
  }

  private nextChoice(braces: Braces): void {
    braces.jumps.push(this.emit(Step.Jump));
    this.y[braces.split] = this.steps.length;
    braces.split = this.emit(Step.Split, this.steps.length + 1);
    this.choiceStart();
  }

  private close(braces: Braces): void {
    this.open.pop();
    this.at++;
    // There is no choice behind the last one: its other way is the step that fails.
    for (const jump of braces.jumps) this.x[jump] = this.steps.length;
  }

  /** Where the brackets close that open here; undefined where they do not. */
  private setEnd(): number | undefined {
    const { points, at } = this;
    const first = points[at + 1] === BANG || points[at + 1] === CARET ? at + 2 : at + 1;
    // What stands first may be the sign that closes.
    const end = this.bracketEnds[Math.min(first + 1, points.length)] as number;
    return end < (this.open.at(-1)?.end ?? points.length) ? end : undefined;
  }

  private set(): boolean {
    const { points } = this;
    const end = this.setEnd() ?? 0;
    const isNot = points[this.at + 1] === BANG || points[this.at + 1] === CARET;
    const ranges: Range[] = [];
    for (let at = this.at + (isNot ? 2 : 1); at < end; at++) {
      const first = points[at] as number;
      const isRange = points[at + 1] === DASH && at + 2 < end;
      const last = isRange ? (points[at + 2] as number) : first;
      if (last < first) return false;
      ranges.push([first, last]);
      if (isRange) at += 2;
    }
    this.at = end + 1;
    this.emit(Step.Set, this.sets.push(ranges) - 1, isNot ? 1 : 0);
    return true;
  }

  private emit(step: Step, x = 0, y = 0): number {
    this.x.push(x);
    this.y.push(y);
    return this.steps.push(step) - 1;
  }

  /** As many of a kind of character as there are. */
  private repeat(step: Step): void {
    const start = this.steps.length;
    this.emit(Step.Split, start + 1, start + 3);
    this.emit(step);
    this.emit(Step.Jump, start);
  }

  /** Names, each with a slash behind it. */
  private anyFolders(): void {
    const start = this.steps.length;
    this.emit(Step.Split, start + 1, start + 6);
    this.repeat(Step.Name);
    this.emit(Step.Character, SLASH);
    this.emit(Step.Jump, start);
  }

  /** Names, each with a slash before it: a folder, and all that is in it. */
  private anythingBelow(): void {
    const start = this.steps.length;
    this.emit(Step.Split, start + 1, start + 6);
    this.emit(Step.Character, SLASH);
    this.repeat(Step.Name);
    this.emit(Step.Jump, start);
  }
}
