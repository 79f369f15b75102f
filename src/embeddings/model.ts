import type { ModelInfo, Vectors } from "../shared/vectors";
import { checkBatch, type Batch } from "./batch";
import { writeGraph } from "./onnxGraph";
import type { Runtime, Session } from "./runtime";
import type { TableFiles } from "./tableFiles";

/** Names of a model's files: two raw float32 tables and the graph over them. */
export interface Tables {
  readonly graph: string;
  /** wte, [V, D] */
  readonly token: Table;
  /** wpe, [C, D] */
  readonly position: Table;
}

export interface Table {
  readonly name: string;
  readonly shape: readonly [number, number];
}

/** A pair of tables, open for look-ups by ONNX Runtime. */
export class Model {
  private constructor(
    readonly info: ModelInfo,
    private readonly session: Session,
  ) {}

  static async open(
    info: ModelInfo,
    tables: Tables,
    files: TableFiles,
    runtime: Runtime,
  ): Promise<Model> {
    await files.write(tables.graph, lookUpGraph(tables));
    return new Model(info, await runtime.open(files.path(tables.graph)));
  }

  /**
   * Vectors of a batch of ids.
   * @throws {RangeError} when an id is outside the vocabulary or a position beyond the context
   */
  async embed(batch: Batch): Promise<Vectors> {
    checkBatch(batch, this.info);
    const { ids, rows, length, firstPosition } = batch;
    const { token, position, input } = await this.session.run(
      {
        ids: { values: ids, shape: [rows, length] },
        positions: {
          values: Int32Array.from({ length }, (_, at) => firstPosition + at),
          shape: [length],
        },
      },
      ["token", "position", "input"],
    );
    if (!token || !position || !input) throw new Error("ONNX Runtime left out an output.");
    return { shape: [rows, length, this.info.dimensions], token, position, input };
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

/** token = wte[ids], position = wpe[positions], input = token + position, as in the chapter. */
function lookUpGraph({ token, position }: Tables): Uint8Array {
  const dimensions = token.shape[1];
  return writeGraph({
    name: "input_embeddings",
    inputs: [
      { name: "ids", type: "int32", shape: ["B", "L"] },
      { name: "positions", type: "int32", shape: ["L"] },
    ],
    outputs: [
      { name: "token", type: "float32", shape: ["B", "L", dimensions] },
      { name: "position", type: "float32", shape: ["L", dimensions] },
      { name: "input", type: "float32", shape: ["B", "L", dimensions] },
    ],
    tables: [
      { name: "wte", shape: token.shape, fileName: token.name },
      { name: "wpe", shape: position.shape, fileName: position.name },
    ],
    nodes: [
      { operator: "Gather", inputs: ["wte", "ids"], output: "token" },
      { operator: "Gather", inputs: ["wpe", "positions"], output: "position" },
      { operator: "Add", inputs: ["token", "position"], output: "input" },
    ],
  });
}
