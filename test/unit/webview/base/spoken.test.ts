import assert from "node:assert/strict";
import { spokenText } from "../../../../webview/base/spokenText";
import { tokenView } from "../../../../webview/feeds/tokenView";

describe("A token for the ear", () => {
  it("has its white space named, and counted where it repeats", () => {
    const cases: Readonly<Record<string, string>> = {
      " the": "space the",
      "    ": "4 times space",
      "\r\n": "carriage return line end",
      "\n\n": "2 times line end",
      "\t\u00a0\u200b\ufeff": "tab no-break space zero-width space byte order mark",
      "\u0085\u0000\u202f": "U+0085 U+0000 U+202F",
      "👩\u200d👧": "👩\u200d👧",
      "\ud83d": "U+D83D",
      the: "the",
    };
    for (const [text, expected] of Object.entries(cases)) assert.equal(spokenText(text), expected);
  });
  it("does not have the CR that the model does not see", () => {
    const slice = {
      version: 1,
      first: 4,
      ids: Uint32Array.of(198),
      starts: Uint32Array.of(10),
      ends: Uint32Array.of(12),
      bytes: Uint8Array.of(0x0a),
      byteStarts: Uint32Array.of(0, 1),
      part: Uint8Array.of(0),
      parts: Uint8Array.of(0),
      text: "\r\n",
    };
    const { text, quoted, spoken: heard, start, end } = tokenView(slice, 4);
    assert.deepEqual([text, quoted, heard, start, end], ["↵", "'↵'", "line end", 10, 12]);
  });
});
