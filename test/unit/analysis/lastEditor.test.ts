import assert from "node:assert/strict";
import type { TextDocument } from "vscode";
import { FakeDocument, fakeEditor as editor } from "../../support/fakeVscode";
import type { Analyses } from "../../../src/analysis/analyses";
import { LastEditor } from "../../../src/analysis/lastEditor";
import { OpenDocuments } from "../../../src/analysis/openDocuments";

/** Whose tokens are not what is asked here. */
const analyses = { of: () => undefined } as unknown as Analyses;

describe("The editor that was used last", () => {
  let documents: OpenDocuments;
  let last: LastEditor;
  beforeEach(() => {
    editor.clear();
    documents = new OpenDocuments();
    last = new LastEditor(analyses, documents);
  });
  afterEach(() => {
    last.dispose();
    documents.dispose();
  });

  const document = (): TextDocument | undefined => last.editor?.document;
  const [text, other] = [new FakeDocument("file:///text.txt"), new FakeDocument("file:///other")];
  const output = new FakeDocument("output:log");
  Object.assign(output, { uri: { scheme: "output" } });

  it("is one that comes into view while the panel has the focus, as in a reloaded window", () => {
    let told = 0;
    last.onDidChange(() => (told += 1));
    assert.equal(document(), undefined);
    editor.open(output, text, other);
    editor.show(output);
    assert.equal(document(), undefined);
    editor.show(output, text);
    assert.equal(document(), text);
    assert.ok(told > 0);
  });

  it("is not another for coming into view, but for being used", () => {
    editor.open(text, other);
    editor.show(text);
    editor.show(other, text);
    assert.equal(document(), text);
    editor.activate(other);
    assert.equal(document(), other);
    editor.activate(undefined);
    editor.show(text, other);
    assert.equal(document(), other);
  });

  it("is one in view where it is closed, and the next that comes where none is", () => {
    editor.open(text, other);
    editor.show(text, other);
    editor.visible = [other];
    editor.close(text);
    assert.equal(document(), other);
    editor.visible = [];
    editor.close(other);
    assert.equal(document(), undefined);
    const next = new FakeDocument("untitled:Untitled-1");
    editor.open(next);
    editor.show(next);
    assert.equal(document(), next);
  });
});
