import { Worker } from "node:worker_threads";
import type { TextPool, TextResult, TextTask } from "../../dataset/texts/textUnits";
import * as l10n from "../../shared/base/l10n";
import { join, messageOf, type Remote } from "../../shared/base/rpc";
import { threadChannel } from "./threadChannel";
import type { TextService, TextWorkerData } from "./textWorker";

/** MB of young objects in a thread: its arrays lie elsewhere, its strings are few and soon gone. */
const YOUNG_MEGABYTES = 16;

interface Thread {
  readonly call: Remote<TextService>;
  readonly worker: Worker;
  /** Tasks that it has and has not answered. */
  busy: number;
}

/** Threads that each work on one task after another; one is started when all others are busy. */
export class NodeTextPool implements TextPool {
  private readonly running: Thread[] = [];
  private isOver = false;

  /**
   * @param file the bundled worker
   * @param threads how many there are at most
   */
  constructor(
    private readonly file: string,
    private readonly data: TextWorkerData,
    readonly threads: number,
  ) {}

  async run(task: TextTask): Promise<TextResult> {
    const thread = this.idlest();
    thread.busy++;
    try {
      return await thread.call.work(task);
    } finally {
      thread.busy--;
    }
  }

  async close(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.running.map(({ worker }) => worker.terminate()));
  }

  private idlest(): Thread {
    const { running, threads } = this;
    const first = running.reduce<Thread | undefined>(
      (least, each) => (least === undefined || each.busy < least.busy ? each : least),
      undefined,
    );
    if (first !== undefined && (first.busy === 0 || running.length >= threads)) return first;
    const started = this.start();
    running.push(started);
    return started;
  }

  private start(): Thread {
    const worker = new Worker(this.file, {
      workerData: this.data,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    const peer = join<TextService>(threadChannel(worker));
    let why: string | undefined;
    worker.on("error", (error) => (why = messageOf(error)));
    worker.on("exit", (code) => {
      if (this.isOver) return;
      why ??= l10n.t("exit code {0}", code);
      peer.fail(new Error(l10n.t("An encoding thread stopped: {0}.", why)));
    });
    return { call: peer.call, worker, busy: 0 };
  }
}
