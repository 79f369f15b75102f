import type { MessagePort, Worker } from "node:worker_threads";
import type { Channel } from "../../shared/base/rpc";

/** Lets messages in that came during long work, e.g. one that cancels it. */
export const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Either end of a thread as a channel. */
export function threadChannel(end: Worker | MessagePort): Channel {
  return {
    post(message, transfer = []) {
      end.postMessage(message, transfer);
    },
    listen(receive) {
      end.on("message", receive);
    },
  };
}
