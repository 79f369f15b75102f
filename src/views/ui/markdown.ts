/** Text of no markup, in one line, for any place of a Markdown text. */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[&<>|\\`*_{}[\]()#+\-.!~:@$]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Two no-break spaces. */
const ROOM = "\u00a0\u00a0";

/** A Markdown table. Cells must hold no bare bars. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ("left" | "right")[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (align[column] === "right" ? "--:" : ":--"));
  // A heading is as narrow as its words: without room, two of them would touch.
  const spaced = head.map((name, column) =>
    align[column] === "right" ? `${ROOM}${name}` : `${name}${ROOM}`,
  );
  return [line(spaced), line(rule), ...rows.map(line)].join("\n");
}

/** Longest text shown whole, in characters. */
const LONGEST = 40;
const KEPT_HEAD = 28;
const KEPT_TAIL = 8;

/** A text cut in its middle where it is long, so that it does not make a hover wide. */
export function shorten(text: string): string {
  const characters = [...text];
  if (characters.length <= LONGEST) return text;
  return `${characters.slice(0, KEPT_HEAD).join("")}…${characters.slice(-KEPT_TAIL).join("")}`;
}
