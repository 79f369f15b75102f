import assert from "node:assert/strict";
import { Glob } from "../../../../src/views/counts/globs";

describe("A glob of the settings", () => {
  function check(glob: string, ...[yes, no]: [yes: string[], no: string[]]): void {
    const read = Glob.read(glob);
    for (const path of yes) assert.equal(read?.matches(path), true, `${glob} means ${path}`);
    for (const path of no) assert.notEqual(read?.matches(path), true, `${glob} is not ${path}`);
  }

  it("means names in any folder with two stars, and in none without", () => {
    check("**/.git", [".git", "a/b/.git"], ["git", ".gitignore", "a.git"]);
    check("**/*.js", ["a.js", "a/b.js"], ["a.jsx", "ajs"]);
    check("*.log", ["a.log"], ["a/b.log"]);
    check("out", ["out"], ["out/a", "about"]);
    check("/out/", ["out"], []);
    check("out/**", ["out", "out/a", "out/a/b"], ["outer/a"]);
    check("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a/xb"]);
  });

  it("has marks for one character, for some, and for choices", () => {
    check("a?.txt", ["ab.txt"], ["a.txt", "a/.txt"]);
    check("v[0-9].md", ["v1.md"], ["vx.md"]);
    check("v[!0-9].md", ["vx.md"], ["v1.md"]);
    check("**/*.{png,j{pg,peg}}", ["a.png", "x/a.jpeg", "a.jpg"], ["a.gif", "a.jeg"]);
  });

  it("takes every other sign as it is, and a broken one means nothing", () => {
    check("a+(b)$.c|d", ["a+(b)$.c|d"], ["aab.c", "d"]);
    check("{a", ["{a"], ["a"]);
    check("😀?", ["😀x"], ["😀"]);
    check("[z-a]", [], ["z", "a"]);
  });

  it("has two stars over folders only where they are all of a name", () => {
    check("a**b", ["ab", "axxb"], ["a/b", "a/x/b"]);
    check("**b", ["b", "ab"], ["a/b"]);
    check("**", ["a", "a/b"], []);
    check("**/**/a", ["a", "x/a", "x/y/a"], ["xa"]);
    check("{**/a,b/**}/c", ["a/c", "x/a/c", "b/c", "b/x/y/c"], ["a", "x/b/c"]);
    check("a/{b,c/**}", ["a/b", "a/c", "a/c/d/e"], ["a", "a/b/d", "a/cd"]);
    check("x{a/b,c}y", ["xa/by", "xcy"], ["xay", "xy"]);
  });

  it("has sets in which every sign but the slash stands for itself", () => {
    check("[]a]x", ["]x", "ax"], ["x", "bx"]);
    check("[a-]x", ["ax", "-x"], ["bx"]);
    check("[*?.{}]", ["*", "?", ".", "{"], ["a", ""]);
    check("a[!x]b", ["ayb"], ["axb", "a/b", "ab"]);
    check("a[/]b", [], ["a/b"]);
    check("{[a,b],c}", ["a", ",", "b", "c"], ["[a", "b]"]);
    check("[a", ["[a"], ["a"]);
  });

  it("has choices that may be empty, but not behind the last comma", () => {
    check("a{,b}", ["a", "ab"], []);
    check("a{b,}", ["ab"], ["a"]);
    check("a{}b", ["ab"], []);
    check("a}b,c", ["a}b,c"], []);
    check(" out ", ["out"], [" out "]);
  });

  it("takes no more steps than its length times the path's, whatever it is", () => {
    const long = 10_000;
    const repeated = (part: string, last = ""): string => part.repeat(long / part.length) + last;
    const globs = [
      ...[repeated("**/"), repeated("**/", "x"), repeated("**/a/", "x"), repeated("*a", "x")],
      ...[repeated("*"), repeated("?*", "x"), repeated("{a,b}", "x"), repeated("{*,**}", "x")],
      ...["{".repeat(long) + "}".repeat(long), "{a,".repeat(long) + "b}".repeat(long)],
      ...["{*a,".repeat(long) + "x}".repeat(long), "{".repeat(long), "[".repeat(long)],
      ...[`{${"a".repeat(100)},`.repeat(100) + "x" + "}".repeat(100), repeated("[a-z]", "!")],
      ...[`[${"a-z".repeat(long / 3)}]`, `*[!${"b".repeat(long)}]*x`, repeated("*a*/", "x")],
      ...[`${"{a,b}/".repeat(long / 6)}{**,*}x`, `{${"*a*b,".repeat(long / 5)}c}**/x`],
    ];
    const paths = ["a".repeat(60), "a/".repeat(30), "ab".repeat(30), "b/a".repeat(20)];
    // As long as paths are anywhere.
    for (const path of [...paths, "a".repeat(4096)]) {
      const isLongest = path.length > 1000;
      for (const glob of isLongest ? globs.slice(2, 4) : globs) {
        const read = Glob.read(glob);
        assert.ok(read);
        let steps = read.start();
        for (const character of path) steps += read.take(character.codePointAt(0)!);
        const most = 10 * (glob.length + 1) * (path.length + 1);
        assert.ok(steps <= most, `${glob.slice(0, 20)}… on ${path.slice(0, 10)}…: ${steps} steps`);
      }
    }
  });
});
