import assert from "node:assert/strict";
import type { Memento } from "vscode";
import { FirstMarks } from "../../../../src/views/panel/firstMarks";

/** What VS Code keeps for all windows of a person. */
function memento(): Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: (key: string) => kept.get(key),
    update: async (key: string, value: unknown) => void kept.set(key, value),
  } as Memento;
}

describe("The marks of the first open", () => {
  it("are wanted once, whatever window or later start asks", async () => {
    const state = memento();
    const first = new FirstMarks(state);
    assert.equal(first.areWanted, true);
    assert.equal(first.areWanted, true);
    first.noteShown();
    await Promise.resolve();
    assert.deepEqual([first.areWanted, new FirstMarks(state).areWanted], [false, false]);
  });

  for (const [what, update] of [
    ["rejects", () => Promise.reject(new Error("The storage is full."))],
    [
      "throws",
      () => {
        throw new Error("There is no storage.");
      },
    ],
  ] as const) {
    it(`are shown once in a window where storage that is written ${what}`, async () => {
      const marks = new FirstMarks({ ...memento(), update });
      assert.equal(marks.areWanted, true);
      marks.noteShown();
      // What is rejected without anybody to take it would fail the run.
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(marks.areWanted, false);
    });
  }

  it("are not shown where nobody can tell whether they were", () => {
    const get = () => {
      throw new Error("The storage cannot be read.");
    };
    assert.equal(new FirstMarks({ ...memento(), get }).areWanted, false);
  });
});
