import assert from "node:assert/strict";
import type { Exclusion } from "../../../../src/settings/settings";
import { Excluded } from "../../../../src/views/counts/excluded";
import { Pace } from "../../../../src/views/counts/pace";

const none = new AbortController().signal;
const excluded = (exclusions: readonly Exclusion[], signal = none): Excluded =>
  new Excluded(exclusions, new Pace(signal), new Map());

/** Some seconds' worth of steps for one path. */
const hostile = Array.from({ length: 50 }, (_, at) => ({ glob: `${"*a".repeat(5000)}${at}` }));
const path = "a".repeat(1000);

describe("What the settings exclude", () => {
  it("may need a file beside it, named by its own name without the ending", async () => {
    const rules = excluded([
      { glob: "**/*.js", when: "$(basename).ts" },
      { glob: "*.md", when: "a$(basename)$(basename).md" },
      { glob: ".*", when: "$(basename)" },
    ]);
    for (const [name, sibling, expected] of [
      ["x/a.js", "a.ts", true],
      ["x/a.js", "b.ts", false],
      ["a.b.js", "a.b.ts", true],
      ["$&.md", "a$&$&.md", true],
      // What begins with its only full stop has no ending.
      [".env", ".env", true],
      ["a.txt", "a.ts", false],
    ] as const) {
      assert.equal(await rules.has(name, new Set([sibling])), expected, name);
    }
    assert.equal(await excluded([{ glob: "[z-a]" }, { glob: "a" }]).has("a", new Set()), true);
  });

  it("lets everything else in while it takes long", async () => {
    let turns = 0;
    let isDone = false;
    const turn = (): void => {
      turns++;
      if (!isDone) setImmediate(turn);
    };
    setImmediate(turn);
    assert.equal(await excluded(hostile.slice(0, 2)).has(path, new Set()), false);
    isDone = true;
    assert.ok(turns > 10, `${turns} turns`);
  });

  it("ends when the count is cancelled", async () => {
    const controller = new AbortController();
    const asked = excluded(hostile, controller.signal).has(path, new Set());
    setImmediate(() => {
      controller.abort();
    });
    await assert.rejects(asked, { name: "AbortError" });
  });

  it("has no file beside it whose name would be longer than names are", async () => {
    const when = "$(basename)".repeat(1e6);
    assert.equal(await excluded([{ glob: "**", when }]).has("a", new Set(["a"])), false);
  });
});
