import assert from "node:assert/strict";
import {
  addedLoss,
  bitsPerByte,
  bitsText,
  evenSurprisal,
  lossOf,
  meanLoss,
  natsText,
  NO_LOSS,
  perplexityOf,
  perplexityText,
  probabilityOf,
  probabilityText,
  rankText,
} from "../../../../src/shared/values/surprisal";

describe("Surprisal", () => {
  it("of a fair coin is a bit, and of GPT-2's vocabulary 10.82 nats where all are equally likely", () => {
    assert.equal(natsText(Math.LN2), "0.6931 nats");
    assert.equal(bitsText(Math.LN2), "1.00 bits");
    assert.equal(evenSurprisal(50257).toFixed(2), "10.82");
    assert.ok(Math.abs(probabilityOf(Math.LN2) - 0.5) < 1e-12);
  });

  it("comes to a loss: the mean of the tokens that were asked about", () => {
    const loss = lossOf(Float32Array.of(1, 2, NaN, 6));
    assert.deepEqual(loss, { tokens: 3, nats: 9 });
    assert.equal(meanLoss(loss), 3);
    assert.ok(Math.abs(perplexityOf(loss) - Math.exp(3)) < 1e-12);
    assert.deepEqual(addedLoss(loss, lossOf(Float32Array.of(1))), { tokens: 4, nats: 10 });
    assert.equal(bitsPerByte({ tokens: 2, nats: 6 * Math.LN2 }, 3), 2);
  });

  it("of no token comes to nothing that looks like a number", () => {
    assert.deepEqual(lossOf(new Float32Array(0)), NO_LOSS);
    assert.ok(Number.isNaN(meanLoss(NO_LOSS)));
    assert.equal(perplexityText(perplexityOf(NO_LOSS)), "NaN");
    assert.equal(perplexityText(perplexityOf(lossOf(Float32Array.of(Infinity)))), "∞");
  });

  it("is written so that nothing is rounded to nothing", () => {
    const cases: [number, string][] = [
      [1, "100.0 %"],
      [0.1234, "12.3 %"],
      [0.0123, "1.2 %"],
      [1 / 50257, "0.0020 %"],
      [3.1e-9, "3.1e−9"],
      [0, "0 %"],
    ];
    for (const [probability, text] of cases) assert.equal(probabilityText(probability), text);
    assert.equal(perplexityText(55784.2), "55,784");
    assert.equal(perplexityText(12.3149), "12.31");
  });

  it("has ranks from the likeliest on", () => {
    assert.equal(rankText(0), "the likeliest");
    assert.equal(rankText(1), "the 2nd likeliest");
    assert.equal(rankText(1233), "the 1,234th likeliest");
  });
});
