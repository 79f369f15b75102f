/** What is not seen, moves what stands beside it, or may be lost on the way through a clipboard. */
const HIDDEN = /(?! )[\p{C}\p{Z}]/gu;

/** A string of Python on one line. Lone surrogates are written as such, as JSON does. */
export function pythonString(text: string): string {
  // A string of JSON is one of Python too, but for pairs of surrogates that are escaped.
  return JSON.stringify(text).replace(HIDDEN, escapeCharacter);
}

/** A string of Python with a line for each of its own. */
export function pythonLines(text: string): string[] {
  const lines = text.split(/(?<=\n)/);
  if (lines.length === 1) return [pythonString(text)];
  return ["(", ...lines.map((line) => `    ${pythonString(line)}`), ")"];
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const [letter, digits] = code > 0xffff ? ["U", 8] : (["u", 4] as const);
  return `\\${letter}${code.toString(16).padStart(digits, "0")}`;
}
