import assert from "node:assert/strict";
import fc from "fast-check";
import type { Selection } from "vscode";
import { OwnSelections } from "../../../src/analysis/ownSelections";

/** As far as it is looked at: its ends. */
function selection(at: number): Selection {
  const made = { at, isEqual: (other: unknown) => (other as { at: number }).at === at };
  return made as unknown as Selection;
}

/** What happens next: a selection is made, or one side takes up what it was sent. */
const acts = fc.constantFrom(
  "first",
  "second",
  "third",
  "person",
  "editor",
  "editor",
  "host",
  "host",
);

/** The editor as its own process has it, and as the extension host does, with what is on the way. */
class EditorFarBehind {
  private readonly own = new OwnSelections();
  private inEditor = 0;
  private inHost = 0;
  private persons = 10;
  private readonly toEditor: ({ select: number } | { asked: number })[] = [];
  private readonly toHost: ({ told: number } | { answered: number })[] = [];

  does(act: string): void {
    switch (act) {
      case "person":
        // Each elsewhere.
        this.move(this.persons++);
        break;
      case "editor":
        this.takeUpInEditor();
        break;
      case "host":
        this.takeUpInHost();
        break;
      default:
        this.make(["first", "second", "third"].indexOf(act) + 1);
    }
  }

  /** All that is on the way arrives. */
  end(): void {
    while (this.toEditor.length > 0) this.takeUpInEditor();
    while (this.toHost.length > 0) this.takeUpInHost();
    assert.ok(!this.own.isPending);
    assert.equal(this.inHost, this.inEditor);
  }

  private make(place: number): void {
    this.inHost = place;
    const asked = this.own.add(selection(place));
    this.toEditor.push({ select: place }, { asked });
  }

  private move(place: number): void {
    if (place === this.inEditor) return;
    this.inEditor = place;
    this.toHost.push({ told: place });
  }

  private takeUpInEditor(): void {
    const next = this.toEditor.shift();
    if (next === undefined) return;
    if ("asked" in next) this.toHost.push({ answered: next.asked });
    else this.move(next.select);
  }

  private takeUpInHost(): void {
    const next = this.toHost.shift();
    if (next === undefined) return;
    if ("answered" in next) {
      this.own.settle(next.answered);
      return;
    }
    this.inHost = next.told;
    const isOwn = this.own.tell(selection(next.told));
    if (next.told < 10) assert.ok(isOwn || this.own.isPending, `${next.told} is none of a person`);
    else assert.ok(!isOwn, `${next.told} is a person's`);
    if (!isOwn && !this.own.isPending) this.own.clear();
  }
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
    const first = own.add(one);
    own.add(two);
    own.settle(first);
    assert.ok(own.isPending);
    // One that stands already is not told of again.
    own.settle(own.add(selection(2)));
    assert.ok(!own.isPending);
  });

  it("are told from a person's however far VS Code is behind, and however often one is made", () => {
    fc.assert(
      fc.property(fc.array(acts, { size: "max", maxLength: 60 }), (all) => {
        const both = new EditorFarBehind();
        for (const act of all) both.does(act);
        both.end();
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});
