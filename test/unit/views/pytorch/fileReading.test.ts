import assert from "node:assert/strict";
import { fileReading, type FileReading } from "../../../../src/views/pytorch/fileReading";

const utf8 = (text: string): Buffer => Buffer.from(text);
const utf16 = (text: string): Buffer => Buffer.from(text, "utf16le");
const PLAIN: FileReading = { codec: "utf-8", hasSecondMark: false, lineEnds: "lf" };

describe("A file is read by Python", () => {
  const check = (
    bytes: Buffer,
    encoding: string,
    text: string,
    reading: Partial<FileReading> | undefined,
    lineEndings: "lf" | "asIs" = "lf",
    encoded = bytes,
  ): void => {
    assert.deepEqual(
      fileReading({ bytes, encoding, text, encoded }, lineEndings),
      reading && { ...PLAIN, ...reading },
    );
  };

  it("with its byte order mark, and a second one taken away", () => {
    check(utf8("one"), "utf8", "one", {});
    check(utf8("one"), "utf8bom", "one", {});
    check(utf8("\ufeffone"), "utf8", "one", { codec: "utf-8-sig" });
    check(utf8("\ufeffone"), "utf8bom", "one", { codec: "utf-8-sig" });
    check(utf8("\ufeff\ufeffone"), "utf8bom", "\ufeffone", {
      codec: "utf-8-sig",
      hasSecondMark: true,
    });
    check(utf16("\ufeffone"), "utf16le", "one", { codec: "utf-16" });
    check(utf16("\ufeffone").swap16(), "utf16be", "one", { codec: "utf-16" });
    check(utf16("one"), "utf16le", "one", { codec: "utf-16-le" });
    check(utf16("one").swap16(), "utf16be", "one", { codec: "utf-16-be" });
    // The mark of the other order is a character.
    check(utf16("\ufffeone"), "utf16le", "\ufffeone", { codec: "utf-16-le" });
  });

  it("with what is no Unicode as VS Code has it, or not at all", () => {
    check(Buffer.from([0x61, 0xff]), "utf8", "a\ufffd", { errors: "replace" });
    check(utf16("\ud800a"), "utf16le", "\ud800a", { codec: "utf-16-le", errors: "surrogatepass" });
    check(utf16("ab").subarray(0, 3), "utf16le", "a", undefined);
  });

  it("with line ends as the editor shows them where they count as they are", () => {
    const ends = (raw: string, lineEnds: FileReading["lineEnds"]): void => {
      check(utf8(raw), "utf8", raw, { lineEnds }, "asIs");
      check(utf8(raw), "utf8", raw, {}, "lf");
    };
    ends("one\r\ntwo\r\n", "raw");
    ends("one\ntwo", "raw");
    ends("one\rtwo", "crlf");
    ends("one\r\ntwo\r\nthree\n", "crlf");
    ends("one\ntwo\nthree\r\n", "lf");
    check(
      utf8("\ufeff\ufeffa\r\n"),
      "utf8bom",
      "\ufeffa\r\n",
      { codec: "utf-8-sig", hasSecondMark: true, lineEnds: "raw" },
      "asIs",
    );
  });

  it("in another encoding only where that is sure to give the same text", () => {
    const bytes = Buffer.from([0x82, 0xa0]);
    check(bytes, "shiftjis", "あ", { codec: "cp932" });
    // VS Code would write other bytes for it.
    check(bytes, "shiftjis", "あ", undefined, "lf", Buffer.from([0x82]));
    check(bytes, "shiftjis", "\ufffd", undefined);
    check(bytes, "gbk", "€", undefined);
    check(bytes, "gbk", "亗\u3000", { codec: "gb18030" });
    check(bytes, "eucjp", "①", undefined);
    check(bytes, "big5hkscs", "\u{20a8a}", undefined);
    check(bytes, "macroman", "π", { codec: "mac-roman" });
    check(bytes, "macroman", "\u00a4", undefined);
    check(bytes, "somethingelse", "a", undefined);
  });
});
