import * as l10n from "./l10n";

/**
 * Counts are grouped by commas in every language: vectors are printed with a decimal point, as
 * PyTorch prints them, and a person may type a count as it is shown.
 */
const THOUSANDS = /\B(?=(\d{3})+$)/g;

/**
 * A count, a whole number, as a person reads it: "5,145". By hand: to make the first of Intl's
 * formats takes longer than all else that happens when the extension starts.
 */
export function formatCount(value: number): string {
  return String(value).replace(THOUSANDS, ",");
}

/** A size in memory or on disk: "512 bytes", "1.5 GiB". */
export function sizeText(bytes: number): string {
  if (bytes === 1) return l10n.t("{0} byte", bytes);
  if (bytes < 2 ** 20) return l10n.t("{0} bytes", bytes);
  return bytes < 2 ** 30
    ? l10n.t("{0} MiB", (bytes / 2 ** 20).toFixed(1))
    : l10n.t("{0} GiB", (bytes / 2 ** 30).toFixed(1));
}

/** What comes over the network or is given back on disk, as hosts and disks tell it: "3.1 MB", "157 MB". */
export function megabytesText(bytes: number): string {
  return l10n.t("{0} MB", (bytes / 1e6).toFixed(bytes < 9.95e6 ? 1 : 0));
}

/** `value`, or the end of `[least, most]` that is nearest to it. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

let ordinals: Intl.PluralRules | undefined;

/** A place in a row, from 1: "3rd". Other languages may write all four endings alike. */
export function ordinal(value: number): string {
  const place = formatCount(value);
  ordinals ??= new Intl.PluralRules("en-US", { type: "ordinal" });
  switch (ordinals.select(value)) {
    case "one":
      return l10n.t("{0}st", place);
    case "two":
      return l10n.t("{0}nd", place);
    case "few":
      return l10n.t("{0}rd", place);
    case "many":
    case "other":
    case "zero":
      return l10n.t("{0}th", place);
  }
}
