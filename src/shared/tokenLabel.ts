/**
 * A token in visible form: white space and control characters as signs, and a token that holds
 * only part of a character as that character, with the part told apart by its bytes.
 */
export interface TokenLabel {
  /** Text to show, white space and control characters replaced by visible signs. */
  readonly text: string;
  /** E.g. "2/3" where the token is the second of three that share a character, else "". */
  readonly part: string;
  /** Bytes in hex, "F0 9F 91 8B". */
  readonly hex: string;
}

/**
 * @param text the document's text under the token (whole characters)
 * @param part which part of a shared character, from 1; 0 for none
 */
export function tokenLabel(
  text: string,
  bytes: Uint8Array,
  part: number,
  parts: number,
): TokenLabel {
  return {
    text: visible(asRead(text, bytes)),
    part: part === 0 ? "" : `${String(part)}/${String(parts)}`,
    hex: hexOf(bytes),
  };
}

/** Bytes in hex, "F0 9F 91 8B". */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
}

/** The text of a token as the model reads it: where CRLF is read as LF, it does not see the CR. */
export function asRead(text: string, bytes: Uint8Array): string {
  return bytes.includes(0x0d) ? text : text.replaceAll("\r\n", "\n");
}

const SIGNS: Readonly<Record<string, string>> = {
  " ": "·",
  "\n": "↵",
  "\r": "␍",
  "\t": "⇥",
  "\u00a0": "⍽",
  "\ufeff": "[BOM]",
};

/** Characters that an eye cannot see, replaced by signs or by their code in brackets. */
export function visible(text: string): string {
  return text.replace(/[\p{C}\p{Z}]/gu, (character) => {
    const sign = SIGNS[character];
    if (sign !== undefined) return sign;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20) return String.fromCodePoint(0x2400 + code);
    if (code === 0x7f) return "␡";
    // Joiners and variation selectors inside an emoji are part of one visible sign.
    if (code === 0x200d && text.length > 1) return character;
    return `[${code.toString(16).toUpperCase().padStart(4, "0")}]`;
  });
}
