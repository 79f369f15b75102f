import { EventEmitter, type Disposable } from "vscode";
import type { Batch } from "../embeddings/batch";
import { seededName } from "../embeddings/seededTables";
import { messageOf } from "../shared/rpc";
import type { ModelChoice, ModelInfo, Vectors } from "../shared/vectors";
import type { VectorService } from "../workers/vectorService";
import type { WorkerClient } from "../workers/workerClient";

export type ModelState =
  | { readonly kind: "idle" }
  | { readonly kind: "building"; readonly name: string }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "ready"; readonly info: ModelInfo };

/** The model whose vectors are shown. The vector worker holds it; it is built at the first use. */
export class Models implements Disposable {
  state: ModelState = { kind: "idle" };
  private readonly changed = new EventEmitter<void>();
  /** `state` is another. */
  readonly onDidChange = this.changed.event;
  /** What the worker was told to open, and which worker. */
  private opened: { readonly generation: number; readonly info: Promise<ModelInfo> } | undefined;

  /** @param choice the model to start with */
  constructor(
    private readonly vectors: WorkerClient<VectorService>,
    private choice: ModelChoice,
  ) {}

  /** The model in use, opened first if need be. */
  current(): Promise<ModelInfo> {
    // Starts a worker if none runs, which counts the generation on.
    const service = this.vectors.call;
    const { generation } = this.vectors;
    if (this.opened?.generation === generation) return this.opened.info;
    const info = service.use(this.choice);
    this.opened = { generation, info };
    this.set({ kind: "building", name: nameOf(this.choice) });
    info.then(
      (ready) => {
        if (this.opened?.info === info) this.set({ kind: "ready", info: ready });
      },
      (error: unknown) => {
        if (this.opened?.info !== info) return;
        this.opened = undefined;
        this.set({ kind: "failed", message: messageOf(error) });
      },
    );
    return info;
  }

  /** Changes the model. When that fails, the one in use stays and the error is thrown. */
  async use(choice: ModelChoice): Promise<ModelInfo> {
    const service = this.vectors.call;
    const { generation } = this.vectors;
    const info = service.use(choice);
    const ready = await info;
    this.choice = choice;
    this.opened = { generation, info };
    this.set({ kind: "ready", info: ready });
    return ready;
  }

  async embed(batch: Batch): Promise<Vectors> {
    await this.current();
    return this.vectors.call.embed(batch);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private set(state: ModelState): void {
    this.state = state;
    this.changed.fire();
  }
}

/** What a choice is called before its model is open. */
function nameOf(choice: ModelChoice): string {
  return choice.source === "seeded" ? seededName(choice) : choice.source;
}
