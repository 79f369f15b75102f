import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { join } from "../shared/rpc";
import { Encoder } from "../tokens/encoder";
import { readVocabulary } from "../tokens/vocabulary";
import { threadChannel } from "./threadChannel";
import { tokenService, type TokenService } from "./tokenService";

/** What the thread is started with. */
export interface TokenWorkerData {
  readonly vocabularyFile: string;
}

const { vocabularyFile } = workerData as TokenWorkerData;
if (parentPort === null) throw new Error("The token worker runs as a thread only.");
const { buffer, byteOffset, byteLength } = readFileSync(vocabularyFile);
const encoder = new Encoder(readVocabulary(buffer.slice(byteOffset, byteOffset + byteLength)));
join<object, TokenService>(threadChannel(parentPort), {
  mine: tokenService(encoder, () => new Promise((resolve) => setImmediate(resolve))),
});
