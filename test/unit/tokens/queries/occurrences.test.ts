import assert from "node:assert/strict";
import { occurrences, type Occurrences } from "../../../../src/tokens/queries/occurrences";
import { TokenDocument } from "../../../../src/tokens/document/tokenDocument";
import { seeded } from "../../../support/random";
import { RandomEdits } from "../../../support/randomEdits";
import { gpt2 } from "../../../support/vocabulary";

function found(stretches: Iterable<Uint32Array>, id: number, near: number, most: number) {
  const steps = occurrences(stretches, id, near, most);
  let pauses = 0;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { ...value, pauses };
    pauses++;
  }
}

function check(ids: readonly number[], near: number, most: number, expected: readonly number[]) {
  const halves = [ids.slice(0, 3), ids.slice(3)].map((half) => Uint32Array.from(half));
  const answer = found(halves, ids[near] as number, near, most);
  assert.deepEqual([...answer.indices], expected);
  assert.equal(answer.count, ids.filter((id) => id === ids[near]).length);
}

/** The same by looking at all tokens. */
function scan(ids: Uint32Array, near: number, most: number): Occurrences {
  const all = [...ids.keys()].filter((at) => ids[at] === ids[near]);
  const before = all.filter((at) => at < near);
  const behind = all.filter((at) => at > near);
  const half = Math.floor(most / 2);
  const later = behind.slice(0, Math.max(most - half, most - before.length));
  const earlier = most > later.length ? before.slice(-(most - later.length)) : [];
  return { count: all.length, indices: Uint32Array.from([...earlier, ...later]) };
}

describe("Other places of a token", () => {
  it("are all others while they are few", () => {
    check([7, 1, 7, 2, 7, 7], 2, 10, [0, 4, 5]);
    check([7, 1, 2], 1, 10, []);
    check([7], 0, 10, []);
  });
  it("are the nearest on both sides where they are many", () => {
    check(Array<number>(20).fill(7), 10, 4, [8, 9, 11, 12]);
    check(Array<number>(20).fill(7), 10, 5, [8, 9, 11, 12, 13]);
  });
  it("are more of one side where the other has less", () => {
    check(Array<number>(20).fill(7), 0, 4, [1, 2, 3, 4]);
    check(Array<number>(20).fill(7), 19, 4, [15, 16, 17, 18]);
    check(Array<number>(20).fill(7), 1, 4, [0, 2, 3, 4]);
  });
  it("of millions are found in several steps", () => {
    const stretch = new Uint32Array(1000).fill(3);
    const { count, pauses } = found(Array<Uint32Array>(2000).fill(stretch), 3, 5, 200);
    assert.equal(count, 2_000_000);
    assert.ok(pauses >= 3, `${pauses} pauses`);
  });

  it("are right after every random edit", () => {
    const random = seeded(53);
    const edits = new RandomEdits(random, { units: 3000, megabyte: 5000, deleteAll: 300 });
    const reading = { specialTokens: "split", lineEndings: "lf" } as const;
    const document = TokenDocument.open(gpt2(), edits.text, 0, reading);
    for (let version = 1; version <= 1500; version++) {
      document.edit(version, edits.next().changes);
      if (document.tokenCount === 0) continue;
      const { ids } = document.tokens();
      const near = random(ids.length);
      const most = 1 + random(40);
      const { pauses: _, ...answer } = found(
        document.idStretches(),
        ids[near] as number,
        near,
        most,
      );
      assert.deepEqual(answer, scan(ids, near, most), `edit ${version}`);
    }
  });
});
