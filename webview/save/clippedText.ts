/** Widths of a character in a share of the font's size, about: a file's reader has its own fonts. */
const NARROW = 0.61;
const WIDE = 1.05;
/** From here on scripts and signs are as wide as high, most of them. */
const FIRST_WIDE = 0x1100;

function widthOf(character: string): number {
  return (character.codePointAt(0) ?? 0) < FIRST_WIDE ? NARROW : WIDE;
}

/** About how wide a text is. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += widthOf(character) * size;
  return width;
}

/** The text, or as much of its beginning as fits, with "…" for the rest. */
export function clippedText(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  let width = textWidth("…", size);
  let kept = "";
  for (const character of text) {
    width += widthOf(character) * size;
    if (width > room) break;
    kept += character;
  }
  return `${kept}…`;
}
