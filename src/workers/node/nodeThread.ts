import * as l10n from "../../shared/base/l10n";
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { messageOf } from "../../shared/base/rpc";
import { threadChannel } from "./threadChannel";
import type { WorkerHandle } from "../workerClient";

/**
 * Starts a thread of Node.
 * @param file the bundled worker
 * @param data what it finds as `workerData`
 */
export function nodeThread(file: string, data: object): WorkerHandle {
  const worker = new Worker(file, { name: basename(file), workerData: data });
  // The extension host must not stay alive for a thread that has nothing to do.
  worker.unref();
  return {
    channel: threadChannel(worker),
    onEnd(listener) {
      let isOver = false;
      const end = (why: string): void => {
        if (!isOver) listener({ why });
        isOver = true;
      };
      worker.on("error", (error) => {
        end(messageOf(error));
      });
      worker.on("messageerror", () => {
        end(l10n.t("a message of it could not be read"));
        void worker.terminate();
      });
      worker.on("exit", (code) => {
        end(l10n.t("exit code {0}", code));
      });
    },
    terminate() {
      void worker.terminate();
    },
  };
}
