const BYTE_ORDER_MARK = 0xfeff;
const RETURNS = /\r\n?/g;

/**
 * A file's decoded text as everything here reads it: without byte order marks (an editor takes away
 * two), each CRLF and CR as LF, as Python's `open()` has it. That is what an editor shows of the
 * file, read with `tokenscope.lineEndings` as `lf`.
 * @param isStart whether the file starts here; parts of one begin behind an LF
 */
export function plainText(decoded: string, isStart = true): string {
  let from = 0;
  while (isStart && from < 2 && decoded.charCodeAt(from) === BYTE_ORDER_MARK) from++;
  const text = from === 0 ? decoded : decoded.slice(from);
  return text.includes("\r") ? text.replace(RETURNS, "\n") : text;
}

/** Characters as Python's `len` counts them: code points, a lone surrogate as one. */
export function characterCount(text: string): number {
  let pairs = 0;
  for (let at = 0; at < text.length; at++) {
    if ((text.charCodeAt(at) & 0xfc00) !== 0xd800) continue;
    if ((text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) pairs++;
  }
  return text.length - pairs;
}

/** The code unit at which the character `characters` starts. */
export function unitOfCharacter(text: string, characters: number): number {
  let at = 0;
  for (let count = 0; count < characters && at < text.length; count++) {
    const isPair =
      (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
    at += isPair ? 2 : 1;
  }
  return at;
}

/** How often a text stands in another, without overlaps. */
export function occurrences(text: string, sought: string): number {
  let count = 0;
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
    count++;
  }
  return count;
}
