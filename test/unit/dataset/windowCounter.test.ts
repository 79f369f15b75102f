import assert from "node:assert/strict";
import fc from "fast-check";
import { neverInput } from "../../../src/dataset/report/losses";
import { PackingCounter } from "../../../src/windows/packing";
import { WindowCounter } from "../../../src/dataset/report/windowCounter";

const lengths = fc.array(fc.nat(40), { maxLength: 60 });
const shape = fc.record({
  maxLength: fc.integer({ min: 1, max: 24 }),
  stride: fc.integer({ min: 1, max: 30 }),
});

describe("Windows over documents", () => {
  it("are counted as a loop over all of them counts", () => {
    fc.assert(
      fc.property(lengths, shape, (documents, { maxLength, stride }) => {
        const counter = new WindowCounter({ maxLength, stride });
        const owner: number[] = [];
        documents.forEach((length, document) => {
          counter.startDocument();
          counter.add(length);
          for (let at = 0; at < length; at++) owner.push(document);
        });
        let [windows, mixed] = [0, 0];
        const used = new Set<number>();
        for (let start = 0; start < owner.length - maxLength; start += stride) {
          windows++;
          const inputs = owner.slice(start, start + maxLength);
          if (new Set(inputs).size > 1) mixed++;
          inputs.forEach((_, at) => used.add(start + at));
        }
        const never = owner.length - used.size;
        assert.deepEqual(counter.counts(), { windows, mixed, neverInput: never });
        assert.equal(neverInput(owner.length, { maxLength, stride }), never);
      }),
      { seed: 7 },
    );
  });
});

describe("Packing", () => {
  it("costs what each way costs when it is done document by document", () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 16 }), (documents, length) => {
        const counter = new PackingCounter(length);
        for (const tokens of documents) counter.add(tokens);
        const own = documents.filter((tokens) => tokens > 0);
        const total = own.reduce((sum, tokens) => sum + tokens, 0);
        const { concatenated, oneEach, bestFit } = counter.packing();
        let start = 0;
        let cut = 0;
        for (const tokens of own) {
          if (Math.floor(start / length) !== Math.floor((start + tokens - 1) / length)) cut++;
          start += tokens;
        }
        assert.deepEqual(concatenated, {
          ...{ windows: Math.floor(total / length), padding: 0 },
          ...{ cutDocuments: cut, lostTokens: total % length },
        });
        assert.deepEqual(oneEach, {
          windows: own.length,
          padding: own.reduce((sum, tokens) => sum + Math.max(0, length - tokens), 0),
          cutDocuments: own.filter((tokens) => tokens > length).length,
          lostTokens: own.reduce((sum, tokens) => sum + Math.max(0, tokens - length), 0),
        });
        const windows = bestFitWindows(own, length);
        assert.deepEqual(bestFit, {
          ...{ windows, padding: windows * length - total },
          ...{ cutDocuments: oneEach.cutDocuments, lostTokens: 0 },
        });
      }),
      { seed: 7 },
    );
  });
});

/** Best fit, the longest first, one after another. */
function bestFitWindows(documents: readonly number[], length: number): number {
  const rests = documents.map((tokens) => tokens % length).filter((rest) => rest > 0);
  const rooms: number[] = [];
  for (const size of rests.sort((a, b) => b - a)) {
    const fits = rooms.filter((room) => room >= size);
    const best = fits.length === 0 ? -1 : rooms.indexOf(Math.min(...fits));
    if (best < 0) rooms.push(length - size);
    else rooms[best]! -= size;
  }
  return rooms.length + documents.reduce((sum, tokens) => sum + Math.floor(tokens / length), 0);
}
