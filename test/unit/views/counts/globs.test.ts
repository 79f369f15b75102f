import assert from "node:assert/strict";
import { globTest } from "../../../../src/views/counts/globs";

describe("A glob of the settings", () => {
  function check(glob: string, ...[yes, no]: [yes: string[], no: string[]]): void {
    const test = globTest(glob);
    for (const path of yes) assert.ok(test(path), `${glob} means ${path}`);
    for (const path of no) assert.ok(!test(path), `${glob} does not mean ${path}`);
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
});
