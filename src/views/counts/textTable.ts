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
