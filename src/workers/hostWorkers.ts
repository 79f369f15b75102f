import * as l10n from "../shared/base/l10n";
import { runtimeText, type RuntimeChoice, type RuntimeInUse } from "../shared/base/runtimes";
import { RuntimeFallback, type VectorStart } from "./runtimeFallback";
import type { TokenService } from "./tokenService";
import type { VectorHost } from "./vectorHost";
import type { VectorService } from "./vectorService";
import { WorkerClient, type WorkerEnd, type WorkerHandle } from "./workerClient";

/** How workers are started where the extension runs. */
interface WorkerStarts {
  readonly tokens: () => WorkerHandle;
  readonly vectors: (start: VectorStart) => WorkerHandle;
  /** What they ask of this side, besides what every worker does. */
  readonly threadHost: Readonly<Record<string, (...args: never[]) => unknown>>;
}

/** Who hears what becomes of the vector worker's model. */
interface ModelNews {
  /** The worker has died. */
  noteStop(generation: number, message: string): void;
  /** The model is gone. */
  noteLoss(message: string): void;
  progress(share: number): void;
  runs(inUse: RuntimeInUse): void;
}

interface Log {
  info(message: string): void;
  error(message: string): void;
}

/** The workers that the extension host asks, each started by its first call. */
export class HostWorkers {
  private readonly fallback = new RuntimeFallback();

  constructor(
    private readonly starts: WorkerStarts,
    private readonly log: Log,
  ) {}

  /** One more token worker. */
  tokens(): WorkerClient<TokenService> {
    return new WorkerClient<TokenService>(
      l10n.t("The token worker"),
      this.starts.tokens,
      ({ end, message }) => {
        this.logDeath(end, message);
      },
      this.starts.threadHost,
    );
  }

  /**
   * The vector worker.
   * @param runtime that the settings ask for
   */
  vectors(
    runtime: () => RuntimeChoice,
    models: () => ModelNews,
  ): WorkerClient<VectorService, VectorHost> {
    return new WorkerClient<VectorService, VectorHost>(
      l10n.t("The vector worker"),
      () => this.starts.vectors(this.fallback.start(runtime())),
      (death) => {
        const message = this.fallback.noteDeath(death, runtime());
        this.logDeath(death.end, message);
        models().noteStop(death.generation, message);
      },
      {
        ...this.starts.threadHost,
        building: (share: number) => {
          models().progress(share);
        },
        lost: (message: string) => {
          models().noteLoss(message);
        },
        runs: (inUse: RuntimeInUse) => {
          this.log.info(runtimeText(inUse));
          models().runs(inUse);
        },
      },
    );
  }

  /** The settings ask for another runtime: what happened before counts no more. */
  forgetDeaths(): void {
    this.fallback.reset();
  }

  private logDeath({ output }: WorkerEnd, message: string): void {
    this.log.error(message);
    if (output !== undefined && output !== "") this.log.error(output);
  }
}
