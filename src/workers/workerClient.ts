import * as l10n from "@vscode/l10n";
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import {
  join,
  messageOf,
  type Channel,
  type Peer,
  type PeerOptions,
  type Remote,
} from "../shared/rpc";
import { threadChannel } from "./threadChannel";

/**
 * A worker thread and the service it gives. It starts at the first use. When it dies, what is
 * pending is rejected, that is said once, and the next use starts another.
 */
export class WorkerClient<Service, Host = object> {
  /** Counts the threads started. What was told to one is not known to the next. */
  generation = 0;
  private running: { readonly worker: Worker; readonly peer: Peer<Service> } | undefined;
  /** Rejects every call once this is disposed. */
  private closed: Peer<Service> | undefined;

  /**
   * @param name as a sentence begins with it, e.g. "The token worker"
   * @param file the bundled worker
   * @param data what the worker is started with
   * @param onDeath told once for each thread that ended by itself
   * @param host what the thread may call
   */
  constructor(
    private readonly name: string,
    private readonly file: string,
    private readonly data: object,
    private readonly onDeath: (message: string) => void,
    private readonly host?: PeerOptions<Host>["mine"],
  ) {}

  /** The service. A thread is started if none runs. */
  get call(): Remote<Service> {
    return this.closed?.call ?? (this.running ??= this.start()).peer.call;
  }

  dispose(): void {
    const { running } = this;
    this.running = undefined;
    this.closed = running?.peer ?? join<Service>(NOWHERE);
    this.closed.fail(new Error(l10n.t("{0} is closed.", this.name)));
    void running?.worker.terminate();
  }

  private start(): { readonly worker: Worker; readonly peer: Peer<Service> } {
    this.generation++;
    const worker = new Worker(this.file, {
      name: basename(this.file),
      workerData: this.data,
    });
    const peer = join<Service, Host>(
      threadChannel(worker),
      this.host === undefined ? {} : { mine: this.host },
    );
    const end = (why: string): void => {
      if (this.running?.worker !== worker) return;
      this.running = undefined;
      const message = l10n.t("{0} stopped: {1}. The next use starts it again.", this.name, why);
      peer.fail(new Error(message));
      this.onDeath(message);
    };
    worker.on("error", (error) => {
      end(messageOf(error));
    });
    worker.on("exit", (code) => {
      end(l10n.t("exit code {0}", code));
    });
    // The extension host must not stay alive for a thread that has nothing to do.
    worker.unref();
    return { worker, peer };
  }
}

const NOWHERE: Channel = { post: () => undefined, listen: () => undefined };
