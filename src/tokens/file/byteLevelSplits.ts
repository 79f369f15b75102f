import { InvariantError } from "../../shared/base/invariantError";
import type { CharacterClasses } from "../encode/characterClasses";
import { Cl100kPattern } from "../encode/cl100kPattern";
import { Gpt2Pattern } from "../encode/gpt2Pattern";
import { O200kPattern } from "../encode/o200kPattern";
import { LOOK_AHEAD, type Pattern } from "../encode/pattern";
import { OnigParser } from "./onigParser";
import { QwenPattern } from "./qwenPattern";
import { rulesOf, type RegexRules } from "./regexRules";
import { matcherOf, needsLinear } from "./regexTime";
import { PatternSplit, RegexSplit, type Split } from "./splits";
import type { PatternJson, PreTokenizer } from "./stepsJson";

/** What a byte-level file splits a text with, one after another. */
export interface ByteLevelSplits {
  readonly steps: readonly SplitStep[];
  /** A blank is put before each part that none begins, and the last step sees it. */
  readonly addsBlank: boolean;
}

/** A known pattern, or an expression. */
export type SplitStep = KnownPattern | ExpressionStep;

interface ExpressionStep {
  readonly regex: string;
  /** The file's field. */
  readonly place: string;
  /** Whether it has to be followed in a time that grows no faster than the text. */
  readonly isLinear: boolean;
}

export type KnownPattern = "gpt2" | "cl100k" | "o200k" | "qwen";

/**
 * What the steps of a pre-tokenizer come to, if each only cuts and the last writes bytes.
 * @returns undefined of any other
 * @throws {TokenizerFileError} where an expression cannot be followed
 */
export function byteLevelSplits(
  preTokenizer: PreTokenizer | undefined,
): ByteLevelSplits | undefined {
  if (preTokenizer === undefined) return undefined;
  const all = flat(preTokenizer, "pre_tokenizer");
  const last = all.at(-1)?.step;
  if (last?.type !== "ByteLevel") return undefined;
  const steps: (KnownPattern | Omit<ExpressionStep, "isLinear">)[] = [];
  for (const { step, place } of all.slice(0, -1)) {
    if (step.type === "Digits") {
      steps.push({ regex: step.individualDigits ? "\\p{N}" : "\\p{N}+", place });
    } else if (step.type === "Split") {
      const known = knownPattern(step.pattern);
      // Of a pattern that leaves nothing out its matches are all that there is.
      const isKept = step.behavior === "Removed" && step.invert && known !== undefined;
      if (step.behavior !== "Isolated" && !isKept) return undefined;
      steps.push(known ?? { regex: sourceOf(step.pattern), place: `${place}.pattern` });
    } else return undefined;
  }
  if (last.useRegex) steps.push("gpt2");
  const tried = steps.map((step): SplitStep => {
    if (typeof step === "string") return step;
    const { regex, place } = step;
    return { regex, place, isLinear: needsLinear(new OnigParser(regex, place).parse(), place) };
  });
  return { steps: tried, addsBlank: last.addPrefixSpace };
}

/** A step with what it cuts by, and how far it depends on what stands around. */
export interface ReadyStep extends RegexRules {
  readonly pattern: Pattern | undefined;
  /** What cuts a text; one for each text that is being cut. */
  readonly split: () => Split;
}

/** @throws {TokenizerFileError} where an expression cannot be followed */
export function readyStep(step: SplitStep, classes: CharacterClasses): ReadyStep {
  if (typeof step === "string") {
    const pattern = new PATTERNS[step](classes);
    return {
      pattern,
      split: () => new PatternSplit(pattern),
      lookAhead: LOOK_AHEAD,
      behind: 0,
      isKnown: true,
      isLocal: step === "gpt2",
      isFirm: (text, at) => pattern.isFirm(text, at),
    };
  }
  const regex = new OnigParser(step.regex, step.place).parse();
  const matcher = matcherOf(regex, step.place, step.isLinear);
  const rules = rulesOf(regex);
  const split = (): Split => new RegexSplit(matcher, step.place, rules.behind > 0);
  return { pattern: undefined, split, ...rules };
}

const PATTERNS = {
  gpt2: Gpt2Pattern,
  cl100k: Cl100kPattern,
  o200k: O200kPattern,
  qwen: QwenPattern,
} as const;

const CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
const LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
const TAIL = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

/** Expressions that stand in many files. */
const KNOWN: ReadonlyMap<string, KnownPattern> = new Map([
  [`'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+`, "gpt2"],
  [`'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+`, "gpt2"],
  [
    `${CONTRACTIONS}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*${TAIL}`,
    "cl100k",
  ],
  [
    `${CONTRACTIONS}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*${TAIL}`,
    "qwen",
  ],
  [
    `[^\\r\\n\\p{L}\\p{N}]?${UPPER}*${LOWER}+${CONTRACTIONS}?|[^\\r\\n\\p{L}\\p{N}]?${UPPER}+${LOWER}*${CONTRACTIONS}?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*${TAIL}`,
    "o200k",
  ],
]);

/** The expression that a known pattern is, for other programs. */
export function expressionOf(pattern: KnownPattern): string {
  for (const [expression, known] of KNOWN) if (known === pattern) return expression;
  throw new InvariantError(`No expression is ${pattern}.`);
}

function knownPattern(pattern: PatternJson): KnownPattern | undefined {
  return "regex" in pattern ? KNOWN.get(pattern.regex) : undefined;
}

/** An expression for a text as it stands. */
function sourceOf(pattern: PatternJson): string {
  if ("regex" in pattern) return pattern.regex;
  return Array.from(pattern.string, (character) => {
    const point = character.codePointAt(0) as number;
    return /[\p{L}\p{N}]/u.test(character) ? character : `\\x{${point.toString(16)}}`;
  }).join("");
}

function flat(step: PreTokenizer, place: string): { step: PreTokenizer; place: string }[] {
  if (step.type !== "Sequence") return [{ step, place }];
  return step.pretokenizers.flatMap((each, at) => flat(each, `${place}.pretokenizers[${at}]`));
}
