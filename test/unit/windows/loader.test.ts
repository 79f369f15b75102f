import assert from "node:assert/strict";
import fc from "fast-check";
import { loader, loading } from "../../../src/windows/loader";
import { windowsWithInput } from "../../../src/windows/windows";
import torch from "../../golden/torch.json" with { type: "json" };

describe("A loader", () => {
  it("cuts range(0, n - L, S)", () => {
    assert.deepEqual([...loader(8, { maxLength: 4, stride: 4 }).starts], [0]);
    assert.deepEqual([...loader(9, { maxLength: 4, stride: 4 }).starts], [0, 4]);
    assert.equal(loader(4, { maxLength: 4, stride: 1 }).samples, 0);
    assert.equal(loader(0, { maxLength: 4, stride: 1 }).samples, 0);
  });

  it("counts what PyTorch counts on as many tokens as the book's text has", () => {
    const { tokenCount, counts } = torch.loaders;
    for (const { samples, batches, batchesDropLast, ...options } of counts) {
      const dropping = loader(tokenCount, { ...options, dropLast: true });
      assert.equal(dropping.samples, samples);
      assert.equal(dropping.batches, batchesDropLast);
      assert.equal(loader(tokenCount, options).batches, batches);
    }
  });

  for (const [options, message] of [
    [{ maxLength: 4, stride: 0 }, /stride is 0, but must be a whole number from 1 to/],
    [{ maxLength: 0, stride: 1 }, /max_length is 0, but must be/],
    [{ maxLength: 1.5, stride: 1 }, /max_length is 1\.5/],
    [{ maxLength: 4, stride: NaN }, /stride/],
    [{ maxLength: 4, stride: 4, batchSize: -1 }, /batch_size/],
    [{ maxLength: 4, stride: 4, batchSize: 0 }, /batch_size is 0, but must be .* from 1 to .*\./],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      assert.throws(() => loader(100, options), { name: "RangeError", message });
    });
  }
});

describe("A loader of very many windows", () => {
  for (const shuffle of [false, true]) {
    it(`takes no memory but the answer's, in steps, ${shuffle ? "shuffled" : "in text order"}`, () => {
      const samples = 5_000_000;
      const before = process.memoryUsage();
      const steps = loading(samples + 1, { maxLength: 1, stride: 1, shuffle });
      let count = 0;
      for (;;) {
        const { done, value } = steps.next();
        const { arrayBuffers, heapUsed } = process.memoryUsage();
        assert.ok(arrayBuffers - before.arrayBuffers <= 8 * samples + 1e6, String(arrayBuffers));
        assert.ok(heapUsed - before.heapUsed <= 8e6, String(heapUsed));
        if (done) {
          assert.equal(value.samples, samples);
          assert.ok(value.starts.every((each, at) => each === at));
          const shown = new Uint8Array(samples);
          for (const sample of value.order) shown[sample] = 1;
          assert.equal(shown.indexOf(0), -1);
          break;
        }
        count++;
      }
      assert.equal(count, shuffle ? 15 : 10);
    });
  }

  it("refuses more tokens than the start of a window can tell", () => {
    const stride = 2 ** 31;
    const { starts } = loader(2 ** 32, { maxLength: 4, stride });
    assert.deepEqual([...starts], [0, stride]);
    for (const tokenCount of [2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
      assert.throws(() => loader(tokenCount, { maxLength: 4, stride }), {
        message: `The token count must be at most 4294967296, not ${tokenCount}.`,
      });
    }
  });
});

describe("The windows with a token as input", () => {
  it("are those a search finds", () => {
    const shapes = fc.record({
      tokenCount: fc.nat(40),
      maxLength: fc.integer({ min: 1, max: 12 }),
      stride: fc.integer({ min: 1, max: 15 }),
    });
    const property = fc.property(shapes, (shape) => {
      const { tokenCount, maxLength } = shape;
      const { starts } = loader(tokenCount, shape);
      for (let index = 0; index < tokenCount; index++) {
        const expected = [...starts.keys()].filter(
          (window) => starts[window]! <= index && index < starts[window]! + maxLength,
        );
        const { from, to } = windowsWithInput(index, shape);
        const found = Array.from({ length: to - from }, (_, at) => from + at);
        assert.deepEqual(found, expected, `token ${index}`);
      }
    });
    fc.assert(property, { seed: 23, numRuns: 500 });
  });
});

describe("A shuffled loader", () => {
  const shuffled = (tokenCount: number, epoch = 0, seed = 123) =>
    loader(tokenCount, { maxLength: 4, stride: 4, batchSize: 2, shuffle: true, seed, epoch });

  it("shows the samples in PyTorch's order", () => {
    const expected = torch.shuffledSeed123.starts;
    const { starts, order } = shuffled(4 * expected.length + 1);
    assert.deepEqual(
      Array.from(order, (sample) => starts[sample]),
      expected,
    );
  });

  it("shows each sample once, whatever its options, in as many batches as fill up", () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.record({
        maxLength: fc.integer({ min: 1, max: 20 }),
        stride: fc.integer({ min: 1, max: 20 }),
        batchSize: fc.integer({ min: 1, max: 9 }),
        seed: fc.maxSafeInteger(),
        epoch: fc.nat(3),
        dropLast: fc.boolean(),
      }),
      (beyond, options) => {
        const { maxLength, stride, batchSize, dropLast } = options;
        const tokenCount = maxLength + beyond;
        const { samples, batches, order } = loader(tokenCount, { ...options, shuffle: true });
        assert.deepEqual(
          [...order].sort((a, b) => a - b),
          [...Array(samples).keys()],
        );
        // The last window and its targets fit, and another one would not.
        assert.ok((samples - 1) * stride + maxLength < tokenCount);
        assert.ok(samples * stride + maxLength >= tokenCount);
        const full = Math.floor(samples / batchSize);
        assert.equal(batches, full * batchSize === samples || dropLast ? full : full + 1);
      },
    );
    fc.assert(property, { seed: 123, numRuns: 300 });
  });

  it("shows each sample once in each epoch, in another order", () => {
    const orders = [0, 1, 2].map((epoch) => [...shuffled(401, epoch).order]);
    for (const order of orders) {
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        [...Array(100).keys()],
      );
    }
    assert.equal(new Set(orders.map(String)).size, 3);
    assert.notDeepEqual([...shuffled(401, 0, 124).order], orders[0]);
    assert.deepEqual([...shuffled(401, 0, 2 ** 32 + 123).order], orders[0]);
  });

  it("refuses a seed or an epoch that is not a whole number, and epochs without end", () => {
    assert.throws(() => shuffled(401, 0, 0.5), /seed is 0\.5, but must be a whole number/);
    assert.throws(
      () => shuffled(401, -1),
      /epoch is -1, but must be a whole number from 0 to 1,000,000\./,
    );
    assert.throws(
      () => shuffled(401, 1e9),
      /epoch is 1000000000, but must be a whole number from 0 to 1,000,000\./,
    );
  });

  it("may have one sample, but not none, which PyTorch refuses too", () => {
    assert.deepEqual([...shuffled(5).order], [0]);
    for (const tokenCount of [0, 3, 4]) {
      assert.throws(() => shuffled(tokenCount), {
        name: "RangeError",
        message: `There is no window to shuffle: one of max_length 4 needs 5 tokens, the count is ${tokenCount}. PyTorch raises ValueError: num_samples should be a positive integer value, but got num_samples=0.`,
      });
    }
    const inTextOrder = loader(4, { maxLength: 4, stride: 1, dropLast: true });
    assert.deepEqual([inTextOrder.samples, inTextOrder.batches], [0, 0]);
    const dropped = loader(9, {
      maxLength: 4,
      stride: 4,
      batchSize: 3,
      dropLast: true,
      shuffle: true,
    });
    assert.deepEqual([dropped.samples, dropped.batches], [2, 0]);
  });

  it("takes negative seeds, which count by their low 32 bits, as torch.manual_seed's do", () => {
    assert.deepEqual([...shuffled(401, 0, -1).order], [...shuffled(401, 0, 2 ** 32 - 1).order]);
  });
});
