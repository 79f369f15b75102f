import * as l10n from "../shared/base/l10n";
import { foreignPath } from "../shared/base/shown";
import type { ModelInfo, Pca, Similarity, Vectors } from "../shared/values/vectors";
import { checkBatch, type Batch } from "./queries/batch";
import { checkMemory, DEFAULT_MEMORY_LIMIT, vectorBytes } from "./store/memoryLimit";
import { NeighbourSearch, type Neighbours } from "./queries/neighbours";
import { lookUpTwoWays, type TwoLookUps } from "./queries/oneHot";
import { node, writeGraph } from "./runtime/onnxGraph";
import { pcaOf } from "./queries/pca";
import { floatsOf, type Runtime, type Session } from "./runtime/runtime";
import { Sessions } from "./runtime/sessions";
import { similarityOf } from "./queries/similarity";
import { whileStoring } from "./store/whileStoring";
import type { TableFiles } from "./store/tableFiles";
import { CheckedTable, type TableSums } from "./store/tableSums";
import { noPause, type NextStep } from "./steps";
import type { Tables } from "./table";

export interface ModelOptions {
  /** Bytes that one answer may take, 1 GiB unless told. */
  readonly memoryLimit?: number;
  /** What each table's file is compared with when it is used, by its name; taken as it is without. */
  readonly sums?: ReadonlyMap<string, TableSums>;
}

/**
 * A pair of tables, open for look-ups by ONNX Runtime. What is asked may fail with a DamagedTable. Sessions for other questions are opened
 * when they are asked first. Every array of an answer has memory of its own, to be given away.
 */
export class Model {
  private readonly search: NeighbourSearch;
  private closing: Promise<void> | undefined;

  private constructor(
    readonly info: ModelInfo,
    private readonly tables: Tables,
    private readonly files: TableFiles,
    private readonly session: Session,
    private readonly sessions: Sessions,
    private readonly memoryLimit: number,
    private readonly checked: { readonly token: CheckedTable; readonly position: CheckedTable },
  ) {
    this.search = new NeighbourSearch(tables.token, sessions, memoryLimit);
  }

  static async open(
    info: ModelInfo,
    tables: Tables,
    files: TableFiles,
    runtime: Runtime,
    { memoryLimit = DEFAULT_MEMORY_LIMIT, sums }: ModelOptions = {},
  ): Promise<Model> {
    await whileStoring(files.write(tables.graph, lookUpGraph(tables)));
    const session = await runtime.open({
      name: tables.graph,
      tables: [tables.token.name, tables.position.name],
      files,
    });
    const sessions = new Sessions(tables.graph, files, runtime);
    const checked = {
      token: new CheckedTable(tables.token, files, sums?.get(tables.token.name)),
      position: new CheckedTable(tables.position, files, sums?.get(tables.position.name)),
    };
    return new Model(info, tables, files, session, sessions, memoryLimit, checked);
  }

  /**
   * Vectors of a batch of ids.
   * @throws {RangeError} when an id is outside the vocabulary, a position beyond the context, or
   *   the vectors would take more memory than allowed
   */
  async embed(batch: Batch, step: NextStep = noPause): Promise<Vectors> {
    checkBatch(batch, this.info);
    const { ids, rows, length, firstPosition } = batch;
    const { dimensions } = this.info;
    checkMemory(vectorBytes(rows, length, dimensions), this.memoryLimit, (needed, limit) =>
      l10n.t(
        "Vectors of a batch [{0}, {1}, {2}] would take {3}, more than the limit of {4}.",
        rows,
        length,
        dimensions,
        needed,
        limit,
      ),
    );
    const positions = Int32Array.from({ length }, (_, at) => firstPosition + at);
    const { token, position } = this.checked;
    const inputs = {
      ids: { values: ids, shape: [rows, length] },
      positions: { values: positions, shape: [length] },
    };
    const run = () => this.session.run(inputs, ["token", "position", "input"]);
    const outputs = await token.withRows(ids, () => position.withRows(positions, run, step), step);
    return {
      shape: [rows, length, dimensions],
      token: floatsOf(outputs, "token"),
      position: floatsOf(outputs, "position"),
      input: floatsOf(outputs, "input"),
    };
  }

  /**
   * Nearest rows of wte by cosine over the whole vocabulary, exactly.
   * @param query a token's id, or a vector of width D
   * @param count how many, from 1 to V
   * @throws {RangeError} when either is out of its range, or the search would take more memory than
   *   allowed
   */
  nearestTokens(
    query: number | Float32Array,
    count: number,
    step: NextStep = noPause,
  ): Promise<Neighbours> {
    return this.checked.token.withAll(() => this.search.nearest(query, count, step), step);
  }

  /**
   * The cosine matrix [C, C] of wpe.
   * @throws {RangeError} when it would take more memory than allowed
   */
  positionSimilarity(step: NextStep = noPause): Promise<Similarity> {
    const { tables, sessions, memoryLimit } = this;
    return this.checked.position.withAll(
      () => similarityOf(tables.position, sessions, memoryLimit, step),
      step,
    );
  }

  /**
   * The three strongest principal components of wpe.
   * @throws {RangeError} when its covariance would take more memory than allowed
   */
  positionPca(step: NextStep = noPause): Promise<Pca> {
    const { tables, sessions, memoryLimit } = this;
    return this.checked.position.withAll(
      () => pcaOf(tables.position, sessions, memoryLimit, step),
      step,
    );
  }

  /**
   * Rows of wte by look-up and by one-hot product.
   * @throws {RangeError} when an id is outside the vocabulary, or the one-hot matrix would take
   *   more memory than allowed
   */
  lookUpTwoWays(ids: Int32Array, step: NextStep = noPause): Promise<TwoLookUps> {
    const { tables, sessions, memoryLimit } = this;
    return this.checked.token.withAll(
      () => lookUpTwoWays(ids, tables.token, sessions, memoryLimit),
      step,
    );
  }

  /**
   * wpe itself, [C, D], row-major.
   * @throws {RangeError} when it takes more memory than allowed
   * @throws {Error} when its file has not the size that it had
   */
  async positions(step: NextStep = noPause): Promise<Float32Array<ArrayBuffer>> {
    const { name, shape } = this.tables.position;
    const bytes = 4 * shape[0] * shape[1];
    checkMemory(bytes, this.memoryLimit, (needed, limit) =>
      l10n.t(
        "The position table [{0}, {1}] would take {2}, more than the limit of {3}.",
        shape[0],
        shape[1],
        needed,
        limit,
      ),
    );
    const { buffer, byteLength } = await this.checked.position.withAll(
      () => this.files.read(name, 0, bytes),
      step,
    );
    if (byteLength !== bytes) {
      throw new Error(
        l10n.t(
          "{0} ends after {1} of {2} bytes.",
          foreignPath(this.files.path(name)),
          byteLength,
          bytes,
        ),
      );
    }
    return new Float32Array(buffer);
  }

  close(): Promise<void> {
    this.closing ??= Promise.all([this.session.close(), this.sessions.close()]).then(
      () => undefined,
    );
    return this.closing;
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
      node("Gather", ["wte", "ids"], "token"),
      node("Gather", ["wpe", "positions"], "position"),
      node("Add", ["token", "position"], "input"),
    ],
  });
}
