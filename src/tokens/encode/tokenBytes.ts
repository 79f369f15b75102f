import type { TokenBytes } from "../../shared/values/tokens";
import type { TokenEncoder } from "./tokenEncoder";

/** The bytes of tokens; an id that the vocabulary does not have has none. */
export function tokenBytes(encoder: TokenEncoder, ids: Uint32Array): TokenBytes {
  const byteStarts = new Uint32Array(ids.length + 1);
  ids.forEach((id, at) => {
    byteStarts[at + 1] = (byteStarts[at] as number) + encoder.byteLengthOf(id);
  });
  const bytes = new Uint8Array(byteStarts[ids.length] as number);
  ids.forEach((id, at) => {
    if (encoder.byteLengthOf(id) > 0) bytes.set(encoder.bytesOf(id), byteStarts[at]);
  });
  return { bytes, byteStarts };
}
