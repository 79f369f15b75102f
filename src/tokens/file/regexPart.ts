import {
  examplesInTurn,
  examplesOfClass,
  examplesRepeated,
  MOST_EXAMPLES,
  runsInTurn,
  runsOf,
  type Run,
} from "./regexExamples";

/** A part of an expression: what it is in JavaScript, and what is known of how much it may match. */
export interface RegexPart {
  /** For the flag `v`. */
  readonly source: string;
  readonly node: RegexNode;
  /** Whether it asks for something without taking it: it may match nothing, and may fail. */
  readonly isAssertion: boolean;
  /** Whether it looks behind, be it at what it has matched itself. */
  readonly looksBehind: boolean;
  /** The least characters that it matches. */
  readonly least: number;
  /** The most characters before its start that it looks at. */
  readonly behind: number;
  /** Code units that it looks at, counting what it repeats without end as there once. */
  readonly reach: number;
  /** Whether it repeats anything without end, anywhere within. */
  readonly isEndless: boolean;
  /** Whether what it repeats without end repeats something without end itself. */
  readonly isNested: boolean;
  /** Whether it may repeat what is nothing: JavaScript takes no such turn, the library does. */
  readonly repeatsNothing: boolean;
  /** The class that it matches one character of, once or repeatedly; undefined of anything else. */
  readonly characters: string | undefined;
  /** A class of all characters that it may match; undefined where it also asks for others. */
  readonly alphabet: string | undefined;
  /** Of something that it asks for from where it stands on: the alternatives. */
  readonly asked: readonly (readonly RegexPart[])[] | undefined;
  /** Some texts that it matches. */
  readonly examples: readonly string[];
  /** Texts on which it may have many ways to match, to try how long they take. */
  readonly runs: readonly Run[];
}

/** What an expression is made of. */
export type RegexNode =
  /** One character of a class, for the flag `v`. */
  | { readonly kind: "class"; readonly source: string }
  | { readonly kind: "row" | "either"; readonly nodes: readonly RegexNode[] }
  | { readonly kind: "repeat"; readonly node: RegexNode; readonly times: Times }
  /** What gives nothing back once it has matched. */
  | { readonly kind: "atomic"; readonly node: RegexNode }
  | { readonly kind: "look"; readonly node: RegexNode; readonly look: Look };

export interface Times {
  readonly low: number;
  /** Infinity where there is no end. */
  readonly high: number;
  readonly isLazy: boolean;
}

/** What is asked for around a place. */
interface Look {
  readonly isNegated: boolean;
  readonly isBehind: boolean;
}

export interface Regex {
  readonly source: string;
  readonly node: RegexNode;
  /** Each a row of parts. */
  readonly alternatives: readonly (readonly RegexPart[])[];
}

/** One character of a class. */
export function one(source: string): RegexPart {
  return {
    ...row([]),
    source,
    node: { kind: "class", source },
    least: 1,
    reach: 2,
    characters: source,
    alphabet: source,
    examples: examplesOfClass(source),
  };
}

/** Parts one after another. */
export function row(parts: readonly RegexPart[]): RegexPart {
  let least = 0;
  let behind = 0;
  for (const part of parts) {
    behind = Math.max(behind, part.behind - least);
    least += part.least;
  }
  const [only] = parts;
  return {
    source: parts.map(({ source }) => source).join(""),
    node:
      only !== undefined && parts.length === 1
        ? only.node
        : { kind: "row", nodes: parts.map(({ node }) => node) },
    isAssertion: parts.some(({ isAssertion }) => isAssertion),
    looksBehind: parts.some(({ looksBehind }) => looksBehind),
    least,
    behind,
    reach: parts.reduce((sum, { reach }) => sum + reach, 0),
    isEndless: parts.some(({ isEndless }) => isEndless),
    isNested: parts.some(({ isNested }) => isNested),
    repeatsNothing: parts.some(({ repeatsNothing }) => repeatsNothing),
    characters: parts.length === 1 ? only?.characters : undefined,
    alphabet: alphabetOf(parts),
    asked: undefined,
    examples: examplesInTurn(parts),
    runs: runsInTurn(parts),
  };
}

/** One of some parts. */
export function either(parts: readonly RegexPart[]): RegexPart {
  if (parts.length === 1) return parts[0] as RegexPart;
  const examples = parts.flatMap((part) => part.examples.slice(0, MOST_EXAMPLES));
  return {
    ...row(parts),
    source: parts.map(({ source }) => source).join("|"),
    node: { kind: "either", nodes: parts.map(({ node }) => node) },
    least: Math.min(...parts.map(({ least }) => least)),
    behind: Math.max(...parts.map(({ behind }) => behind)),
    reach: Math.max(...parts.map(({ reach }) => reach)),
    characters: undefined,
    examples: [...new Set(examples)].slice(0, MOST_EXAMPLES),
    runs: runsOf(
      examples,
      parts.flatMap(({ runs }) => runs),
    ),
  };
}

/** A part within brackets. */
export function group(part: RegexPart): RegexPart {
  return { ...part, source: `(?:${part.source})` };
}

/** A part some times. */
export function repeatTimes(part: RegexPart, times: Times): RegexPart {
  const { low, high, isLazy } = times;
  const isEndless = high === Infinity;
  const written = `{${low},${isEndless ? "" : high}}${isLazy ? "?" : ""}`;
  const isBare = part.source === part.characters;
  return {
    ...part,
    examples: examplesRepeated(part.examples, Math.max(1, low)),
    runs: runsOf(part.examples, part.runs),
    source: `${isBare ? part.source : `(?:${part.source})`}${written}`,
    node: { kind: "repeat", node: part.node, times },
    least: low * part.least,
    reach: (isEndless ? 1 : high) * part.reach,
    isEndless: isEndless || part.isEndless,
    isNested: part.isNested || (isEndless && part.isEndless),
    repeatsNothing: part.repeatsNothing || (low < high && part.least === 0),
    asked: undefined,
  };
}

/**
 * A part that gives nothing back once it has matched, as a look-ahead does not.
 * @param number of a group that no other has
 */
export function atomic(part: RegexPart, number: number): RegexPart {
  return {
    ...part,
    source: `(?=(?<a${number}>${part.source}))\\k<a${number}>`,
    node: { kind: "atomic", node: part.node },
  };
}

/** What is asked for from a place on: `=` where it has to stand there, `!` where it must not. */
export function ahead(
  sign: "=" | "!",
  ...alternatives: readonly (readonly RegexPart[])[]
): RegexPart {
  const inner = either(alternatives.map(row));
  return {
    ...lookAround(inner, `(?${sign}${inner.source})`, { isNegated: sign === "!", isBehind: false }),
    behind: inner.behind,
    reach: inner.reach,
    asked: alternatives,
  };
}

/** What is asked for up to a place. */
export function behind(
  sign: "=" | "!",
  ...alternatives: readonly (readonly RegexPart[])[]
): RegexPart {
  const inner = either(alternatives.map(row));
  const look = { isNegated: sign === "!", isBehind: true };
  return {
    ...lookAround(inner, `(?<${sign}${inner.source})`, look),
    looksBehind: true,
    behind: lengthsOf(inner.node).most + inner.behind,
  };
}

function lookAround(inner: RegexPart, source: string, look: Look): RegexPart {
  const { looksBehind, isEndless, isNested, repeatsNothing, runs } = inner;
  return {
    ...row([]),
    source,
    node: { kind: "look", node: inner.node, look },
    isAssertion: true,
    looksBehind,
    isEndless,
    isNested,
    repeatsNothing,
    alphabet: undefined,
    runs,
  };
}

/** A class of what all parts may match. */
function alphabetOf(parts: readonly RegexPart[]): string | undefined {
  const classes = new Set(parts.map(({ alphabet }) => alphabet));
  classes.delete("");
  if (classes.has(undefined)) return undefined;
  return classes.size === 0 ? "" : `[${[...classes].join("")}]`;
}

/** The least and the most characters that something matches. */
export function lengthsOf(node: RegexNode): { readonly least: number; readonly most: number } {
  switch (node.kind) {
    case "class":
      return { least: 1, most: 1 };
    case "row": {
      const all = node.nodes.map(lengthsOf);
      return {
        least: all.reduce((sum, { least }) => sum + least, 0),
        most: all.reduce((sum, { most }) => sum + most, 0),
      };
    }
    case "either": {
      const all = node.nodes.map(lengthsOf);
      return {
        least: Math.min(...all.map(({ least }) => least)),
        most: Math.max(...all.map(({ most }) => most)),
      };
    }
    case "repeat": {
      const { least, most } = lengthsOf(node.node);
      const { low, high } = node.times;
      return { least: low * least, most: most === 0 || high === 0 ? 0 : high * most };
    }
    case "atomic":
      return lengthsOf(node.node);
    case "look":
      return { least: 0, most: 0 };
  }
}
