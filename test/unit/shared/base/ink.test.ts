import assert from "node:assert/strict";
import { byteLabel } from "../../../../src/shared/values/byteLabel";
import { inkParts } from "../../../../src/shared/base/ink";
import { tokenLabel, visible } from "../../../../src/shared/base/tokenLabel";
import type { TokenSlice } from "../../../../src/shared/values/tokens";
import { tokenFacts } from "../../../../src/views/hover/tokenFacts";
import { describe as tooltip, tokenView } from "../../../../webview/feeds/tokenView";
import { seeded } from "../../../support/random";

/** Unicode's own word on what a font may leave out, and what else has no ink, by its names. */
const WITHOUT_INK =
  /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zs}\p{Zl}\p{Zp}\u{16fe4}\u2800\ufffc\u180e\u{13441}\u{13442}\u{1d159}]/u;
/** What may be part of an emoji that is seen. */
const IN_EMOJI = /\u200d|\ufe0e|\ufe0f/;
const CIRCLE = "\u25cc";
const SIGN_OR_CODE = /^(\[[0-9A-F]{4,6}\]|\[BOM\]|[·↵␍⇥⍽\u2400-\u2421])$/;
const MARK = /\p{M}/u;

function sliceOf(text: string): TokenSlice {
  const bytes = new TextEncoder().encode(text);
  return {
    version: 1,
    first: 0,
    ids: Uint32Array.of(7),
    starts: Uint32Array.of(0),
    ends: Uint32Array.of(text.length),
    bytes,
    byteStarts: Uint32Array.of(0, bytes.length),
    part: Uint8Array.of(0),
    parts: Uint8Array.of(0),
    text,
  };
}

/** The token's text on each surface that shows one. */
const SURFACES: Readonly<Record<string, (text: string) => string>> = {
  "a cell, a picture's label": (text) => tokenView(sliceOf(text), 0).text,
  "the line beneath, a tooltip": (text) => tokenView(sliceOf(text), 0).quoted.slice(1, -1),
  "the ear": (text) => tokenView(sliceOf(text), 0).spoken,
  "a hover's heading": (text) =>
    /^\*\*`+(.*?)`+\*\*/s.exec(
      tokenFacts(sliceOf(text), 0, { encoding: "gpt2", tokenCount: 1 }).heading,
    )![1]!,
  "a row of neighbours, a merge": (text) => byteLabel(new TextEncoder().encode(text)),
};

describe("A character without ink", () => {
  it("is never a label as it is, of all code points", () => {
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code);
      const label = visible(character);
      const isRight = WITHOUT_INK.test(character)
        ? !label.includes(character) && SIGN_OR_CODE.test(label)
        : !MARK.test(character) || label.startsWith("[") || label === CIRCLE + character;
      // A sentence for each of a million would take longer than the labels.
      if (!isRight) assert.fail(`U+${code.toString(16)}: ${JSON.stringify(label)}`);
    }
  });

  for (const [name, labelOf] of Object.entries(SURFACES)) {
    it(`is told by its code or sign for ${name}`, () => {
      for (const character of "\ufe0f\u3164\u115f\u1160\uffa0\u2800\u180e\u034f\u17b4\u{e0100}\ufffc") {
        const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
        for (const text of [character, `a${character}`, `${character}b`, character.repeat(2)]) {
          const label = labelOf(text);
          assert.ok(!label.includes(character), JSON.stringify(label));
          assert.ok(label.includes(code), JSON.stringify(label));
        }
      }
    });
  }

  it("is never bare within random texts, but for an emoji's own joiners and selectors", () => {
    const seed = 20_261_128;
    const random = seeded(seed);
    const pool = [
      ..."a ❤😀👩🏽1é",
      ..."\ufe0f\ufe0e\u200d\u200b\u3164\u2800\u0301\u20e3\u{e0067}\u{e0100}",
    ];
    for (let round = 0; round < 20_000; round++) {
      const text = Array.from({ length: 1 + random(7) }, () => pool[random(pool.length)]).join("");
      const parts = inkParts(text);
      const told = `seed ${seed}, round ${round}: ${JSON.stringify(text)}`;
      assert.equal(parts.map((part) => part.text).join(""), text, told);
      for (const { text: part, kind } of parts) {
        if (kind !== "ink") continue;
        const bare = [...part].filter((each) => WITHOUT_INK.test(each) && !IN_EMOJI.test(each));
        assert.deepEqual(bare, [], told);
        assert.doesNotMatch(part, /^(\u200d|\p{M})/u, told);
        assert.doesNotMatch(part, /(\u200d|\ufe0e|\ufe0f){3}|\u200d$/u, told);
      }
    }
  });

  it("stays inside an emoji, which is one sign", () => {
    for (const emoji of ["❤️", "👨‍👩‍👧‍👦", "🏳️‍🌈", "👋🏽", "1️⃣", "👩🏽‍⚕️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇺🇳"]) {
      assert.equal(visible(emoji), emoji);
      assert.equal(visible(` ${emoji}`), `·${emoji}`);
    }
    assert.equal(visible("a\ufe0f"), "a[FE0F]");
    assert.equal(visible("👨\u200d"), "👨[200D]");
    assert.equal(visible("می\u200cخواهم"), "می[200C]خواهم");
  });

  it("does not hide a text written in tags or selectors behind an emoji", () => {
    assert.equal(visible("😀\u{e0068}\u{e0069}"), "😀[E0068][E0069]");
    assert.equal(visible("🏴\u{e0068}\u{e007f}"), "🏴[E0068][E007F]");
    assert.equal(visible("😀\ufe0f\ufe01\u{e0158}"), "😀️[FE01][E0158]");
  });

  it("is not a mark on a letter; a mark without one stands on a dotted circle", () => {
    assert.equal(visible("e\u0301"), "e\u0301");
    assert.equal(visible("\u0301\u0302"), `${CIRCLE}\u0301\u0302`);
    assert.equal(visible(" \u0301"), `·${CIRCLE}\u0301`);
    assert.equal(visible("\u200d\u093e"), `[200D]${CIRCLE}\u093e`);
    const { text } = tokenLabel("\u20e3", Uint8Array.of(0xe2, 0x83, 0xa3), 0, 0);
    assert.equal(text, `${CIRCLE}\u20e3`);
    assert.match(tooltip(tokenView(sliceOf("\u0301"), 0)), /^'◌\u0301'/);
  });
});
