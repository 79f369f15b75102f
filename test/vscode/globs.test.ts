import assert from "node:assert/strict";
import fc from "fast-check";
import * as vscode from "vscode";
import { Glob } from "../../src/views/counts/globs";

describe("Globs of the settings", () => {
  const folder = vscode.Uri.file("/globs");
  /** What VS Code itself makes of a glob. It asks no more of a document than its place and kind. */
  function vscodeMatches(glob: string, path: string): boolean {
    const uri = vscode.Uri.joinPath(folder, path);
    const document = { uri, languageId: "plaintext" } as vscode.TextDocument;
    return (
      vscode.languages.match({ pattern: new vscode.RelativePattern(folder, glob) }, document) > 0
    );
  }

  const name = fc
    .array(fc.constantFrom("a", "b", "c", ".", "-"), { minLength: 1, maxLength: 3 })
    .map((letters) => letters.join(""))
    .filter((text) => !/^\.+$/.test(text));
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));
  const piece = fc.oneof(
    name,
    fc.constantFrom("*", "?", "[ab]", "[a-c]", "[!a]", "[.-]", "**", "*.", "a*"),
    fc
      .array(fc.oneof(name, fc.constantFrom("*", "a/b", "a/**", "**/b", "?", "")), {
        minLength: 1,
        maxLength: 3,
      })
      .map((choices) => `{${choices.join(",")}}`),
  );
  const segment = fc.oneof(
    fc.constant("**"),
    fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join("")),
  );
  const glob = fc
    .array(segment, { minLength: 1, maxLength: 4 })
    .map((segments) => segments.join("/"))
    // VS Code wants a name behind the last of several names of two stars.
    .filter((text) => !text.endsWith("/**/**"))
    // And it goes on in the middle of a name behind a choice that ends with two stars.
    .filter((text) => !/a\/\*\*[^{}]*\}[^/]/.test(text));

  it("mean what VS Code means by them", () => {
    let matches = 0;
    fc.assert(
      fc.property(glob, fc.array(path, { minLength: 4, maxLength: 8 }), (text, paths) => {
        const read = Glob.read(text);
        // Its sets that exclude take slashes, against its own description.
        const compared = text.includes("[!") ? paths.filter((each) => !each.includes("/")) : paths;
        for (const each of compared) {
          const expected = vscodeMatches(text, each);
          if (expected) matches++;
          assert.equal(read?.matches(each) ?? false, expected, `${text} and ${each}`);
        }
      }),
      { seed: 20260116, numRuns: 5000 },
    );
    assert.ok(matches > 2000, `${matches} matches`);
  });
});
