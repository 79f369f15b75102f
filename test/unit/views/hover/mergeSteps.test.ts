import assert from "node:assert/strict";
import type { BytePairEncoding } from "../../../../src/shared/values/tokens";
import { tokenMerges } from "../../../../src/tokens/queries/merges";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { mergeSteps } from "../../../../src/views/hover/mergeSteps";
import { encoderOf } from "../../../support/vocabulary";

describe("The merges in a hover", () => {
  it("stand in order, with ids and ranks, and the hovered token set off", () => {
    assert.deepEqual(shown(" Gisburn", 1), [
      "The piece `·Gisburn` is merged to 3 tokens: `·G` `is` `burn`",
      [
        "| \u00a0\u00a0step | merged\u00a0\u00a0 | gives\u00a0\u00a0 | \u00a0\u00a0id | \u00a0\u00a0rank |",
        "| --: | :-- | :-- | --: | --: |",
        "| 1 | `i` + `s` | `is` | **271** | 15 |",
        "| 2 | `u` + `r` | `ur` | 333 | 77 |",
        "| 3 | `·` + `G` | `·G` | 402 | 146 |",
        "| 4 | `ur` + `n` | `urn` | 700 | 444 |",
        "| 5 | `b` + `urn` | `burn` | 10899 | 10643 |",
      ].join("\n"),
    ]);
  });

  it("have one column for id and rank where they are the same", () => {
    const [, table = ""] = shown(" the", 0, "cl100k_base");
    assert.match(table, /^\|\s+step \| merged\s+\| gives\s+\|\s+id \|\n/);
  });

  it("show parts of a character as bytes, and bars as they are", () => {
    const [sentence, table = ""] = shown("👋", 1);
    assert.equal(sentence, "The piece `👋` is merged to 2 tokens: `F0 9F 91` `8B`");
    assert.match(table, /`F0` \+ `9F` \| `F0 9F` \| 8582 \|/);
    assert.match(
      shown("||", 0)[1] ?? "",
      /\| 1 \| `\\\|` \+ `\\\|` \| `\\\|\\\|` \| \*\*15886\*\* \|/,
    );
  });

  it("are none for a byte, a piece that stays bytes, and a special token", () => {
    assert.deepEqual(shown("a", 0), ["The piece `a` is one byte: nothing is merged."]);
    const none = "The piece `𠀀` stays single bytes: no merge joins any of them.";
    assert.deepEqual(shown("𠀀", 1), [none]);
    assert.match(shown("<|endoftext|>", 0).join(""), /^A special token: .*nothing is merged/);
    assert.deepEqual(shown("", 0), []);
  });

  it("are those that lead to the token alone where there are many, which is said", () => {
    const parts = shown("antidisestablishmentarianism", 1);
    assert.match(parts[0] ?? "", /is merged to \d tokens: /);
    assert.match(parts.at(-1) ?? "", /^\d of the piece's \d+ merges: the last that lead to this/);
    // Steps are counted in the whole piece.
    assert.match(parts[1] ?? "", /\n\| (1[0-9]|2[0-9]) \|/);
    const long = shown("-".repeat(200), 0);
    assert.equal(long[0], "Its piece is long, so only this token's merges are listed.");
    assert.match(long.at(-1) ?? "", /^The last 10 of the token's \d+ merges\.$/);
    assert.equal(long[1]?.split("\n").length, 12);
  });
});

function shown(text: string, token: number, encoding: BytePairEncoding = "gpt2"): string[] {
  const reading = { specialTokens: "split", lineEndings: "lf" } as const;
  const document = TokenDocument.open(encoderOf(encoding), text, 1, reading);
  return mergeSteps(tokenMerges(document, token), encoding);
}
