import assert from "node:assert/strict";
import type { Selection } from "vscode";
import { OwnSelections } from "../../../src/analysis/ownSelections";

/** As far as it is looked at: its ends. */
function selection(at: number): Selection {
  const made = { at, isEqual: (other: unknown) => (other as { at: number }).at === at };
  return made as unknown as Selection;
}

describe("The selections that the extension makes", () => {
  const [one, two, three] = [1, 2, 3].map(selection) as [Selection, Selection, Selection];
  let own: OwnSelections;
  beforeEach(() => {
    own = new OwnSelections();
  });

  it("are known when VS Code tells of them, also of one after a newer one was made", () => {
    own.add(one);
    own.add(two);
    assert.ok(own.tell(one));
    assert.ok(own.isPending);
    assert.ok(own.tell(two));
    assert.ok(!own.isPending);
    assert.ok(own.has(two));
    assert.ok(!own.has(one));
  });

  it("are waited for in their order, where the first is made again", () => {
    for (const each of [one, two, one]) own.add(each);
    assert.ok(own.tell(one));
    assert.ok(own.isPending);
    own.tell(two);
    assert.ok(own.tell(one));
    assert.ok(!own.isPending);
  });

  it("are still known after a person's that was made before them and is told late", () => {
    own.add(one);
    own.tell(one);
    own.add(two);
    assert.ok(!own.tell(three));
    own.clear();
    assert.ok(!own.has(one));
    assert.ok(own.isPending);
    assert.ok(own.tell(two));
  });

  it("are not waited for once VS Code has told all, whether of them or not", () => {
    own.add(one);
    own.add(two);
    own.settle(one);
    assert.ok(own.isPending);
    // One that stands already is not told of again.
    own.settle(selection(2));
    assert.ok(!own.isPending);
  });
});
