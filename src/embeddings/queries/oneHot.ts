import * as l10n from "../../shared/base/l10n";
import { outsideVocabulary } from "./batch";
import { checkMemory } from "../store/memoryLimit";
import type { Table } from "../table";
import { ELEMENT_TYPES, node, type Graph } from "../runtime/onnxGraph";
import { floatsOf } from "../runtime/runtime";
import type { Sessions } from "../runtime/sessions";

/** The same vectors by look-up and by the product that a look-up stands for. */
export interface TwoLookUps {
  /** `[n, D]` */
  readonly shape: readonly [number, number];
  /** Rows `ids` of the table. */
  readonly gathered: Float32Array<ArrayBuffer>;
  /** One-hot rows of the ids, [n, V], times the table [V, D]. */
  readonly multiplied: Float32Array<ArrayBuffer>;
  /** Largest |gathered − multiplied|: 0, because all other products are 0 in a finite table. */
  readonly difference: number;
}

/** Results of n × D: gathered, multiplied, their differences and the sizes of these. */
const RESULTS = 4;

/**
 * Looks ids up in a table [V, D] in both ways.
 * @param memoryLimit bytes that the one-hot matrix may take, or the results
 * @throws {RangeError} when there is no id or one that is outside the vocabulary, or the one-hot
 *   matrix or the results would be too large
 */
export async function lookUpTwoWays(
  ids: Int32Array,
  table: Table,
  sessions: Sessions,
  memoryLimit: number,
): Promise<TwoLookUps> {
  const [size, width] = table.shape;
  if (ids.length === 0) throw new RangeError(l10n.t("A look-up needs at least one id."));
  const wrong = ids.find((id) => id < 0 || id >= size);
  if (wrong !== undefined) {
    throw new RangeError(outsideVocabulary(wrong, size));
  }
  checkMemory(4 * ids.length * size, memoryLimit, (needed, limit) =>
    l10n.t(
      "A one-hot matrix [{0}, {1}] would take {2}, more than the limit of {3}.",
      ids.length,
      size,
      needed,
      limit,
    ),
  );
  checkMemory(RESULTS * 4 * ids.length * width, memoryLimit, (needed, limit) =>
    l10n.t(
      "Vectors of {0} ids, looked up in two ways with width {1}, would take {2}, more than the limit of {3}.",
      ids.length,
      width,
      needed,
      limit,
    ),
  );
  const outputs = await sessions.run(
    oneHotGraph(table),
    { ids: { values: ids, shape: [ids.length] } },
    ["gathered", "multiplied", "difference"],
  );
  return {
    shape: [ids.length, width],
    gathered: floatsOf(outputs, "gathered"),
    multiplied: floatsOf(outputs, "multiplied"),
    difference: floatsOf(outputs, "difference")[0] ?? NaN,
  };
}

/** gathered = table[ids], multiplied = oneHot(ids) · table, difference = max |gathered − multiplied| */
function oneHotGraph({ name, shape }: Table): Graph {
  const [size, width] = shape;
  return {
    name: "oneHot",
    inputs: [{ name: "ids", type: "int32", shape: ["N"] }],
    outputs: [
      { name: "gathered", type: "float32", shape: ["N", width] },
      { name: "multiplied", type: "float32", shape: ["N", width] },
      { name: "difference", type: "float32", shape: [] },
    ],
    tables: [{ name: "table", shape, fileName: name }],
    constants: [
      { name: "depth", shape: [], values: BigInt64Array.of(BigInt(size)) },
      { name: "offAndOn", shape: [2], values: Float32Array.of(0, 1) },
    ],
    nodes: [
      node("Gather", ["table", "ids"], "gathered"),
      // The runtime knows one-hot of float32 for 64-bit indices alone.
      node("Cast", ["ids"], "longIds", { to: ELEMENT_TYPES.int64 }),
      node("OneHot", ["longIds", "depth", "offAndOn"], "hot"),
      node("MatMul", ["hot", "table"], "multiplied"),
      node("Sub", ["gathered", "multiplied"], "differences"),
      node("Abs", ["differences"], "sizes"),
      node("ReduceMax", ["sizes"], "difference", { keepdims: 0 }),
    ],
  };
}
