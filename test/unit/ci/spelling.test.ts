import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../.ci/support/folders";

/** Spellings of British English; VS Code, beside whose words ours stand, has American ones. */
const BRITISH =
  /\b\w*(colour|neighbour|behaviour|favour|honour|labell|modell|tokenis|visualis|optimis|normalis|initialis|recognis|organis|summaris|minimis|maximis|serialis|quantis|analyse[sd]?\b|centre|grey|licence|whilst|learnt|catalogue)\w*/i;

/** Where a person reads: the product's own words, and its pages. */
function pages(): string[] {
  const panes = readdirSync(join(root, "docs/panes")).map((name) => `docs/panes/${name}`);
  return ["README.md", "package.nls.json", "l10n/bundle.l10n.json", "docs/notebook.md", ...panes];
}

/** Words of a page, without code and addresses; of texts by name, the texts. */
function prose(page: string): string {
  const written = readFileSync(join(root, page), "utf8");
  const words = page.endsWith(".json")
    ? Object.values(JSON.parse(written) as Record<string, string>).join("\n")
    : written;
  return words
    .replaceAll(/```[\s\S]*?```/g, "")
    .replaceAll(/`[^`\n]*`/g, "")
    .replaceAll(/\]\([^)]*\)/g, "]");
}

describe("Words that a person reads", () => {
  for (const page of pages()) {
    it(`are American English in ${page}`, () => {
      const lines = prose(page).split("\n");
      const british = lines.flatMap((line) => BRITISH.exec(line)?.[0] ?? []);
      assert.deepEqual(british, []);
    });
  }

  it("of British English are found", () => {
    for (const word of ["colour", "Greyed", "tokenised", "neighbouring"]) {
      assert.match(word, BRITISH);
    }
    for (const word of ["color", "gray", "tokenized", "neighboring", "analysis", "center"]) {
      assert.doesNotMatch(word, BRITISH);
    }
  });
});
