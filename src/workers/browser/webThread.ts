import * as l10n from "../../shared/base/l10n";
import { messageOf } from "../../shared/base/rpc";
import type { WorkerEnd, WorkerHandle } from "../workerClient";

/**
 * Starts a thread of the browser. What is posted before its script is there waits for it.
 * @param script the bundled worker, which may only be had later
 * @param data what it finds as `workerData`; JSON can hold it
 */
export function webThread(name: string, script: Promise<Uint8Array>, data: object): WorkerHandle {
  const waiting: { message: unknown; transfer: ArrayBuffer[] }[] = [];
  let worker: Worker | undefined;
  let isOver = false;
  let tellEnd: (end: WorkerEnd) => void = () => undefined;
  let receive: (message: unknown) => void = () => undefined;
  const end = (why: string): void => {
    if (isOver) return;
    isOver = true;
    worker?.terminate();
    tellEnd({ why });
  };
  const begin = (code: Uint8Array): void => {
    if (isOver) return;
    if (typeof Worker === "undefined") throw new Error(l10n.t("this browser has no web workers"));
    const address = URL.createObjectURL(
      new Blob([`self.workerData=${JSON.stringify(data)};\n`, new Uint8Array(code)], {
        type: "text/javascript",
      }),
    );
    const started = new Worker(address, { name });
    worker = started;
    // The address is read when the worker starts, which its first message follows.
    started.onmessage = ({ data: message }: MessageEvent<unknown>) => {
      URL.revokeObjectURL(address);
      started.onmessage = (event: MessageEvent<unknown>) => {
        receive(event.data);
      };
      receive(message);
    };
    started.onmessageerror = () => {
      end(l10n.t("a message of it could not be read"));
    };
    started.onerror = (event) => {
      end(event.message === "" ? l10n.t("its script could not be run") : event.message);
    };
    for (const { message, transfer } of waiting.splice(0)) started.postMessage(message, transfer);
  };
  script.then(begin).catch((error: unknown) => {
    end(messageOf(error));
  });
  return {
    channel: {
      post(message, transfer = []) {
        // Copied at once: what cannot be sent is refused now, and is as it was when it was posted.
        if (worker === undefined)
          waiting.push(structuredClone({ message, transfer }, { transfer }));
        else worker.postMessage(message, transfer);
      },
      listen(listener) {
        receive = listener;
      },
    },
    onEnd(listener) {
      tellEnd = listener;
    },
    terminate() {
      isOver = true;
      worker?.terminate();
    },
  };
}
