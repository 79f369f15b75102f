import { spawn, type ChildProcess } from "node:child_process";
import { ends, endsNoMore } from "./lifetime";

const windows = process.platform === "win32";

/** A program that runs beside this one, and ends with it. */
export class Companion {
  readonly #child: ChildProcess;
  readonly #closed: Promise<number | null>;

  /** @param options.ipc opens a channel whose end tells the program that this process is gone. */
  constructor(
    command: string,
    args: readonly string[],
    { cwd, env, ipc = false }: { cwd?: string; env?: NodeJS.ProcessEnv; ipc?: boolean } = {},
  ) {
    this.#child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe", ...(ipc ? (["ipc"] as const) : [])],
      windowsHide: true,
      // Its own process group, so that its children can be ended with it.
      detached: !windows,
    });
    const child = this.#child;
    ends(child, () => {
      this.#signal("SIGKILL");
    });
    this.#closed = new Promise((resolve) => {
      const close = (code: number | null): void => {
        endsNoMore(child);
        resolve(code);
      };
      child.once("error", () => {
        close(null);
      });
      child.once("close", close);
    });
  }

  /** Hears each piece of what the program prints. */
  onOutput(hear: (text: string) => void): void {
    this.#child.stdout?.setEncoding("utf8").on("data", hear);
    this.#child.stderr?.setEncoding("utf8").on("data", hear);
  }

  /** Settles with its exit code when the program has ended; null when it was ended or never began. */
  get closed(): Promise<number | null> {
    return this.#closed;
  }

  async stop(): Promise<void> {
    this.#signal("SIGTERM");
    const impatience = setTimeout(() => {
      this.#signal("SIGKILL");
    }, 3000);
    await this.#closed;
    clearTimeout(impatience);
    // What the program itself started may outlive it.
    this.#signal("SIGKILL");
  }

  #signal(signal: "SIGTERM" | "SIGKILL"): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (windows) spawn("taskkill", ["/pid", String(pid), "/t", "/f"], { stdio: "ignore" });
      else process.kill(-pid, signal);
    } catch {
      // It has ended already.
    }
  }
}
