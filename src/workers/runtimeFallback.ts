import * as l10n from "../shared/base/l10n";
import type { RuntimeChoice } from "../shared/base/runtimes";
import type { WorkerDeath } from "./workerClient";

/** How the vector worker is to be started. */
export interface VectorStart {
  readonly runtime: RuntimeChoice;
  /** Why it is another runtime than the settings ask for. */
  readonly reason: string | undefined;
  /** Whether native code may run in it, for which it needs a process of its own where there are any. */
  readonly inProcess: boolean;
}

/** Deaths at one step, with no answer to it between them, after which it is tried another way. */
const MOST_DEATHS = 2;
/** The step before every call: a process starts. */
const STARTING = "";

/**
 * Has WebAssembly take over where ONNX Runtime's binary has the vector worker's process die again
 * and again at the same step, and a thread where no process can be started.
 */
export class RuntimeFallback {
  /** Deaths at each step since it was last survived. */
  private readonly deaths = new Map<string, number>();
  private reason: string | undefined;
  private inProcess = true;

  /** The settings ask for another runtime: what happened before counts no more. */
  reset(): void {
    this.deaths.clear();
    this.reason = undefined;
    this.inProcess = true;
  }

  start(runtime: RuntimeChoice): VectorStart {
    const { reason, inProcess } = this;
    // Whoever insists on the binary is not given anything else.
    if (reason === undefined || runtime === "native") {
      return { runtime, reason: undefined, inProcess: true };
    }
    return { runtime: "wasm", reason: runtime === "wasm" ? undefined : reason, inProcess };
  }

  /**
   * Counts a death. One that came while nothing was asked, and that of a thread, counts for none.
   * @param runtime that the settings ask for
   * @returns what to tell of it: what happened, and what comes next
   */
  noteDeath(death: WorkerDeath, runtime: RuntimeChoice): string {
    const { message } = death;
    if (!this.repeats(death) || runtime === "wasm") return message;
    const next =
      runtime === "native"
        ? l10n.t("Set tokenscope.runtime to “auto”, and WebAssembly takes over.")
        : l10n.t("It stopped there before, so WebAssembly takes over.");
    return `${message} ${next}`;
  }

  private repeats({ end, during, answered }: WorkerDeath): boolean {
    if (end.process === undefined) return false;
    const { hasStarted } = end.process;
    if (hasStarted) this.deaths.delete(STARTING);
    for (const method of answered) this.deaths.delete(method);
    const step = hasStarted ? during : STARTING;
    if (step === undefined) return false;
    const deaths = (this.deaths.get(step) ?? 0) + 1;
    this.deaths.set(step, deaths);
    if (deaths < MOST_DEATHS) return false;
    this.inProcess &&= hasStarted;
    this.reason ??= hasStarted
      ? l10n.t(
          "ONNX Runtime's binary was given up: its process stopped {0} times in a row at the same step ({1}).",
          deaths,
          end.why,
        )
      : l10n.t("No process could be started for ONNX Runtime's binary ({0}).", end.why);
    return true;
  }
}
