import { visible } from "../../src/shared/tokenLabel";
import type { TokenBytes } from "../../src/shared/tokens";

/** A byte order mark is a character like any other here. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A token that need not stand in any document, in visible form: its characters where its bytes are
 * whole ones, else the bytes, e.g. "F0 9F". "" for a token without bytes.
 */
export function byteLabel(bytes: Uint8Array): string {
  try {
    return visible(decoder.decode(bytes));
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
  }
}

/** Bytes of token `i`. */
export function bytesAt({ bytes, byteStarts }: TokenBytes, i: number): Uint8Array {
  return bytes.subarray(byteStarts[i] ?? 0, byteStarts[i + 1] ?? 0);
}
