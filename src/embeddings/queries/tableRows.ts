import { noPause, type NextStep } from "../steps";
import type { Table } from "../table";
import { ELEMENT_TYPES, node, type Graph } from "../runtime/onnxGraph";
import { floatsOf, type Outputs } from "../runtime/runtime";
import type { Sessions } from "../runtime/sessions";

/** Bytes of rows gathered in one run, if one alone does not take more. */
const BYTES_AT_ONCE = 1 << 22;
/** Bytes that one value of a gathered row takes at most: as float32, in float64, and squared. */
export const BYTES_PER_VALUE = 4 + 8 + 8;

/** How many rows of a width are gathered in one run. */
export function rowsAtOnce(width: number): number {
  return Math.max(1, Math.floor(BYTES_AT_ONCE / (4 * width)));
}

/** Rows of a mapped table [N, D] by number, and their lengths. */
export class TableRows {
  private inverse: Float32Array | undefined;
  /** Rows that are measured. */
  private measured = 0;
  private measuring: Promise<void> | undefined;

  constructor(
    readonly table: Table,
    private readonly sessions: Sessions,
  ) {}

  /** Rows `numbers`, each in the table, row-major: [numbers.length, D]. */
  async rows(numbers: Int32Array): Promise<Float32Array<ArrayBuffer>> {
    return floatsOf(await this.run(numbers, "rows"), "rows");
  }

  /**
   * 1 / ‖row‖, 0 for a row of zeros, [N]; measured at the first call. Those who ask at once share it,
   * and what one has measured who gives up stays.
   */
  async inverseNorms(step: NextStep = noPause): Promise<Float32Array> {
    const [size] = this.table.shape;
    const inverse = (this.inverse ??= new Float32Array(size));
    while (this.measured < size) {
      this.measuring ??= this.measureSome(inverse).finally(() => (this.measuring = undefined));
      await this.measuring;
      await step();
    }
    return inverse;
  }

  private async measureSome(inverse: Float32Array): Promise<void> {
    const start = this.measured;
    const length = Math.min(rowsAtOnce(this.table.shape[1]), inverse.length - start);
    const numbers = Int32Array.from({ length }, (_, at) => start + at);
    floatsOf(await this.run(numbers, "norms"), "norms").forEach((norm, at) => {
      const value = Math.fround(1 / norm);
      // A row too short for a float32 inverse counts as zeros: so would its products.
      inverse[start + at] = Number.isFinite(value) ? value : 0;
    });
    this.measured = start + length;
  }

  private run(numbers: Int32Array, output: "rows" | "norms"): Promise<Outputs> {
    const graph = rowsGraph(this.table);
    return this.sessions.run(graph, { numbers: { values: numbers, shape: [numbers.length] } }, [
      output,
    ]);
  }
}

/** rows = table[numbers], norms = √Σ rows², summed in float64, where no float32 overflows. */
function rowsGraph({ name, shape }: Table): Graph {
  return {
    name: "rows",
    inputs: [{ name: "numbers", type: "int32", shape: ["N"] }],
    outputs: [
      { name: "rows", type: "float32", shape: ["N", shape[1]] },
      { name: "norms", type: "float32", shape: ["N"] },
    ],
    tables: [{ name: "table", shape, fileName: name }],
    nodes: [
      node("Gather", ["table", "numbers"], "rows"),
      node("Cast", ["rows"], "doubles", { to: ELEMENT_TYPES.float64 }),
      node("ReduceSumSquare", ["doubles"], "squares", { axes: [1], keepdims: 0 }),
      node("Sqrt", ["squares"], "roots"),
      node("Cast", ["roots"], "norms", { to: ELEMENT_TYPES.float32 }),
    ],
  };
}
