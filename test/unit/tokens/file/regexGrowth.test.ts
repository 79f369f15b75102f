import assert from "node:assert/strict";
import { EncodeError } from "../../../../src/tokens/encode/encodeError";
import { RegexBudget } from "../../../../src/tokens/file/regexBudget";
import { slowLength } from "../../../../src/tokens/file/regexGrowth";

/** Milliseconds of one step of an engine, from as fast as none is to very slow. */
const STEPS = [3e-8, 1e-7, 1e-6, 1e-5, 1e-4];
const MILLION = 1e6;

describe("The time of an expression, by what lengths of a run take", () => {
  it("is too much where it grows with the square, before a million takes a quarter of a minute", () => {
    for (const step of STEPS) {
      const square = (length: number): number => (step * length ** 2) / 2;
      const slow = slowLength(square);
      assert.equal(slow !== undefined, square(MILLION) > 15_000 || square(10_000) > 0.5, `${step}`);
      if (slow !== undefined) assert.ok(slow.time < 1000, `found out in ${slow.time} ms`);
    }
  });

  it("is too much where it doubles with each character", () => {
    const slow = slowLength((length) => 2 ** length * 1e-5);
    assert.ok(slow !== undefined && slow.length < 48 && slow.time < 100, JSON.stringify(slow));
  });

  it("is none too much where it grows with the length, be it slow, or with little more", () => {
    for (const step of [1e-6, 1e-5, 1e-4, 1e-3]) {
      const line = (length: number): number => step * length;
      assert.equal(slowLength(line), undefined);
      const more = (length: number): number => line(length) * Math.log2(length) * 0.1;
      assert.equal(slowLength(more), undefined);
    }
  });
});

describe("The time of an expression on a text", () => {
  const text = "a ".repeat(20_000);

  /** Matches of a letter until the text or its time is over; each takes as told. */
  function matches(milliseconds: (at: number) => number, of = text): number {
    let now = 0;
    let at = 0;
    const regex = /a/g;
    let isStart = false;
    const budget = new RegexBudget("pre_tokenizer.pattern", () => {
      isStart = !isStart;
      return (now += isStart ? 0 : milliseconds(at++));
    });
    budget.begin(of.length);
    let count = 0;
    while (budget.exec(regex, of) !== null) count++;
    return count;
  }

  it("ends by a sentence that names place, text and way out, soon after it is over", () => {
    const asked: number[] = [];
    const slow = (at: number): number => {
      asked.push(at);
      return 100;
    };
    assert.throws(
      () => matches(slow),
      (error: Error) => {
        assert.ok(error instanceof EncodeError);
        assert.match(
          error.message,
          /^pre_tokenizer\.pattern of the tokenizer file .* more than 5 s for 40000 characters, up to " ?a a a .*"\. Break the long run/,
        );
        return true;
      },
    );
    assert.equal(asked.length, 53);
  });

  it("is enough for what is slow but steady", () => {
    assert.equal(
      matches(() => 0.2),
      20_000,
    );
  });

  it("is not looked at in a short text", () => {
    assert.equal(
      matches(() => 1e6, "a ".repeat(100)),
      100,
    );
  });
});
