import assert from "node:assert/strict";
import { noteText } from "../../../src/shared/values/lostTokens";
import { loaderNotes } from "../../../src/windows/coverageWords";
import { loader } from "../../../src/windows/loader";
import { loaderWindows } from "../../../src/windows/loaderWindows";
import { lostStretches, nextLost, tokenUseOf } from "../../../src/windows/lostTokens";
import { WindowOrder } from "../../../src/windows/windowOrder";
import { seeded } from "../../support/random";

/** Lost tokens by looking at each window, as a reader of the chapter would. */
function lostByHand(tokenCount: number, maxLength: number, windowStarts: readonly number[]) {
  const inputs = new Set<number>();
  const used = new Set<number>();
  for (const start of windowStarts) {
    for (let at = start; at < start + maxLength; at++) inputs.add(at);
    for (let at = start; at <= start + maxLength; at++) used.add(at);
  }
  const tokens = Array.from({ length: tokenCount }, (_, token) => token);
  return {
    neverInput: tokens.filter((token) => !inputs.has(token)),
    unused: tokens.filter((token) => !used.has(token)),
  };
}

function* randomLoaders() {
  const random = seeded(23);
  for (let round = 0; round < 2000; round++) {
    const options = {
      maxLength: 1 + random(8),
      stride: 1 + random(12),
      batchSize: 1 + random(9),
      dropLast: random(2) === 0,
      shuffle: random(2) === 0,
      seed: random(5),
      epoch: random(3),
    };
    const tokenCount = options.maxLength + 1 + random(60);
    const { starts, order } = loader(tokenCount, options);
    const windows = loaderWindows(tokenCount, options);
    const ordered = { ...windows, order: new WindowOrder(windows.samples, order) };
    const shown = Math.min(windows.samples, windows.batches * options.batchSize);
    const kept = [...order.subarray(0, shown)].map((sample) => starts[sample] ?? 0);
    const lost = lostByHand(tokenCount, options.maxLength, kept);
    yield { options, tokenCount, ordered, lost, where: JSON.stringify({ ...options, tokenCount }) };
  }
}

describe("Lost tokens", () => {
  it("are found one after the other, forwards and backwards and round, in any loader", () => {
    for (const { tokenCount, ordered, lost, where } of randomLoaders()) {
      const use = tokenUseOf(ordered);
      for (const kind of ["neverInput", "unused"] as const) {
        const search = { use, tokenCount, kind };
        const all = lost[kind];
        for (let token = 0; token < tokenCount; token++) {
          const next = all.find((each) => each > token) ?? all[0];
          const previous = all.findLast((each) => each < token) ?? all.at(-1);
          assert.equal(nextLost(token, search), next, `${where} ${kind} after ${token}`);
          assert.equal(nextLost(token, search, true), previous, `${where} ${kind} before ${token}`);
        }
        const listed = [...lostStretches(0, tokenCount, search)].flatMap(([from, to]) =>
          Array.from({ length: to - from }, (_, at) => from + at),
        );
        assert.deepEqual(listed, all, where);
      }
    }
  });

  it("are where the numbers of the sentences lead, as many as they say", () => {
    let links = 0;
    for (const { options, tokenCount, ordered, lost, where } of randomLoaders()) {
      const use = tokenUseOf(ordered);
      const notes = loaderNotes({ ...options, tokenCount, contextLength: 1024 });
      for (const { text, lost: counted } of notes.flat()) {
        if (counted === undefined) continue;
        links++;
        const { kind, from } = counted;
        assert.match(text, /^[\d,]+$/, where);
        const there = lost[kind].filter((token) => token >= from);
        assert.equal(nextLost(from - 1, { use, tokenCount, kind }), there[0], where);
        // With drop_last more tokens may be lost than a sentence on the stride alone says.
        const count = Number(text.replace(",", ""));
        assert.ok(count > 0 && count <= there.length, `${where}: ${notes.map(noteText).join()}`);
      }
    }
    assert.ok(links > 500);
  });
});
