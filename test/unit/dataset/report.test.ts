import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import type { SetReport } from "../../../src/dataset/report/setReport";
import { cli } from "../../support/builtCli";
import { oracle } from "../../support/oracle";
import { seeded } from "../../support/random";

/** Words in an order of a seed. */
function prose(seed: number, words: number): string[] {
  const random = seeded(seed);
  const all = "the a of and to in is it for was on are as with his they at be this from".split(" ");
  return Array.from({ length: words }, () => `${all[random(all.length)]!}${random(50)}`);
}

async function reportOf(files: Record<string, string | Uint8Array>, ...more: string[]) {
  const folder = freshFolder("report");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const args = ["build", "--dry-run", "--input", folder, ...more];
  const [json, text] = [await cli([...args, "--json"]), await cli(args)];
  assert.equal(json.code, 0, json.stderr);
  const { report } = JSON.parse(json.stdout) as { report: SetReport };
  return { report, markdown: text.stdout, folder };
}

describe("The report of a training set", () => {
  it("tells documents, characters, bytes and tokens, the longest and the shortest", async () => {
    const texts = {
      "a.txt": "short",
      "b.txt": "the longest 👋 one of all of them",
      "c.txt": "third one",
    };
    const { report, markdown, folder } = await reportOf(texts);
    const all = Object.values(texts);
    assert.equal(report.documents, 3);
    assert.equal(report.characters, [...all.join("")].length);
    assert.equal(report.bytes, Buffer.byteLength(all.join("")));
    assert.equal(report.tokens, oracle(all.join("\0"), "text").length - 2);
    assert.equal(report.longest?.name, `${folder}/b.txt`);
    assert.deepEqual(report.shortest, { name: `${folder}/a.txt`, tokens: 1 });
    assert.equal(
      report.lengths.reduce((sum, count) => sum + count, 0),
      3,
    );
    assert.match(markdown, /\| documents +\| 3 \|/);
    assert.match(markdown, /█/);
  });

  it("counts one of anything as one", async () => {
    const options = ["--max-length", "1", "--stride", "1", "--val-characters", "0.5"];
    const { markdown } = await reportOf({ "a.txt": "a<|endoftext|>\xe9" }, ...options);
    assert.match(markdown, /`<\|endoftext\|>` stands 1 time in 1 document/);
    assert.match(markdown, /^Windows of 1 token, one every 1 token, as/m);
    assert.doesNotMatch(markdown, /\b1 (\w+ )?(tokens|documents|times|windows|bytes|files)\b/);
  });

  it("tells what is left out, and why", async () => {
    const { report, markdown } = await reportOf({
      "binary.bin": Uint8Array.of(1, 0, 2),
      "empty.txt": "",
      "mark.txt": "\ufeff",
      "bad.txt": Buffer.from("caf\xe9", "latin1"),
      "utf16.txt": Buffer.from("\ufeffutf-16", "utf16le"),
      "rows.jsonl": '{"text":"good"}\n{"body":"no"}\n{"text":5}\nno json\n{"text":""}\n',
      "node_modules/a.txt": "not meant",
    });
    const counts = Object.fromEntries(report.leftOut.map(({ reason, count }) => [reason, count]));
    assert.deepEqual(counts, { binary: 1, empty: 3, noField: 2, noJson: 1, ignored: 1 });
    assert.equal(report.documents, 3);
    assert.equal(report.replaced.count, 1);
    assert.match(report.replaced.names[0] ?? "", /bad\.txt$/);
    assert.match(markdown, /no such field with a text.*rows\.jsonl:2` \(`body`\)/);
    assert.match(markdown, /Name one of the fields that stand beside it: --field NAME/);
    assert.match(markdown, /1 document, not in UTF-8/);
  });

  it("tells exact and near duplicates, and nothing of texts that are others", async () => {
    const words = prose(1, 400);
    const near = words.map((word, at) => (at % 100 === 50 ? "changed" : word));
    const { report } = await reportOf({
      "a.txt": words.join(" "),
      "b.txt": words.join(" "),
      "c.txt": near.join(" "),
      "d.txt": prose(2, 400).join(" "),
      "e.txt": prose(3, 400).join(" "),
    });
    const names = (pairs: readonly { name: string; of: string }[]) =>
      pairs.map(({ name, of }) => [name.slice(-5), of.slice(-5)]);
    assert.deepEqual(names(report.exactDuplicates.pairs), [["b.txt", "a.txt"]]);
    assert.deepEqual(names(report.nearDuplicates.pairs), [["c.txt", "a.txt"]]);
    assert.deepEqual([report.exactDuplicates.count, report.nearDuplicates.count], [1, 1]);
  });

  it("tells end-of-text tokens inside texts, and how they are read", async () => {
    const texts = { "a.txt": "one<|endoftext|>two<|endoftext|>", "b.txt": "three" };
    const { report, markdown } = await reportOf(texts);
    const { times, count } = report.endsOfText;
    assert.deepEqual({ times, count }, { times: 2, count: 1 });
    assert.match(markdown, /`<\|endoftext\|>` stands 2 times in 1 document; it is read as text/);
    const split = await reportOf(texts, "--special", "split");
    assert.equal(split.report.tokens, 5);
    assert.match(split.markdown, /and is read as a separator/);
  });

  it("tells that nothing falls into validation, and what a split would lose", async () => {
    const text = prose(4, 300).join(" ");
    const { report, markdown } = await reportOf({ "a.txt": text }, "--max-length", "64");
    assert.match(markdown, /No document fell into the validation set/);
    const cut = Math.floor(0.9 * text.length);
    const halves = [text.slice(0, cut), text.slice(cut)].map((half) => oracle(half, "text").length);
    const ended = oracle(text, "text").length + 1;
    const never = (tokens: number) => tokens - 64 * Math.max(0, Math.ceil((tokens - 64) / 64));
    assert.deepEqual(report.losses, {
      whole: never(ended),
      byDocuments: never(ended),
      byCharacters: never(halves[0]! + 1) + never(halves[1]! + 1),
      // Without end-of-text tokens.
      moreTokens: halves[0]! + halves[1]! + 1 - ended,
    });
  });
});
