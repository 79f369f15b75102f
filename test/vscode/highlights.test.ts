import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Analyses } from "../../src/analysis/analyses";
import { OpenDocuments } from "../../src/analysis/openDocuments";
import type { TokenscopeApi } from "../../src/api";
import type { TokenService } from "../../src/workers/tokenService";
import { nodeThread } from "../../src/workers/node/nodeThread";
import { WorkerClient } from "../../src/workers/workerClient";
import { DecorationTypes } from "../../src/views/highlights/decorationTypes";
import { EditorPainter, type Drawing } from "../../src/views/highlights/editorPainter";
import { columnsDrawn } from "../../src/settings/settings";
import { closeAll, eventually, openText, openUntitled, tokenscope } from "./tokenscope";

/** What the highlights ask of VS Code, counted while a test runs. */
class Counters {
  /** Keys of the decoration types that are there now, each with its options. */
  readonly types = new Map<string, vscode.DecorationRenderOptions>();
  made = 0;
  listeners = 0;
  private readonly undo: (() => void)[] = [];

  constructor() {
    const { createTextEditorDecorationType: create } = vscode.window;
    this.replace("createTextEditorDecorationType", (options) => {
      const type = create(options);
      this.made++;
      this.types.set(type.key, options);
      // VS Code knows a type by its key; the object itself is frozen.
      return {
        key: type.key,
        dispose: () => {
          this.types.delete(type.key);
          type.dispose();
        },
      };
    });
    const { onDidChangeTextEditorVisibleRanges: listen } = vscode.window;
    this.replace("onDidChangeTextEditorVisibleRanges", (...args) => {
      const listener = listen(...args);
      this.listeners++;
      return new vscode.Disposable(() => {
        this.listeners--;
        listener.dispose();
      });
    });
  }

  restore(): void {
    for (const undo of this.undo) undo();
  }

  private replace<K extends keyof typeof vscode.window>(
    name: K,
    by: (typeof vscode.window)[K],
  ): void {
    const own = vscode.window[name];
    Object.defineProperty(vscode.window, name, { value: by, configurable: true, writable: true });
    this.undo.push(() => {
      Object.defineProperty(vscode.window, name, { value: own, configurable: true });
    });
  }
}

interface Call {
  readonly key: string;
  readonly version: number;
  readonly ranges: readonly vscode.Range[];
}

/** A real editor that notes what it is to draw, and draws it. */
function noted(editor: vscode.TextEditor, calls: Call[]): vscode.TextEditor {
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(editor))) {
    Object.defineProperty(copy, name, { ...property, configurable: true });
  }
  const setDecorations: vscode.TextEditor["setDecorations"] = (type, options) => {
    const ranges = options.map((each) => ("range" in each ? each.range : each));
    calls.push({ key: type.key, version: editor.document.version, ranges });
    editor.setDecorations(type, options);
  };
  return Object.defineProperty(copy, "setDecorations", {
    value: setDecorations,
  }) as unknown as vscode.TextEditor;
}

describe("Highlights", () => {
  let api: TokenscopeApi;
  let counters: Counters;
  let analyses: Analyses;
  let worker: WorkerClient<TokenService>;
  let calls: Call[];

  before(async () => {
    api = await tokenscope();
    const dist = `${process.env["TOKENSCOPE_ROOT"]}/dist`;
    worker = new WorkerClient(
      "token worker",
      () => nodeThread(`${dist}/tokenWorker.js`, { folder: dist }),
      ({ message }) => assert.fail(message),
    );
    analyses = new Analyses(new OpenDocuments(), worker, () => ({
      encoding: "gpt2",
      specialTokens: "split",
      lineEndings: "lf",
    }));
  });
  after(() => {
    analyses.dispose();
    worker.dispose();
  });
  beforeEach(() => {
    counters = new Counters();
    calls = [];
    known = undefined;
  });
  afterEach(async () => {
    counters.restore();
    await closeAll();
  });

  function painterOf(
    editor: vscode.TextEditor,
    layout: Partial<Drawing["layout"]> = {},
    columns = () => columnsDrawn(editor.document),
  ) {
    const types = new DecorationTypes(false);
    const drawing: Drawing = {
      types,
      layout: {
        colours: 4,
        colourBy: "turn",
        pieces: false,
        windows: undefined,
        use: () => undefined,
        signs: undefined,
        ...layout,
      },
      scores: undefined,
      idle: undefined,
      contextLength: 1024,
      contextHover: "",
      columns,
    };
    const painter = new EditorPainter(
      noted(editor, calls),
      analyses.of(editor.document),
      () => drawing,
    );
    return { painter, types };
  }

  let known: { readonly calls: number; readonly ranges: vscode.Range[] } | undefined;
  /** The ranges that are coloured now, in text order. */
  function coloured(): vscode.Range[] {
    // Asked again and again while nothing changes, of which there may be thousands.
    if (known?.calls === calls.length) return known.ranges;
    const newest = new Map(calls.map((call) => [call.key, call]));
    const ranges = [...newest.values()]
      .filter(({ key }) => counters.types.get(key)?.backgroundColor !== undefined)
      .flatMap(({ ranges }) => ranges)
      .sort((a, b) => a.start.compareTo(b.start));
    known = { calls: calls.length, ranges };
    return ranges;
  }

  /** Whether the colours tile the text of these lines, or their first `most` code units. */
  function tiles(
    document: vscode.TextDocument,
    from: number,
    to: number,
    most = Infinity,
  ): boolean {
    const ranges = coloured();
    for (let line = from; line <= to; line++) {
      const own = ranges.filter(({ start }) => start.line === line);
      const length = Math.min(most, document.lineAt(line).text.length);
      let at = 0;
      for (const { start, end } of own) {
        if (start.character !== at) break;
        at = end.character;
      }
      if (at < length) return false;
    }
    return true;
  }

  it("make no decoration type before something is drawn, and each one once", async () => {
    const editor = await openText("one two three four five six\n");
    const { painter, types } = painterOf(editor);
    assert.equal(counters.made, 0);
    await eventually("colours", () => tiles(editor.document, 0, 0));
    for (const word of ["zero ", "minus ", "one ", "and ", "so "]) {
      await editor.edit((builder) => {
        builder.insert(new vscode.Position(0, 0), word);
      });
      await eventually("new colours", () => tiles(editor.document, 0, 0));
    }
    // Four colours, and four of line ends.
    const { made, types: there } = counters as Readonly<{
      made: number;
      types: Map<string, unknown>;
    }>;
    assert.ok(made <= 8, `${made} types`);
    assert.equal(there.size, made);
    painter.dispose();
    types.dispose();
    assert.equal(counters.types.size, 0);
  });

  const lines = (line: string) => `${line}\n`.repeat(30);
  const files: Record<string, string> = {
    "curly quotes and dashes": lines("“It’s — so ‘they’ say – true…”"),
    "box drawing": lines("┌──┬──┐ │ a │ b │ ╞══╪══╡ ▓▒░"),
    CJK: lines("吾輩は猫である。名前はまだ無い。 我是猫。 나는 고양이로소이다."),
    Cyrillic: lines("Я вас любил: любовь ещё, быть может"),
    "emoji families": lines("a 👨‍👩‍👧‍👦 b 🏳️‍🌈 c 👋🏽 d 🇺🇳 e"),
    "<|endoftext|> in code": lines('const END = "<|endoftext|>"; // <|endoftext|><|endoftext|>'),
    "mixed line ends": "one\r\ntwo\nthree\rfour\r\n\r\n\n",
    "an empty text": "",
    "white space alone": "  \t \n \n\t\t\n   ",
  };
  for (const [name, text] of Object.entries(files)) {
    it(`colour all of ${name}`, async () => {
      const editor = await openText(text);
      const { document } = editor;
      const { painter, types } = painterOf(editor);
      await eventually("answer", () => painter.hasPainted);
      assert.ok(tiles(document, 0, Math.min(20, document.lineCount - 1)));
      await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), "“👋"));
      await eventually("colours of the new text", () =>
        tiles(document, 0, Math.min(20, document.lineCount - 1)),
      );
      painter.dispose();
      types.dispose();
    });
  }

  it("colour around a lone surrogate", async () => {
    const editor = await openUntitled("one \ud83d two \udc4b\n");
    const { painter, types } = painterOf(editor);
    await eventually("colours", () => tiles(editor.document, 0, 0));
    painter.dispose();
    types.dispose();
  });

  it("colour a stretch of a line of a megabyte, and follow typing in it", async () => {
    const editor = await openText(`[${'{"a":1,"b":"“x”"},'.repeat(60_000)}0]`);
    const { painter, types } = painterOf(editor);
    // Some VS Codes wrap such a line; where it is not wrapped, they draw no more of it than this.
    const drawn = () => Math.min(10_000, editor.visibleRanges[0]?.end.character ?? 0);
    await eventually("colours", () => drawn() > 0 && tiles(editor.document, 0, 0, drawn()));
    assert.ok(coloured().length < 10_000, `${coloured().length} ranges`);
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 5), "so long a name"));
    await eventually("colours of the new text", () => tiles(editor.document, 0, 0, drawn()));
    painter.dispose();
    types.dispose();
  });

  describe("of long lines that are not wrapped", () => {
    const words = (length: number): string => "one two, three – 4 ".repeat(length).slice(0, length);
    const longLines = (count: number, length: number): string =>
      Array.from({ length: count }, () => `${words(length)}\n`).join("") + "short\n".repeat(5);
    const wrapping = vscode.workspace.getConfiguration("editor");
    before(() => wrapping.update("wordWrap", "off", true));
    after(() => wrapping.update("wordWrap", undefined, true));

    /** Whether each line's characters `[from, to)` are coloured. */
    const holds = (lines: number, from: number, to: number): boolean => {
      const own = coloured();
      return Array.from({ length: lines }).every((_, line) => {
        let at = from;
        for (const { start, end } of own) {
          if (start.line !== line || end.character <= at) continue;
          if (start.character > at) break;
          at = end.character;
        }
        return at >= to;
      });
    };

    for (const [columns, count, length, drawn] of [
      [undefined, 3, 12_000, 10_000],
      [undefined, 7, 10_500, 10_000],
      [500, 3, 12_000, 500],
      [20_000, 2, 50_000, 20_000],
      [Infinity, 2, 30_000, 30_000],
    ] as const) {
      it(`colour all ${drawn} columns that are drawn of ${count}, also after an edit`, async () => {
        const editor = await openText(longLines(count, length));
        const { painter, types } = painterOf(
          editor,
          {},
          columns === undefined ? undefined : () => columns,
        );
        // Older VS Codes wrap a text of long lines whatever is set, and then tell what is visible.
        const holdsAll = (): boolean => {
          const { end } = editor.visibleRanges.at(-1) ?? assert.fail();
          const wraps = end.line < count;
          return wraps ? holds(1, 0, Math.min(end.character, drawn)) : holds(count, 0, drawn);
        };
        await eventually("colours", holdsAll);
        assert.ok(!holds(count, 0, drawn + 300) || drawn === length);
        await editor.edit((builder) => builder.insert(new vscode.Position(0, 3), "“👋”"));
        await eventually("colours of the new text", holdsAll);
        painter.dispose();
        types.dispose();
      });
    }

    it("colour as far as VS Code draws, all where it may wrap lines", async () => {
      const { document } = await openText("one");
      assert.equal(columnsDrawn(document), 10_000);
      for (const wrap of ["on", "wordWrapColumn", "bounded"]) {
        await wrapping.update("wordWrap", wrap, true);
        assert.equal(columnsDrawn(document), Infinity, wrap);
      }
      await wrapping.update("wordWrap", "off", true);
    });

    it("colour the columns near the cursor and the mouse in all of many", async () => {
      const editor = await openText(longLines(60, 9_000));
      const { painter, types } = painterOf(editor);
      await eventually("colours", () => painter.hasPainted);
      const { end } = editor.visibleRanges.at(-1) ?? assert.fail();
      // Older VS Codes wrap a text of long lines: nothing has to be guessed then.
      if (end.character < 8_000 && end.line === 0) {
        await eventually("colours of what is visible", () => holds(1, 0, end.character));
        painter.dispose();
        types.dispose();
        return;
      }
      editor.selection = new vscode.Selection(0, 8_000, 0, 8_000);
      painter.cursorMoved();
      await eventually("colours at the cursor", () => holds(end.line, 7_600, 8_400));
      painter.mouseAt(new vscode.Position(2, 5_000));
      await eventually("colours at the mouse", () => holds(end.line, 4_600, 5_400));
      assert.ok(holds(end.line, 7_600, 8_400));
      assert.ok(coloured().length < 60_000, `${coloured().length} ranges`);
      painter.dispose();
      types.dispose();
    });
  });

  it("colour what is visible of 40 MB, wherever it is scrolled to", async function () {
    const row = '{"id": 12345, "name": "naïve — café", "tags": ["a", "b"], "ok": true},\n';
    const editor = await openText(row.repeat(40_000_000 / Buffer.byteLength(row)));
    const { document } = editor;
    const { painter, types } = painterOf(editor);
    // A busy machine takes a while for so much.
    await analyses.of(document).call.indexAt(0);
    await eventually("colours", () => tiles(document, 0, 20));
    const line = Math.floor(document.lineCount / 2);
    const target = new vscode.Range(line, 0, line, 0);
    editor.revealRange(target, vscode.TextEditorRevealType.AtTop);
    await eventually("another part", () => editor.visibleRanges[0]!.start.line > line - 10);
    calls.length = 0;
    known = undefined;
    painter.onScroll();
    await eventually("colours there", () => tiles(document, line, line + 10));
    assert.ok(coloured().length < 10_000, `${coloured().length} ranges`);
    painter.dispose();
    types.dispose();
  });

  it("never draw what an older version asked for, and end with the newest", async () => {
    const editor = await openText("one two three four five\n".repeat(200));
    const { document } = editor;
    const { painter, types } = painterOf(editor);
    await eventually("colours", () => tiles(document, 0, 10));
    calls.length = 0;
    known = undefined;
    for (let edit = 0; edit < 40; edit++) {
      // Not awaited one by one: answers and edits overtake one another.
      const place = new vscode.Position(edit % 5, 3);
      void editor.edit((builder) => {
        if (edit % 7 === 3) builder.delete(new vscode.Range(place, place.translate(1)));
        else builder.insert(place, edit % 4 === 0 ? "\n“" : "x");
      });
      if (edit % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually("the last edit", async () => {
      const { documentVersion } = await api.tokensOf(document);
      return documentVersion === document.version && tiles(document, 0, 10);
    });
    for (const { version, ranges } of calls) {
      if (version !== document.version) continue;
      for (const { start, end } of ranges) {
        assert.ok(end.character <= document.lineAt(start.line).text.length);
      }
    }
    painter.dispose();
    types.dispose();
  });

  it("ask for nothing while what is visible is coloured already", async () => {
    const editor = await openText("one two three four five\n".repeat(500));
    const { painter, types } = painterOf(editor);
    await eventually("colours", () => tiles(editor.document, 0, 10));
    calls.length = 0;
    known = undefined;
    painter.onScroll();
    painter.cursorMoved();
    await analyses.of(editor.document).call.indexAt(0);
    assert.equal(calls.length, 0);
    painter.dispose();
    types.dispose();
  });

  it("mark where the context ends, at the first token beyond it", async () => {
    const editor = await openText(` a`.repeat(40).concat("\n").repeat(40));
    const { painter, types } = painterOf(editor);
    const mark = await eventually("mark", () =>
      calls.find(({ key }) => counters.types.get(key)?.overviewRulerColor !== undefined),
    );
    // 40 words and a line end in each line: token 1,024 is the last but one of line 25.
    const { ids, starts } = await api.tokensOf(editor.document);
    assert.equal(ids.length, 41 * 40);
    assert.deepEqual(
      mark.ranges.map(({ start }) => editor.document.offsetAt(start)),
      [starts[1024]],
    );
    painter.dispose();
    types.dispose();
  });

  it("are switched by the command, and leave nothing behind when 50 documents were closed", async () => {
    const toggle = (): Thenable<unknown> =>
      vscode.commands.executeCommand("tokenscope.toggleHighlights");
    await openText("first");
    await toggle();
    await eventually("a listener", () => counters.listeners === 1);
    await eventually("a type", () => counters.types.size > 0);
    const uris: vscode.Uri[] = [];
    for (let at = 0; at < 50; at++) {
      const editor = await openText(`one two three, document ${at}\n`);
      uris.push(editor.document.uri);
      await toggle();
      await api.tokensOf(editor.document);
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    }
    assert.ok(counters.types.size < 20, `${counters.types.size} types`);
    assert.equal(counters.made, counters.types.size);
    assert.equal(counters.listeners, 1);
    // What was on is on again when it is opened again; each is switched off.
    for (const uri of uris.slice(-2)) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand("tokenscope.hideHighlights", uri);
    }
    for (const uri of uris.slice(0, -2)) {
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand("tokenscope.hideHighlights", uri);
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    }
    await closeAll();
  });

  it("have a shortcut that VS Code leaves free", async () => {
    const uri = vscode.Uri.parse("vscode://defaultsettings/keybindings.json");
    const defaults = await vscode.workspace.openTextDocument(uri);
    const bound = [...defaults.getText().matchAll(/\{ "key": "ctrl\+k t",[^}]*\}/g)]
      .map(([entry]) => entry)
      .filter((entry) => !entry.includes('"tokenscope.'));
    // Ours is for a text with the focus, and where no cell of a notebook hides its output.
    const clashing = bound.filter(
      (entry) => !/"when": "[^"]*(!inputFocus|notebookCellOutputIsCollapsed)/.test(entry),
    );
    assert.deepEqual(clashing, []);
    assert.match(defaults.getText(), /"key": "ctrl\+k ctrl\+s"/);
  });
});
