import { writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { Transfer } from "../../shared/base/rpc";
import { PROCESS_SOCKET, type ProcessNews, type ProcessStart } from "./processMessages";
import { socketEnd } from "./socketEnd";

/**
 * The process around a worker that may crash. It starts the worker as a thread and hands messages to
 * and fro; so it hears at once when the side that started it is gone, whatever the worker is at.
 */
const socket = new Socket({ fd: PROCESS_SOCKET });
const end = socketEnd(socket);
let thread: Worker | undefined;

/** Ends at once. An orderly exit would wait for the thread, which may be in native code for long. */
const die = (): void => {
  process.kill(process.pid, "SIGKILL");
};
const tell = (news: ProcessNews): void => {
  end.post(news);
};
const lastWord = (why: string): void => {
  tell({ news: "ended", why });
  socket.end(die);
};

// Where processors are few, the editor goes first. Threads that are started from now on inherit it.
try {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A system that does not let it choose.
}

// Where memory runs out, Linux ends this process first, and not the editor.
if (process.platform === "linux") {
  try {
    writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {
    // A system that does not let it choose for itself.
  }
}

function start({ file, data }: ProcessStart): Worker {
  const worker = new Worker(file, { name: basename(file), workerData: data });
  worker.on("online", () => {
    tell({ news: "runs" });
  });
  worker.on("message", (message: unknown) => {
    end.post(message, buffersIn(message));
  });
  worker.on("error", (error) => {
    lastWord(error.message);
  });
  worker.on("messageerror", () => {
    lastWord("a message of it could not be read");
  });
  worker.on("exit", (code) => {
    lastWord(`exit code ${String(code)}`);
  });
  return worker;
}

/** Buffers of an answer. They came with it from the thread, so that nobody else has them. */
function buffersIn(message: unknown): readonly ArrayBuffer[] {
  const { value } = message as { readonly value?: unknown };
  return typeof value === "object" && value !== null ? new Transfer(value).buffers : [];
}

socket.on("close", die);
end.listen((message) => {
  if (thread === undefined) thread = start(message as ProcessStart);
  else thread.postMessage(message);
}, die);
