import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { freshFolder } from "../../.ci/support/folders";
import { countRows as rows, countTokens as count, linkedUri } from "./countRows";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";

const FILES: Record<string, string | Uint8Array> = {
  "prose.txt": "Every effort moves you forward.\n".repeat(20),
  "src/mixed.txt": "one\r\ntwo\nthree\r\nfour\r\n<|endoftext|>",
  "src/bom.txt": "\ufeffone two",
  "src/broken.txt": Buffer.from([0x61, 0xff, 0x20, 0x62]),
  "src/hidden.log": "left out",
  "src/emoji 👋 | `x`.md": "👋".repeat(3),
  "picture.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]),
  "empty.txt": "",
  "node_modules/inside/index.js": "let a = 1;",
};

describe("Tokenscope: Count Tokens", () => {
  let api: TokenscopeApi;
  let folder: string;
  const uri = (name = "") => vscode.Uri.file(join(folder, name));
  before(async () => {
    api = await tokenscope();
    folder = freshFolder("counts");
    for (const [name, content] of Object.entries(FILES)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    await symlink(folder, join(folder, "again"), "junction");
    const files = vscode.workspace.getConfiguration("files");
    await files.update("exclude", { "**/*.log": true }, true);
  });
  after(async () => {
    await vscode.workspace.getConfiguration("files").update("exclude", undefined, true);
    await closeAll();
  });

  const of = (text: string, name: string): number | undefined => rows(text).get(uri(name).fsPath);

  it("counts a folder's files as the editor does, the most tokens first", async () => {
    const text = await count(uri(), [uri()]);
    let total = 0;
    for (const name of [
      "prose.txt",
      "src/mixed.txt",
      "src/bom.txt",
      "src/broken.txt",
      "empty.txt",
    ]) {
      const document = await vscode.workspace.openTextDocument(uri(name));
      const { ids } = await api.tokensOf(document);
      assert.equal(of(text, name), ids.length, name);
      total += ids.length;
    }
    const emoji = (await api.tokenize("👋".repeat(3))).ids.length;
    assert.equal(rows(text).get("**total**"), total + emoji);
    const counts = [...rows(text).values()].slice(0, -1);
    assert.equal(counts.length, 6);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    );
  });

  it("links each file as VS Code's preview takes it, whatever its name", async () => {
    const text = await count(uri(), [uri()]);
    const links = [...text.matchAll(/\]\((\S+)\) +\|$/gm)].map(([, link]) => link!);
    const leftOut = ["src/hidden.log", "picture.png", "node_modules/inside/index.js"];
    assert.deepEqual(
      links.map((link) => linkedUri(link).fsPath).sort(),
      Object.keys(FILES)
        .filter((name) => !leftOut.includes(name))
        .map((name) => uri(name).fsPath)
        .sort(),
    );
    const html = await vscode.commands.executeCommand<string>("markdown.api.render", text);
    for (const link of links) assert.ok(html.includes(`href="${link}"`), `${link} in ${html}`);
  });

  it("says what it left out and why", async () => {
    const text = await count(uri(), [uri()]);
    for (const [reason, name] of [
      ["binary file", "picture.png"],
      ["ignored folder", "node_modules"],
      ["excluded by files.exclude or search.exclude", "src/hidden.log"],
      ["link to a folder", "again"],
    ] as const) {
      const row = text.split("\n").find((line) => line.includes(`\`${uri(name).fsPath}\``));
      assert.ok(row?.includes(`| ${reason} `), `${name}: ${row}`);
    }
  });

  describe("with ignore files", () => {
    const FILES: Record<string, string> = {
      ".gitignore": "*.tmp\n/build/\n!keep.tmp\ndata/*.csv\n",
      "a.txt": "one two three",
      "a.tmp": "one two",
      "keep.tmp": "one",
      "build/out.txt": "one two",
      "src/build/in.txt": "one two",
      "src/.gitignore": "\ufeff!b.tmp\r\n/only.txt\r\n# nothing\r\n",
      "src/b.tmp": "one two",
      "src/only.txt": "one",
      "src/deep/only.txt": "one",
      "src/.ignore": "secret*\n!secret-not.txt\n",
      "src/secret.txt": "one",
      "src/secret-not.txt": "one",
      "data/table.csv": "1,2",
      "data/table.json": "[1]",
      "inner/.git/HEAD": "ref",
      "inner/c.tmp": "one two",
    };
    let own: string;
    const place = (name: string) => vscode.Uri.file(join(own, name));
    before(async () => {
      own = freshFolder("ignored");
      for (const [name, content] of Object.entries(FILES)) {
        await mkdir(dirname(join(own, name)), { recursive: true });
        await writeFile(join(own, name), content);
      }
    });
    const section = () => vscode.workspace.getConfiguration("tokenscope");
    const counted = (text: string): string[] =>
      [...rows(text).keys()]
        .filter((name) => name.startsWith(own))
        .map((name) => name.slice(own.length + 1).replaceAll("\\", "/"))
        .sort();

    it("counts a folder without what they name, and says so", async () => {
      const text = await count(place(""), [place("")]);
      assert.deepEqual(
        counted(text),
        [
          ...[".gitignore", "a.txt", "data/table.json", "inner/c.tmp", "keep.tmp"],
          ...["src/.gitignore", "src/.ignore", "src/b.tmp", "src/build/in.txt"],
          ...["src/deep/only.txt", "src/secret-not.txt"],
        ].sort(),
      );
      const row = text.split("\n").find((line) => line.includes(place("build").fsPath));
      assert.match(row ?? "", /named by \.gitignore or \.ignore \(tokenscope\.useIgnoreFiles\)/);
    });

    it("counts what they name where it is selected itself, and all where the setting is off", async () => {
      const chosen = [place("build"), place("a.tmp")];
      assert.deepEqual(counted(await count(chosen[0]!, chosen)), ["a.tmp", "build/out.txt"]);
      await section().update("useIgnoreFiles", false, true);
      try {
        const all = Object.keys(FILES).filter((name) => !name.includes(".git/"));
        assert.deepEqual(counted(await count(place(""), [place("")])), all.sort());
      } finally {
        await section().update("useIgnoreFiles", undefined, true);
      }
    });
  });

  it("counts what is left out of folders when it is selected itself, and nothing twice", async () => {
    const log = uri("src/hidden.log");
    const text = await count(log, [log, uri("src"), uri("src/bom.txt"), uri("node_modules")]);
    assert.equal(of(text, "src/hidden.log"), 2);
    assert.ok(of(text, "node_modules/inside/index.js")! > 0);
    assert.equal(text.split(`\`${uri("src/bom.txt").fsPath}\``).length, 2);
    assert.doesNotMatch(text, /Left out/);
  });

  it("counts one file, also the one in the editor, and tells of one that is gone", async () => {
    const { document } = await openText("one two three");
    const text = await count();
    assert.equal(rows(text).get(document.uri.fsPath), 3);
    assert.match(text, /3 tokens in 1 file, 13 bytes, 4\.33 bytes per token/);
    assert.equal(rows(await count(document.uri)).get("**total**"), 3);
    const gone = await count(uri("gone.txt"));
    assert.match(gone, /No file was counted\./);
    assert.match(gone, /could not be read: .*gone\.txt/);
  });

  it("tells of one file in a message, and shows more than one as a page that nothing follows", async () => {
    const told: string[] = [];
    const { showInformationMessage } = vscode.window;
    const note = async (message: string, ...items: unknown[]): Promise<undefined> => {
      told.push([message, ...items].join(" | "));
      return undefined;
    };
    Object.assign(vscode.window, { showInformationMessage: note });
    try {
      const { document } = await openText("one two three");
      await vscode.commands.executeCommand("tokenscope.countTokens", document.uri);
      assert.equal(told.length, 1);
      assert.match(
        told[0]!,
        /text\.txt: 3 tokens, 13 bytes, 4\.33 bytes per token\. \| Open in Visualizer \| /,
      );
      assert.equal(vscode.window.activeTextEditor?.document, document);
      await vscode.commands.executeCommand("tokenscope.countTokens", uri(), [uri()]);
      assert.equal(told.length, 1);
      await eventually("the page", () =>
        vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes("Token counts"),
      );
      assert.equal(vscode.window.activeTextEditor, undefined);
      // Commands go on with the text of before.
      assert.equal(await vscode.commands.executeCommand("tokenscope.copyIds"), 3);
    } finally {
      Object.assign(vscode.window, { showInformationMessage });
    }
  });

  it("names a file of the workspace by its path in it", async () => {
    const [workspace] = vscode.workspace.workspaceFolders!;
    const text = await count(workspace!.uri);
    assert.ok(rows(text).has("hello.txt"), text);
  });

  it("follows the settings of the tokens", async () => {
    const settings = vscode.workspace.getConfiguration("tokenscope");
    const before = of(await count(uri("src/mixed.txt")), "src/mixed.txt")!;
    await settings.update("specialTokens", "text", true);
    try {
      const text = await count(uri("src/mixed.txt"));
      assert.equal(of(text, "src/mixed.txt"), before + 6);
      assert.match(text, /is plain text\./);
    } finally {
      await settings.update("specialTokens", undefined, true);
    }
  });

  it("leaves out by globs that would take for ever to be tried every way", async () => {
    const search = vscode.workspace.getConfiguration("search");
    const name = `${"a".repeat(200)}.txt`;
    await mkdir(uri("deep/aaaa/aaaa").fsPath, { recursive: true });
    await writeFile(uri(`deep/aaaa/aaaa/${name}`).fsPath, "one two");
    const hostile = {
      [`${"**/".repeat(3000)}x`]: true,
      [`${"*a".repeat(5000)}x`]: true,
      [`deep/**/${"*a".repeat(60)}b`]: true,
      [`${"{*b,".repeat(2000)}x${"}".repeat(2000)}`]: true,
      [`${"**/*a/".repeat(2000)}x`]: { when: "$(basename)".repeat(10_000) },
      "deep/**/aaaa/*.md": true,
    };
    await search.update("exclude", hostile, true);
    try {
      const text = await count(uri("deep"), [uri("deep")]);
      assert.equal(of(text, `deep/aaaa/aaaa/${name}`), 2);
    } finally {
      await search.update("exclude", undefined, true);
    }
  });
});
