const counts = new Intl.NumberFormat("en-US");

/** A count as a person reads it: "5,145". */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** A count with its noun: "1 window", "5,145 tokens". */
export function plural(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? "" : "s"}`;
}
