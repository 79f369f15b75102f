/** Values in rows, e.g. a table of vectors. Float32 or float64, as the text is to read back. */
export interface NumberTable {
  /** Row-major. */
  readonly values: Float32Array | Float64Array;
  readonly columns: number;
}

/** Below this a float32 has fewer digits than the others. */
const LEAST_NORMAL = 2 ** -126;
/** Any decimal number of so many digits stays itself through a float32. */
const SAFE_DIGITS = 6;
/** So many digits tell any float32 from the next. */
const ENOUGH_DIGITS = 9;

/**
 * A float32 in the fewest digits that a reader rounds to the same float32; NaN and infinities as
 * numpy spells them: "0.1", "-1.5e-07", "nan", "-inf".
 */
export function float32Text(value: number): string {
  const special = specialText(value);
  if (special !== undefined) return special;
  const first = Math.abs(value) < LEAST_NORMAL ? 1 : SAFE_DIGITS;
  for (let digits = first; digits < ENOUGH_DIGITS; digits++) {
    const read = Number(value.toPrecision(digits));
    if (Math.fround(read) === value) return String(read);
  }
  return String(Number(value.toPrecision(ENOUGH_DIGITS)));
}

/** A float64 in the fewest digits that read back as the same, spelled as above. */
export const float64Text = (value: number): string => specialText(value) ?? String(value);

function specialText(value: number): string | undefined {
  if (Number.isNaN(value)) return "nan";
  if (value === Infinity) return "inf";
  if (value === -Infinity) return "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  return undefined;
}

export function valueText({ values }: NumberTable, index: number): string {
  const text = values instanceof Float32Array ? float32Text : float64Text;
  return text(values[index] ?? NaN);
}

/** A row with tabs between its values: a line for `np.loadtxt`, and cells for a spreadsheet. */
export function rowText(table: NumberTable, row: number): string {
  const { columns } = table;
  return Array.from({ length: columns }, (_, column) =>
    valueText(table, row * columns + column),
  ).join("\t");
}

/** Values that are made into text between two breaths, some 10 milliseconds of work. */
const SLICE = 16_384;

/**
 * All rows, a line each, as `np.loadtxt` reads them.
 * @param breath is awaited between slices of the work
 */
export async function matrixText(table: NumberTable, breath: () => Promise<void>): Promise<string> {
  const { values, columns } = table;
  const lines: string[] = [];
  const rows = columns === 0 ? 0 : values.length / columns;
  let done = 0;
  for (let row = 0; row < rows; row++) {
    lines.push(`${rowText(table, row)}\n`);
    done += columns;
    if (done < SLICE) continue;
    done = 0;
    await breath();
  }
  return lines.join("");
}

/**
 * Columns of one length as a table. It is float32 where every value is one, as it is for the
 * columns of a float32 table that were read into something wider.
 */
export function tableOfColumns(columns: readonly Float64Array[]): NumberTable {
  const rows = columns[0]?.length ?? 0;
  const narrow = columns.every((column) =>
    column.every((value) => Number.isNaN(value) || Math.fround(value) === value),
  );
  const size = rows * columns.length;
  const values = narrow ? new Float32Array(size) : new Float64Array(size);
  columns.forEach((column, at) => {
    column.forEach((value, row) => (values[row * columns.length + at] = value));
  });
  return { values, columns: columns.length };
}
