import { shownText } from "../../text/fileText";
import type { LineEndings } from "../../tokens/document/lineEndings";
import { pythonCodec } from "./pythonCodecs";

/** How Python's `open` reads a file as an editor shows it. */
export interface FileReading {
  readonly codec: string;
  readonly errors?: "replace" | "surrogatepass";
  /** As Python reads them, "\n"; as they lie in the file; or each of them as CRLF. */
  readonly lineEnds: "lf" | "raw" | "crlf";
  /** A byte order mark is left after the one that decoding takes away. */
  readonly hasSecondMark: boolean;
}

/** A file as VS Code decodes and encodes it. */
export interface DecodedFile {
  readonly bytes: Uint8Array;
  /** As VS Code names it. */
  readonly encoding: string;
  /** The bytes' text, with line ends as they are and without one byte order mark. */
  readonly text: string;
  /** What VS Code writes for that text; asked for where the encoding is not Unicode. */
  readonly encoded?: Uint8Array;
}

const MARK = "\ufeff";
const REPLACEMENT = "\ufffd";

/** Undefined where Python has no codec that reads the same text. */
export function fileReading(file: DecodedFile, lineEndings: LineEndings): FileReading | undefined {
  const codec = unicodeCodec(file) ?? otherCodec(file);
  if (codec === undefined) return undefined;
  const { text } = file;
  const hasSecondMark = text.startsWith(MARK);
  return { ...codec, hasSecondMark, lineEnds: lineEndsOf(text, lineEndings) };
}

/** Whether VS Code's encoding is one of Unicode, for which Python's codec needs no comparison. */
export function isUnicode(encoding: string): boolean {
  return /^utf(8|8bom|16le|16be)$/.test(encoding);
}

type Codec = Pick<FileReading, "codec" | "errors">;

function unicodeCodec({ bytes, encoding, text }: DecodedFile): Codec | undefined {
  const startsWith = (...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte);
  if (encoding === "utf8" || encoding === "utf8bom") {
    return {
      codec: startsWith(0xef, 0xbb, 0xbf) ? "utf-8-sig" : "utf-8",
      ...(text.includes(REPLACEMENT) && { errors: "replace" }),
    };
  }
  // Python refuses half a character, which VS Code leaves out.
  if (!isUnicode(encoding) || bytes.length % 2 === 1) return undefined;
  const isLittle = encoding === "utf16le";
  const isMarked = isLittle ? startsWith(0xff, 0xfe) : startsWith(0xfe, 0xff);
  return {
    codec: isMarked ? "utf-16" : isLittle ? "utf-16-le" : "utf-16-be",
    ...(/\p{Cs}/u.test(text) && { errors: "surrogatepass" }),
  };
}

/** Only what VS Code would write itself is sure to be read alike. */
function otherCodec({ bytes, encoding, text, encoded }: DecodedFile): Codec | undefined {
  const codec = pythonCodec(encoding);
  if (codec === undefined || text.includes(REPLACEMENT)) return undefined;
  if (codec.differs?.test(text) === true) return undefined;
  return encoded !== undefined && isSame(bytes, encoded) ? { codec: codec.name } : undefined;
}

function lineEndsOf(text: string, lineEndings: LineEndings): FileReading["lineEnds"] {
  if (lineEndings === "lf") return "lf";
  const shown = shownText(text);
  if (shown === (text.startsWith(MARK) ? text.slice(1) : text)) return "raw";
  return shown.includes("\r\n") ? "crlf" : "lf";
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
