import assert from "node:assert/strict";
import type { TextDocument } from "vscode";
import { FakeDocument, fakeEditor as editor } from "../../support/fakeVscode";
import type { Move } from "../../../src/analysis/moves/move";
import { OpenDocuments } from "../../../src/analysis/openDocuments";
import { seeded } from "../../support/random";

describe("Events of documents", () => {
  let documents: OpenDocuments;
  let closed: FakeDocument[];
  let moves: Move[];

  beforeEach(() => {
    editor.clear();
    documents = new OpenDocuments();
    closed = [];
    moves = [];
    documents.onDidClose((document) => void closed.push(document as unknown as FakeDocument));
    documents.onDidMove((move) => void moves.push(move));
  });
  afterEach(() => {
    documents.dispose();
  });

  const isOpen = (document: FakeDocument): boolean =>
    documents.isOpen(document as unknown as TextDocument);
  /** Where an address leads by all that was told, if anywhere. */
  const movedTo = (address: string): string[] => moves.flatMap((move) => move.to(address) ?? []);

  it("say what is open in any order of openings, ends, languages and steps of several", () => {
    const seed = 20_261_130;
    const random = seeded(seed);
    const all: FakeDocument[] = [];
    const listeners: { dispose(): void }[] = [];
    let told = "";
    const check = (): void => {
      for (const document of all) {
        const isListed = editor.documents.includes(document);
        assert.equal(isOpen(document), isListed, told);
        if (isListed) assert.equal(documents.at(document.address), document, told);
      }
    };
    // What others see while an event is told is true already.
    for (const name of ["onDidOpenTextDocument", "onDidCloseTextDocument"] as const) {
      listeners.push(editor.listen(name, check));
    }
    documents.onDidClose((document) => {
      assert.ok(!documents.isOpen(document), told);
    });
    for (let step = 0; step < 3000; step++) {
      told = `seed ${seed}, step ${step}`;
      const open = [...editor.documents];
      const some = open.filter(() => random(3) === 0);
      // An address may be taken again at once, by another document.
      const fresh = (gone: readonly FakeDocument[]): FakeDocument => {
        const taken = open.filter((each) => !gone.includes(each)).map(({ address }) => address);
        const addresses = Array.from({ length: 8 }, (_, at) => `file:///${at}.txt`);
        const free = addresses.filter((address) => !taken.includes(address));
        const made = new FakeDocument(free[random(free.length)] ?? `file:///step${step}.txt`);
        all.push(made);
        return made;
      };
      const before = closed.length;
      switch (random(4)) {
        case 0:
          editor.open(fresh([]));
          break;
        case 1:
          editor.delta(some, some.length > 0 ? [fresh(some)] : []);
          assert.deepEqual(closed.slice(before), some, told);
          break;
        case 2:
          for (const document of some) editor.language(document, `language ${step}`);
          assert.deepEqual(closed.slice(before), [], told);
          break;
        default:
          for (const document of some) {
            editor.language(document, "there");
            editor.close(document);
          }
          assert.deepEqual(closed.slice(before), some, told);
      }
      check();
    }
    for (const listener of listeners) listener.dispose();
    assert.ok(all.length > 1000);
    assert.equal(new Set(closed).size, closed.length);
  });

  const permutations = <T>(list: readonly T[]): T[][] =>
    list.length < 2
      ? [[...list]]
      : list.flatMap((first, at) =>
          permutations(list.filter((_, other) => other !== at)).map((rest) => [first, ...rest]),
        );

  for (const order of permutations(["close", "open", "rename"] as const)) {
    it(`lead from a renamed file to its new name: ${order.join(", ")}`, () => {
      const [before, after] = ["file:///d/a%20b.txt", "file:///d/c.py"];
      const [old, renamed] = [new FakeDocument(before), new FakeDocument(after)];
      editor.open(old);
      const files = [{ oldUri: old.uri, newUri: renamed.uri }];
      editor.fire("onWillRenameFiles", { files });
      for (const step of order) {
        if (step === "close") editor.close(old);
        else if (step === "open") editor.open(renamed);
        else editor.fire("onDidRenameFiles", { files });
      }
      assert.deepEqual(movedTo(old.address), [renamed.address]);
      assert.deepEqual(movedTo("file:///d/a%20b.txt.bak"), []);
      assert.deepEqual(closed, [old]);
    });
  }

  it("lead from every file below a renamed folder, and from none beside it", () => {
    const files = [{ oldUri: "file:///d/sub", newUri: "file:///e/other" }];
    editor.fire("onWillRenameFiles", { files });
    editor.fire("onDidRenameFiles", { files });
    assert.deepEqual(movedTo("file:///d/sub/x/%C3%BC.txt"), ["file:///e/other/x/%C3%BC.txt"]);
    assert.deepEqual(movedTo("vscode-notebook-cell://host/d/sub/n.ipynb#W1"), [
      "vscode-notebook-cell://host/e/other/n.ipynb#W1",
    ]);
    for (const address of ["file:///d/subway.txt", "file:///d", "git:///d/sub/a.txt", "odd"]) {
      assert.deepEqual(movedTo(address), []);
    }
  });

  const saveAs = (from: FakeDocument, to: FakeDocument, formatted?: string): void => {
    editor.open(to);
    editor.change(to, from.text);
    if (formatted !== undefined) editor.change(to, formatted);
    editor.save(to);
  };
  for (const [name, formatted] of [
    ["as it is", undefined],
    ["and formatted", "ONE TWO THREE\n"],
  ] as const) {
    it(`lead from a text to what it is saved as, ${name}`, () => {
      const from = new FakeDocument("file:///a.txt");
      const to = new FakeDocument("file:///b.txt", "old");
      editor.open(from);
      editor.activate(from);
      saveAs(from, to, formatted);
      editor.activate(undefined);
      assert.equal(moves.length, 0);
      editor.close(from);
      editor.activate(to);
      assert.deepEqual(movedTo(from.address), [to.address]);
      assert.equal(moves[0]!.isCopy, true);
    });

    it(`lead from an untitled text to its file, ${name}`, () => {
      const from = new FakeDocument("untitled:Untitled-1");
      const to = new FakeDocument("file:///b.txt", "");
      from.isDirty = true;
      editor.open(from);
      saveAs(from, to, formatted);
      editor.change(from, "");
      // Who hears of the end knows of the move already.
      documents.onDidClose(() => assert.equal(moves.length, 1));
      editor.close(from);
      assert.deepEqual(movedTo(from.address), [to.address]);
      assert.equal(moves[0]!.isCopy, false);
    });
  }

  it("lead nowhere when texts that happen to be equal are saved or closed", () => {
    const [one, two, three] = ["a", "b", "c"].map((name) => new FakeDocument(`file:///${name}`));
    editor.open(one!, two!, three!);
    editor.activate(one);
    editor.save(one!);
    editor.close(one!);
    editor.activate(two);
    // Another one is saved with all, and a third is looked at before the end.
    editor.save(three!);
    editor.activate(new FakeDocument("file:///d"));
    editor.close(two!);
    assert.deepEqual(moves, []);
  });

  const cell = (document: FakeDocument): object => ({ document });
  for (const order of permutations(["close", "open", "change"] as const)) {
    it(`lead from a cell to the one that takes its place: ${order.join(", ")}`, () => {
      const [code, text] = ["1", "2"].map(
        (fragment) => new FakeDocument(`vscode-notebook-cell:/n.ipynb#W${fragment}`),
      );
      editor.open(code!);
      for (const step of order) {
        if (step === "close") editor.close(code!);
        else if (step === "open") editor.open(text!);
        else {
          const changes = [{ removedCells: [cell(code!)], addedCells: [cell(text!)] }];
          editor.fire("onDidChangeNotebookDocument", { contentChanges: changes });
        }
      }
      assert.deepEqual(movedTo(code!.address), [text!.address]);
    });
  }

  it("lead from the cells of a renamed notebook to those in the same places", () => {
    const notebookOf = (name: string, fragments: readonly string[]) => {
      const uri = `file:///${name}.ipynb`;
      const cells = fragments.map(
        (each) => new FakeDocument(`vscode-notebook-cell:/${name}.ipynb#${each}`),
      );
      return { uri, cells, getCells: () => cells.map(cell) };
    };
    // The second cell was made first.
    const old = notebookOf("old", ["W5", "W0"]);
    const renamed = notebookOf("new", ["W0", "W1"]);
    editor.notebooks.push(old);
    const files = [{ oldUri: old.uri, newUri: renamed.uri }];
    editor.fire("onWillRenameFiles", { files });
    editor.fire("onDidRenameFiles", { files });
    assert.deepEqual(movedTo(old.cells[1]!.address), []);
    editor.notebooks.splice(0, 1, renamed);
    editor.fire("onDidOpenNotebookDocument", renamed);
    for (const at of [0, 1]) {
      assert.deepEqual(movedTo(old.cells[at]!.address), [renamed.cells[at]!.address]);
    }
  });
});
