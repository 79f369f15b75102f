/** Scripts that run from right to left, and would carry signs between two such texts with them. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const ISOLATE = "\u2068";
const END_ISOLATE = "\u2069";

/** Text as a Markdown code span, whatever backticks it holds. For a table cell: `codeCell`. */
export function codeSpan(text: string): string {
  if (text === "") return "";
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + runs.reduce((longest, run) => Math.max(longest, run.length), 0));
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  const span = `${fence}${pad}${text}${pad}${fence}`;
  return RIGHT_TO_LEFT.test(text) ? `${ISOLATE}${span}${END_ISOLATE}` : span;
}

/** Of no width: two code spans in a row need something between them. */
const BETWEEN = "&#8203;";

/**
 * Text as a code span in a cell of a table. A backslash before a bar says there that the bar ends
 * no cell, and is taken away; one that belongs to the text cannot be told from it, so that it gets
 * a code span of its own.
 */
export function codeCell(text: string): string {
  return text
    .split(/(?<=\\)(?=\|)/)
    .map((part) => codeSpan(part).replaceAll("|", "\\|"))
    .join(BETWEEN);
}

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
export function shortened(text: string): string {
  const characters = [...text];
  if (characters.length <= LONGEST) return text;
  return `${characters.slice(0, KEPT_HEAD).join("")}…${characters.slice(-KEPT_TAIL).join("")}`;
}
