import { NONE } from "../encode/trie";

/**
 * GPT-2's way to write bytes as characters that can be seen: those that Latin-1 shows stand for
 * themselves, the others for characters from U+0100 on.
 */
export const CHARACTER_OF_BYTE: readonly string[] = letters();

/** Byte that a code unit stands for, `NONE` where it stands for none. */
const BYTE_OF_UNIT = byteOfUnit();

/** The bytes that a token of such a file stands for; undefined where it is not written so. */
export function bytesOfLetters(token: string): Uint8Array | undefined {
  const bytes = new Uint8Array(token.length);
  for (let at = 0; at < token.length; at++) {
    const byte = BYTE_OF_UNIT[token.charCodeAt(at)] ?? NONE;
    if (byte === NONE) return undefined;
    bytes[at] = byte;
  }
  return bytes;
}

function letters(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const isShown = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCharCode(isShown ? byte : next++);
  });
}

function byteOfUnit(): Int16Array {
  const bytes = new Int16Array(0x144).fill(NONE);
  CHARACTER_OF_BYTE.forEach((letter, byte) => {
    bytes[letter.charCodeAt(0)] = byte;
  });
  return bytes;
}
