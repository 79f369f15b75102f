import type { TokenEncoder } from "./tokenEncoder";

const REPLACEMENT = Uint8Array.of(0xef, 0xbf, 0xbd);

/** Bytes of an id that somebody stored; of one that the vocabulary does not have, those of U+FFFD. */
export function storedBytes(encoder: TokenEncoder, id: number): Uint8Array {
  return encoder.byteLengthOf(id) > 0 ? encoder.bytesOf(id) : REPLACEMENT;
}

/** How many they are. */
export function storedByteLength(encoder: TokenEncoder, id: number): number {
  return encoder.byteLengthOf(id) || REPLACEMENT.length;
}
