import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { lastCut } from "../../../src/dataset/texts/partCuts";
import { plainText } from "../../../src/dataset/texts/plainText";
import { readText } from "../../../src/tokens/document/lineEndings";
import { utf8Text } from "../../../src/text/fileText";
import type { BytePairEncoding } from "../../../src/shared/values/tokens";
import { cli } from "../../support/builtCli";
import { HARD_TEXTS, randomText } from "../../support/hardText";
import { oracle } from "../../support/oracle";
import { plainIds } from "../../support/plainSets";
import { seeded } from "../../support/random";
import { times } from "../../support/thoroughness";

const ENCODINGS: readonly BytePairEncoding[] = ["gpt2", "cl100k_base", "o200k_base"];

/** Mixed text of about so many bytes, in UTF-8. */
function mixedText(bytes: number, seed: number): Buffer {
  const random = seeded(seed);
  const parts: string[] = [];
  for (let length = 0; length < bytes;) {
    const part = `${randomText(random, 200)}\n\n  中文的文本。\r\nword ${random(1000)} the end\n`;
    parts.push(part);
    length += Buffer.byteLength(part);
  }
  return Buffer.from(parts.join(""));
}

describe("A text that is encoded in parts", () => {
  it("has the tokens of the whole, wherever it is cut", () => {
    const seed = Date.now() % 1_000_000;
    const random = seeded(seed);
    for (let round = 0; round < times(60); round++) {
      const bytes = Buffer.from(`${randomText(random, 80)}\n${randomText(random, 80)}`);
      const text = bytes.toString("utf8");
      const cut = lastCut(bytes.subarray(0, 1 + random(bytes.length)));
      if (cut === 0) continue;
      const units = bytes.toString("utf8", 0, cut).length;
      for (const encoding of ENCODINGS) {
        const whole = oracle(text, "text", encoding);
        // The first part sees what follows, so its tokens are those before the cut.
        const behind = oracle(text.slice(units), "text", encoding);
        const tail = whole.slice(whole.length - behind.length);
        assert.deepEqual(tail, behind, `seed ${seed}, round ${round}, ${encoding}`);
      }
    }
  });

  it("is cut nowhere else than behind a line end or before a blank, and before a word", () => {
    for (const text of ["", "no place", "a\n/b", "a\n b", "a\u00a0b", "\n", "a b\n\n"]) {
      const bytes = Buffer.from(text);
      const cut = lastCut(bytes);
      if (cut > 0) assert.match(bytes.toString("utf8", cut), /^ [a-z]/);
    }
    assert.equal(lastCut(Buffer.from("one\n\ntwo three")), 5);
    assert.equal(lastCut(Buffer.from("one two  three")), 3);
  });

  it("gives the ids of the whole file, by all threads", async () => {
    const path = join(freshFolder("long"), "long.txt");
    const bytes = mixedText(2_600_000, 5);
    writeFileSync(path, bytes);
    const output = `${path}.bin`;
    const args = ["encode", "--special", "text", "--output", output, "--threads", "3", path];
    const { code, stderr } = await cli(args);
    assert.equal(code, 0, stderr);
    const ids = plainIds(readFileSync(output), 2);
    const right = oracle(bytes.toString("utf8").replace(/\r\n?/g, "\n"), "text");
    assert.equal(ids.length, right.length);
    const wrong = ids.findIndex((id, at) => id !== right[at]);
    assert.equal(wrong, -1, `token ${wrong}`);
  });

  it("without a place to cut is read whole, or left out with what can be done", async () => {
    const folder = freshFolder("long");
    const path = join(folder, "run.txt");
    writeFileSync(path, "a".repeat(3_000_000));
    const { code, stdout } = await cli(["count", path]);
    assert.equal(code, 0);
    const one = oracle("a".repeat(3_000), "text").length;
    assert.ok(Math.abs(parseInt(stdout, 10) - one * 1000) < 1000, stdout);
  });
});

describe("A file's text", () => {
  it("is what an editor shows of it, with CRLF as LF", () => {
    const texts = [...HARD_TEXTS, "\ufeff\ufeffa\rb\r\nc\n", "a\r\r\n", "\r", "only\rold\r"];
    for (const text of texts) {
      const bytes = Buffer.from(text);
      const shown = readText(utf8Text(bytes), "lf").text;
      assert.equal(plainText(bytes.toString("utf8")), shown, JSON.stringify(text));
    }
  });
});
