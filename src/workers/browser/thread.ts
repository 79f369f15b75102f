import type { Channel } from "../../shared/base/rpc";
import type { StringBundle } from "../../shared/base/strings";

/** What every thread is started with besides its own. */
export interface WorkerStrings {
  /** Errors that a thread sends are read by people. Undefined in English. */
  readonly strings: StringBundle | undefined;
}

interface ThreadScope {
  readonly workerData: unknown;
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

const scope = globalThis as unknown as ThreadScope;

/** What this thread was started with. */
export const workerData = scope.workerData;

/** This thread's end of the way to the side that started it. */
export const hostChannel: Channel = {
  post(message, transfer = []) {
    scope.postMessage(message, transfer);
  },
  listen(receive) {
    scope.onmessage = ({ data }) => {
      receive(data);
    };
  },
};

const { port1, port2 } = new MessageChannel();
const paused: (() => void)[] = [];
port2.onmessage = () => paused.shift()?.();

/** Lets messages in that came during long work. Timers would wait for milliseconds. */
export const pause = (): Promise<void> =>
  new Promise((resolve) => {
    paused.push(resolve);
    port1.postMessage(undefined);
  });
