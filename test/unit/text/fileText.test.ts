import assert from "node:assert/strict";
import { seemsUtf8, shownText, utf8Text } from "../../../src/text/fileText";

describe("A file's bytes", () => {
  const seems = (bytes: Uint8Array | string): boolean => seemsUtf8(Buffer.from(bytes as string));

  it("seem UTF-8 unless a zero byte is near the start", () => {
    assert.equal(seems(""), true);
    assert.equal(seems("\ufeffnaïve"), true);
    assert.equal(seems(Buffer.from([0x61, 0xff, 0xc3])), true);
    assert.equal(seems(Buffer.from([0x89, 0x50, 0, 0, 1])), false);
    assert.equal(seems(`${"a".repeat(511)}\0`), false);
    assert.equal(seems(`${"a".repeat(512)}\0`), true);
  });

  it("do not seem UTF-8 with a mark of UTF-16", () => {
    const marked = Buffer.from("\ufeff“”", "utf16le");
    assert.equal(seems(marked), false);
    assert.equal(seems(marked.swap16()), false);
    assert.equal(seems(Buffer.from([0xff])), true);
  });
});

describe("The text that an editor shows", () => {
  it("has U+FFFD for what is no UTF-8, and no byte order mark, nor a second one", () => {
    const check = (bytes: Uint8Array | string, text: string): void =>
      assert.equal(utf8Text(Buffer.from(bytes as string)), text);
    check(Buffer.from([0x61, 0xff, 0xc3, 0x62]), "a\ufffd\ufffdb");
    check("\ufeffone", "one");
    check("\ufeff\ufeffone", "one");
    check("\ufeff\ufeff\ufeffone\ufeff", "\ufeffone\ufeff");
    check("", "");
  });

  it("has one kind of line end, the one that most lines have", () => {
    const check = (decoded: string, text: string): void => assert.equal(shownText(decoded), text);
    check("a\r\nb\r\nc", "a\r\nb\r\nc");
    check("a\r\nb\nc\nd", "a\nb\nc\nd");
    check("a\r\nb\r\nc\nd", "a\r\nb\r\nc\r\nd");
    check("a\rb", "a\r\nb");
    check("a\rb\nc", "a\nb\nc");
    check("a\n\rb\r", "a\r\n\r\nb\r\n");
  });
});
