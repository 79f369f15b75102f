import assert from "node:assert/strict";
import type { DifferentPlace } from "../../../../src/shared/values/comparison";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import type { TokenEncoder } from "../../../../src/tokens/encode/tokenEncoder";
import { PipelineEncoder } from "../../../../src/tokens/file/pipelineEncoder";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { cutsOf, differentPlaces } from "../../../../src/tokens/queries/compare";
import { randomText } from "../../../support/hardText";
import { seeded } from "../../../support/random";
import { pipelineFile } from "../../../support/smallPipelines";
import { encoderOf } from "../../../support/vocabulary";

const SEED = 20260715;
const wordPiece = new PipelineEncoder(readTokenizerJson(JSON.stringify(pipelineFile("WordPiece"))));
const ENCODERS: readonly TokenEncoder[] = [encoderOf("gpt2"), encoderOf("cl100k_base"), wordPiece];

describe("Encodings compared", () => {
  it("differ most where the plain way to look finds it", () => {
    const random = seeded(SEED);
    for (let count = 0; count < 200; count++) {
      const text = randomText(random, 60);
      const documents = ENCODERS.map((encoder) => open(encoder, text));
      const places = differentPlaces(documents.map(cutsOf), 10);
      const where = `seed ${SEED}, text ${count}: ${JSON.stringify(text)}`;
      for (const place of places) {
        const tokens = documents.map((document) => tokensWithin(document, place));
        assert.deepEqual(place.tokens, tokens, where);
      }
      const spreads = places.map(({ tokens }) => Math.max(...tokens) - Math.min(...tokens));
      assert.deepEqual(
        spreads,
        [...spreads].sort((a, b) => b - a),
        where,
      );
      places.forEach(({ start, end }, at) => {
        const others = places.filter((_, other) => other !== at);
        assert.ok(
          others.every((other) => other.end <= start || other.start >= end),
          where,
        );
      });
    }
  });

  it("are told by the word that one of them cuts and the other does not", () => {
    const text = "the the the\nunbelievably the the";
    const documents = ENCODERS.slice(0, 2).map((encoder) => open(encoder, text));
    const [first, ...others] = differentPlaces(documents.map(cutsOf), 10);
    assert.ok(first !== undefined);
    assert.match(text.slice(first.start, first.end), /believably/);
    assert.deepEqual(others, []);
  });

  it("have no such place where they are one, and in an empty text", () => {
    const twice = [open(ENCODERS[0]!, "one two"), open(ENCODERS[0]!, "one two")];
    assert.deepEqual(differentPlaces(twice.map(cutsOf), 10), []);
    assert.deepEqual(
      differentPlaces(
        twice.map(() => cutsOf(open(ENCODERS[0]!, ""))),
        10,
      ),
      [],
    );
  });

  it("differ at a text of a million characters in no more than the time of reading it", () => {
    const text = "12345678 unbelievably 中文字符 ".repeat(35_000);
    const documents = ENCODERS.slice(0, 2).map((encoder) => open(encoder, text));
    assert.equal(differentPlaces(documents.map(cutsOf), 10).length, 10);
  });
});

function open(encoder: TokenEncoder, text: string): TokenDocument {
  return TokenDocument.open(encoder, text, 0, { specialTokens: "split", lineEndings: "asIs" });
}

function tokensWithin(document: TokenDocument, { start, end }: DifferentPlace): number {
  const { ends } = document.tokens();
  return ends.filter((each) => each > start && each <= end).length;
}
