import * as l10n from "../../shared/base/l10n";
import { spawn, type ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { messageOf } from "../../shared/base/rpc";
import type { WorkerEnd, WorkerHandle } from "../workerClient";
import { processEnd, processEnvironment } from "./processEnd";
import { isProcessNews, PROCESS_SOCKET, type ProcessStart } from "./processMessages";
import { socketEnd } from "./socketEnd";

/** Characters of what a process wrote last that are kept for the log. */
const MOST_OUTPUT = 4096;

/**
 * Starts a worker in a process of its own: native code that crashes takes that process with it, and
 * nothing else. The process ends with this one, also where this one is killed.
 * @param program the bundled `workerProcess.ts`
 */
export function nodeProcess(program: string, start: ProcessStart): WorkerHandle {
  const [child, problem] = trySpawn(program);
  // Where there are no descriptors left, there is a child, but without any of them.
  const streams = child?.stdio;
  const socket = streams?.[PROCESS_SOCKET] as Socket | null | undefined;
  let hasStarted = false;
  let isOver = false;
  let why: string | undefined;
  let output = "";
  let tellEnd: (end: WorkerEnd) => void = () => undefined;
  const end = (reason: string): void => {
    if (isOver) return;
    isOver = true;
    tellEnd({ why: reason, output: output.trim(), process: { hasStarted } });
  };
  const kill = (): void => {
    child?.kill("SIGKILL");
    socket?.destroy();
  };

  child?.on("error", (error) => {
    end(l10n.t("it could not be started ({0})", error.message));
  });
  // Not "exit", after which what it sent last may still be on its way.
  child?.on("close", (code, signal) => {
    end(why ?? processEnd(code, signal));
  });
  child?.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-MOST_OUTPUT);
  });
  if (child === undefined) {
    setImmediate(() => {
      end(l10n.t("it could not be started ({0})", messageOf(problem)));
    });
  }
  // This process must not stay alive for one that has nothing to do.
  child?.unref();
  socket?.unref();
  (child?.stderr as Socket | null | undefined)?.unref();

  const stream = socket && socketEnd(socket);
  stream?.post(start);
  return {
    channel: {
      post(message, transfer) {
        stream?.post(message, transfer);
      },
      listen(receive) {
        const listener = (message: unknown): void => {
          if (!isProcessNews(message)) receive(message);
          else if (message.news === "runs") hasStarted = true;
          else why = message.why;
        };
        stream?.listen(listener, (error) => {
          why = l10n.t("what it sent could not be read ({0})", messageOf(error));
          kill();
        });
      },
    },
    onEnd(listener) {
      tellEnd = listener;
    },
    terminate: kill,
  };
}

function trySpawn(program: string): [ChildProcess | undefined, unknown] {
  try {
    const child = spawn(process.execPath, [program], {
      env: processEnvironment(process.env),
      // The last is a socket: a large answer takes half the time by it that Node's messages take.
      stdio: ["ignore", "ignore", "pipe", "overlapped"],
      windowsHide: true,
    });
    return [child, undefined];
  } catch (error) {
    return [undefined, error];
  }
}
