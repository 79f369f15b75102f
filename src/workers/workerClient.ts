import * as l10n from "../shared/l10n";
import { join, type Channel, type Peer, type PeerOptions, type Remote } from "../shared/rpc";

/** A worker as the side that started it sees it: a thread, or a process. */
export interface WorkerHandle {
  readonly channel: Channel;
  /** Called once; `told` then hears why the worker ended, also where it was told to. */
  onEnd(told: (why: string) => void): void;
  terminate(): void;
}

interface Running<Service> {
  readonly worker: WorkerHandle;
  readonly peer: Peer<Service>;
}

/**
 * A worker and the service it gives. It starts at the first use. When it dies, what is pending is
 * rejected, that is said once, and the next use starts another.
 */
export class WorkerClient<Service, Host = object> {
  /** Counts the workers started. What was told to one is not known to the next. */
  generation = 0;
  private running: Running<Service> | undefined;
  /** Workers that answer what they were asked before they were replaced. */
  private readonly retired = new Set<Running<Service>>();
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
    private readonly onDeath: (message: string) => void,
    private readonly host?: PeerOptions<Host>["mine"],
  ) {}

  /** The service. A worker is started if none runs. */
  get call(): Remote<Service> {
    return this.closed?.call ?? (this.running ??= this.start()).peer.call;
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

  private start(): Running<Service> {
    this.generation++;
    const worker = this.startWorker();
    const peer = join<Service, Host>(
      worker.channel,
      this.host === undefined ? {} : { mine: this.host },
    );
    const started = { worker, peer };
    worker.onEnd((why) => {
      if (this.running === started) this.running = undefined;
      // Otherwise it was told to end.
      else if (!this.retired.delete(started)) return;
      const message = l10n.t("{0} stopped: {1}. The next use starts it again.", this.name, why);
      peer.fail(new Error(message));
      this.onDeath(message);
    });
    return started;
  }
}

const NOWHERE: Channel = { post: () => undefined, listen: () => undefined };
