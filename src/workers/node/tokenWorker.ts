import "./strings";
import { parentPort, workerData } from "node:worker_threads";
import { DEFAULT_MEMORY_LIMIT } from "../../embeddings/store/memoryLimit";
import { join } from "../../shared/base/rpc";
import type { BytePairEncoding } from "../../shared/values/tokens";
import { Encoder } from "../../tokens/encode/encoder";
import { encodings } from "../../tokens/encode/encodings";
import type { WorkerStrings } from "./strings";
import { pause, threadChannel } from "./threadChannel";
import { diskTokenizers } from "./tokenizerWorld";
import { vocabularyFrom } from "./vocabularyFile";
import { TokenizerFiles } from "../tokenizerFiles";
import { tokenService, type TokenService } from "../tokenService";
import { InvariantError } from "../../shared/base/invariantError";

/** What the thread is started with. */
export interface TokenWorkerData extends WorkerStrings {
  /** Folder of the compiled vocabularies. */
  readonly folder: string;
  /** Folder where tokenizers of files are kept compiled. */
  readonly tokenizers: string;
}

/** The other half is for those who go on with an answer, and for everything else on the machine. */
const FREE_MEMORY_SHARE = 0.5;

const { folder, tokenizers } = workerData as TokenWorkerData;
if (parentPort === null) throw new InvariantError("The token worker runs as a thread only.");
const encoders = new Map<BytePairEncoding, Encoder>();

function encoderOf(encoding: BytePairEncoding): Encoder {
  const known = encoders.get(encoding);
  if (known !== undefined) return known;
  const vocabulary = vocabularyFrom(folder, encoding);
  const encoder = new Encoder(vocabulary, encodings[encoding]);
  encoders.set(encoding, encoder);
  return encoder;
}

join<object, TokenService>(threadChannel(parentPort), {
  mine: tokenService(
    encoderOf,
    pause,
    () => Math.min(DEFAULT_MEMORY_LIMIT, FREE_MEMORY_SHARE * process.availableMemory()),
    new TokenizerFiles(diskTokenizers(tokenizers, () => encoderOf("gpt2").vocabulary.classes)),
  ),
});
