import * as l10n from "../shared/base/l10n";
import { formatCount } from "../shared/base/numbers";
import { isWhole, wholeProblem, type Limits } from "../shared/base/wholeNumbers";
import { valueText } from "./valueText";

/** What the values of one setting are. */
export interface Kind<T> {
  /** What the manifest tells VS Code by: JSON Schema, without texts. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly fits: (value: unknown) => value is T;
  /** What is used instead of a value that does not fit: the default, unless that would be wrong. */
  readonly instead: (value: unknown) => T;
  /** What is wrong with a value that does not fit: a sentence. */
  readonly problem: (setting: string, value: unknown) => string;
  /** What is used instead: the sentence after it. */
  readonly remedy: () => string;
}

/** The sentence on a default. */
const usesDefault = (value: string): string => l10n.t("The default, {0}, is used instead.", value);

/** One of some words. */
export function choice<const T extends string>(fallback: T, words: readonly T[]): Kind<T> {
  return {
    schema: { type: "string", enum: words, default: fallback },
    fits: (value): value is T => words.some((word) => word === value),
    instead: () => fallback,
    problem: (setting, value) =>
      l10n.t(
        "{0} is {1}, but must be one of {2}.",
        setting,
        valueText(value),
        words.map((word) => JSON.stringify(word)).join(", "),
      ),
    remedy: () => usesDefault(JSON.stringify(fallback)),
  };
}

export function flag(fallback: boolean): Kind<boolean> {
  return {
    schema: { type: "boolean", default: fallback },
    fits: (value) => typeof value === "boolean",
    instead: () => fallback,
    problem: (setting, value) =>
      l10n.t("{0} is {1}, but must be true or false.", setting, valueText(value)),
    remedy: () => usesDefault(String(fallback)),
  };
}

export function whole(fallback: number, limits: Limits): Kind<number> {
  return {
    schema: { type: "integer", minimum: limits.least, maximum: limits.most, default: fallback },
    fits: (value) => isWhole(value, limits),
    instead: () => fallback,
    problem: (setting, value) => wholeProblem(setting, valueText(value), limits),
    remedy: () => usesDefault(formatCount(fallback)),
  };
}
