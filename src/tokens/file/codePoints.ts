/** Of half a surrogate pair, the half. */
export function codePointAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 0xd800 || unit > 0xdfff ? unit : (text.codePointAt(at) ?? unit);
}

/** Whether a code unit is the second half of a surrogate pair. */
export function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/** Bytes of a character in UTF-8. */
export function utf8Size(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x1_0000 ? 3 : 4;
}

/** One of the bytes of a character in UTF-8. */
export function utf8Byte(codePoint: number, size: number, part: number): number {
  if (size === 1) return codePoint;
  const bits = (codePoint >> (6 * (size - 1 - part))) & 0x3f;
  if (part > 0) return 0x80 | bits;
  return ((0xf00 >> size) & 0xff) | (codePoint >> (6 * (size - 1)));
}
