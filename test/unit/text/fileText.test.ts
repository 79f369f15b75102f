import assert from "node:assert/strict";
import { fileText } from "../../../src/text/fileText";

describe("A file's bytes as text", () => {
  const check = (bytes: Uint8Array | string, text: string | undefined): void =>
    assert.equal(fileText(Buffer.from(bytes as string)), text);

  it("lose their byte order mark, and show what is no UTF-8 as U+FFFD", () => {
    check("\ufeffone", "one");
    check(Buffer.from([0x61, 0xff, 0xc3, 0x62]), "a\ufffd\ufffdb");
    check("", "");
  });

  it("are none where there is a zero byte near the start", () => {
    check(Buffer.from([0x89, 0x50, 0, 0, 1]), undefined);
    check(`${"a".repeat(600)}\0`, `${"a".repeat(600)}\0`);
  });

  it("are UTF-16 with its mark, or where every other byte near the start is zero", () => {
    check(Buffer.from("\ufeffone", "utf16le"), "one");
    check(Buffer.from("\ufeffone", "utf16le").swap16(), "one");
    check(Buffer.from("one", "utf16le"), "one");
    check(Buffer.from("one", "utf16le").swap16(), "one");
  });

  it("get one kind of line end, the one that most have", () => {
    check("a\r\nb\r\nc", "a\r\nb\r\nc");
    check("a\r\nb\nc\nd", "a\nb\nc\nd");
    check("a\r\nb\r\nc\nd", "a\r\nb\r\nc\r\nd");
    check("a\rb", "a\r\nb");
    check("a\rb\nc", "a\nb\nc");
  });
});
