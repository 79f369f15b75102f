import * as l10n from "../shared/base/l10n";
import { join, type Channel, type Peer, type PeerOptions, type Remote } from "../shared/base/rpc";
import { CallWatch } from "./callWatch";

/** A worker as the side that started it sees it: a thread, or a process. */
export interface WorkerHandle {
  readonly channel: Channel;
  /** Called once; `listener` then hears of the worker's end, also where it was told to. */
  onEnd(listener: (end: WorkerEnd) => void): void;
  terminate(): void;
}

export interface WorkerEnd {
  /** Why, as it goes on after "It stopped:". */
  readonly why: string;
  /** What a process wrote last, for the log. */
  readonly output?: string;
  /** Where it was a process: whether it came so far as to run. */
  readonly process?: { readonly hasStarted: boolean };
}

/** A worker that ended by itself. */
export interface WorkerDeath {
  /** What happened and what comes next, in a sentence or two. */
  readonly message: string;
  readonly end: WorkerEnd;
  /** The call that had waited longest for it; undefined where none did. */
  readonly during: string | undefined;
  /** What it had answered before. */
  readonly answered: ReadonlySet<string>;
  /** The generation that it was. */
  readonly generation: number;
}

interface RunningWorker<Service> {
  readonly worker: WorkerHandle;
  readonly peer: Peer<Service>;
  /** What the worker is called by. */
  readonly call: Remote<Service>;
}

/**
 * A worker and the service it gives. It starts at the first use. When it dies, what is pending is
 * rejected, that is said once, and the next use starts another.
 */
export class WorkerClient<Service, Host = object> {
  /** Counts the workers started. What was told to one is not known to the next. */
  generation = 0;
  private running: RunningWorker<Service> | undefined;
  /** Workers that answer what they were asked before they were replaced. */
  private readonly retired = new Set<RunningWorker<Service>>();
  /** Rejects every call once this is disposed. */
  private closed: Peer<Service> | undefined;

  /**
   * @param name as a sentence begins with it, e.g. "The token worker"
   * @param startWorker starts another
   * @param onDeath told once for each worker that ended by itself
   * @param host what the worker may call
   */
  constructor(
    private readonly name: string,
    private readonly startWorker: () => WorkerHandle,
    private readonly onDeath: (death: WorkerDeath) => void,
    private readonly host?: PeerOptions<Host>["mine"],
  ) {}

  /** The service. A worker is started if none runs. */
  get call(): Remote<Service> {
    return this.closed?.call ?? (this.running ??= this.start()).call;
  }

  /** Has the next use start another worker. The one that runs ends when nothing is pending. */
  renew(): void {
    const { running } = this;
    if (running === undefined) return;
    this.running = undefined;
    this.retired.add(running);
    void running.peer.settled().then(() => {
      this.retired.delete(running);
      running.worker.terminate();
    });
  }

  dispose(): void {
    const { running, retired } = this;
    this.running = undefined;
    this.closed = running?.peer ?? join<Service>(NOWHERE);
    const error = new Error(l10n.t("{0} is closed.", this.name));
    this.closed.fail(error);
    for (const { peer } of retired) peer.fail(error);
    running?.worker.terminate();
  }

  private start(): RunningWorker<Service> {
    const generation = ++this.generation;
    const worker = this.startWorker();
    const peer = join<Service, Host>(
      worker.channel,
      this.host === undefined ? {} : { mine: this.host },
    );
    const watch = new CallWatch();
    const started = { worker, peer, call: watch.watchCalls(peer.call) };
    worker.onEnd((end) => {
      if (this.running === started) this.running = undefined;
      // Otherwise it was told to end.
      else if (!this.retired.delete(started)) return;
      const message = l10n.t("{0} stopped: {1}. The next use starts it again.", this.name, end.why);
      const { oldest: during, answered } = watch;
      peer.fail(new Error(message));
      this.onDeath({ message, end, during, answered, generation });
    });
    return started;
  }
}

const NOWHERE: Channel = { post: () => undefined, listen: () => undefined };
