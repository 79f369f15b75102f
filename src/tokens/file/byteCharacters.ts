import { utf8Of } from "../encode/pieceBytes";
import { CHARACTER_OF_BYTE } from "./byteAlphabet";

const known = new Map<string, string>();
const MOST_KNOWN = 50_000;

/** A character's bytes of UTF-8, each as the character that stands for it in GPT-2's alphabet. */
export function byteCharacters(character: string): string {
  if (character.length === 1 && character <= "\x7f") {
    return CHARACTER_OF_BYTE[character.charCodeAt(0)] as string;
  }
  const found = known.get(character);
  if (found !== undefined) return found;
  const made = Array.from(utf8Of(character), (byte) => CHARACTER_OF_BYTE[byte]).join("");
  if (known.size < MOST_KNOWN) known.set(character, made);
  return made;
}
