import "./strings";
import { parentPort, workerData } from "node:worker_threads";
import { workOn } from "../../dataset/node/textWork";
import type { TextReading, TextResult, TextTask } from "../../dataset/texts/textUnits";
import { InvariantError } from "../../shared/base/invariantError";
import { join, Moved } from "../../shared/base/rpc";
import { Encoder } from "../../tokens/encode/encoder";
import { encodings } from "../../tokens/encode/encodings";
import type { TokenEncoder } from "../../tokens/encode/tokenEncoder";
import { TokenizerFiles } from "../tokenizerFiles";
import type { WorkerStrings } from "./strings";
import { threadChannel } from "./threadChannel";
import { diskTokenizers } from "./tokenizerWorld";
import { vocabularyFrom } from "./vocabularyFile";

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

async function makeEncoder(): Promise<TokenEncoder> {
  const { encoding } = reading;
  if (typeof encoding === "string") {
    return new Encoder(vocabularyFrom(folder, encoding), encodings[encoding]);
  }
  const classes = () => vocabularyFrom(folder, "gpt2").classes;
  return new TokenizerFiles(diskTokenizers(tokenizers, classes)).encoderOf(encoding);
}

join<object, TextService>(threadChannel(parentPort), {
  mine: {
    async work(task: TextTask) {
      const isEncoding = task.wanted === "ids";
      return new Moved(
        workOn(task, isEncoding ? await (encoder ??= makeEncoder()) : undefined, reading),
      );
    },
  },
});
