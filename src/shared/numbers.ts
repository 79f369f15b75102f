const counts = new Intl.NumberFormat("en-US");

/** A count as a person reads it: "5,145". */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** A size in memory or on disk: "512 bytes", "1.5 GiB". */
export function sizeText(bytes: number): string {
  if (bytes < 2 ** 20) return `${bytes} bytes`;
  return bytes < 2 ** 30
    ? `${(bytes / 2 ** 20).toFixed(1)} MiB`
    : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/** A count with its noun: "1 window", "5,145 tokens". */
export function plural(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? "" : "s"}`;
}

const ordinals = new Intl.PluralRules("en-US", { type: "ordinal" });
const ENDINGS: Readonly<Partial<Record<string, string>>> = { one: "st", two: "nd", few: "rd" };

/** A place in a row, from 1: "3rd". */
export function ordinal(value: number): string {
  return `${formatCount(value)}${ENDINGS[ordinals.select(value)] ?? "th"}`;
}
