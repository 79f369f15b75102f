import * as l10n from "../../shared/base/l10n";
import { writeGraph, type Graph } from "./onnxGraph";
import type { Outputs, Runtime, Session, Tensor } from "./runtime";
import { whileStoring } from "../store/whileStoring";
import type { TableFiles } from "../store/tableFiles";

/**
 * Sessions over one model's tables, each opened when it is first run and kept until all are
 * closed. Their graphs are written beside the tables, because external data is looked for there.
 */
export class Sessions {
  private readonly opened = new Map<string, Promise<Session>>();
  private isClosed = false;

  /**
   * @param graphName the model's own graph file; names of the others begin as it does
   * @param isFrugal as `GraphFile.isFrugal`
   */
  constructor(
    private readonly graphName: string,
    private readonly files: TableFiles,
    private readonly runtime: Runtime,
    private readonly isFrugal = false,
  ) {}

  /**
   * @param graph what its file's name ends with is its own name
   * @returns the named outputs, each in memory of its own
   * @throws {Error} when the sessions are closed, or the runtime refuses the graph or its tables
   */
  async run(
    graph: Graph,
    inputs: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
  ): Promise<Outputs> {
    return (await this.session(graph)).run(inputs, outputs);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    const settled = await Promise.allSettled([...this.opened.values()]);
    this.opened.clear();
    for (const each of settled) if (each.status === "fulfilled") await each.value.close();
  }

  private session(graph: Graph): Promise<Session> {
    if (this.isClosed) return Promise.reject(new Error(l10n.t("The model is closed.")));
    const known = this.opened.get(graph.name);
    if (known !== undefined) return known;
    const opening = this.open(graph);
    this.opened.set(graph.name, opening);
    // What failed once, perhaps for a full disk, may be tried again.
    opening.catch(() => this.opened.delete(graph.name));
    return opening;
  }

  private async open(graph: Graph): Promise<Session> {
    const { graphName, files, runtime, isFrugal } = this;
    const bytes = writeGraph(graph);
    const tables = [...new Set((graph.tables ?? []).map(({ fileName }) => fileName))];
    if (tables.length === 0) return runtime.open(bytes);
    const name = graphName.replace(/(\.onnx)?$/, `.${graph.name}.onnx`);
    await whileStoring(files.write(name, bytes));
    return runtime.open({ name, tables, files, isFrugal });
  }
}
