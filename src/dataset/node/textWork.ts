import { InvariantError } from "../../shared/base/invariantError";
import type { TokenEncoder } from "../../tokens/encode/tokenEncoder";
import { fieldOfLine } from "../texts/jsonLine";
import { TAIL_BYTES } from "../texts/partCuts";
import { plainText } from "../texts/plainText";
import type { TextReading, TextResult, TextTask, TextUnit } from "../texts/textUnits";
import { textOf, utf8Of } from "./decodedText";
import { FileProblem, readRange, readWhole } from "./readBytes";
import { TextEncoding } from "./textEncoding";

/** Bytes of a document that is not read in parts: what a string and its tokens can be at a time. */
export const MOST_WHOLE_BYTES = 64 * 2 ** 20;
const LF = 0x0a;

/** What a thread does with a unit of texts. @param encoder undefined where no tokens are wanted */
export function workOn(
  { unit, cut }: TextTask,
  encoder: TokenEncoder | undefined,
  reading: TextReading,
): TextResult {
  const encoding = new TextEncoding(encoder, reading, cut);
  switch (unit.kind) {
    case "files":
      for (const path of unit.paths) addFile(path, encoding);
      break;
    case "part":
      addPart(unit, encoding);
      break;
    case "lines":
      addLines(unit, encoding);
      break;
    case "texts":
      for (const text of unit.texts) addText(text, encoding);
      break;
  }
  return encoding.result();
}

function addFile(path: string, encoding: TextEncoding): void {
  try {
    const decoded = textOf(readWhole(path, MOST_WHOLE_BYTES));
    if (decoded === undefined) encoding.leaveOut("binary");
    else {
      const text = plainText(decoded.text);
      if (text === "") encoding.leaveOut("empty");
      else encoding.add(text, decoded.isReplaced);
    }
  } catch (error) {
    leaveOut(error, encoding);
  }
}

function addPart(
  { path, from, to, goesOn }: TextUnit & { kind: "part" },
  encoding: TextEncoding,
): void {
  try {
    const seen = readRange(path, from, goesOn ? to + TAIL_BYTES : to);
    // What was cut off is not silently shorter.
    if (seen.length < to - from || (goesOn && seen.length === to - from)) {
      throw new FileProblem("changed", "");
    }
    const { text, isReplaced } = utf8Of(seen.subarray(0, to - from));
    const tail = utf8Of(wholeCharacters(seen.subarray(to - from))).text;
    encoding.add(plainText(text, from === 0), isReplaced, plainText(tail, false));
  } catch (error) {
    leaveOut(error, encoding);
  }
}

/** Bytes without those at the end that begin a character which goes on. */
function wholeCharacters(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && end > bytes.length - 4 && ((bytes[end - 1] as number) & 0xc0) === 0x80) end--;
  return end > 0 && (bytes[end - 1] as number) >= 0xc0 ? bytes.subarray(0, end - 1) : bytes;
}

function addLines(
  { path, from, to, field, every, rest }: TextUnit & { kind: "lines" },
  encoding: TextEncoding,
): void {
  let bytes: Buffer;
  try {
    bytes = readRange(path, from, to);
    if (bytes.length < to - from) throw new FileProblem("changed", "");
  } catch (error) {
    // The lines are counted, but nobody knows what they hold.
    leaveOut(error, encoding);
    return;
  }
  let number = 0;
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf(LF, at);
    const end = lineEnd < 0 ? bytes.length : lineEnd;
    const line = bytes.subarray(at, end);
    at = end + 1;
    if (isBlank(line)) continue;
    if (number++ % every !== rest) continue;
    const { text, isReplaced } = utf8Of(line);
    const found = fieldOfLine(from === 0 ? plainText(text) : text, field);
    if (!("text" in found)) encoding.leaveOut(found.reason, found.detail);
    else if (found.text === "") encoding.leaveOut("empty");
    else encoding.add(found.text, isReplaced);
  }
}

/** Whether a line of JSON lines holds nothing. */
export function isBlank(line: Uint8Array): boolean {
  for (const byte of line) {
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  }
  return true;
}

function addText(text: string | null, encoding: TextEncoding): void {
  if (text === null) encoding.leaveOut("noField");
  else if (text === "") encoding.leaveOut("empty");
  else encoding.add(text, false);
}

function leaveOut(error: unknown, encoding: TextEncoding): void {
  if (error instanceof InvariantError || !(error instanceof FileProblem)) throw error;
  encoding.leaveOut(error.reason, error.message);
}
