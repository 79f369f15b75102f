import * as l10n from "../shared/base/l10n";
import { EventEmitter, type Disposable } from "vscode";
import { unlessAborted, type CallSignal } from "../shared/base/callSignal";
import { Latest } from "../shared/base/latest";
import { messageOf, type Remote } from "../shared/base/rpc";
import type { RuntimeInUse } from "../shared/base/runtimes";
import { called, contextLengthOf, type ModelChoice } from "../shared/values/modelChoices";
import type { ModelInfo, PositionsName } from "../shared/values/vectors";
import type { VectorHost } from "../workers/vectorHost";
import type { VectorService } from "../workers/vectorService";
import type { WorkerClient } from "../workers/workerClient";
import { ModelQuestions } from "./modelQuestions";
import type { ModelState } from "./modelState";

/** The model whose vectors are shown. The vector worker holds it; it is built at the first use. */
export class Models extends ModelQuestions implements Disposable {
  state: ModelState = { kind: "idle" };
  private readonly changed = new EventEmitter<void>();
  /** `state` is another. */
  readonly onDidChange = this.changed.event;
  /** What the worker was told to open, and which worker. */
  private opened: { readonly generation: number; readonly info: Promise<ModelInfo> } | undefined;
  /** The newest change of the model, while nobody knows how it ends. */
  private choosing: Promise<ModelInfo> | undefined;
  /** The newest build, which cancels the one before it. */
  private readonly builds = new Latest();
  /** GPT-2's position table, while its token table is on its way. */
  private ahead: PositionsName | undefined;
  private areGpt2PositionsThere: boolean | undefined;
  private notice: string | undefined;
  private inUse: RuntimeInUse | undefined;
  private lastFailure: string | undefined;
  /** Whether somebody chose the model in use, who then has no objection to it. */
  private isChosen = false;

  /**
   * @param choice the model to start with
   * @param vocabularySize of the encoding in use; a seeded model has it unless told otherwise
   * @param cacheLimit bytes of tables kept on disk
   * @param onFailure told of a model in use that cannot be opened
   * @param objection why a model is not made before somebody chooses it; none unless given
   */
  constructor(
    vectors: WorkerClient<VectorService, VectorHost>,
    private choice: ModelChoice,
    private vocabularySize: number,
    public cacheLimit: number,
    private readonly onFailure: (message: string) => void,
    private readonly objection: (
      choice: ModelChoice,
      vocabularySize: number,
    ) => string | undefined = () => undefined,
  ) {
    super(vectors);
  }

  /** The position table to show: the model's, or GPT-2's while the rest of it is on its way. */
  get positionsName(): PositionsName | undefined {
    const { ahead, info } = this;
    if (ahead !== undefined) return ahead;
    if (info === undefined) return undefined;
    const { name, contextLength, dimensions } = info;
    return { source: "model", name, contextLength, dimensions };
  }

  /** Whether GPT-2's position table is on this machine; undefined while nobody has looked. */
  get hasGpt2Positions(): boolean | undefined {
    return this.areGpt2PositionsThere;
  }

  /** Looks whether GPT-2's position table is on this machine. */
  override async lookForGpt2Positions(): Promise<void> {
    // Where the worker dies meanwhile, nobody knows.
    const are = await this.vectors.call.hasGpt2Positions().catch(() => undefined);
    if (are === this.areGpt2PositionsThere) return;
    this.areGpt2PositionsThere = are;
    this.changed.fire();
  }

  /** Tokens that the model takes, also of one that is not built yet; undefined where unknown. */
  get contextLength(): number | undefined {
    return this.info?.contextLength ?? contextLengthOf(this.choice);
  }

  /** The model in use, also of a worker that died with it; undefined where it is not known yet. */
  get info(): ModelInfo | undefined {
    const { state } = this;
    return state.kind === "ready" || state.kind === "stopped" ? state.info : undefined;
  }

  /** What was chosen last and could be had: of a toy document, its layer. */
  get chosen(): ModelChoice {
    return this.choice;
  }

  /** What a person should know of the choice of the model. */
  get note(): string | undefined {
    return this.notice;
  }

  set note(note: string | undefined) {
    if (note === this.notice) return;
    this.notice = note;
    this.changed.fire();
  }

  /** Which runtime computes the vectors; undefined before the first model is open. */
  get runtime(): RuntimeInUse | undefined {
    return this.inUse;
  }

  /** Told by the worker. */
  runs(inUse: RuntimeInUse): void {
    this.inUse = inUse;
    this.changed.fire();
  }

  /**
   * A worker has died.
   * @param message what happened and what comes next
   */
  noteStop(generation: number, message: string): void {
    // One that was replaced had nothing open that is still in use.
    if (this.opened?.generation !== generation) return;
    this.opened = undefined;
    this.set({ kind: "stopped", message, info: this.info });
  }

  /**
   * The model in use is gone from the disk and could not be made again. The next use tries it.
   * @param message why
   */
  noteLoss(message: string): void {
    this.opened = undefined;
    this.fail(message);
  }

  /** GPT-2's position table has come, or all of it has or will not. */
  setAhead(ahead: PositionsName | undefined): void {
    this.ahead = ahead;
    this.changed.fire();
  }

  /** Told by the worker of the model that it is building. */
  progress(share: number): void {
    if (this.state.kind === "building") this.set({ ...this.state, share });
  }

  /** The model in use, opened first if need be. */
  current(): Promise<ModelInfo> {
    if (this.opened?.generation === this.worker().generation) return this.opened.info;
    // Where the model that is being built cannot be had, the one before counts again.
    if (this.choosing !== undefined) return this.choosing.catch(() => this.current());
    const objection = this.isChosen ? undefined : this.objection(this.choice, this.vocabularySize);
    if (objection !== undefined) {
      const { state } = this;
      if (state.kind !== "failed" || state.message !== objection) this.fail(objection);
      return Promise.reject(new Error(objection));
    }
    const build = this.build(this.choice);
    const info = build.info.catch((error: unknown) => {
      if (build.signal.aborted) return this.current();
      if (this.opened?.info === info) {
        this.opened = undefined;
        this.fail(messageOf(error));
      }
      throw error;
    });
    this.opened = { generation: build.generation, info };
    this.set({ kind: "building", ...called(this.choice) });
    info.then(
      (ready) => {
        if (this.opened?.info === info) this.set({ kind: "ready", info: ready });
      },
      () => undefined,
    );
    return info;
  }

  /**
   * Changes the model, and cancels the build that is under way. When it fails, the model in use
   * stays and the error is thrown; an AbortError where another was chosen meanwhile.
   */
  async use(choice: ModelChoice): Promise<ModelInfo> {
    const interrupts = this.builds.isUnderWay;
    const { info, generation } = this.build(choice);
    this.choosing = info;
    if (interrupts) {
      // It may have come to its end in the worker before it was told.
      this.opened = undefined;
      if (this.state.kind === "building") this.set({ kind: "building", ...called(choice) });
    }
    try {
      const ready = await info;
      this.choice = choice;
      this.isChosen = true;
      this.opened = { generation, info };
      this.set({ kind: "ready", info: ready });
      return ready;
    } finally {
      if (this.choosing === info) {
        this.choosing = undefined;
        if (interrupts) this.current().catch(() => undefined);
      }
    }
  }

  /** Another encoding is in use: a seeded model that was not told its vocabulary's size follows. */
  async follow(vocabularySize: number): Promise<void> {
    if (vocabularySize === this.vocabularySize) return;
    this.vocabularySize = vocabularySize;
    const { choice, opened } = this;
    if (choice.source !== "seeded" || choice.vocabularySize !== undefined) return;
    // Its size is another than the one that was chosen.
    this.isChosen = false;
    if (opened === undefined) return;
    const objection = this.objection(choice, vocabularySize);
    if (objection === undefined) await this.use(choice);
    else {
      this.opened = undefined;
      this.fail(objection);
    }
  }

  /** The worker is to be started anew, with the settings as they are now. */
  renew(): void {
    this.vectors.renew();
    if (this.state.kind === "idle") return;
    // A model that is being opened is opened by the old one first, and then once more.
    const before = this.choosing ?? Promise.resolve();
    before
      .catch(() => undefined)
      .then(() => this.current())
      .catch(() => undefined);
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** The worker that runs. One is started if none does, which counts the generation on. */
  private worker() {
    const { call } = this.vectors;
    return { call, generation: this.vectors.generation };
  }

  /** The worker that has the model in use open. */
  protected override async opener(signal?: CallSignal): Promise<Remote<VectorService>> {
    for (;;) {
      // Whoever gives up does not keep others from the model that is being opened.
      await (signal === undefined ? this.current() : unlessAborted(this.current(), signal));
      const { call, generation } = this.worker();
      // Another may have been started meanwhile, which has not.
      if (this.opened?.generation === generation) return call;
    }
  }

  /** Has the worker open a model, instead of the one that it is building. */
  private build(choice: ModelChoice) {
    const { call, generation } = this.worker();
    const signal = this.builds.begin(
      new DOMException(l10n.t("Another model was chosen meanwhile."), "AbortError"),
    );
    const info = call.use(
      choice.source === "seeded" ? { vocabularySize: this.vocabularySize, ...choice } : choice,
      this.cacheLimit,
      signal,
    );
    const end = (): void => {
      this.builds.end(signal);
    };
    info.then(end, end);
    return { info, signal, generation };
  }

  private fail(message: string): void {
    this.set({ kind: "failed", message });
    // It is tried again whenever vectors are asked for, and is no news then.
    if (message !== this.lastFailure) this.onFailure(message);
    this.lastFailure = message;
  }

  private set(state: ModelState): void {
    this.state = state;
    if (state.kind === "ready") this.lastFailure = undefined;
    this.changed.fire();
  }
}
