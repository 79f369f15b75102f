import assert from "node:assert/strict";
import { scoringWindows, tokensForScoring } from "../../../src/windows/scoringWindows";
import { seeded } from "../../support/random";

const CONTEXTS = [2, 3, 8, 64, 256, 1024];

/** Windows for tokens `[from, to)`, with no more of the document than has to be known. */
function windowsOf(ids: Uint32Array, from: number, to: number, context: number) {
  const needed = tokensForScoring(from, to, context);
  const stretch = { first: needed.from, ids: ids.subarray(needed.from, needed.to) };
  return scoringWindows(stretch, { from, to: Math.min(to, ids.length) }, context);
}

describe("Windows that a model scores", () => {
  const texts: Readonly<
    Record<string, (random: (below: number) => number, length: number) => Uint32Array>
  > = {
    "of any tokens": (random, length) => Uint32Array.from({ length }, () => random(50_257)),
    "of few tokens": (random, length) => Uint32Array.from({ length }, () => random(3)),
    "of one token": (_, length) => new Uint32Array(length),
    "of a line over and over": (_, length) => Uint32Array.from({ length }, (_, at) => at % 11),
  };
  for (const [name, make] of Object.entries(texts)) {
    it(`hold each wanted token once, in the model's context, ${name}`, () => {
      for (let seed = 0; seed < 40; seed++) {
        const random = seeded(seed);
        const ids = make(random, 1 + random(3000));
        const from = random(ids.length);
        const to = from + 1 + random(700);
        const context = CONTEXTS[seed % CONTEXTS.length]!;
        const windows = windowsOf(ids, from, to, context);
        const told = `seed ${seed}`;
        assert.ok(windows[0]!.from <= from, told);
        assert.ok(windows.at(-1)!.to >= Math.min(to, ids.length), told);
        for (const [at, { start, from: begin, to: end }] of windows.entries()) {
          assert.equal(begin, windows[at - 1]?.to ?? begin, told);
          assert.ok(end > begin && end - start <= Math.max(2, context), told);
          // The first token of a text alone has nothing before it.
          assert.ok(begin === 0 || start < begin, told);
        }
      }
    });
  }

  it("are the same whatever part of the text is asked for", () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = seeded(seed);
      const ids = texts["of any tokens"]!(random, 6000);
      const all = windowsOf(ids, 0, ids.length, 256);
      const from = random(5000);
      const part = windowsOf(ids, from, from + 600, 256);
      const same = all.filter((each) => each.to > from && each.from < from + 600);
      assert.deepEqual(part, same, `seed ${seed}`);
    }
  });

  it("are others around an edit alone", () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = seeded(seed);
      const ids = texts["of any tokens"]!(random, 6000);
      const at = random(6000);
      const put = Uint32Array.from({ length: 1 + random(5) }, () => 7);
      const edited = Uint32Array.from([...ids.subarray(0, at), ...put, ...ids.subarray(at)]);
      const contents = (of: Uint32Array): Set<string> =>
        new Set(
          windowsOf(of, 0, of.length, 256).map(({ start, from, to }) =>
            [from - start, ...of.subarray(start, to)].join(),
          ),
        );
      const before = contents(ids);
      const changed = [...contents(edited)].filter((content) => !before.has(content));
      // The one with the edit, those next to it, and where one begins another way.
      assert.ok(changed.length <= 6, `seed ${seed}: ${changed.length} windows`);
    }
  });
});
