/** Bytes at a file's start by which VS Code judges what it is. */
const SNIFFED = 512;
const BYTE_ORDER_MARK = "\ufeff";
const LINE_END = /\r\n|\r|\n/g;

/**
 * Whether VS Code takes bytes for UTF-8 where its settings name nothing else: they are not marked
 * as UTF-16, and no zero byte near the start makes them UTF-16 or no text at all.
 */
export function seemsUtf8(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return !isMarked && !hasZeroNearStart(bytes);
}

/** Whether bytes are no text, unless they are UTF-16. */
export function hasZeroNearStart(bytes: Uint8Array): boolean {
  return bytes.subarray(0, SNIFFED).includes(0);
}

/** The text that an editor shows for UTF-8: U+FFFD stands for what is none. */
export function utf8Text(bytes: Uint8Array): string {
  return shownText(new TextDecoder().decode(bytes));
}

/**
 * The text that an editor shows for a file's decoded bytes: with one kind of line end, the one that
 * most lines have, and without a byte order mark. Decoding takes one away already; the editor takes
 * away a second one.
 */
export function shownText(decoded: string): string {
  return oneLineEnd(decoded.startsWith(BYTE_ORDER_MARK) ? decoded.slice(1) : decoded);
}

function oneLineEnd(text: string): string {
  if (!text.includes("\r")) return text;
  const returns = countOf(text, "\r");
  const pairs = countOf(text, "\r\n");
  const all = returns + countOf(text, "\n") - pairs;
  if (pairs === all) return text;
  return text.replace(LINE_END, 2 * returns > all ? "\r\n" : "\n");
}

function countOf(text: string, sought: string): number {
  let count = 0;
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) count++;
  return count;
}
