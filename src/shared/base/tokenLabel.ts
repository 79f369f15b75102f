import { inkParts } from "./ink";

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

/** The text that bytes are UTF-8 of; undefined where they are none. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  try {
    // The language's own decoder, which takes no part of a character.
    return decodeURIComponent(hexOf(bytes).replace(/\w\w ?/g, (byte) => `%${byte.trim()}`));
  } catch {
    return undefined;
  }
}

/**
 * The text of a token as the model reads it: where CRLF is read as LF, it does not see the CR. A
 * token that stands for no text, as one that a tokenizer adds does, is read as its name.
 */
export function asRead(text: string, bytes: Uint8Array): string {
  if (text === "") return textOfBytes(bytes) ?? "";
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

/**
 * Characters that an eye cannot see, replaced by signs or by their code in brackets. A mark without
 * its letter stands on a dotted circle, as in Unicode's own charts.
 */
export function visible(text: string): string {
  return inkParts(text)
    .map(({ text: part, kind }) => {
      if (kind === "ink") return part;
      return kind === "mark" ? `\u25cc${part}` : signOf(part);
    })
    .join("");
}

function signOf(character: string): string {
  const sign = SIGNS[character];
  if (sign !== undefined) return sign;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return "␡";
  return `[${codeOf(character)}]`;
}

/** A character's code point as Unicode writes it, at least four digits: "FE0F". */
export function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
