/** How line ends are read: CRLF as the one character LF, as Python's `open()` does, or as it is. */
export type LineEndings = "lf" | "asIs";

/** A text as the tokenizer reads it, and the way back to the places of the text as it is. */
export interface ReadText {
  readonly text: string;
  /** Places in `text` of the line feeds that stand for two code units, rising. */
  readonly pairs: Uint32Array | undefined;
}

const CRLF = "\r\n";

export function readText(text: string, lineEndings: LineEndings): ReadText {
  if (lineEndings === "asIs" || !text.includes(CRLF)) return { text, pairs: undefined };
  const lines = text.split(CRLF);
  const pairs = new Uint32Array(lines.length - 1);
  let at = 0;
  for (let line = 0; line < pairs.length; line++) {
    at += (lines[line] as string).length;
    pairs[line] = at++;
  }
  return { text: lines.join("\n"), pairs };
}

/** Walks from places in the read text, asked in rising order, to places in the text as it is. */
export class WayBack {
  private passed = 0;

  constructor(private readonly pairs: Uint32Array | undefined) {}

  /** The place as it is of a place in the read text that is no less than the one asked before. */
  to(place: number): number {
    const { pairs } = this;
    if (pairs === undefined) return place;
    while (this.passed < pairs.length && (pairs[this.passed] as number) < place) this.passed++;
    return place + this.passed;
  }
}
