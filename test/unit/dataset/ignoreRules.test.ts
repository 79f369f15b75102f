import assert from "node:assert/strict";
import { IgnoreRules } from "../../../src/dataset/texts/ignoreRules";

/** As git 2.39 answers `git check-ignore` in a repository with these files. */
const FILES = [
  {
    folder: "",
    text: "*.log\n/build/\n!keep.log\ndocs/*.tmp\n# no rule\n\\#hash\nA.txt\ntrail \nnode/**/x\n**/deep/y\n[ab].c\n",
  },
  {
    folder: "sub/",
    text: "\uFEFF!b.log\r\n/only\r\nout/\r\n\\!bang\r\n*.md\r\n!README.md\r\nq/r\r\n",
  },
  { folder: "sub [x]/", text: "z\n/w\n" },
  { folder: "build/", text: "!back.txt\n" },
] as const;
const IGNORED = [
  ...["a.log", "build/", "build/x", "build/back.txt", "docs/a.tmp", "#hash", "A.txt", "trail"],
  ...["node/x", "node/m/n/x", "p/deep/y", "a.c", "sub/a.log", "sub/only", "sub/out/", "sub/out/1"],
  ...["sub/t/out/1", "sub/!bang", "sub/t.md", "sub/q/r", "sub [x]/z", "sub [x]/t/z", "sub [x]/w"],
];
const KEPT = [
  ...["keep.log", "docs/d/a.tmp", "a.txt", "d.c", "sub/b.log", "sub/t/b.log", "sub/t/only", "out"],
  ...["sub/README.md", "sub/t/README.md", "sub/t/q/r", "sub [x]/t/w", "subw/z", "sub/out", "build"],
];

describe("Ignore files", () => {
  it("are read as git reads them, the ones further down over those above", () => {
    const rules = FILES.reduce<IgnoreRules>((all, file) => all.with(file), IgnoreRules.NONE);
    assert.deepEqual(
      [...IGNORED, ...KEPT].filter((path) => rules.has(path)),
      IGNORED,
    );
  });

  it("name nothing where they are empty", () => {
    const rules = IgnoreRules.NONE.with({ folder: "", text: "\n# no rule\n  \r\n" });
    assert.equal(rules.size, 0);
    assert.equal(rules.has("a"), false);
  });

  it("cannot hang, whatever is in them", () => {
    const text = `${"*a".repeat(100)}\n${"**/".repeat(100)}x\n${"[".repeat(1000)}\n`;
    const rules = IgnoreRules.NONE.with({ folder: "", text });
    assert.equal(rules.has(`${"a".repeat(500)}b`), false);
    assert.equal(rules.has(`${"a/".repeat(200)}y`), false);
  });
});
