import { t as translated } from "@vscode/l10n";

/** Where a value goes, counted from 0. */
const PLACE = /\{(\d+)\}/g;

/**
 * A text in the display language with values in the places of `{0}`, `{1}` and so on. Every place
 * is filled, whatever comes from outside: the library leaves the braces where a value is none, and
 * takes an object for all of them.
 * @param text literal, whole and English: what the language is looked up by
 * @param values texts of a file, a name or a server by `foreign`
 */
export function t(text: string, ...values: readonly (string | number | boolean)[]): string {
  // Without values the library gives the text as it is, braces and all.
  return translated(text).replace(PLACE, (_, at: string) => valueText(values[Number(at)]));
}

/** What no type promises is not shown by what it is made of. */
function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "?";
}
