import type {
  Attention,
  Lens,
  Predictions,
  PredictOptions,
  Residual,
} from "../shared/values/predictions";
import type { ModelInfo, Vectors } from "../shared/values/vectors";
import { checkBatch, type Batch } from "../embeddings/queries/batch";
import type { Graph } from "../embeddings/runtime/onnxGraph";
import { floatsOf, type Runtime } from "../embeddings/runtime/runtime";
import { Sessions } from "../embeddings/runtime/sessions";
import { noPause, type NextStep } from "../embeddings/steps";
import { DEFAULT_MEMORY_LIMIT } from "../embeddings/store/memoryLimit";
import type { TableFiles } from "../embeddings/store/tableFiles";
import { CheckedTable, type TableSums } from "../embeddings/store/tableSums";
import { everyTable, type Tables } from "../embeddings/table";
import { attentionGraph, blockGraph, blockInputs, chunksOf } from "./graphs/blockGraphs";
import { headGraph } from "./graphs/headGraph";
import type { GptParameters } from "./parameters/parameters";
import { GptLimits, MOST_TOKENS, noLayer } from "./queries/gptLimits";
import { runHead, type HeadAnswer } from "./queries/head";

export interface GptOptions {
  /** Bytes that one answer may take, 1 GiB unless told. */
  readonly memoryLimit?: number;
  /** What each of the model's files is compared with when it is used; taken as it is without. */
  readonly sums?: ReadonlyMap<string, TableSums>;
}

/** What a whole GPT is. */
interface OpenedGpt {
  readonly info: ModelInfo;
  readonly parameters: GptParameters;
  /** Looks vectors up in its two tables, as `Model.embed` does. */
  readonly embed: (batch: Batch, step: NextStep) => Promise<Pick<Vectors, "input">>;
}

/** Where it lies, and what runs it. */
interface GptFiles {
  readonly tables: Tables;
  readonly files: TableFiles;
  readonly runtime: Runtime;
}

/**
 * A whole GPT, open for questions. Each block is a graph of its own over the mapped parameters: so
 * a question ends between two blocks when nobody waits for it, and what is between them is the
 * residual stream. Every array of an answer has memory of its own, to be given away. What is asked
 * may fail with a DamagedTable.
 */
export class Gpt {
  private readonly sessions: Sessions;
  private readonly checked: ReadonlyMap<string, CheckedTable>;
  private readonly head: Graph;
  private readonly limits: GptLimits;

  private readonly runtime: Runtime;
  private readonly info: ModelInfo;
  private readonly parameters: GptParameters;

  constructor(
    private readonly made: OpenedGpt,
    { tables, files, runtime }: GptFiles,
    { memoryLimit = DEFAULT_MEMORY_LIMIT, sums }: GptOptions = {},
  ) {
    const { info, parameters } = made;
    this.runtime = runtime;
    this.info = info;
    this.parameters = parameters;
    this.sessions = new Sessions(tables.graph, files, runtime, true);
    this.limits = new GptLimits(info, parameters, memoryLimit);
    this.head = headGraph(parameters);
    this.checked = new Map(
      everyTable(tables).map((table) => [
        table.name,
        new CheckedTable(table, files, sums?.get(table.name)),
      ]),
    );
  }

  /**
   * @throws {RangeError} when an id or a target is outside the vocabulary, a row is longer than the
   *   context, or the predictions would take more memory than allowed
   */
  async predict(
    batch: Batch,
    { top, targets, from = 0 }: PredictOptions,
    step: NextStep = noPause,
  ): Promise<Predictions> {
    const { ids, rows, length } = batch;
    const { dimensions } = this.info;
    checkBatch(batch, this.info);
    this.limits.checkTop(top);
    this.limits.checkTargets(targets, rows);
    this.limits.checkMemory(rows, length, top);
    const answer = {
      ...emptyTop(rows * length, top),
      surprisal: new Float32Array(rows * length),
      ranks: new Uint32Array(rows * length),
    };
    const next = followingIds(batch, targets);
    const most = Math.max(1, Math.floor(MOST_TOKENS / length));
    for (let row = 0; row < rows; row += most) {
      const [start, end] = [row * length, Math.min(rows, row + most) * length];
      const some = { ...batch, ids: ids.slice(start, end), rows: (end - start) / length };
      const x = await this.residualOf(some, this.parameters.blocks.length, step);
      // Where every position is wanted all rows go through the head together.
      const each = from === 0 ? end - start : length;
      for (let first = start + from; first < end; first += each) {
        const last = Math.min(end, first - from + each);
        const own = x.subarray((first - start) * dimensions, (last - start) * dimensions);
        await this.runHead(own, next.subarray(first, last), top, answer, first, step);
      }
    }
    for (let row = 0; row < rows; row++) {
      answer.surprisal.fill(NaN, row * length, row * length + Math.min(from, length));
    }
    if (targets === undefined) {
      for (let row = 0; row < rows; row++) {
        answer.surprisal[(row + 1) * length - 1] = NaN;
        answer.ranks[(row + 1) * length - 1] = 0;
      }
    }
    return { shape: [rows, length, top], ...answer };
  }

  /**
   * @param layer from 0
   * @throws {RangeError} when there is no such layer, or as `predict`
   */
  async attention(batch: Batch, layer: number, step: NextStep = noPause): Promise<Attention> {
    const { blocks } = this.parameters;
    const { length } = batch;
    checkBatch(batch, this.info);
    const block = blocks[layer];
    if (block === undefined) throw new RangeError(noLayer(layer, blocks.length - 1));
    this.limits.checkMemory(1, length, 0);
    const x = await this.residualOf(batch, layer, step);
    await step();
    const graph = attentionGraph(block, layer, this.parameters);
    const inputs = blockInputs(x, [1, length], this.parameters);
    const outputs = await this.run(graph, inputs, ["attention"], step);
    return {
      shape: [this.parameters.heads, length, length],
      values: floatsOf(outputs, "attention"),
    };
  }

  /**
   * @param layer 0 for the input vectors, n for what block n gives
   * @throws as `attention`
   */
  async residual(batch: Batch, layer: number, step: NextStep = noPause): Promise<Residual> {
    checkBatch(batch, this.info);
    this.limits.checkLayer(layer);
    this.limits.checkMemory(1, batch.length, 0);
    const values = await this.residualOf(batch, layer, step);
    return { shape: [batch.length, this.info.dimensions], values };
  }

  /**
   * @param layer as for `residual`
   * @throws as `predict` and `attention`
   */
  async lens(batch: Batch, layer: number, top: number, step: NextStep = noPause): Promise<Lens> {
    const { length } = batch;
    checkBatch(batch, this.info);
    this.limits.checkLayer(layer);
    this.limits.checkTop(top);
    this.limits.checkMemory(1, length, top);
    const answer = emptyTop(length, top);
    const x = await this.residualOf(batch, layer, step);
    await this.runHead(x, new Int32Array(length), top, answer, 0, step);
    return { shape: [length, top], ...answer };
  }

  close(): Promise<void> {
    return this.sessions.close();
  }

  /** Residual stream of a batch after some blocks, [B·L, D]. */
  private async residualOf(
    batch: Batch,
    layers: number,
    step: NextStep,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { rows, length } = batch;
    let x = (await this.made.embed(batch, step)).input;
    // Windows of other lengths have graphs of their own, over the same parameters.
    const chunks = this.runtime.sharesTables?.() === true ? chunksOf(length) : 1;
    for (const [index, block] of this.parameters.blocks.slice(0, layers).entries()) {
      await step();
      const graph = blockGraph(block, index, this.parameters, chunks);
      const inputs = blockInputs(x, [rows, length], this.parameters);
      x = floatsOf(await this.run(graph, inputs, ["y"], step), "y");
    }
    return x;
  }

  private async runHead(
    x: Float32Array,
    targets: Int32Array,
    top: number,
    answer: HeadAnswer,
    at: number,
    step: NextStep,
  ): Promise<void> {
    const { vocabularySize, dimensions } = this.info;
    const sizes = [vocabularySize, dimensions, top] as const;
    const { head, sessions } = this;
    await this.withFiles(
      head,
      () => runHead({ graph: head, sessions }, x, targets, sizes, answer, at, step),
      step,
    );
  }

  private run(
    graph: Graph,
    inputs: Parameters<Sessions["run"]>[1],
    outputs: readonly string[],
    step: NextStep,
  ) {
    return this.withFiles(graph, () => this.sessions.run(graph, inputs, outputs), step);
  }

  /** Work that reads the files of a graph, where these are what was written before it and after. */
  private withFiles<T>(graph: Graph, work: () => Promise<T>, step: NextStep): Promise<T> {
    const names = new Set((graph.tables ?? []).map(({ fileName }) => fileName));
    let checked = work;
    for (const name of names) {
      const table = this.checked.get(name);
      const inner = checked;
      if (table !== undefined) checked = () => table.withAll(inner, step);
    }
    return checked();
  }
}

function emptyTop(rows: number, top: number) {
  return {
    topIds: new Uint32Array(rows * top),
    topLogProbabilities: new Float32Array(rows * top),
  };
}

/** The id after each of a batch; after a row's last its target, or 0 where there is none. */
function followingIds({ ids, rows, length }: Batch, targets: Int32Array | undefined): Int32Array {
  const next = new Int32Array(ids.length);
  next.set(ids.subarray(1));
  for (let row = 0; row < rows; row++) next[(row + 1) * length - 1] = targets?.[row] ?? 0;
  return next;
}
