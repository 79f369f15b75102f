import * as l10n from "../../src/shared/base/l10n";
import { formatCount } from "../../src/shared/base/numbers";
import type { LoaderOptions } from "../../src/shared/values/windows";
import { MOST_EPOCHS, MOST_LENGTH } from "../../src/windows/loader";

/** The loader's options that are whole numbers. */
export type FieldName = keyof Pick<
  LoaderOptions,
  "maxLength" | "stride" | "batchSize" | "seed" | "epoch"
>;

export type FieldEntry =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly problem: string };

interface FieldRange {
  readonly least: number;
  readonly most: number;
  /** What the field is, and which numbers it takes; the most is told where a person may reach it. */
  readonly problem: (least: number, most: number) => string;
}

const FIELDS: Readonly<Record<FieldName, FieldRange>> = {
  maxLength: {
    least: 1,
    most: MOST_LENGTH,
    problem: (least) =>
      l10n.t(
        "max_length is the number of tokens in a window: a whole number from {0} on, please.",
        least,
      ),
  },
  stride: {
    least: 1,
    most: MOST_LENGTH,
    problem: (least) =>
      l10n.t(
        "stride is the number of tokens from one window to the next: a whole number from {0} on, please.",
        least,
      ),
  },
  batchSize: {
    least: 1,
    most: MOST_LENGTH,
    problem: (least) =>
      l10n.t(
        "batch_size is the number of windows in a batch: a whole number from {0} on, please.",
        least,
      ),
  },
  seed: {
    least: 0,
    most: Number.MAX_SAFE_INTEGER,
    problem: (least) =>
      l10n.t(
        "seed is what torch.manual_seed is given before the first epoch: a whole number from {0} on, please.",
        least,
      ),
  },
  epoch: {
    least: 0,
    most: MOST_EPOCHS,
    problem: (least, most) =>
      l10n.t(
        "epoch counts the passes over the loader from 0: a whole number from {0} to {1}, please.",
        least,
        formatCount(most),
      ),
  },
};

/** What a field is, for its tooltip. */
export function aboutField(name: FieldName): string {
  switch (name) {
    case "maxLength":
      return l10n.t("max_length: how many tokens a window has");
    case "stride":
      return l10n.t("stride: how many tokens lie between the starts of two windows");
    case "batchSize":
      return l10n.t("batch_size: how many windows are in a batch");
    case "seed":
      return l10n.t("seed: what torch.manual_seed is given before the first epoch");
    case "epoch":
      return l10n.t("epoch: which pass over the loader is shown, from 0");
  }
}

/** The least number that a field takes. */
export const leastOf = (name: FieldName): number => FIELDS[name].least;

/** What was typed into a field, as a number or as the sentence that says what is wrong. */
export function readField(name: FieldName, text: string): FieldEntry {
  const { problem, least, most } = FIELDS[name];
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most) {
    return { ok: true, value };
  }
  return { ok: false, problem: problem(least, most) };
}
