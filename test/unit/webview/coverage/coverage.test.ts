import assert from "node:assert/strict";
import { TokenUse } from "../../../../src/windows/tokenUse";
import { WindowOrder } from "../../../../src/windows/windowOrder";
import { stretchAfterKey } from "../../../../webview/coverage/stripKeys";
import {
  firstUnused,
  lanesOf,
  pixelOf,
  pixelsOf,
  strength,
  stretchAt,
  surprisalLane,
} from "../../../../webview/coverage/stripLayout";
import { stretchWords } from "../../../../webview/coverage/stripWords";
import { seeded } from "../../../support/random";

/** The use of a text's tokens; the last `dropped` windows are in no batch. */
function useOf(tokenCount: number, maxLength: number, stride: number, dropped = 0): TokenUse {
  const count = Math.max(0, Math.ceil((tokenCount - maxLength) / stride));
  return new TokenUse({
    maxLength,
    stride,
    count,
    leftOut: new WindowOrder(count).samplesFrom(count - dropped),
  });
}

describe("The pixels of the coverage strip", () => {
  it("show each token once where tokens are smaller, and all of it where they are larger", () => {
    const random = seeded(3);
    for (let round = 0; round < 500; round++) {
      const [tokenCount, width] = [1 + random(300), 1 + random(300)];
      const shown = Array.from({ length: width }, (_, at) => stretchAt(at, width, tokenCount));
      const where = JSON.stringify({ tokenCount, width });
      assert.ok(shown.every(({ from, to }) => to > from));
      if (width < tokenCount) {
        assert.deepEqual([shown[0]!.from, shown.at(-1)!.to], [0, tokenCount], where);
        assert.ok(
          shown.every(({ from }, at) => at === 0 || from === shown[at - 1]!.to),
          where,
        );
      } else {
        assert.deepEqual(new Set(shown.map(({ from }) => from)).size, tokenCount, where);
      }
      for (let token = 0; token < tokenCount; token++) {
        const first = shown.findIndex(({ from, to }) => token >= from && token < to);
        assert.equal(pixelOf(token, width, tokenCount), first, `${where} token ${token}`);
        const { left, right } = pixelsOf({ from: token, to: token + 1 }, width, tokenCount);
        assert.ok(left === first && right > left && right <= width, where);
      }
    }
  });

  it("never lose one unused token among thousands", () => {
    const [tokenCount, width] = [3_000_011, 700];
    const gaps = lanesOf(useOf(tokenCount, 500_000, 500_002), tokenCount, width, 1);
    const shown = [...gaps.unused].filter((full) => full > 0);
    assert.equal(shown.length, 5);
    for (const full of shown) assert.ok(full < 0.001 && strength(full, "unused") >= 0.6);
    assert.ok(gaps.inputs.every((full) => full > 0.99));
  });

  it("find the one unused token again", () => {
    const use = useOf(3_000_000, 500_000, 500_002);
    assert.equal(firstUnused(use, { from: 499_000, to: 503_000 }), 500_001);
    assert.equal(firstUnused(use, { from: 500_002, to: 503_000 }), undefined);
    assert.equal(firstUnused(useOf(1, 4, 4), { from: 0, to: 1 }), 0);
  });
});

describe("What the coverage strip tells of a stretch", () => {
  const check = (use: TokenUse, from: number, to: number, expected: string) => {
    it(expected, () => {
      assert.equal(stretchWords(use, { from, to }, undefined), expected);
    });
  };
  const book = useOf(5145, 256, 128);
  check(book, 1200, 1216, "tokens 1,200 to 1,215: inputs 2 times, targets 2 times");
  check(book, 0, 1, "token 0: an input once, never a target");
  check(book, 120, 140, "tokens 120 to 139: inputs 1 to 2 times, targets 1 to 2 times");
  check(book, 5120, 5121, "token 5,120: never an input, a target once");
  check(
    book,
    5119,
    5124,
    "tokens 5,119 to 5,123: inputs 0 to 1 time, targets 0 to 1 time, 3 in no window",
  );
  check(book, 5121, 5145, "tokens 5,121 to 5,144: in no window");
  check(
    useOf(5145, 4, 4, 6),
    5119,
    5122,
    "tokens 5,119 to 5,121: inputs 0 to 1 time, targets 0 to 1 time, 1 in no window",
  );
  check(useOf(3, 4, 4), 2, 3, "token 2: in no window");
});

describe("The lane of surprisal", () => {
  const most = Float32Array.of(NaN, 2, 4, NaN, 6, NaN, NaN);
  const scored = { most, least: Float32Array.of(NaN, 2, 5, NaN, 6, NaN, NaN), full: 8 };

  it("is as full as the mean of the tokens that are known, and empty where none is", () => {
    assert.deepEqual([...surprisalLane(scored, 7, 7)], [NaN, 0.25, 0.5, NaN, 0.75, NaN, NaN]);
    assert.deepEqual([...surprisalLane(scored, 7, 1)], [0.5]);
    assert.deepEqual([...surprisalLane({ ...scored, most: new Float32Array(7) }, 7, 2)], [0, 0]);
  });

  it("is told in words: of a token with little and with much context, of more on average", () => {
    const use = useOf(7, 3, 2);
    const words = (from: number, to: number) =>
      stretchWords(use, { from, to }, scored).replace(/^.*?(, surprisal|$)/, "$1");
    assert.equal(words(0, 1), "");
    assert.equal(words(1, 2), ", surprisal 2.0000 nats");
    assert.equal(
      words(2, 3),
      ", surprisal 4.0000 nats with the most context, 5.0000 nats with the least",
    );
    assert.equal(words(0, 7), ", surprisal 4.0000 nats on average");
  });
});

describe("Keys of the coverage strip", () => {
  const at = (key: string, from: number, tokenCount: number, shiftKey = false) => {
    const event = { key, shiftKey, ctrlKey: false, metaKey: false };
    const place = stretchAt(pixelOf(from, 100, tokenCount), 100, tokenCount);
    const to = stretchAfterKey(event, place, 100, tokenCount);
    return to && [to.from, to.to];
  };
  it("go by a pixel, a token, a page, and to the ends", () => {
    assert.deepEqual(at("ArrowRight", 500, 1000), [510, 520]);
    assert.deepEqual(at("ArrowLeft", 505, 1000), [490, 500]);
    assert.deepEqual(at("ArrowRight", 500, 1000, true), [510, 511]);
    assert.deepEqual(at("ArrowLeft", 500, 1000, true), [499, 500]);
    assert.deepEqual(at("PageUp", 500, 1000), [600, 610]);
    assert.deepEqual(at("PageDown", 50, 1000), [0, 10]);
    assert.deepEqual(at("Home", 500, 1000), [0, 10]);
    assert.deepEqual(at("End", 500, 1000), [990, 1000]);
    assert.equal(at("a", 500, 1000), undefined);
  });
  it("go from token to token where one takes many pixels, and stay in the text", () => {
    assert.deepEqual(at("ArrowRight", 2, 7), [3, 4]);
    assert.deepEqual(at("ArrowRight", 6, 7), [6, 7]);
    assert.deepEqual(at("ArrowLeft", 0, 1), [0, 1]);
  });
});
