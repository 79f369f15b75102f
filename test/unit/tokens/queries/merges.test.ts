import assert from "node:assert/strict";
import { LONGEST_PIECE, type Merges, type TokenMerges } from "../../../../src/shared/values/merges";
import type { BytePairEncoding } from "../../../../src/shared/values/tokens";
import { encodings } from "../../../../src/tokens/encode/encodings";
import { rulesOfVocabulary } from "../../../../src/tokens/encode/mergeRules";
import { mergesOf, tokenMerges } from "../../../../src/tokens/queries/merges";
import { rankOf } from "../../../../src/tokens/encode/ranks";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { randomText } from "../../../support/hardText";
import { oracle } from "../../../support/oracle";
import { seeded } from "../../../support/random";
import { encoderOf, ranksOf } from "../../../support/vocabulary";

const SEED = 20260611;
const TEXTS = 400;

for (const encoding of Object.keys(encodings) as BytePairEncoding[]) {
  describe(`The merges of ${encoding}`, () => {
    const ranks = ranksByBytes(encoding);

    it("take the lowest rank at each step and end at the document's tokens", () => {
      const random = seeded(SEED);
      let pieces = 0;
      for (let count = 0; count < TEXTS; count++) {
        const text = randomText(random, 30);
        const where = `seed ${SEED}, text ${count}: ${JSON.stringify(text)}`;
        const document = TokenDocument.open(encoderOf(encoding), text, 1, {
          specialTokens: "text",
          lineEndings: "asIs",
        });
        const expected = oracle(text, "text", encoding);
        for (let token = 0; token < expected.length;) {
          const merges = merged(tokenMerges(document, token));
          assert.equal(merges.at, 0, where);
          const ids = [...merges.ids];
          assert.deepEqual(ids, expected.slice(token, token + ids.length), where);
          followsRanks(merges, ranks, where);
          token += merges.kind === "piece" ? ids.length : 1;
          pieces++;
        }
      }
      assert.ok(pieces > 2000, `${pieces} pieces`);
    });
  });
}

describe("How a token came to be", () => {
  it("is told by the merges of its piece in order", () => {
    const merges = merged(tokenMerges(open("Jack Gisburn"), 2));
    assert.equal(merges.kind, "piece");
    assert.equal(Buffer.from(merges.bytes).toString(), " Gisburn");
    assert.deepEqual([...merges.ids], [402, 271, 10899]);
    assert.equal(merges.at, 1);
    assert.deepEqual(told(merges), ["i+s=271", "u+r=333", " +G=402", "ur+n=700", "b+urn=10899"]);
  });

  it("is the same for every token of a piece", () => {
    const document = open("x 👋🏽");
    const first = merged(tokenMerges(document, 1));
    for (let token = 1; token < document.tokenCount; token++) {
      const merges = merged(tokenMerges(document, token));
      assert.deepEqual(merges, { ...first, at: token - 1 });
    }
    assert.equal(Buffer.from(first.bytes).toString(), " 👋🏽");
  });

  it("is told by the token's own merges where its piece is long", () => {
    const whole = merged(tokenMerges(open("-".repeat(LONGEST_PIECE)), 0));
    assert.deepEqual([whole.kind, whole.bytes.length], ["piece", LONGEST_PIECE]);
    const document = open("ab".repeat(50_000));
    const middle = Math.floor(document.tokenCount / 2);
    const merges = merged(tokenMerges(document, middle));
    assert.equal(merges.kind, "token");
    assert.deepEqual([...merges.ids], [...document.slice(middle, middle + 1).ids]);
  });

  it("is no merging for a byte or a special token, and nothing for no token", () => {
    const document = open("a<|endoftext|>");
    assert.equal(merged(tokenMerges(document, 0)).made.length, 0);
    assert.deepEqual(tokenMerges(document, 1), { kind: "special", version: 1 });
    assert.deepEqual(tokenMerges(document, 2), { kind: "none", version: 1 });
    assert.deepEqual(tokenMerges(open(""), 0), { kind: "none", version: 1 });
  });

  it("reads a lone surrogate and a line end as the encoder does", () => {
    assert.deepEqual([...merged(tokenMerges(open("\ud83d"), 0)).bytes], [0xef, 0xbf, 0xbd]);
    assert.deepEqual([...merged(tokenMerges(open("a\r\nb"), 1)).bytes], [0x0a]);
  });

  it("is told of every token of the vocabulary, which its own bytes lead to", () => {
    const encoder = encoderOf("gpt2");
    for (let id = 0; id < 50256; id += 7) {
      const { ids, made } = mergesOf(
        rulesOfVocabulary(encoder.vocabulary),
        encoder.bytesOf(id).slice(),
      );
      assert.deepEqual([...ids], [id]);
      assert.equal(made.length, encoder.byteLengthOf(id) - 1);
    }
  });
});

describe("The rank of a token", () => {
  it("counts GPT-2's merges from 0, behind the 256 bytes", () => {
    assert.equal(rankOf("gpt2", 255), "byte");
    // The first line of merges.txt: Ġ t
    assert.equal(rankOf("gpt2", 256), 0);
    assert.equal(rankOf("gpt2", 50255), 49999);
    assert.equal(rankOf("gpt2", 50256), "special");
  });

  it("is the id in the other encodings, and none for their special tokens", () => {
    assert.equal(rankOf("cl100k_base", 100255), 100255);
    assert.equal(rankOf("cl100k_base", 100258), "special");
    assert.equal(rankOf("o200k_base", 5), 5);
    assert.equal(rankOf("p50k_base", 50257), 50257);
  });
});

/** Replays the merges with the rank table alone. */
function followsRanks(merges: Merges, ranks: ReadonlyMap<string, number>, where: string): void {
  const parts = [...Buffer.from(merges.bytes).toString("latin1")];
  const pairRanks = (): number[] =>
    parts.slice(1).map((part, at) => ranks.get(`${parts[at]}${part}`) ?? Infinity);
  merges.made.forEach((id, step) => {
    const all = pairRanks();
    assert.equal(id, Math.min(...all), where);
    const at = all.indexOf(id);
    const start = parts.slice(0, at).join("").length;
    const middle = start + parts[at]!.length;
    const stop = middle + parts[at + 1]!.length;
    const told = [merges.starts[step], merges.middles[step], merges.stops[step]];
    assert.deepEqual(told, [start, middle, stop], where);
    parts.splice(at, 2, `${parts[at]}${parts[at + 1]}`);
  });
  assert.ok(
    pairRanks().every((rank) => rank === Infinity),
    where,
  );
  assert.deepEqual(
    parts.map((part) => ranks.get(part)),
    [...merges.ids],
    where,
  );
  assert.equal(merges.ends.at(-1), merges.bytes.length, where);
}

function ranksByBytes(encoding: BytePairEncoding): Map<string, number> {
  const lines = ranksOf(encoding).split("\n");
  return new Map(
    lines
      .filter((line) => line !== "")
      .map((line) => {
        const [base64 = "", rank] = line.split(" ");
        return [Buffer.from(base64, "base64").toString("latin1"), Number(rank)];
      }),
  );
}

function open(text: string): TokenDocument {
  const reading = { specialTokens: "split", lineEndings: "lf" } as const;
  return TokenDocument.open(encoderOf("gpt2"), text, 1, reading);
}

function merged(merges: TokenMerges) {
  assert.ok(merges.kind === "piece" || merges.kind === "token", merges.kind);
  return merges;
}

function told({ bytes, starts, middles, stops, made }: Merges): string[] {
  const text = (from: number | undefined, to: number | undefined): string =>
    Buffer.from(bytes.subarray(from, to)).toString();
  return Array.from(
    made,
    (id, at) => `${text(starts[at], middles[at])}+${text(middles[at], stops[at])}=${id}`,
  );
}
