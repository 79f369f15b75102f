/** Widths of a character in a share of the font's size, about: a file's reader has its own fonts. */
const NARROW = { "sans-serif": 0.5, bold: 0.6, monospace: 0.61 };
const WIDE = 1.05;
/** From here on scripts and signs are as wide as high, most of them. */
const FIRST_WIDE = 0x1100;

type Font = keyof typeof NARROW;

function widthOf(character: string, font: Font): number {
  return (character.codePointAt(0) ?? 0) < FIRST_WIDE ? NARROW[font] : WIDE;
}

/** About how wide a text is. */
export function textWidth(text: string, size: number, font: Font = "sans-serif"): number {
  let width = 0;
  for (const character of text) width += widthOf(character, font) * size;
  return width;
}

/** The text, or as much of its beginning as fits, with "…" for the rest. */
export function clippedText(
  text: string,
  size: number,
  room: number,
  font: Font = "sans-serif",
): string {
  if (textWidth(text, size, font) <= room) return text;
  let width = textWidth("…", size, font);
  let kept = "";
  for (const character of text) {
    width += widthOf(character, font) * size;
    if (width > room) break;
    kept += character;
  }
  return `${kept}…`;
}
