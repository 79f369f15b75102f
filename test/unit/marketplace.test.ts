import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../.ci/support/folders";
import strings from "../../package.nls.json" with { type: "json" };

/** Those that the Marketplace knows; with another one it refuses the package. */
const CATEGORIES = [
  ...["AI", "Azure", "Chat", "Data Science", "Debuggers", "Education", "Extension Packs"],
  ...["Formatters", "Keymaps", "Language Packs", "Linters", "Machine Learning", "Notebooks"],
  ...["Other", "Programming Languages", "SCM Providers", "Snippets", "Testing", "Themes"],
  "Visualization",
];
/** What the Marketplace takes. */
const MOST_KEYWORDS = 30;

interface Manifest {
  readonly description: string;
  readonly icon: string;
  readonly license: string;
  readonly pricing: string;
  readonly qna: string | boolean;
  readonly galleryBanner: { readonly color: string; readonly theme: string };
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly l10n: string;
  readonly capabilities: Readonly<
    Record<
      string,
      boolean | { readonly supported: boolean | string; readonly description?: string }
    >
  >;
}

describe("What the Marketplace shows", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;

  it("is an icon of 256 × 256 on a banner of its own colour", () => {
    const png = readFileSync(join(root, manifest.icon));
    assert.equal(png.toString("latin1", 1, 4), "PNG");
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
    const { color, theme } = manifest.galleryBanner;
    assert.equal(theme, "dark");
    const drawing = readFileSync(join(root, manifest.icon.replace(".png", ".svg")), "utf8");
    assert.ok(drawing.includes(`fill="${color}"`), color);
  });

  it("are categories that it knows and keywords that it takes", () => {
    for (const category of manifest.categories) assert.ok(CATEGORIES.includes(category), category);
    const { keywords } = manifest;
    assert.ok(keywords.length <= MOST_KEYWORDS);
    assert.equal(new Set(keywords).size, keywords.length);
    for (const keyword of keywords) assert.match(keyword, /^[a-z0-9][a-z0-9 -]{1,40}$/);
    assert.match(manifest.description, /^.{20,200}$/);
  });

  it("is free, without a sponsor, and says whom to ask", () => {
    assert.equal(manifest.pricing, "Free");
    assert.equal(manifest.license, "MIT");
    assert.equal(manifest.qna, "marketplace");
    assert.ok(!("sponsor" in manifest));
  });

  it("has a reason for everything that is not fully supported", () => {
    for (const [name, capability] of Object.entries(manifest.capabilities)) {
      if (capability === true) continue;
      const key = typeof capability === "object" ? capability.description : undefined;
      const reason = strings[(key ?? "").replaceAll("%", "") as keyof typeof strings];
      assert.match(reason, /^[A-Z].{20,}\.$/, name);
    }
  });

  it("can be translated", () => {
    assert.ok(existsSync(join(root, manifest.l10n, "bundle.l10n.json")));
  });
});
