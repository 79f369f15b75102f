import { clamp } from "../../shared/base/numbers";
import * as l10n from "../../shared/base/l10n";
import { outsideVocabulary } from "./batch";
import { checkMemory } from "../store/memoryLimit";
import { noPause, type NextStep } from "../steps";
import type { Table } from "../table";
import { ELEMENT_TYPES, node, type Graph } from "../runtime/onnxGraph";
import { floatsOf, integersOf } from "../runtime/runtime";
import type { Sessions } from "../runtime/sessions";
import { BYTES_PER_VALUE, rowsAtOnce, TableRows } from "./tableRows";

/** Rows of a vocabulary nearest to a vector, best first; equal similarities stand by id. */
export interface Neighbours {
  /** Token ids, `[count]`. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Cosine of the query and each row, in [-1, 1]; 0 where either is all zeros. `[count]` */
  readonly similarities: Float32Array<ArrayBuffer>;
}

/** Candidates taken beyond those asked for, so that seldom more have to be fetched. */
const SPARE = 32;
/** How many times more are fetched when these are not enough. */
const GROWTH = 4;
/** Half the distance of float32 numbers at 1. */
const ROUNDING = 2 ** -24;
/** Roundings of a float32 cosine beside those of its sum: of query, norm, inverse and product. */
const OTHER_ROUNDINGS = 8;
/** Bytes that each row of the vocabulary takes: inverse norm, product, cosine, and what ranks it. */
const BYTES_PER_ROW = 3 * 4 + 16;
/** Bytes that each candidate takes: its id and cosines, as numbers and as what is sorted. */
const BYTES_PER_CANDIDATE = 4 + 4 + 8 + 8 + 64;
/** Copies of the query: as given, of length 1, and in the runtime. */
const QUERIES = 3;
/** Cosines nearer than one part of this are equal: those of a row and its multiple may differ. */
const STEPS = 2 ** 40;

/**
 * Nearest rows of a vocabulary by cosine, exactly. One product of the whole table with the query
 * ranks all rows in float32; those that rounding can have moved across the last place are then
 * compared in float64. The table stays mapped: only candidates come into memory.
 */
export class NeighbourSearch {
  private readonly rows: TableRows;

  /**
   * @param table wte, [V, D], of finite numbers
   * @param memoryLimit bytes that a search may take beside the table
   */
  constructor(
    private readonly table: Table,
    private readonly sessions: Sessions,
    private readonly memoryLimit: number,
  ) {
    this.rows = new TableRows(table, sessions);
  }

  /**
   * @param query a token's id, or a vector of width D
   * @param count how many, from 1 to V
   * @param step awaited between steps of some milliseconds; what it throws ends the search
   * @throws {RangeError} when there is no such id or not that many rows, the vector has another
   *   width or a value that is not finite, or the search would take more memory than allowed
   */
  async nearest(
    query: number | Float32Array,
    count: number,
    step: NextStep = noPause,
  ): Promise<Neighbours> {
    const size = this.table.shape[0];
    if (!Number.isInteger(count) || count < 1 || count > size) {
      throw new RangeError(
        l10n.t(
          "The number of neighbors must be a whole number from {0} to {1}, not {2}.",
          1,
          size,
          count,
        ),
      );
    }
    this.checkMemory(count);
    const vector = await this.vectorOf(query);
    const norm = Math.sqrt(dot(vector, vector));
    if (norm === 0) {
      // Nothing is nearer to zeros than anything else.
      const ids = Uint32Array.from({ length: count }, (_, id) => id);
      return { ids, similarities: new Float32Array(count) };
    }
    const candidates = await this.candidates(vector, norm, count, step);
    const cosines = await this.cosines(candidates, vector, norm, step);
    const best = Array.from(candidates, (id, at) => ({ id, cosine: cosines[at] as number }))
      .sort((a, b) => b.cosine - a.cosine || a.id - b.id)
      .slice(0, count);
    return {
      ids: Uint32Array.from(best, ({ id }) => id),
      similarities: Float32Array.from(best, ({ cosine }) => cosine),
    };
  }

  /** Of what is known before the search; rows that are equally near are checked when they are found. */
  private checkMemory(candidates: number): void {
    const [size, width] = this.table.shape;
    const rows = Math.min(size, rowsAtOnce(width));
    const bytes =
      BYTES_PER_ROW * size +
      (BYTES_PER_VALUE * rows + 4 * QUERIES) * width +
      BYTES_PER_CANDIDATE * Math.min(size, candidates + SPARE);
    checkMemory(bytes, this.memoryLimit, (needed, limit) =>
      l10n.t(
        "The nearest of {0} rows of width {1} would take {2}, more than the limit of {3}.",
        size,
        width,
        needed,
        limit,
      ),
    );
  }

  private async vectorOf(query: number | Float32Array): Promise<Float32Array> {
    const [size, width] = this.table.shape;
    if (typeof query !== "number") {
      if (query.length !== width) {
        throw new RangeError(
          l10n.t("A query of width {0} does not fit rows of {1}.", query.length, width),
        );
      }
      const at = query.findIndex((value) => !Number.isFinite(value));
      if (at >= 0) {
        throw new RangeError(
          l10n.t("Value {0} of the query is {1}, not finite.", at, String(query[at])),
        );
      }
      return query;
    }
    if (!Number.isInteger(query) || query < 0 || query >= size) {
      throw new RangeError(outsideVocabulary(query, size));
    }
    return this.rows.rows(Int32Array.of(query));
  }

  /** Ids of all rows that can be among the best. */
  private async candidates(
    vector: Float32Array,
    norm: number,
    count: number,
    step: NextStep,
  ): Promise<Int32Array> {
    const [size, width] = this.table.shape;
    const query = { values: vector.map((value) => value / norm), shape: [width, 1] };
    const inverseNorms = { values: await this.rows.inverseNorms(step), shape: [size, 1] };
    const error = (width + OTHER_ROUNDINGS) * ROUNDING;
    for (let take = Math.min(size, count + SPARE); ; take = Math.min(size, GROWTH * take)) {
      this.checkMemory(take);
      const outputs = await this.sessions.run(
        searchGraph(this.table),
        { query, inverseNorms, count: { values: Int32Array.of(take), shape: [1] } },
        ["similarities", "ids"],
      );
      const similarities = floatsOf(outputs, "similarities");
      // The last wanted row may be worse than it looks by the error, and another one better.
      const least = (similarities[count - 1] as number) - 2 * error;
      const end = similarities.findIndex((similarity) => similarity < least);
      if (end >= 0) return integersOf(outputs, "ids").subarray(0, end);
      if (take === size) return integersOf(outputs, "ids");
      await step();
    }
  }

  private async cosines(
    ids: Int32Array,
    vector: Float32Array,
    norm: number,
    step: NextStep,
  ): Promise<Float64Array> {
    const inverseNorms = await this.rows.inverseNorms(step);
    const cosines = new Float64Array(ids.length);
    const atOnce = rowsAtOnce(vector.length);
    for (let start = 0; start < ids.length; start += atOnce) {
      await step();
      const some = ids.subarray(start, start + atOnce);
      const rows = await this.rows.rows(some);
      some.forEach((id, at) => {
        if (inverseNorms[id] === 0) return;
        const row = rows.subarray(at * vector.length, (at + 1) * vector.length);
        const cosine = dot(row, vector) / (Math.sqrt(dot(row, row)) * norm);
        cosines[start + at] = roundCosine(cosine);
      });
    }
    return cosines;
  }
}

/** similarities, ids = the best of (table · query) × inverseNorms. */
function searchGraph({ name, shape: [size, width] }: Table): Graph {
  return {
    name: "neighbours",
    inputs: [
      { name: "query", type: "float32", shape: [width, 1] },
      { name: "inverseNorms", type: "float32", shape: [size, 1] },
      { name: "count", type: "int32", shape: [1] },
    ],
    outputs: [
      { name: "similarities", type: "float32", shape: ["K", 1] },
      { name: "ids", type: "int32", shape: ["K", 1] },
    ],
    tables: [{ name: "table", shape: [size, width], fileName: name }],
    nodes: [
      node("MatMul", ["table", "query"], "products"),
      node("Mul", ["products", "inverseNorms"], "cosines"),
      node("Cast", ["count"], "k", { to: ELEMENT_TYPES.int64 }),
      {
        operator: "TopK",
        inputs: ["cosines", "k"],
        outputs: ["similarities", "longIds"],
        attributes: { axis: 0 },
      },
      node("Cast", ["longIds"], "ids", { to: ELEMENT_TYPES.int32 }),
    ],
  };
}

/** Σ a·b in float64. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < b.length; at++) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

/** A cosine in whole steps, within [-1, 1], and no negative zero. */
function roundCosine(cosine: number): number {
  return clamp(Math.round(cosine * STEPS) / STEPS, -1, 1) + 0;
}
