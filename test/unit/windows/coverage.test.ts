import assert from "node:assert/strict";
import { WindowOrder } from "../../../src/windows/windowOrder";
import { coverageNotes, coverageProblem } from "../../../src/windows/coverageWords";
import { loader } from "../../../src/windows/loader";
import { seeded } from "../../support/random";

const BOOK = { tokenCount: 5145, batchSize: 1, dropLast: false, contextLength: 1024 };

describe("Sentences on coverage of the book's text", () => {
  const check = (
    [maxLength, stride]: readonly [number, number],
    batch: Partial<Parameters<typeof coverageNotes>[0]>,
    expected: string[],
  ) => {
    it(`with max_length ${maxLength}, stride ${stride}, ${JSON.stringify(batch)}`, () => {
      assert.deepEqual(coverageNotes({ ...BOOK, maxLength, stride, ...batch }), expected);
    });
  };
  check([4, 1], {}, ["5,141 windows", "every token but the last is an input, up to 4 times"]);
  check([4, 4], { batchSize: 8, dropLast: true }, [
    "1,286 windows",
    "before drop_last, every token but the last is an input once",
    "6 windows at the end are left over by drop_last: 24 more tokens are never an input",
  ]);
  check([4, 4], { batchSize: 8, dropLast: true, shuffle: true }, [
    "1,286 windows",
    "before drop_last, every token but the last is an input once",
    "6 windows, other ones in every epoch, are left over by drop_last",
  ]);
  check([4, 4], { batchSize: 8 }, [
    "1,286 windows",
    "every token but the last is an input once",
    "the last batch has 6 windows, not 8",
    "the chapter's loader drops the last batch: 160",
  ]);
  check([4, 5], {}, [
    "1,029 windows",
    "stride 5 skips 1,029 tokens: they are never an input, only a target",
  ]);
  check([4, 6], {}, [
    "857 windows",
    "stride 6 skips 1,717 tokens: they are never an input, and 860 of them are in no window",
  ]);
  check([256, 128], {}, [
    "39 windows",
    "25 tokens at the end are never an input: the first is only a target, the other 24 are in no window",
    "each token before them is an input up to 2 times",
  ]);
  check([1024, 1024], { batchSize: 8 }, [
    "5 windows",
    "25 tokens at the end are never an input: the first is only a target, the other 24 are in no window",
    "each token before them is an input once",
    "one batch of 5, not 8",
    "the chapter's loader drops the last batch: 0",
  ]);
  check([1024, 1024], { batchSize: 8, dropLast: true }, ["5 windows", "no token is an input"]);

  const tellsWhy = (what: string, changes: object, expected: RegExp | undefined) => {
    it(what, () => {
      const shape = { ...BOOK, maxLength: 1024, stride: 1024, batchSize: 8, dropLast: true };
      const problem = coverageProblem({ ...shape, ...changes });
      if (expected === undefined) assert.equal(problem, undefined);
      else assert.match(problem ?? "", expected);
    });
  };
  tellsWhy(
    "tell when no batch is left",
    {},
    /No batch is left: 5 windows, batch size 8, drop_last/,
  );
  tellsWhy("tell of no problem where the last batch is kept", { dropLast: false }, undefined);
  tellsWhy("tell when the model has too few positions", { contextLength: 4 }, /context of 4 pos/);
  tellsWhy(
    "tell when the text is too short",
    { tokenCount: 3, maxLength: 4 },
    /need 5 tokens, the text has 3\. Choose at most 2\.$/,
  );
  tellsWhy(
    "tell when no window at all could fit",
    { tokenCount: 1, maxLength: 1, stride: 1 },
    /^No window of 1 token fits: .* need 2 tokens, the text has 1\. Type some more text\.$/,
  );
  tellsWhy(
    "tell that PyTorch refuses to shuffle nothing",
    { tokenCount: 3, maxLength: 4, shuffle: true },
    /^No window of 4 tokens fits: .* With shuffle, PyTorch raises ValueError: num_samples should be a positive integer value, but got num_samples=0\. Choose at most 2\.$/,
  );
});

/** How often each token is an input and a target, window by window. */
function useOf(starts: Uint32Array, tokenCount: number, maxLength: number) {
  const inputs = new Array<number>(tokenCount).fill(0);
  const targets = new Array<number>(tokenCount).fill(0);
  for (const start of starts) {
    for (let at = start; at < start + maxLength; at++) {
      inputs[at]!++;
      targets[at + 1]!++;
    }
  }
  const tokens = [...inputs.keys()];
  return {
    most: Math.max(0, ...inputs),
    never: tokens.filter((at) => inputs[at] === 0),
    unused: tokens.filter((at) => inputs[at] === 0 && targets[at] === 0),
    inputs,
    targets,
  };
}

describe("Sentences on coverage of any text", () => {
  it("have the figures that counting window by window gives", () => {
    const random = seeded(11);
    const seen = new Map<string, number>();
    for (let round = 0; round < 3000; round++) {
      const [maxLength, stride, tokenCount] = [1 + random(8), 1 + random(10), random(60)];
      const [batchSize, epoch] = [1 + random(9), random(3)];
      const [dropLast, shuffle] = [random(2) === 0, random(2) === 0];
      const options = { maxLength, stride, batchSize, dropLast, shuffle, epoch };
      // Nothing cannot be shuffled.
      const isShuffled = shuffle && tokenCount > maxLength;
      const cut = loader(tokenCount, { ...options, shuffle: isShuffled });
      const { starts, order, samples, batches } = cut;
      const inBatches = Math.min(samples, batches * batchSize);
      const leftOut = new WindowOrder(samples, order).samplesFrom(inBatches);
      const all = useOf(starts, tokenCount, maxLength);
      const kept = useOf(
        starts.filter((_, sample) => !leftOut.includes(sample)),
        tokenCount,
        maxLength,
      );
      const notes = coverageNotes({ ...options, tokenCount, contextLength: 1024 });
      for (const note of notes) {
        const kind = checkNote(note, {
          all,
          kept,
          samples,
          batches,
          left: leftOut.length,
          ...options,
          tokenCount,
        });
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
      const told = (kind: RegExp): boolean => notes.some((note) => kind.test(note));
      const where = JSON.stringify({ ...options, tokenCount, notes });
      assert.equal(
        told(/stride .* skips|at the end are never/),
        all.never.length > 1 && batches > 0,
        where,
      );
      assert.equal(told(/left over by drop_last/), leftOut.length > 0 && batches > 0, where);
      assert.equal(samples > 0, notes.length > 0, where);
    }
    // Every kind of sentence was there to be checked.
    assert.deepEqual([...seen.keys()].sort(), KINDS.map(({ kind }) => kind).sort());
  });
});

interface Facts {
  readonly all: ReturnType<typeof useOf>;
  readonly kept: ReturnType<typeof useOf>;
  readonly samples: number;
  readonly batches: number;
  readonly left: number;
  readonly tokenCount: number;
  readonly stride: number;
  readonly batchSize: number;
}

/** What a sentence says, its figures from left to right, and what they must be. */
const KINDS: readonly {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly figures: (facts: Facts) => readonly number[];
  /** What it says without a figure. */
  readonly true?: (facts: Facts) => boolean;
}[] = [
  { kind: "windows", pattern: /^(\d+) windows?$/, figures: ({ samples }) => [samples] },
  {
    kind: "nothing",
    pattern: /^no token is an input$/,
    figures: () => [],
    true: ({ kept, tokenCount }) => kept.never.length === tokenCount,
  },
  {
    kind: "once",
    pattern: /^(?:before drop_last, )?every token but the last is an input once$/,
    figures: () => [],
    true: ({ all }) =>
      all.inputs.slice(0, -1).every((times) => times === 1) && all.never.length === 1,
  },
  {
    kind: "often",
    pattern: /^(?:before drop_last, )?every token but the last is an input, up to (\d+) times$/,
    figures: ({ all }) => [all.most],
    true: ({ all }) => all.never.length === 1 && all.most > 1,
  },
  {
    kind: "end",
    pattern:
      /^(\d+) tokens at the end are never an input: the first is only a target, the other (?:(\d+) are|is) in no window$/,
    figures: ({ all }) => [all.never.length, ...(all.never.length > 2 ? [all.unused.length] : [])],
    true: ({ all, tokenCount }) =>
      all.never.every((token, at) => token === tokenCount - all.never.length + at) &&
      all.targets[all.never[0]!]! > 0 &&
      all.unused.length === all.never.length - 1,
  },
  {
    kind: "before the end, once",
    pattern: /^(?:before drop_last, )?each token before them is an input once$/,
    figures: () => [],
    true: ({ all }) => all.inputs.slice(0, all.never[0]).every((times) => times === 1),
  },
  {
    kind: "before the end, often",
    pattern: /^(?:before drop_last, )?each token before them is an input up to (\d+) times$/,
    figures: ({ all }) => [all.most],
    true: ({ all }) => all.inputs.slice(0, all.never[0]).every((times) => times > 0),
  },
  {
    kind: "only targets",
    pattern: /^stride (\d+) skips (\d+) tokens: they are never an input, only a target$/,
    figures: ({ stride, all }) => [stride, all.never.length],
    true: ({ all }) => all.unused.length === 0,
  },
  {
    kind: "skipped",
    pattern:
      /^stride (\d+) skips (\d+) tokens: they are never an input, and (\d+) of them (?:is|are) in no window$/,
    figures: ({ stride, all }) => [stride, all.never.length, all.unused.length],
  },
  {
    kind: "dropped",
    pattern:
      /^(\d+) windows? at the end (?:is|are) left over by drop_last: (\d+) more tokens? (?:is|are) never an input$/,
    figures: ({ left, kept, all }) => [left, kept.never.length - all.never.length],
  },
  {
    kind: "dropped from anywhere",
    pattern:
      /^(\d+) windows?, (?:another one|other ones) in every epoch, (?:is|are) left over by drop_last$/,
    figures: ({ left }) => [left],
  },
  {
    kind: "one batch",
    pattern: /^one batch of (\d+), not (\d+)$/,
    figures: ({ samples, batchSize }) => [samples, batchSize],
    true: ({ batches }) => batches === 1,
  },
  {
    kind: "the chapter's last batch",
    pattern: /^the chapter's loader drops the last batch: (\d+)$/,
    figures: ({ samples, batchSize }) => [Math.floor(samples / batchSize)],
    true: ({ samples, batchSize }) => samples % batchSize > 0,
  },
  {
    kind: "last batch",
    pattern: /^the last batch has (\d+) windows?, not (\d+)$/,
    figures: ({ samples, batches, batchSize }) => [samples - (batches - 1) * batchSize, batchSize],
    true: ({ batches }) => batches > 1,
  },
];

function checkNote(note: string, facts: Facts): string {
  const found = KINDS.find(({ pattern }) => pattern.test(note));
  assert.ok(found, `nobody checks “${note}”`);
  // A group that took no part has no figure.
  const figures: (string | undefined)[] = (found.pattern.exec(note) ?? []).slice(1);
  assert.deepEqual(
    figures.flatMap((figure) => (figure ? [Number(figure)] : [])),
    found.figures(facts),
    note,
  );
  assert.ok(found.true?.(facts) ?? true, note);
  return found.kind;
}
