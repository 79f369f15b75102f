import assert from "node:assert/strict";
import { PipelineEncoder } from "../../../../src/tokens/file/pipelineEncoder";
import type { PieceChoice, TokenChoice } from "../../../../src/shared/values/pieceChoice";
import { readTokenizerJson } from "../../../../src/tokens/file/readTokenizerJson";
import { TokenList } from "../../../../src/tokens/encode/tokenList";
import { pipelineFile, type PipelineKind } from "../../../support/smallPipelines";

const WORDS = ["tokens", "windows", "encoder", "unbelievably", "architecture", "12345", "a-b"];

describe("How a piece came to its tokens", () => {
  it("is told of WordPiece by the tokens that fit, the longest of which is taken", () => {
    for (const word of WORDS) {
      const [choice, ...others] = choices("WordPiece", word);
      if (others.length > 0) continue;
      assert.equal(choice?.kind, "WordPiece");
      const chosen = choice.candidates.filter(({ isChosen }) => isChosen);
      assert.deepEqual(
        choice.isUnknown ? [0] : chosen.map(({ id }) => id),
        idsOf("WordPiece", word),
      );
      for (const { start, end } of chosen) {
        const ends = endsFrom(choice, start);
        assert.equal(end, Math.max(...ends));
      }
    }
  });

  it("is told of a word that WordPiece comes to no end with", () => {
    const [choice] = choices("WordPiece", "token\u4e00s\u0e01");
    assert.ok(choice?.kind === "WordPiece");
    const [unknown] = choices("WordPiece", "a\u0e01");
    assert.ok(unknown?.kind === "WordPiece" && unknown.isUnknown);
    assert.ok(unknown.candidates.every(({ isChosen }) => !isChosen));
  });

  it("is told of Unigram by every token that fits, with the best sum of scores", () => {
    for (const word of WORDS) {
      const [choice] = choices("Unigram", word);
      assert.ok(choice?.kind === "Unigram");
      const chosen = choice.candidates.filter(({ isChosen }) => isChosen);
      assert.deepEqual(
        chosen.map(({ id }) => id),
        idsOf("Unigram", word),
      );
      const sum = chosen.at(-1)?.sum ?? Number.NaN;
      assert.ok(Math.abs(sum - bestSum(choice.text, choice.candidates)) < 1e-9);
    }
  });

  it("is told of SentencePiece's byte-pair encoding merge by merge", () => {
    for (const word of [...WORDS, "na\u00efve \u0e01"]) {
      const ids: number[] = [];
      for (const choice of choices("SentencePiece BPE", word)) {
        assert.ok(choice.kind === "BPE");
        const left = choice.symbols.map(({ id }) => id);
        let rank = -1;
        for (const merge of choice.merges) {
          left.splice(merge.at, 2, merge.id);
          assert.ok(merge.rank >= 0);
          rank = Math.max(rank, merge.rank);
        }
        ids.push(...left);
      }
      assert.deepEqual(ids, idsOf("SentencePiece BPE", word), word);
    }
  });
});

function endsFrom({ candidates }: TokenChoice, place: number): number[] {
  return candidates.filter(({ start }) => start === place).map(({ end }) => end);
}

/** The highest sum of scores of all ways to cut a text, tried one by one. */
function bestSum(
  text: string,
  candidates: readonly { start: number; end: number; score?: number }[],
  from = 0,
): number {
  if (from === text.length) return 0;
  const here = candidates.filter(({ start }) => start === from);
  const sums = here.map(({ end, score }) => (score ?? 0) + bestSum(text, candidates, end));
  return Math.max(...sums);
}

const encoders = new Map<PipelineKind, PipelineEncoder>();

function encoderOf(kind: PipelineKind): PipelineEncoder {
  const known = encoders.get(kind);
  if (known !== undefined) return known;
  const made = new PipelineEncoder(readTokenizerJson(JSON.stringify(pipelineFile(kind))));
  encoders.set(kind, made);
  return made;
}

function choices(kind: PipelineKind, text: string): PieceChoice[] {
  return encoderOf(kind).explain(text, false);
}

function idsOf(kind: PipelineKind, text: string): number[] {
  const list = new TokenList();
  encoderOf(kind).encode(text, 0, "split", list);
  return [...list.tokens().ids];
}
