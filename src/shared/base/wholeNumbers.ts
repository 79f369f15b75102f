import * as l10n from "./l10n";
import { formatCount } from "./numbers";

/** The whole numbers that something takes, both ends included. */
export interface Limits {
  readonly least: number;
  readonly most: number;
}

export function isWhole(value: unknown, { least, most }: Limits): value is number {
  return (
    typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most
  );
}

/**
 * What is wrong with a value that is no such number.
 * @param name of what has the value, as a person writes it
 * @param value as a sentence shows it
 */
export function wholeProblem(name: string, value: string, { least, most }: Limits): string {
  return l10n.t(
    "{0} is {1}, but must be a whole number from {2} to {3}.",
    name,
    value,
    formatCount(least),
    formatCount(most),
  );
}
