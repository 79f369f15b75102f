import { isAscii, isUtf8 } from "node:buffer";
import { hasZeroNearStart } from "../../text/fileText";

export interface DecodedText {
  readonly text: string;
  /** Whether bytes were no UTF-8, and U+FFFD stands for them. */
  readonly isReplaced: boolean;
}

/** Bytes of UTF-8 as text, byte order marks and all. */
export function utf8Of(bytes: Buffer): DecodedText {
  if (isAscii(bytes)) return { text: bytes.toString("latin1"), isReplaced: false };
  if (isUtf8(bytes)) return { text: bytes.toString("utf8"), isReplaced: false };
  return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), isReplaced: true };
}

/** The text of a file's bytes, in UTF-16 where it is marked so; undefined where they are none. */
export function textOf(bytes: Buffer): DecodedText | undefined {
  const encoding = utf16Of(bytes);
  if (encoding !== undefined) {
    const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
    return { text, isReplaced: false };
  }
  return hasZeroNearStart(bytes) ? undefined : utf8Of(bytes);
}

/** Which UTF-16 a byte order mark tells. */
export function utf16Of([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}
