import assert from "node:assert/strict";
import { loader } from "../../src/windows/loader";
import { cases, goldenJson } from "../../.ci/support/golden";

interface DatasetCount {
  readonly max_length: number;
  readonly stride: number;
  readonly batch_size: number;
  readonly samples: number;
  readonly batches_drop_last: number;
  readonly batches_keep_last: number;
  /** The first of its ids, eight at most. */
  readonly last_input: number[];
  readonly last_target: number[];
}

describe("The loader", () => {
  const golden = goldenJson<Record<string, unknown>>("rasbt/ch02-torch-golden.json");
  const { ids } = goldenJson<{ ids: number[] }>("rasbt/the-verdict.gpt2-ids.json");

  it("cuts the book's text as PyTorch does, to the last window", () => {
    for (const count of cases(golden["dataset_counts"] as DatasetCount[])) {
      const options = {
        maxLength: count.max_length,
        stride: count.stride,
        batchSize: count.batch_size,
      };
      const { samples, batches, starts } = loader(ids.length, options);
      assert.equal(samples, count.samples);
      assert.equal(batches, count.batches_keep_last);
      const dropping = loader(ids.length, { ...options, dropLast: true });
      assert.equal(dropping.batches, count.batches_drop_last);
      const last = starts.at(-1) ?? NaN;
      const { last_input: input, last_target: target } = count;
      assert.deepEqual(ids.slice(last, last + input.length), input);
      assert.deepEqual(ids.slice(last + 1, last + 1 + target.length), target);
    }
  });

  it("has the notebook's first batch", () => {
    const { starts, order } = loader(ids.length, { maxLength: 4, stride: 4, batchSize: 8 });
    const rows = (offset: number) =>
      Array.from(order.slice(0, 8), (sample) => {
        const start = (starts[sample] ?? NaN) + offset;
        return ids.slice(start, start + 4);
      });
    for (const [name, offset] of cases([
      ["ch02_inputs_8x4", 0],
      ["ch02_targets_8x4", 1],
    ] as const)) {
      assert.deepEqual(rows(offset), golden[name]);
    }
  });

  it("shuffles as PyTorch does", () => {
    const name = "ch02_04_shuffle_seed123_bs2_first_number_of_each_sample";
    const expected = cases(golden[name] as number[]);
    const options = { maxLength: 4, stride: 4, batchSize: 2, shuffle: true, seed: 123 };
    const { starts, order } = loader(4 * expected.length + 1, options);
    assert.deepEqual(
      Array.from(order, (sample) => starts[sample]),
      expected,
    );
  });
});
