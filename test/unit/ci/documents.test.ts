import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../../.ci/support/folders";
import manifest from "../../../package.json" with { type: "json" };

/** Pages for those who work on the code, which name files by their paths from the checkout's root. */
const PAGES = [
  "CONTRIBUTING.md",
  "docs/architecture.md",
  "docs/tour.md",
  "docs/decisions/0017-libraries.md",
];
/** What CONTRIBUTING tells the files of. */
const KINDS = [
  "a setting",
  "a loader option",
  "a command",
  "a question from the page",
  "a pane or a tab",
  "a source of models",
];
const read = (page: string): string => readFileSync(join(root, page), "utf8");

describe("A page for those who work on the code", () => {
  for (const page of PAGES) {
    it(`names and links files that exist: ${page}`, () => {
      const text = read(page);
      const named = [
        ...text.matchAll(/`((?:src|webview|test|docs|media|l10n|\.ci|\.github)\/[^`\s*]*)`/g),
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

describe("The table of what to touch", () => {
  it("names files for every kind of change that comes again and again, by whole paths", () => {
    const rows = [...read("CONTRIBUTING.md").matchAll(/^\| (an? [^|]*?) *\| (.*) \|$/gm)];
    const filesOf = new Map(
      rows.map(([, kind = "", files = ""]) => [
        kind,
        [...files.matchAll(/`([^`\s]+\.\w+)`/g)].map(([, path = ""]) => path),
      ]),
    );
    for (const kind of KINDS) assert.ok((filesOf.get(kind) ?? []).length > 1, kind);
    const missing = [...filesOf.values()].flat().filter((path) => !existsSync(join(root, path)));
    assert.deepEqual(missing, []);
  });
});

describe("An example of what to touch", () => {
  const sources = ["src", "webview"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  const files = ["package.json", "package.nls.json", ...sources];
  for (const [kind, mark] of [
    ["a setting", /\bcolourBy\b/],
    ["a command", /\bpreviousLostToken\b/],
    ["a question from the page", /\boneHot[(]/],
  ] as const) {
    // What is asked of a model is a row of its own.
    it(`is named in exactly the files that the table tells: ${kind}`, () => {
      const row = new RegExp(`^\\| ${kind} +\\| (.*?)(;| \\|$)`, "m").exec(read("CONTRIBUTING.md"));
      const told = [...(row?.[1] ?? "").matchAll(/`([^`\s]+\.\w+)`/g)].map(([, path]) => path);
      assert.deepEqual(
        files.filter((file) => !file.startsWith("src/embeddings/") && mark.test(read(file))).sort(),
        told.sort(),
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
