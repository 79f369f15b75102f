import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { packageFiles, targets } from "../../../../.ci/packageFiles";
import { makeBundle } from "../../../../.ci/stringBundle";
import { PANES } from "../../../../src/shared/values/panes";
import { freshFolder, root } from "../../../../.ci/support/folders";
import manifest from "../../../../package.json" with { type: "json" };
import strings from "../../../../package.nls.json" with { type: "json" };

/** The page that leads from the notebook's cells to the panes. */
const NOTEBOOK = "notebook";
const PAGES = [...PANES, NOTEBOOK];
const pageOf = (page: string): string =>
  page === NOTEBOOK ? "docs/notebook.md" : `docs/panes/${page}.md`;
const read = (pane: string): string => readFileSync(join(root, pageOf(pane)), "utf8");
/** Letters of a text besides its placeholders from which on it is told from others. */
const TELLING = 6;

const texts = Object.keys(JSON.parse(makeBundle().json) as Record<string, string>);

/** Commands as the palette shows them. */
const commands = manifest.contributes.commands.map(({ title, category }) => {
  const key = title.replaceAll("%", "") as keyof typeof strings;
  return `${category}: ${strings[key]}`;
});

/** Texts of the product with anything in the place of their values. */
const patterns = texts
  .filter((text) => text.replace(/\{\d+\}|[^\p{L}]/gu, "").length >= TELLING)
  .map((text) => {
    const parts = text.split(/\{\d+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".+?")}$`);
  });

/** Of every page, what stands between these marks. */
function marked(marks: RegExp): { pane: string; text: string }[] {
  return PAGES.flatMap((pane) =>
    [...read(pane).matchAll(marks)].map(([, text = ""]) => ({
      pane,
      text: text.replaceAll("\\|", "|"),
    })),
  );
}

describe("The pages of help", () => {
  it("are in every package", () => {
    for (const target of targets) {
      const files = packageFiles(root, freshFolder("bundle"), target);
      const shipped = files.map(({ to }) => to).filter((to) => to.startsWith("docs/"));
      const pages = shipped.filter((path) => path.endsWith(".md"));
      assert.deepEqual(pages.sort(), PAGES.map(pageOf).sort());
    }
  });

  it("have a title, and none of them a picture, which the package would lack", () => {
    for (const pane of PANES) {
      const text = read(pane);
      assert.match(text, /^# \p{L}/u, pane);
      assert.doesNotMatch(text, /!\[|<img/, pane);
    }
  });

  it("link to pages that are in the package", () => {
    for (const { pane, text } of marked(/\]\(([^)]+)\)/g)) {
      if (text.startsWith("#")) {
        const headings = Array.from(read(pane).matchAll(/^## (.+)$/gm), ([, heading = ""]) =>
          heading.toLowerCase().replaceAll(" ", "-"),
        );
        assert.ok(headings.includes(text.slice(1)), `${pane}: ${text}`);
        continue;
      }
      const file = join(dirname(join(root, pageOf(pane))), text);
      assert.ok(existsSync(file), `${pane}: ${text}`);
      const path = relative(root, file).replaceAll("\\", "/");
      assert.ok(
        PAGES.some((each) => pageOf(each) === path),
        `${pane}: ${text}`,
      );
    }
  });

  it("lead from each of the notebook's cells to a gesture and a picture of the product", () => {
    const rows = read(NOTEBOOK)
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .slice(2);
    assert.ok(rows.length >= 12);
    for (const row of rows) {
      const [cell = "", gesture = "", picture = ""] = row.slice(2, -1).split(/\s+\|\s+/);
      assert.ok(cell !== "" && gesture !== "", row);
      assert.match(picture, /^\[[^\]]+\]\(#[a-z-]+\)/, row);
    }
    const paths = Array.from(
      read(NOTEBOOK).matchAll(/(?:src|srcset)="([^"]+)"/g),
      ([, path = ""]) => path,
    );
    const shipped = packageFiles(root, freshFolder("bundle"), "universal").map(({ to }) => to);
    for (const path of paths) {
      assert.ok(shipped.includes(`docs/${path}`), path);
      assert.ok(statSync(join(root, "docs", path)).size < 300_000, path);
      const other = path.replace(/(dark|light)\.png$/, (theme) =>
        theme.startsWith("dark") ? "light.png" : "dark.png",
      );
      assert.ok(paths.includes(other), other);
    }
    const made = readdirSync(join(root, "docs/notebook")).map((name) => `notebook/${name}`);
    assert.deepEqual(
      made.filter((path) => !paths.includes(path)),
      [],
    );
  });

  it("are linked from the README, the walkthrough and each other", () => {
    assert.match(readFileSync(join(root, "README.md"), "utf8"), /\]\(docs\/notebook\.md\)/);
    assert.match(strings["walkthrough.vectors.description"], /command:tokenscope\.showNotebook/);
    for (const pane of PANES) assert.match(read(pane), /\]\(\.\.\/notebook\.md\)/, pane);
  });

  it("name controls and commands as a person sees them", () => {
    const names = marked(/\*\*([^*]+)\*\*/g);
    assert.ok(names.length > 40);
    const known = new Set([...texts, ...commands]);
    const unknown = names.filter(({ text }) => !known.has(text));
    assert.deepEqual(unknown, []);
  });

  it("quote sentences that the product says", () => {
    const quoted = marked(/“([^”]+)”/g);
    assert.ok(quoted.length > 25);
    const unknown = quoted.filter(
      ({ text }) => !texts.includes(text) && !patterns.some((pattern) => pattern.test(text)),
    );
    assert.deepEqual(unknown, []);
  });
});
