import { hexOf, textOfBytes, visible } from "../base/tokenLabel";
import type { TokenBytes } from "./tokens";

/**
 * A token that need not stand in any document, in visible form: its characters where its bytes are
 * whole ones, else the bytes, e.g. "F0 9F". "" for a token without bytes.
 */
export function byteLabel(bytes: Uint8Array): string {
  const text = textOfBytes(bytes);
  return text === undefined ? hexOf(bytes) : visible(text);
}

/** Bytes of token `i`. */
export function bytesAt({ bytes, byteStarts }: TokenBytes, i: number): Uint8Array {
  return bytes.subarray(byteStarts[i] ?? 0, byteStarts[i + 1] ?? 0);
}
