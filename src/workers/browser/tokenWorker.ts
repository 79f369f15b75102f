import "./strings";
import { join, type Peer } from "../../shared/base/rpc";
import type { BytePairEncoding } from "../../shared/values/tokens";
import { Encoder } from "../../tokens/encode/encoder";
import { encodings } from "../../tokens/encode/encodings";
import { readVocabulary } from "../../tokens/encode/vocabulary";
import { TokenizerFiles, type TokenizerFileOptions } from "../tokenizerFiles";
import { tokenService, type TokenService } from "../tokenService";
import { hostChannel, pause } from "./thread";
import type { ThreadHost } from "./threadHost";

const encoders = new Map<BytePairEncoding, Promise<Encoder>>();

function encoderOf(encoding: BytePairEncoding): Promise<Encoder> {
  const known = encoders.get(encoding);
  if (known !== undefined) return known;
  const made = host.call
    .vocabulary(encoding)
    .then(({ buffer }) => new Encoder(readVocabulary(buffer), encodings[encoding]));
  encoders.set(encoding, made);
  // What could not be read once may be there the next time.
  made.catch(() => encoders.delete(encoding));
  return made;
}

/** Nothing is kept compiled here: a browser's storage is small. */
const world: TokenizerFileOptions = {
  stat: (path) => host.call.statSource(path),
  read: (path) => host.call.readSource(path),
  async hash(bytes) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  },
  kept: async () => undefined,
  keep: async () => undefined,
  classes: async () => (await encoderOf("gpt2")).vocabulary.classes,
};

const host: Peer<ThreadHost> = join<ThreadHost, TokenService>(hostChannel, {
  mine: tokenService(encoderOf, pause, undefined, new TokenizerFiles(world)),
});
