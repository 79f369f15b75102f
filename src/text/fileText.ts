/** Bytes at a file's start that tell whether it is text, as VS Code judges it. */
const SNIFFED = 512;
const LINE_END = /\r\n|\r|\n/g;

/**
 * The text that VS Code shows for a file's bytes: without a byte order mark, with U+FFFD for what
 * is no UTF-8, and with one kind of line end. Undefined for a binary file.
 */
export function fileText(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  return encoding && oneLineEnd(new TextDecoder(encoding).decode(bytes));
}

/** A file is binary when there is a zero byte near its start, unless these are halves of UTF-16. */
function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const start = bytes.subarray(0, SNIFFED);
  if (!start.includes(0)) return "utf-8";
  const everyOther = (zeros: number): boolean =>
    start.every((byte, at) => (byte === 0) === (at % 2 === zeros));
  if (everyOther(1)) return "utf-16le";
  return everyOther(0) ? "utf-16be" : undefined;
}

/** The editor gives a text whose line ends are mixed the kind that most of them have. */
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
