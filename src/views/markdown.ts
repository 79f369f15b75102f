/** Text as a Markdown code span in a table cell, whatever backticks and bars it holds. */
export function codeSpan(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${text.replaceAll("|", "\\|")}${pad}${fence}`;
}

/** Rows of cells as a Markdown table without a heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const blank = Array.from({ length: columns }, () => " ");
  return [line(blank), line(blank.map(() => ":--")), ...rows.map(line)].join("\n");
}
