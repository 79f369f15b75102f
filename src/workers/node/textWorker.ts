import "./strings";
import { parentPort, workerData } from "node:worker_threads";
import { workOn } from "../../dataset/node/textWork";
import type { TextReading, TextResult, TextTask } from "../../dataset/texts/textUnits";
import { InvariantError } from "../../shared/base/invariantError";
import { join, Transfer } from "../../shared/base/rpc";
import type { TokenEncoder } from "../../tokens/encode/tokenEncoder";
import { encoderOf } from "./setEncoding";
import type { WorkerStrings } from "./strings";
import { threadChannel } from "./threadChannel";

/** What a thread of the pool is started with. */
export interface TextWorkerData extends WorkerStrings {
  /** Folder of the compiled vocabularies. */
  readonly folder: string;
  /** Folder where tokenizers of files are kept compiled. */
  readonly tokenizers: string;
  readonly reading: TextReading;
}

/** What a thread of the pool does. */
export interface TextService {
  work(task: TextTask): TextResult;
}

const { folder, tokenizers, reading } = workerData as TextWorkerData;
if (parentPort === null) throw new InvariantError("A thread of the pool runs as a thread only.");
let encoder: Promise<TokenEncoder> | undefined;
const makeEncoder = async (): Promise<TokenEncoder> =>
  encoderOf(reading.encoding, folder, tokenizers);

join<object, TextService>(threadChannel(parentPort), {
  mine: {
    async work(task: TextTask) {
      const isEncoding = task.wanted === "ids";
      return new Transfer(
        workOn(task, isEncoding ? await (encoder ??= makeEncoder()) : undefined, reading),
      );
    },
  },
});
