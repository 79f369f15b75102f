import type { Ids } from "../rules/ids";
import type { SetFile } from "./setFile";
import type { SplitWriter } from "./splitWriter";

const START = ascii('{"input_ids":[');
const END = ascii("]}\n");
/** Digits of an id and a comma, at most. */
const MOST_DIGITS = 11;

/** JSON lines: an object with `input_ids` for each document. */
export class JsonlWriter implements SplitWriter {
  private tokens = 0;
  private documents = 0;
  /** Whether the line has ids already; undefined between two lines. */
  private hasIds: boolean | undefined;

  constructor(private readonly file: SetFile) {}

  append(ids: Ids): void {
    this.begin();
    if (ids.length === 0) return;
    this.file.append(digitsOf(ids, this.hasIds === true));
    this.tokens += ids.length;
    this.hasIds = true;
  }

  endDocument(): void {
    this.begin();
    this.file.append(END);
    this.documents++;
    this.hasIds = undefined;
  }

  finish(): void {
    const { tokens, documents } = this;
    this.file.close({ tokens, documents });
  }

  private begin(): void {
    if (this.hasIds !== undefined) return;
    this.file.append(START);
    this.hasIds = false;
  }
}

/** "5,12,3"; with a comma before where something stands there. */
function digitsOf(ids: Ids, goesOn: boolean): Uint8Array {
  const bytes = new Uint8Array(MOST_DIGITS * ids.length);
  let at = 0;
  for (let index = 0; index < ids.length; index++) {
    if (goesOn || index > 0) bytes[at++] = 0x2c;
    let rest = ids[index] as number;
    let end = at + 1;
    for (let left = rest; left >= 10; left = Math.floor(left / 10)) end++;
    for (let to = end - 1; to >= at; to--) {
      bytes[to] = 0x30 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    at = end;
  }
  return bytes.subarray(0, at);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
