import assert from "node:assert/strict";
import type { BytePairEncoding } from "../../../../src/shared/values/tokens";
import { Encoder } from "../../../../src/tokens/encode/encoder";
import { encodings } from "../../../../src/tokens/encode/encodings";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { TokenList } from "../../../../src/tokens/encode/tokenList";
import { oracle } from "../../../support/oracle";
import { seeded, type Random } from "../../../support/random";
import { times } from "../../../support/thoroughness";
import { encoderOf } from "../../../support/vocabulary";

/** What long runs are made of: vocabularies have tokens of many lengths of most of these. */
const SIGNS = [
  ..."-=#*_~.+/\\|<>!?'\"`^&%$@;:,()[]{} \t\n\r\xa0\u3000─═█▒0a1AxZéе中ーあ👋\u0301\0\ufffd\ud83d",
];
const PAIRS = [
  "-=",
  "- ",
  "* ",
  "/\\",
  "+-",
  "|-",
  ". ",
  "~=",
  "\r\n",
  " \n",
  "\t ",
  "Ab",
  "aé",
  "01",
];
const PUNCTUATION = [..."!\"#$%&'()*+,-./:;=>?@[\\]^_`{|}~"];
const SEED = 20261201;

for (const encoding of Object.keys(encodings) as BytePairEncoding[]) {
  describe(`Runs in ${encoding}`, () => {
    it("of one sign have tiktoken's tokens, alone and between words, at every length to 300", () => {
      for (const sign of ["-", "=", "#", "*", "/", " ", "\t", "_"]) {
        for (let length = 1; length <= 300; length++) {
          check(encoding, sign.repeat(length), `${length} × ${JSON.stringify(sign)}`);
          if (length % 10 > 0) continue;
          const between = `a ${sign.repeat(length)}>b\n`;
          check(encoding, between, `${length} × ${JSON.stringify(sign)} between words`);
        }
      }
    });

    it("of one sign or two by turns or many have tiktoken's tokens, one behind the other", () => {
      const random = seeded(SEED);
      for (let count = 0; count < times(300); count++) {
        const text = Array.from({ length: 1 + random(5) }, () => runOf(random, 300)).join(
          random(2) === 0 ? "\n" : "",
        );
        check(encoding, text, `seed ${SEED}, text ${count}`);
      }
    });

    it("keep tiktoken's tokens through edits within them", () => {
      const random = seeded(SEED + 1);
      const encoder = encoderOf(encoding);
      for (let count = 0; count < 12; count++) {
        let text = `x${runOf(random, 2000)}\n${runOf(random, 300)}`;
        const reading = { specialTokens: "text", lineEndings: "asIs" } as const;
        const document = TokenDocument.open(encoder, text, 0, reading);
        for (let version = 1; version <= 12; version++) {
          const start = random(text.length + 1);
          const end = Math.min(text.length, start + random(3));
          const typed = random(3) === 0 ? runOf(random, 4) : text.slice(start, start + random(3));
          text = text.slice(0, start) + typed + text.slice(end);
          document.edit(version, [{ start, end, text: typed }]);
          const where = `seed ${SEED + 1}, text ${count}, version ${version}`;
          same([...document.tokens().ids], oracle(text, "text", encoding), where);
        }
      }
    });

    it("have the same tokens, at the same places, where they stand again and again", () => {
      const random = seeded(SEED + 2);
      for (let count = 0; count < times(20); count++) {
        const lines = Array.from({ length: 8 }, () => `a${runOf(random, 600)}`);
        const text = Array.from({ length: 24 }, () => lines[random(lines.length)]).join("\n");
        const encoder = new Encoder(encoderOf(encoding).vocabulary, encodings[encoding]);
        // Most is new to it in the first round, and nothing in the last.
        const [first, ...rounds] = Array.from({ length: 3 }, () => {
          const list = new TokenList();
          encoder.encode(text, 0, "text", list);
          const { ids, starts, ends, firsts, length } = list;
          return [ids, starts, ends, firsts].map((each) => [...each.subarray(0, length)]);
        });
        const where = `seed ${SEED + 2}, text ${count}`;
        same(first?.[0] ?? [], oracle(text, "text", encoding), where);
        for (const round of rounds) assert.deepEqual(round, first, where);
      }
    });

    it("cost steps in proportion to their length, and not many", () => {
      for (const run of [...SIGNS, ...PAIRS]) {
        const [short = NaN, long = NaN] = [1000, 3000].map((units) => {
          const counted = countedEncoder(encoding, "trie");
          encode(counted.encoder, run.repeat(Math.ceil(units / run.length)));
          return counted.reads();
        });
        // A run's end takes its steps too, as many whatever the length.
        const perUnit = (long - short) / 2000;
        assert.ok(perUnit < 80, `${JSON.stringify(run)}: ${perUnit} steps for each unit`);
      }
    });
  });
}

it("A digit typed before 100,000 others has them read a few times, not once for every chunk", () => {
  const digits = 100_000;
  // Not ASCII, because those are told without their classes.
  const text = `\n${"٣".repeat(digits)}\n`;
  const { encoder, reads } = countedEncoder("cl100k_base", "classes");
  const reading = { specialTokens: "text", lineEndings: "asIs" } as const;
  const document = TokenDocument.open(encoder, text, 0, reading);
  const before = reads();
  document.edit(1, [{ start: 1, end: 1, text: "٤" }]);
  const perDigit = (reads() - before) / digits;
  assert.ok(perDigit < 10, `${perDigit} reads of each digit`);
  const expected = oracle(`\n٤${text.slice(1)}`, "text", "cl100k_base");
  same([...document.tokens().ids], expected, "after the edit");
});

/** An encoder of its own that counts how often an array of its vocabulary is read. */
function countedEncoder(encoding: BytePairEncoding, name: "trie" | "classes") {
  let reads = 0;
  const { vocabulary } = encoderOf(encoding);
  const counted = new Proxy(vocabulary[name], {
    get(target, key) {
      reads++;
      return Reflect.get(target, key) as unknown;
    },
  });
  const encoder = new Encoder({ ...vocabulary, [name]: counted }, encodings[encoding]);
  return { encoder, reads: () => reads };
}

/** Up to `most` code units of one sign, of two by turns, or of some of a few drawn at random. */
function runOf(random: Random, most: number): string {
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const units = 1 + random(most);
  switch (random(6)) {
    case 0:
      return pick(PAIRS).repeat(Math.ceil(units / 2));
    case 1:
      return (pick(PUNCTUATION) + pick(PUNCTUATION)).repeat(Math.ceil(units / 2));
    case 2:
      return Array.from({ length: units }, () => pick(PUNCTUATION)).join("");
    case 3: {
      const few = [pick(SIGNS), pick(SIGNS), pick(SIGNS)];
      return Array.from({ length: units }, () => pick(few)).join("");
    }
    default:
      return pick(SIGNS).repeat(units);
  }
}

function check(encoding: BytePairEncoding, text: string, where: string): void {
  same(encode(encoderOf(encoding), text), oracle(text, "text", encoding), where);
}

function same(ids: readonly number[], expected: readonly number[], where: string): void {
  const isSame = ids.length === expected.length && ids.every((id, at) => id === expected[at]);
  assert.ok(isSame, where);
}

function encode(encoder: Encoder, text: string): number[] {
  const list = new TokenList();
  encoder.encode(text, 0, "text", list);
  return [...list.ids.subarray(0, list.length)];
}
