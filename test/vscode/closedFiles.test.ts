import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { oracle } from "../support/oracle";
import { countRows, countTokens } from "./countRows";
import { closeAll, tokenscope } from "./tokenscope";

const WESTERN = "Naïve café, “Größe” £5 – déjà vu. ".repeat(12);
const RUSSIAN = "Я всегда считал Джека Гисберна скорее дешёвым гением. ".repeat(12);
const JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたか頓と見当がつかぬ。".repeat(12);

/** Bytes of a text that is all ISO 8859-1 but for a few characters of windows-1252. */
function western(text: string): Uint8Array {
  const high: Record<string, number> = { "“": 0x93, "”": 0x94, "–": 0x96 };
  return Uint8Array.from(text, (character) => high[character] ?? character.charCodeAt(0));
}

type Settings = Readonly<Record<string, unknown>>;

/** Files by name, each with the text that an editor shows. */
type Files = Readonly<Record<string, { bytes: Uint8Array; text: string }>>;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf16le"));
const swapped = (bytes: Uint8Array): Uint8Array => new Uint8Array(Buffer.from(bytes).swap16());
const encoded = async (text: string, encoding: string) => ({
  bytes: await vscode.workspace.encode(text, { encoding }),
  text,
});

describe("A file that is not open", () => {
  let api: TokenscopeApi;
  let root: vscode.Uri;
  let folders = 0;
  before(async () => {
    api = await tokenscope();
    root = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, "closed files");
  });
  afterEach(closeAll);
  after(() => vscode.workspace.fs.delete(root, { recursive: true }));

  /** Runs with settings of the workspace, and takes them back. */
  async function withSettings(settings: Settings, run: () => Promise<void>): Promise<void> {
    const update = (key: string, value: unknown): Thenable<void> =>
      vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Workspace);
    for (const [key, value] of Object.entries(settings)) await update(key, value);
    try {
      await run();
    } finally {
      for (const key of Object.keys(settings)) await update(key, undefined);
    }
  }

  async function toolCount(file: string): Promise<number> {
    const input = { input: { file }, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool("tokenscope_countTokens", input);
    const [answer] = content as vscode.LanguageModelTextPart[];
    return Number(/ has (\d+) tokens? /.exec(answer!.value)?.[1]);
  }

  /** A folder's count, the tool and the editor agree, and with tiktoken on the text expected. */
  async function check(files: Files): Promise<void> {
    const folder = vscode.Uri.joinPath(root, String(folders++));
    for (const [name, { bytes }] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), bytes);
    }
    const counted = countRows(await countTokens(folder));
    for (const [name, { text }] of Object.entries(files)) {
      const uri = vscode.Uri.joinPath(folder, name);
      const path = vscode.workspace.asRelativePath(uri);
      const expected = oracle(text.replaceAll("\r\n", "\n"), "split").length;
      assert.equal(counted.get(path), expected, `the folder's ${name}`);
      assert.equal(await toolCount(path), expected, `the tool's ${name}`);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.equal(document.getText(), text, `the editor's ${name}`);
      assert.equal((await api.tokensOf(document)).ids.length, expected, `the editor's ${name}`);
    }
  }

  it("is read by files.encoding", async () => {
    await withSettings({ "files.encoding": "windows1252" }, () =>
      check({ "western.txt": { bytes: western(WESTERN), text: WESTERN } }),
    );
    await withSettings({ "files.encoding": "koi8r" }, async () =>
      check({ "russian.txt": await encoded(RUSSIAN, "koi8r") }),
    );
    await withSettings({ "files.encoding": "shiftjis" }, async () =>
      check({ "japanese.txt": await encoded(JAPANESE, "shiftjis") }),
    );
  });

  it("is read by the encoding of its language", async () => {
    await withSettings(
      {
        "[markdown]": { "files.encoding": "windows1252" },
        "[python]": { "files.encoding": "windows1251" },
      },
      async () =>
        check({
          "western.md": { bytes: western(WESTERN), text: WESTERN },
          "russian.py": await encoded(RUSSIAN, "windows1251"),
          "plain.txt": { bytes: utf8(WESTERN), text: WESTERN },
        }),
    );
    // Which language a file has may be a setting too.
    await withSettings(
      {
        "files.associations": { "*.prose": "markdown" },
        "[markdown]": { "files.encoding": "cp850" },
      },
      async () => check({ "western.prose": await encoded("Größe déjà vu", "cp850") }),
    );
  });

  it("is guessed where VS Code is to guess", async () => {
    await withSettings({ "files.autoGuessEncoding": true }, async () =>
      check({
        "russian.txt": await encoded(RUSSIAN, "windows1251"),
        "japanese.txt": await encoded(JAPANESE, "eucjp"),
        "utf8.txt": { bytes: utf8(RUSSIAN), text: RUSSIAN },
      }),
    );
    await withSettings({ "[plaintext]": { "files.autoGuessEncoding": true } }, async () =>
      check({ "russian.txt": await encoded(RUSSIAN, "koi8r") }),
    );
  });

  it("is read by its byte order mark, whatever the settings say", async () => {
    const files = {
      "utf8.txt": { bytes: utf8(`\ufeff${WESTERN}`), text: WESTERN },
      "twice.txt": { bytes: utf8(`\ufeff\ufeff${WESTERN}`), text: WESTERN },
      "little.txt": { bytes: utf16(`\ufeff${RUSSIAN}`), text: RUSSIAN },
      "big.txt": { bytes: swapped(utf16(`\ufeff${RUSSIAN}`)), text: RUSSIAN },
      "little twice.txt": { bytes: utf16(`\ufeff\ufeff${RUSSIAN}`), text: RUSSIAN },
    };
    await check(files);
    await withSettings({ "files.encoding": "windows1252" }, () => check(files));
    await withSettings({ "files.encoding": "utf8bom" }, () =>
      check({ ...files, "unmarked.txt": { bytes: utf8(WESTERN), text: WESTERN } }),
    );
  });

  it("is UTF-16 without a mark where VS Code sees that, and by the settings", async () => {
    const english = "Every effort moves you forward.\r\n".repeat(20);
    const files = {
      "little.txt": { bytes: utf16(english), text: english },
      "big.txt": { bytes: swapped(utf16(english)), text: english },
      // An odd byte at the end is no character.
      "cut.txt": { bytes: utf16(`${english}!`).subarray(0, -1), text: english },
    };
    await check(files);
    await withSettings({ "files.encoding": "utf16le" }, () =>
      check({ "japanese.txt": { bytes: utf16(JAPANESE), text: JAPANESE } }),
    );
  });

  it("has the line ends that an editor gives it", async () => {
    const check1 = (name: string, raw: string, text: string) => [name, { bytes: utf8(raw), text }];
    const ends = (text: string, end: string): string => text.replaceAll("|", end);
    const lines = "one|two|three|four|five|six";
    const files = Object.fromEntries([
      check1("cr.txt", ends(lines, "\r"), ends(lines, "\r\n")),
      check1("crlf.txt", ends(lines, "\r\n"), ends(lines, "\r\n")),
      check1("mixed.txt", "one\rtwo\nthree\r\nfour\nfive\n", "one\ntwo\nthree\nfour\nfive\n"),
      check1("backwards.txt", "one\n\rtwo\n\rthree", "one\n\ntwo\n\nthree"),
      check1("other.txt", "one\u2028two\u0085three\vfour\f", "one\u2028two\u0085three\vfour\f"),
    ]) as Files;
    await check(files);
    await withSettings({ "files.encoding": "windows1252" }, () =>
      check({
        "cr.txt": {
          bytes: western(ends(`${WESTERN}|${lines}`, "\r")),
          text: ends(`${WESTERN}|${lines}`, "\r\n"),
        },
      }),
    );
  });

  it("has U+FFFD for what its encoding has not", async () => {
    await check({
      "broken.txt": { bytes: Uint8Array.of(0x61, 0xff, 0xc3, 0x62, 0xe2, 0x82), text: "a��b�" },
    });
    await withSettings({ "files.encoding": "iso88597" }, () =>
      check({ "greek.txt": { bytes: Uint8Array.of(0xe1, 0xff, 0xe2), text: "α�β" } }),
    );
  });
});
