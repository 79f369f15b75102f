import assert from "node:assert/strict";
import * as v from "valibot";
import { callChecks, index, list, loose, strict } from "../../../../src/shared/base/checks";
import type { CallSignal } from "../../../../src/shared/base/callSignal";
import { hostChecks } from "../../../../src/shared/protocol/panel";

interface Place {
  readonly row: number;
  readonly names: readonly string[];
  readonly note?: string | undefined;
  readonly share?: number;
}
type Shape = { readonly kind: "dot" } | { readonly kind: "line"; readonly length: number };
interface Calls {
  go(row: number, note?: string): Promise<void>;
  ask(row: number, signal?: CallSignal): Promise<void>;
}

const entries = {
  row: index,
  names: list(v.string()),
  note: v.optional(v.string()),
  share: v.exactOptional(v.number()),
};

describe("Checks of what comes from outside", () => {
  it("know every field: one that the type has and they have not does not compile", () => {
    const { share: _share, ...less } = entries;
    // @ts-expect-error `share` has no check.
    loose.fields<Place>()(less);
    // @ts-expect-error A number is checked where a text is.
    loose.fields<Place>()({ ...entries, note: v.optional(v.number()) });
    // @ts-expect-error The type has no such field.
    loose.fields<Place>()({ ...entries, column: index });
    // @ts-expect-error A line has no check.
    loose.variants<Shape>()("kind", { dot: {} });
    // @ts-expect-error The length of a line has none.
    loose.variants<Shape>()("kind", { dot: {}, line: {} });
    // @ts-expect-error A picklist of fewer words than the type has.
    loose.fields<{ word: "a" | "b" }>()({ word: v.picklist(["a"]) });
  });

  it("know every call and argument: one without its check does not compile", () => {
    // @ts-expect-error `ask` has no check.
    callChecks<Calls>()({ go: [index, v.exactOptional(v.string())] });
    // @ts-expect-error `note` has no check.
    callChecks<Calls>()({ go: [index], ask: [index] });
    // @ts-expect-error There is no such call.
    callChecks<Calls>()({ go: [index, v.exactOptional(v.string())], ask: [index], stop: [] });
  });

  it("take what fits, and nothing else", () => {
    const good = { row: 1, names: ["a"], share: 0.5 };
    for (const make of [loose, strict]) {
      const check = make.fields<Place>()(entries);
      assert.ok(v.is(check, good));
      assert.ok(v.is(check, { row: 1, names: [], note: undefined }));
      for (const bad of [{ ...good, row: -1 }, { ...good, names: [1] }, { row: 1 }, undefined]) {
        assert.ok(!v.is(check, bad), JSON.stringify(bad));
      }
    }
    assert.ok(v.is(loose.fields<Place>()(entries), { ...good, other: 1 }));
    assert.ok(!v.is(strict.fields<Place>()(entries), { ...good, other: 1 }));
    const shape = strict.variants<Shape>()("kind", { dot: {}, line: { length: index } });
    assert.ok(v.is(shape, { kind: "dot" }) && v.is(shape, { kind: "line", length: 2 }));
    assert.ok(!v.is(shape, { kind: "line" }) && !v.is(shape, { kind: "constructor" }));
  });

  it("take calls with as many arguments as they have", () => {
    const checks = callChecks<Calls>()({ go: [index, v.exactOptional(v.string())], ask: [index] });
    assert.ok(checks.go([1]) && checks.go([1, "note"]) && checks.ask([1]));
    for (const bad of [[], ["1"], [1, undefined], [1, 2], [1, "note", 3]]) {
      assert.ok(!checks.go(bad), JSON.stringify(bad));
    }
  });

  it("of the panel's host refuse what a page may not ask", () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    assert.ok(hostChecks.savePicture(["window-1", "png", png]));
    assert.ok(!hostChecks.savePicture(["window-1", "svg", png]));
    assert.ok(!hostChecks.savePicture(["../window-1", "png", png]));
    assert.ok(!hostChecks.savePicture(["window-1", "png", [...png]]));
    assert.ok(hostChecks.point([1]) && hostChecks.point([1, 2]) && !hostChecks.point([1, -2]));
    assert.ok(hostChecks.positionPca([{ source: "gpt2" }]));
    assert.ok(!hostChecks.positionPca([{ source: "gpt2", contextLength: 1 }]));
    assert.ok(hostChecks.select([{ kind: "window", index: 3 }]));
    assert.ok(!hostChecks.select([{ kind: "window", index: 3, row: 1 }]));
    assert.ok(!hostChecks.ready([1]) && hostChecks.ready([]));
  });
});
