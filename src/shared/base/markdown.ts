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

/** A file's name may hold line ends and what else would break a line of a table. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, "\ufffd");
}

/**
 * A table whose columns are filled up with blanks, so that numbers end together. The last column
 * is not: a long path would make every line as long, and the editor would wrap them all.
 */
export function textTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  align: "left" | "right" = "right",
): string {
  const last = heading.length - 1;
  const isRight = (column: number): boolean => align === "right" && column < last;
  const widths = heading.map((title, column) =>
    rows.reduce((most, row) => Math.max(most, width(row[column])), Math.max(3, width(title))),
  );
  const line = (row: readonly string[]): string => {
    const filled = row.map((cell, column) => {
      if (column === last) return cell;
      const fill = " ".repeat(Math.max(0, (widths[column] ?? 0) - width(cell)));
      return isRight(column) ? fill + cell : cell + fill;
    });
    return `| ${filled.join(" | ")} |`;
  };
  const rule = widths.map((wide, column) => {
    const dashes = "-".repeat(column === last ? 2 : wide - 1);
    return isRight(column) ? `${dashes}:` : `:${dashes}`;
  });
  return [line(heading), line(rule), ...rows.map(line)].join("\n");
}

const width = (text = ""): number => [...text].length;
