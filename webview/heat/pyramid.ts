export type Summary = "extremes" | "mean";

/** A table whose cells each stand for a block of another's. Row-major. */
export interface Level {
  readonly values: Float32Array | Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * Tables with half the rows or columns of the one before, each made when it is first looked at.
 * "extremes" keeps of each block the value with the largest |x|, "mean" the sum of its |x|; NaN
 * stands for a block with a value that is no finite number.
 */
export class Pyramid {
  private readonly levels = new Map<string, Level>();

  /** @param values row-major, `columns` values a row */
  constructor(
    private readonly values: Float32Array,
    private readonly columns: number,
  ) {}

  /** Blocks of 2^rowLevel rows and 2^columnLevel columns. */
  level(summary: Summary, rowLevel: number, columnLevel: number): Level {
    const key = `${summary} ${String(rowLevel)} ${String(columnLevel)}`;
    const known = this.levels.get(key);
    if (known !== undefined) return known;
    const made = this.make(summary, rowLevel, columnLevel);
    this.levels.set(key, made);
    return made;
  }

  private make(summary: Summary, rowLevel: number, columnLevel: number): Level {
    const { values, columns } = this;
    if (rowLevel === 0 && columnLevel === 0) {
      const rows = columns === 0 ? 0 : values.length / columns;
      return { values: summary === "mean" ? sizes(values) : values, rows, columns };
    }
    // Nearly square blocks first: levels that other zooms pass through too.
    return rowLevel >= columnLevel
      ? halfTheRows(this.level(summary, rowLevel - 1, columnLevel), summary)
      : halfTheColumns(this.level(summary, rowLevel, columnLevel - 1), summary);
  }
}

const pyramids = new WeakMap<Float32Array, Pyramid>();

/** The pyramid of a table whose values do not change, made once. */
export function pyramidOf(values: Float32Array, columns: number): Pyramid {
  const known = pyramids.get(values);
  if (known !== undefined) return known;
  const made = new Pyramid(values, columns);
  pyramids.set(values, made);
  return made;
}

function halfTheRows({ values, rows, columns }: Level, summary: Summary): Level {
  const half = Math.ceil(rows / 2);
  const join = JOINS[summary];
  const made = like(values, half * columns);
  for (let row = 0; row < half; row++) {
    const one = 2 * row * columns;
    const hasOther = 2 * row + 1 < rows;
    for (let i = 0; i < columns; i++) {
      const a = values[one + i] as number;
      made[row * columns + i] = join(a, hasOther ? (values[one + columns + i] as number) : 0);
    }
  }
  return { values: made, rows: half, columns };
}

function halfTheColumns({ values, rows, columns }: Level, summary: Summary): Level {
  const half = Math.ceil(columns / 2);
  const join = JOINS[summary];
  const made = like(values, rows * half);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < half; i++) {
      const at = row * columns + 2 * i;
      const hasOther = 2 * i + 1 < columns;
      const a = values[at] as number;
      made[row * half + i] = join(a, hasOther ? (values[at + 1] as number) : 0);
    }
  }
  return { values: made, rows, columns: half };
}

const JOINS: Readonly<Record<Summary, (a: number, b: number) => number>> = {
  extremes: (a, b) => {
    const [one, other] = [Math.abs(a), Math.abs(b)];
    if (!(one < Infinity && other < Infinity)) return NaN;
    return other > one ? b : a;
  },
  mean: (a, b) => a + b,
};

// Sums of float32 values may go beyond what a float32 holds.
const like = (values: Level["values"], length: number): Level["values"] =>
  values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);

function sizes(values: Float32Array): Float64Array {
  return Float64Array.from(values, (value) => (Number.isFinite(value) ? Math.abs(value) : NaN));
}
