import "./strings";
import { join, type Peer } from "../../shared/base/rpc";
import type { BytePairEncoding } from "../../shared/values/tokens";
import { Encoder } from "../../tokens/encode/encoder";
import { encodings } from "../../tokens/encode/encodings";
import { readVocabulary } from "../../tokens/encode/vocabulary";
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

const host: Peer<ThreadHost> = join<ThreadHost, TokenService>(hostChannel, {
  mine: tokenService(encoderOf, pause),
});
