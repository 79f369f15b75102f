import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { freshFolder } from "../../.ci/support/folders";
import { hasPython, textsReadByPython } from "../support/python";
import { closeAll, eventually, tokenscope } from "./tokenscope";
import { VirtualFiles } from "./virtualFiles";
import { Warnings } from "./warnings";

const TEXT = "Every effort moves you forward, “naïve” reader.\nAnd so do the others.\n";
const SCHEME = "tokenscope-copied";

/** Sentences that an encoding has all characters of. */
const SENTENCES: Readonly<Record<string, string>> = {
  shiftjis: "吾輩は猫である。名前はまだ無い。どこで生れたか頓と見当がつかぬ。～①㈱",
  eucjp: "吾輩は猫である。名前はまだ無い。どこで生れたか頓と見当がつかぬ。",
  euckr: "모든 노력은 당신을 앞으로 나아가게 합니다. 똠방각하",
  gbk: "　每一次努力都会让你前进。亗國",
  gb2312: "　每一次努力都会让你前进。“”",
  gb18030: "　每一次努力都会让你前进。€ 👋 𠮷",
  cp950: "每一次努力都會讓你前進。",
  big5hkscs: "每一次努力都會讓你前進。喺嚟咗",
};
const SINGLE_BYTE = (
  "windows1252 iso88591 iso88593 iso885915 macroman cp437 windows1256 iso88596 windows1257 " +
  "iso88594 iso885914 windows1250 iso88592 cp852 windows1251 cp866 cp1125 iso88595 koi8r koi8u " +
  "iso885913 windows1253 iso88597 windows1255 iso88598 iso885910 iso885916 windows1254 iso88599 " +
  "windows1258 windows874 iso885911 koi8ru koi8t cp865 cp850"
).split(" ");

/** What was copied of a document, and the text that it showed. */
interface Copied {
  readonly code: string;
  readonly text: string;
  readonly what: string;
}

describe("Tokenscope: Copy as PyTorch", () => {
  let folder: string;
  let files = 0;
  const virtual = new VirtualFiles();
  const registered: vscode.Disposable[] = [];
  const copies: Copied[] = [];

  before(async () => {
    await tokenscope();
    folder = freshFolder("copied");
    registered.push(
      vscode.workspace.registerFileSystemProvider(SCHEME, virtual),
      vscode.workspace.registerTextDocumentContentProvider(`${SCHEME}-content`, virtual),
    );
  });
  afterEach(async () => {
    await closeAll();
    await set("lineEndings", undefined);
    // One Python for the whole test.
    const copied = copies.splice(0);
    if (!hasPython() || copied.length === 0) return;
    const read = textsReadByPython(copied.map(({ code }) => code));
    copied.forEach(({ what, text }, at) => {
      assert.equal(read[at], text, `what Python reads of ${what}`);
    });
  });
  after(() => {
    for (const each of registered) each.dispose();
  });

  const set = (key: string, value: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration("tokenscope").update(key, value, true);

  async function write(bytes: Uint8Array | string, name = "text.txt"): Promise<vscode.Uri> {
    const path = join(folder, String(files++), name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    return vscode.Uri.file(path);
  }

  /** The lines that read the text, as they are copied of a document; Python is to confirm them. */
  async function copy(
    document: vscode.TextDocument,
    { what = document.uri.toString(), lf = true } = {},
  ): Promise<string> {
    await vscode.env.clipboard.writeText("");
    const code = await eventually(`a copy of ${what}`, async () => {
      await vscode.commands.executeCommand("tokenscope.copyAsPyTorch");
      // Nothing is copied until the document's tokens are there.
      return (await vscode.env.clipboard.readText()) || undefined;
    });
    const shown = document.getText();
    copies.push({ code, what, text: lf ? shown.replaceAll("\r\n", "\n") : shown });
    const lines = /DataLoader\n\n([^]*)\n\ntokenizer/.exec(code)?.[1];
    assert.ok(lines, `What was copied of ${what}:\n${code}`);
    return lines;
  }

  async function show(uri: vscode.Uri, encoding?: string): Promise<vscode.TextDocument> {
    const options = encoding === undefined ? undefined : { encoding };
    const document = await vscode.workspace.openTextDocument(uri, options);
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  }

  /** Reading lines of a file. */
  const reads = (uri: vscode.Uri, options: string, steps = ""): string =>
    `with open(${JSON.stringify(uri.fsPath)}, ${options}) as file:\n    text = file.read()${steps}`;

  it("reads a file with its byte order mark", async () => {
    for (const [bytes, options, steps] of [
      [Buffer.from(TEXT), 'encoding="utf-8"'],
      [Buffer.from(`\ufeff${TEXT}`), 'encoding="utf-8-sig"'],
      [
        Buffer.from(`\ufeff\ufeff${TEXT}`),
        'encoding="utf-8-sig"',
        "[1:]  # the file has a second byte order mark",
      ],
      [Buffer.from(`\ufeff${TEXT}`, "utf16le"), 'encoding="utf-16"'],
      [Buffer.from(`\ufeff${TEXT}`, "utf16le").swap16(), 'encoding="utf-16"'],
      [Buffer.from(TEXT.replace(/[“”]/g, ""), "utf16le"), 'encoding="utf-16-le"'],
      [Buffer.from(TEXT.replace(/[“”]/g, ""), "utf16le").swap16(), 'encoding="utf-16-be"'],
    ] as const) {
      const uri = await write(bytes);
      assert.equal(await copy(await show(uri)), reads(uri, options, steps));
    }
  });

  it("reads a file in every encoding that VS Code offers", async function () {
    const all = Uint8Array.from({ length: 224 }, (_, at) => at + 32);
    for (const encoding of [...SINGLE_BYTE, ...Object.keys(SENTENCES)]) {
      const sentence =
        SENTENCES[encoding] ??
        // What Python has not, or has elsewhere, is looked at below.
        (await vscode.workspace.decode(all, { encoding })).replace(
          /\ufffd|\u00a4|\u03a9|\u2126|\u05ba|\u045e|\u040e/g,
          "",
        );
      const bytes = await vscode.workspace.encode(sentence, { encoding });
      const uri = await write(bytes, `${encoding}.txt`);
      const document = await show(uri, encoding);
      assert.equal(document.getText(), sentence);
      const copied = await copy(document);
      assert.ok(copied.startsWith(reads(uri, 'encoding="').split("encoding")[0]!), copied);
      await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    }
  });

  it("holds the text itself where Python would read another one from the file", async () => {
    for (const [encoding, bytes] of [
      ["macroman", Uint8Array.of(0xdb, 0x20, 0xbd, 0x20, 0x61, 0x20, 0x62, 0x20, 0x63)],
      ["gbk", Uint8Array.of(0x80, 0x20, 0xa3, 0xa0, 0x20, 0x61, 0x20, 0x62, 0x20, 0x63)],
      ["eucjp", Uint8Array.of(0xa1, 0xc1, 0x20, 0x61, 0x20, 0x62, 0x20, 0x63)],
      ["windows1255", Uint8Array.of(0xca, 0x20, 0x61, 0x20, 0x62, 0x20, 0x63)],
      ["shiftjis", Buffer.from([0x81, ...Buffer.from(" one two three four five")])],
      ["utf16le", Buffer.from("one two three four five", "utf16le").subarray(0, -1)],
    ] as const) {
      const document = await show(await write(bytes), encoding);
      assert.match(await copy(document, { what: encoding }), /^text = "/, encoding);
    }
  });

  it("has U+FFFD where a file is no UTF-8", async () => {
    const uri = await write(Buffer.from([...Buffer.from("one two three four "), 0xff, 0xc3, 0x28]));
    assert.equal(await copy(await show(uri)), reads(uri, 'encoding="utf-8", errors="replace"'));
  });

  it("reads a file of any name, wherever it lies", async () => {
    const names = ["it's $1 {x} %s.txt", "Größe 日本語 👋.txt", "deep/in/folders/a b.txt", "-.py"];
    if (process.platform !== "win32") names.push('"odd" \\n\\ name\nof two lines\t.txt');
    for (const name of names) {
      const uri = await write(TEXT, name);
      assert.equal(await copy(await show(uri)), reads(uri, 'encoding="utf-8"'));
    }
    const inside = vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders![0]!.uri,
      "chapter/text.txt",
    );
    await vscode.workspace.fs.writeFile(inside, Buffer.from(TEXT));
    assert.equal(await copy(await show(inside)), reads(inside, 'encoding="utf-8"'));
  });

  it("reads line ends as they are shown where they count as they are", async () => {
    const raw = [
      "a b\r\nc d\r\n",
      "a b\nc d\n",
      "a b\rc d\r",
      "a\r\nb\r\nc\n\nd\r\n",
      "a\nb\nc\r\nd\n",
    ];
    for (const text of raw)
      await copy(await show(await write(text)), { what: JSON.stringify(text) });
    await set("lineEndings", "asIs");
    const steps = [];
    for (const text of raw) {
      const document = await show(await write(text));
      const what = JSON.stringify(text);
      const copied = await copy(document, { what, lf: false });
      steps.push(/, newline=""/.exec(copied)?.[0] ?? /\.replace.*$/.exec(copied)?.[0]);
    }
    const crlf = '.replace("\\n", "\\r\\n")';
    assert.deepEqual(steps, [', newline=""', ', newline=""', crlf, crlf, undefined]);
    const { document } = await vscode.window.showTextDocument(
      virtual.put(`${SCHEME}-content`, "/crlf.txt", "a b\r\nc d e\r\n"),
    );
    assert.match(await copy(document, { lf: false }), /"a b\\r\\n"/);
  });

  it("holds the text itself where no file does", async () => {
    const untitled = await vscode.workspace.openTextDocument({ content: TEXT });
    await vscode.window.showTextDocument(untitled);
    assert.equal(
      await copy(untitled),
      'text = (\n    "Every effort moves you forward, “naïve” reader.\\n"\n' +
        '    "And so do the others.\\n"\n)',
    );
    // Lone surrogates are in no file.
    const odd = virtual.put(
      `${SCHEME}-content`,
      "/odd.txt",
      'a \ud83d b \ude00 c \0 “d” 👋 \\ "e"',
    );
    assert.match(await copy(await show(odd)), /^text = "a \\ud83d b \\ude00 c \\u0000/);
    assert.match(await copy(await show(virtual.put(SCHEME, "/a.txt", TEXT))), /^text = \(/);
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, TEXT, "python");
    const notebook = await vscode.workspace.openNotebookDocument(
      "jupyter-notebook",
      new vscode.NotebookData([cell]),
    );
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand("notebook.cell.edit");
    const { document } = notebook.cellAt(0);
    await eventually(
      "the cell's editor",
      () => vscode.window.activeTextEditor?.document === document,
    );
    assert.match(await copy(document), /^text = \(/);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("holds the text itself where its file has another one", async () => {
    const edited = await show(await write(TEXT));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(edited.uri, new vscode.Position(0, 0), "Not saved. ");
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(await copy(edited), /^text = \(\n {4}"Not saved\. Every/);
    // It is read from its file again once that has it.
    assert.ok(await edited.save());
    assert.equal(await copy(edited), reads(edited.uri, 'encoding="utf-8"'));
    // Python reads that file after the test, so it is another one that goes.
    const gone = await show(await write(TEXT));
    const change = new vscode.WorkspaceEdit();
    change.insert(gone.uri, new vscode.Position(0, 0), "Not saved. ");
    assert.ok(await vscode.workspace.applyEdit(change));
    await rm(gone.uri.fsPath);
    assert.match(await copy(gone), /^text = \(\n {4}"Not saved\. Every/);
  });

  it("says what to do where the text is too long to stand in the code", async () => {
    const warnings = new Warnings();
    try {
      const long = TEXT.repeat(1000);
      const saved = await write(long);
      const refused = async (document: vscode.TextDocument): Promise<void> => {
        await vscode.window.showTextDocument(document);
        await (await tokenscope()).tokensOf(document);
        await vscode.env.clipboard.writeText("as it was");
        const before = warnings.heard.length;
        await eventually("a refusal", async () => {
          await vscode.commands.executeCommand("tokenscope.copyAsPyTorch");
          return warnings.heard.length > before;
        });
        assert.equal(await vscode.env.clipboard.readText(), "as it was");
      };
      await refused(await vscode.workspace.openTextDocument({ content: long }));
      assert.match(warnings.heard.at(-1)!, /No file holds this text, and it is too long/);
      const edited = await show(saved);
      assert.equal(await copy(edited), reads(saved, 'encoding="utf-8"'));
      const edit = new vscode.WorkspaceEdit();
      edit.insert(saved, new vscode.Position(0, 0), "Not saved. ");
      await vscode.workspace.applyEdit(edit);
      await refused(edited);
      assert.match(
        warnings.heard.at(-1)!,
        /has edits that are not saved.* Save it, then copy again/,
      );
      // What was copied before is of the file as it was before.
      copies.splice(0);
      await edited.save();
      assert.equal(await copy(edited), reads(saved, 'encoding="utf-8"'));
      const wave = Buffer.concat([Buffer.from([0xa1, 0xc1]), Buffer.from("a ".repeat(20_000))]);
      await refused(await show(await write(wave), "eucjp"));
      assert.match(warnings.heard.at(-1)!, /Python would read another text.* encoding UTF-8/);
    } finally {
      warnings.end();
    }
  });
});
