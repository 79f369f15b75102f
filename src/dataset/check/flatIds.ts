import { idsOfBytes } from "../rules/ids";
import { bytesOfType, type IdType } from "../rules/setRules";
import type { ByteSource, Stretch } from "./idFile";

/** Ids that are read at a time. */
const STEP = 1 << 19;

/**
 * Ids that lie one after another from a place on.
 * @param tokens how many, at most
 * @param first the first of them that is wanted
 */
export async function* flatIds(
  source: ByteSource,
  from: number,
  tokens: number,
  type: IdType,
  first = 0,
): AsyncGenerator<Stretch> {
  const size = bytesOfType(type);
  for (let at = first; at < tokens; at += STEP) {
    const to = Math.min(tokens, at + STEP);
    yield {
      ids: idsOfBytes(source.read(from + size * at, from + size * to), type),
      endsDocument: false,
    };
  }
}
