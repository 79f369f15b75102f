import { CharacterClass } from "./characterClass";
import { lengthsOf, type RegexNode } from "./regexPart";

/** Steps of a program: an expression with more is not compiled. Each takes room for each place. */
const MOST_STEPS = 1000;

/** What a step does at a place of the text. Each goes on with the step behind it unless it says so. */
export type Step =
  /** Takes a character of a class. */
  | { readonly kind: "take"; readonly class: CharacterClass }
  /** Tries one way, then the other. `memory` numbers such steps. */
  | { readonly kind: "try"; first: number; second: number; readonly memory: number }
  | { readonly kind: "go"; to: number }
  /** Takes what the program at `start` first finds, and no other. */
  | { readonly kind: "whole"; readonly start: number }
  /** Asks whether the program at `start` finds something. */
  | { readonly kind: "ask"; readonly start: number; readonly isNegated: boolean }
  /** Asks whether one of some programs finds something that ends there, of so many characters. */
  | {
      readonly kind: "askBehind";
      readonly ways: readonly { readonly start: number; readonly length: number }[];
      readonly isNegated: boolean;
    }
  | { readonly kind: "end" };

export type Fork = Extract<Step, { kind: "try" }>;

export interface RegexProgram {
  /** It begins with the first. */
  readonly steps: readonly Step[];
  /** How many of them are to try. */
  readonly memories: number;
  /** A class of the characters that a match may begin with; undefined where it may be of none. */
  readonly first: CharacterClass | undefined;
}

/**
 * The steps of an expression, as a person would follow it.
 * @returns undefined where they are too many, or it repeats without end what may be nothing, or looks
 * behind for something of no length of its own
 */
export function programOf(node: RegexNode): RegexProgram | undefined {
  const compiler = new Compiler();
  if (!compiler.compile(node)) return undefined;
  const { steps, memories } = compiler;
  const first = lengthsOf(node).least > 0 ? new CharacterClass(`[${firstOf(node)}]`) : undefined;
  return { steps, memories, first };
}

/** Members of a class of the characters that something may begin with. */
export function firstOf(node: RegexNode): string {
  switch (node.kind) {
    case "class":
      return node.source;
    case "row": {
      const all = node.nodes.filter((each) => lengthsOf(each).most > 0);
      const last = all.findIndex((each) => lengthsOf(each).least > 0);
      return (last < 0 ? all : all.slice(0, last + 1)).map(firstOf).join("");
    }
    case "either":
      return node.nodes.map(firstOf).join("");
    case "repeat":
    case "atomic":
      return firstOf(node.node);
    case "look":
      return "";
  }
}

class Compiler {
  readonly steps: Step[] = [];
  memories = 0;
  private readonly classes = new Map<string, CharacterClass>();

  compile(node: RegexNode): boolean {
    return this.add(node) && this.push({ kind: "end" });
  }

  private add(node: RegexNode): boolean {
    switch (node.kind) {
      case "class":
        return this.push({ kind: "take", class: this.classOf(node.source) });
      case "row":
        return node.nodes.every((each) => this.add(each));
      case "either":
        return this.addEither(node.nodes);
      case "repeat":
        return this.addRepeat(node);
      case "atomic":
        return this.addApart(node.node, (start) => ({ kind: "whole", start }));
      case "look": {
        const { isNegated, isBehind } = node.look;
        if (isBehind) return this.addBehind(node.node, isNegated);
        return this.addApart(node.node, (start) => ({ kind: "ask", start, isNegated }));
      }
    }
  }

  private addEither(nodes: readonly RegexNode[]): boolean {
    const ends: { to: number }[] = [];
    for (const [at, node] of nodes.entries()) {
      const fork = at < nodes.length - 1 ? this.addTry() : undefined;
      if (!this.add(node)) return false;
      if (fork === undefined) break;
      const go = { kind: "go" as const, to: 0 };
      if (!this.push(go)) return false;
      ends.push(go);
      fork.second = this.steps.length;
    }
    for (const end of ends) end.to = this.steps.length;
    return true;
  }

  private addRepeat({ node, times }: Extract<RegexNode, { kind: "repeat" }>): boolean {
    const { low, high, isLazy } = times;
    for (let count = 0; count < low; count++) if (!this.add(node)) return false;
    if (high === Infinity) {
      if (lengthsOf(node).least === 0) return false;
      const start = this.steps.length;
      const fork = this.addTry();
      if (!this.add(node) || !this.push({ kind: "go", to: start })) return false;
      this.leave(fork, isLazy);
      return true;
    }
    const forks: Fork[] = [];
    for (let count = low; count < high; count++) {
      forks.push(this.addTry());
      if (!this.add(node)) return false;
    }
    for (const fork of forks) this.leave(fork, isLazy);
    return true;
  }

  /** Each way has a length of its own, so that it ends at the place if it is found so far before it. */
  private addBehind(node: RegexNode, isNegated: boolean): boolean {
    const ways: { start: number; length: number }[] = [];
    const over = { kind: "go" as const, to: 0 };
    if (!this.push({ kind: "askBehind", ways, isNegated }) || !this.push(over)) return false;
    for (const way of node.kind === "either" ? node.nodes : [node]) {
      const { least, most } = lengthsOf(way);
      if (least !== most) return false;
      ways.push({ start: this.steps.length, length: least });
      if (!this.compile(way)) return false;
    }
    over.to = this.steps.length;
    return true;
  }

  /** A program of its own, which the step before it stands for. */
  private addApart(node: RegexNode, stepOf: (start: number) => Step): boolean {
    const start = this.steps.length + 2;
    const over = { kind: "go" as const, to: 0 };
    if (!this.push(stepOf(start)) || !this.push(over) || !this.compile(node)) return false;
    over.to = this.steps.length;
    return true;
  }

  private addTry(): Fork {
    const at = this.steps.length;
    const fork: Fork = { kind: "try", first: at + 1, second: at + 1, memory: this.memories++ };
    this.steps.push(fork);
    return fork;
  }

  /** Lets the other way of a fork go on behind all that there is. */
  private leave(fork: Fork, isLazy: boolean): void {
    if (isLazy) [fork.first, fork.second] = [this.steps.length, fork.first];
    else fork.second = this.steps.length;
  }

  private push(step: Step): boolean {
    this.steps.push(step);
    return this.steps.length <= MOST_STEPS;
  }

  private classOf(source: string): CharacterClass {
    const known = this.classes.get(source) ?? new CharacterClass(source);
    this.classes.set(source, known);
    return known;
  }
}
