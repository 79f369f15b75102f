import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { follow, hoverAt, hoverWith } from "./hovers";
import { closeAll, eventually, openText, openUntitled, tokenscope } from "./tokenscope";
import { Warnings } from "./warnings";

const BOOK = "I HAD always thought Jack Gisburn rather a cheap genius";

describe("The hover", () => {
  let api: TokenscopeApi;
  before(async () => {
    api = await tokenscope();
    await api.model();
    await vscode.workspace.getConfiguration("tokenscope").update("hover", "always", true);
  });
  after(() => vscode.workspace.getConfiguration("tokenscope").update("hover", undefined, true));
  afterEach(closeAll);

  it("tells a token's text, id, rank, bytes, place, windows, merges, vectors and norms", async () => {
    const { document } = await openText(BOOK);
    const text = await hoverWith(document, 26, /svg/);
    assert.match(text, /^\*\*`·G`\*\* · id \*\*402\*\* · rank 146\n/);
    assert.match(text, /Bytes `20 47`/);
    assert.match(text, /Token 6 of 13 · characters \[25, 27\)/);
    assert.match(text, /Window 2, position 2/);
    assert.match(text, /The piece `·Gisburn` is merged to 3 tokens: `·G` `is` `burn`/);
    assert.match(text, /\| `·` \+ `G` \| `·G` \| \*\*402\*\* \| 146 \|/);
    assert.match(text, /not trained: its nearest tokens would be chance/);
    const { token, position, input } = await api.embed([[0, 0, 402]]);
    const norms = [token, position, input].map((rows) =>
      Math.hypot(...rows.slice(-256)).toFixed(4),
    );
    const told = [...text.matchAll(/data:image\/svg\+xml;base64,[\w+/=]+\) \| ([\d.]+) \|/g)];
    assert.deepEqual(
      told.map(([, norm]) => norm),
      norms,
    );
    assert.match(text, /!\[token: 256 values from −\d\.\d{4} to \d\.\d{4}, norm \d/);
  });

  it("has the vectors of a token when it is first asked for, at once or filled in", async () => {
    const { document } = await openText(BOOK);
    await api.useModel({ source: "seeded", dimensions: 257 });
    for (const character of [1, 26]) {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        document.uri,
        new vscode.Position(0, character),
      );
      const contents = hovers.flatMap((hover) => hover.contents as vscode.MarkdownString[]);
      const whole = contents.map(({ value }) => value).join("\n");
      assert.ok(/257 dimensions[^]*svg/.test(whole), whole.slice(0, 300));
    }
    await api.useModel({ source: "seeded" });
  });

  it("covers the token, and is silent behind the text and in an empty one", async () => {
    const { document } = await openText(BOOK);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      new vscode.Position(0, 26),
    );
    const own = hovers.find(({ range }) => range?.isEqual(new vscode.Range(0, 25, 0, 27)));
    assert.ok(own);
    assert.equal(await hoverAt(document, BOOK.length), undefined);
    const empty = await openText("");
    assert.equal(await hoverAt(empty.document, 0), undefined);
  });

  it("trusts the commands of its own links, and no markup from the text", async () => {
    const { document } = await openText("`|\\|<b>[x](command:y)</b> $(alert)\n");
    for (let at = 0; at < 34; at++) {
      const hover = await eventually("a hover", () => hoverAt(document, at));
      assert.ok(!hover.supportHtml && !hover.supportThemeIcons);
      assert.deepEqual(hover.isTrusted, {
        enabledCommands: [
          "_tokenscope.revealToken",
          "_tokenscope.copyTokenId",
          "_tokenscope.nextOccurrence",
        ],
      });
    }
  });

  it("tells every part of a character, a lone surrogate and a special token", async () => {
    const { document } = await openUntitled("a👋b\ud83d <|endoftext|>");
    const emoji = await hoverWith(document, 1, /Bytes/);
    assert.match(emoji, /`👋`\*\* · part 1\/2 of a character · id \*\*41840\*\*/);
    assert.match(emoji, /The character's other parts: 2\/2: 233 `8B`/);
    const surrogate = await hoverWith(document, 4, /Bytes/);
    // VS Code makes a U+FFFD of it on its way to other processes, soon or late.
    assert.match(surrogate, /`(\[D83D\]|\ufffd)`/);
    assert.match(surrogate, /Bytes `EF BF BD`/);
    const special = await hoverWith(document, 9, /Bytes/);
    assert.match(special, /`<\|endoftext\|>`\*\* · id \*\*50256\*\* · a special token/);
    assert.match(special, /nothing is merged to make it/);
  });

  it("tells the line end where the mouse is at the end of a line", async () => {
    const { document } = await openText("one\r\n\r\ntwo");
    const first = await hoverWith(document, 3, /Bytes/);
    assert.match(first, /^\*\*`↵.*`\*\* · id \*\*(198|628)\*\*/);
    await hoverWith(document, 0, /^\*\*`↵/, 1);
  });

  it("tells of a notebook's cell and of a document without a file", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, BOOK, "plaintext");
    const data = new vscode.NotebookData([cell]);
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", data);
    await vscode.window.showNotebookDocument(notebook);
    await hoverWith(notebook.cellAt(0).document, 26, /id \*\*402\*\*/);

    const registered = vscode.workspace.registerTextDocumentContentProvider("tokenscope-test", {
      provideTextDocumentContent: () => BOOK,
    });
    const uri = vscode.Uri.parse("tokenscope-test:/folder/some (text) 100%.txt");
    await vscode.window.showTextDocument(uri);
    const virtual = await vscode.workspace.openTextDocument(uri);
    await hoverWith(virtual, 26, /id \*\*402\*\*/);
    registered.dispose();
  });

  it("says what is wrong with the vectors, and the rest as always", async () => {
    const { document } = await openText(`${BOOK} <|endoftext|>`);
    await api.useModel({ source: "seeded", vocabularySize: 1000 });
    const text = await hoverWith(document, 60, /outside the model/);
    assert.match(text, /Id 50256 is outside the model's vocabulary of 1000 tokens/);
    assert.match(text, /id \*\*50256\*\*[^]*Copy id/);
    await api.useModel({ source: "seeded" });
    await hoverWith(document, 60, /svg/);
  });

  it("gives ranks as the encoding in use has them", async () => {
    const settings = vscode.workspace.getConfiguration("tokenscope");
    const { document } = await openText(BOOK);
    await settings.update("encoding", "cl100k_base", true);
    await hoverWith(document, 26, /id \*\*480\*\* · rank 480/);
    await settings.update("encoding", undefined, true);
    await hoverWith(document, 26, /id \*\*402\*\* · rank 146/);
  });

  it("speaks when it is set to, and by itself only while something of Tokenscope is on", async () => {
    const { document } = await openText(BOOK);
    const settings = vscode.workspace.getConfiguration("tokenscope");
    const isSilent = async () => (await hoverAt(document, 26)) === undefined;
    await hoverWith(document, 26, /402/);
    await settings.update("hover", undefined, true);
    await eventually("no hover", isSilent);
    await vscode.commands.executeCommand("tokenscope.toggleHighlights");
    await hoverWith(document, 26, /402/);
    await settings.update("hover", "off", true);
    await eventually("no hover", isSilent);
    await settings.update("hover", "always", true);
    await hoverWith(document, 26, /402/);
  });
});

describe("A link of the hover", () => {
  before(async () => {
    await (await tokenscope()).model();
    await vscode.workspace.getConfiguration("tokenscope").update("hover", "always", true);
  });
  after(() => vscode.workspace.getConfiguration("tokenscope").update("hover", undefined, true));
  afterEach(closeAll);

  const selected = (editor: vscode.TextEditor): string => {
    const { start, end } = editor.selection;
    return [start.line, start.character, end.line, end.character].join(" ");
  };

  it("opens the visualizer and chooses the token", async () => {
    const editor = await openText(BOOK);
    await follow(await hoverWith(editor.document, 26, /Reveal/), "Reveal in visualizer");
    await eventually("the panel", () =>
      vscode.window.tabGroups.all.some(({ tabs }) =>
        tabs.some(({ label }) => label.startsWith("Tokenscope: text.txt")),
      ),
    );
    await eventually("the selected token", () => selected(editor) === "0 25 0 27");
  });

  it("copies the id", async () => {
    const { document } = await openText(BOOK);
    await follow(await hoverWith(document, 26, /Copy/), "Copy id");
    assert.equal(await vscode.env.clipboard.readText(), "402");
  });

  it("goes from occurrence to occurrence and round at the end", async () => {
    const editor = await openText("one two one\n two one\ntwo");
    const next = async (line: number, character: number) => {
      const hover = await hoverWith(editor.document, character, /Next/, line);
      await follow(hover, "Next occurrence");
    };
    await next(0, 4);
    await eventually("the second two", () => selected(editor) === "1 0 1 4");
    await next(1, 1);
    await eventually("the first two", () => selected(editor) === "0 3 0 7");
    // "two" at the start of a line is another token, and stands nowhere else.
    await next(2, 1);
    await eventually("the token itself", () => selected(editor) === "2 0 2 3");
  });

  it("works in an editor beside the one used last", async () => {
    const first = await openText("one two one two");
    const { document } = await openText(BOOK);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
    const shown = () =>
      vscode.window.visibleTextEditors.find((each) => each.document === first.document);
    await follow(await hoverWith(first.document, 4, /Next/), "Next occurrence");
    await eventually("the second two", () => selected(shown()!) === "0 11 0 15");
    await follow(await hoverWith(first.document, 4, /Reveal/), "Reveal in visualizer");
    await eventually("the first two", () => selected(shown()!) === "0 3 0 7");
  });

  it("of an older text reveals nothing, and its occurrences are looked for in the new one", async () => {
    const editor = await openText("one two one two");
    const hover = await hoverWith(editor.document, 4, /Reveal/);
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(0, 0), "x ");
    });
    const before = selected(editor);
    const revealed = follow(hover, "Reveal in visualizer");
    await revealed;
    assert.equal(selected(editor), before);
    await follow(hover, "Next occurrence");
    await eventually("an occurrence", () => /^0 5 0 9$|^0 13 0 17$/.test(selected(editor)));
  });

  it("takes no arguments but a token", async () => {
    const token = { key: "document 0", token: 0, id: 402 };
    const bad: unknown[] = [
      undefined,
      null,
      "402",
      [token],
      {},
      { ...token, id: -1 },
      { ...token, id: 1.5 },
      { ...token, token: "0" },
      { ...token, key: 7 },
      { ...token, key: "k".repeat(1000) },
      { ...token, more: true },
    ];
    await vscode.env.clipboard.writeText("before");
    const warnings = new Warnings();
    try {
      for (const command of ["revealToken", "copyTokenId", "nextOccurrence"]) {
        for (const argument of bad) {
          warnings.heard.length = 0;
          await vscode.commands.executeCommand(`_tokenscope.${command}`, argument);
          // Told to the person: no program has given it.
          assert.match(warnings.heard.join("\n"), /^.* takes a token/, JSON.stringify(argument));
        }
      }
    } finally {
      warnings.end();
    }
    assert.equal(await vscode.env.clipboard.readText(), "before");
    // A token of no document is taken, and leads nowhere.
    await vscode.commands.executeCommand("_tokenscope.nextOccurrence", { ...token, key: "none" });
  });
});
