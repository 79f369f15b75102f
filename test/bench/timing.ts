export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Milliseconds of the median run, after a warm-up. */
export function time(work: () => unknown, runs: number, before?: () => void): number {
  const times = Array.from({ length: runs + 1 }, () => {
    before?.();
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(times.slice(1));
}

/** Prints a row of a Markdown table; numbers with one decimal. */
export function row(...cells: (string | number)[]): void {
  console.log(
    `| ${cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell)).join(" | ")} |`,
  );
}

/** Prints a table's title and head. */
export function head(title: string, ...cells: string[]): void {
  console.log(`\n${title}\n`);
  row(...cells);
  row(...cells.map(() => "---"));
}
