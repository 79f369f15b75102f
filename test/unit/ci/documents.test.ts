import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../../.ci/support/folders";
import manifest from "../../../package.json" with { type: "json" };

/** Pages for those who work on the code, which name files by their paths from the checkout's root. */
const PAGES = ["CONTRIBUTING.md", "docs/decisions/0017-libraries.md"];
const read = (page: string): string => readFileSync(join(root, page), "utf8");

describe("A page for those who work on the code", () => {
  for (const page of PAGES) {
    it(`names and links files that exist: ${page}`, () => {
      const text = read(page);
      const named = [
        ...text.matchAll(/`((?:src|webview|test|docs|media|l10n|\.ci|\.github)\/[^`\s]*)`/g),
      ];
      const linked = [...text.matchAll(/\]\((?!\w+:)([^)#]+)/g)];
      const files = [
        ...named.map(([, path = ""]) => join(root, path)),
        ...linked.map(([, path = ""]) => join(root, dirname(page), path)),
      ];
      assert.ok(files.length > 0);
      assert.deepEqual(
        files.filter((file) => !existsSync(file)),
        [],
      );
    });
  }
});

describe("A package that is held back", () => {
  it("has its reason in the decision on libraries", () => {
    const text = read("docs/decisions/0017-libraries.md");
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    const held = ranges.filter(([, range]) => !range.startsWith("^")).map(([name]) => name);
    assert.ok(held.includes("lit"));
    assert.deepEqual(
      held.filter((name) => !text.includes(`| \`${name}\``)),
      [],
    );
  });
});
