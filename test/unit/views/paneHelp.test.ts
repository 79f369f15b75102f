import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { packageFiles, targets } from "../../../.ci/packageFiles";
import { makeBundle } from "../../../.ci/stringBundle";
import { PANES } from "../../../src/shared/panes";
import { freshFolder, root } from "../../support/folders";
import manifest from "../../../package.json" with { type: "json" };
import strings from "../../../package.nls.json" with { type: "json" };

const pageOf = (pane: string): string => `docs/panes/${pane}.md`;
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
  return PANES.flatMap((pane) =>
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
      assert.deepEqual(shipped, PANES.map(pageOf).sort());
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
      const file = join(dirname(join(root, pageOf(pane))), text);
      assert.ok(existsSync(file), `${pane}: ${text}`);
      const path = relative(root, file).replaceAll("\\", "/");
      assert.ok(
        PANES.some((each) => pageOf(each) === path),
        `${pane}: ${text}`,
      );
    }
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
