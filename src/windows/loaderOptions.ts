import * as l10n from "../shared/base/l10n";
import { shownValue } from "../shared/base/shown";
import { isWhole, wholeProblem, type Limits } from "../shared/base/wholeNumbers";
import {
  LOADER_OPTIONS,
  NUMBER_OPTIONS,
  type LoaderOptions,
  type NumberOptionName,
} from "../shared/values/windows";

/** What is wrong with options that cannot be set; undefined when nothing is. */
export function optionsProblem(options: LoaderOptions): string | undefined {
  return problemBy(options, (name) => LOADER_OPTIONS[name].limits);
}

/** What is wrong with options that PyTorch would not take, whatever the text. */
export function pytorchProblem(options: LoaderOptions): string | undefined {
  return problemBy(options, (name) => LOADER_OPTIONS[name].pytorch);
}

function problemBy(
  options: LoaderOptions,
  limitsOf: (name: NumberOptionName) => Limits,
): string | undefined {
  for (const name of NUMBER_OPTIONS) {
    const value = options[name];
    const limits = limitsOf(name);
    const isLeftOut = value === undefined && name !== "maxLength" && name !== "stride";
    if (isLeftOut || isWhole(value, limits)) continue;
    return wholeProblem(subjectOf(name), shownValue(value), limits);
  }
  return undefined;
}

export type OptionEntry =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly problem: string };

/** A typed text as an option's value, or the sentence that says what is wrong. */
export function readOption(name: NumberOptionName, text: string): OptionEntry {
  const digits = text.trim().replaceAll(",", "");
  const { limits } = LOADER_OPTIONS[name];
  const value = digits === "" ? NaN : Number(digits);
  if (isWhole(value, limits)) return { ok: true, value };
  const typed = digits === "" ? l10n.t("empty") : shownValue(Number.isNaN(value) ? text : value);
  return { ok: false, problem: wholeProblem(subjectOf(name), typed, limits) };
}

function subjectOf(name: NumberOptionName): string {
  return l10n.t("The option {0}", LOADER_OPTIONS[name].name);
}
