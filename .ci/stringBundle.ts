import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./support/folders";
import { findStrings } from "./findStrings";

/** Below the root: every text that code of these folders shows. */
const FOLDERS = ["src", "webview"];

/** What translations are made from. The texts of package.json have their own, package.nls.json. */
export const BUNDLE_FILE = join(root, "l10n", "bundle.l10n.json");

/** The bundle as it should be: English texts by English texts, in the order of their characters. */
export function makeBundle(): { readonly json: string; readonly problems: readonly string[] } {
  const texts = new Set<string>();
  const problems: string[] = [];
  for (const file of sources()) {
    const source = readFileSync(join(root, file), "utf8");
    // Parsing is what takes the time.
    if (!source.includes("l10n")) continue;
    const found = findStrings(file, source);
    for (const text of found.texts) texts.add(text);
    problems.push(...found.problems);
  }
  const bundle = Object.fromEntries([...texts].sort().map((text) => [text, text]));
  return { json: `${JSON.stringify(bundle, undefined, 2)}\n`, problems };
}

function sources(): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .sort(),
  );
}
