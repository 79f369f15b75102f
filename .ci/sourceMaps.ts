import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files that may tell where their source map is. */
const SCRIPTS = /\.(js|mjs|cjs|css)$/;
/** The comment that tells it, as scripts and as style sheets write it. */
const COMMENT =
  /^[ \t]*(?:\/\/[#@] ?sourceMappingURL=(\S+)|\/\*[#@] ?sourceMappingURL=(\S+?) ?\*\/)[ \t]*$/gm;

export function isScript(path: string): boolean {
  return SCRIPTS.test(path);
}

/** A script or style sheet without the place of its source map, which no package holds. */
export function withoutSourceMap(text: string): string {
  return text.replace(COMMENT, "").replace(/\n+$/, "\n");
}

/** The scripts below a folder whose source map is not there, with its place: "a.js: a.js.map". */
export function missingSourceMaps(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(isScript)
    .flatMap((path) =>
      [...readFileSync(join(folder, path), "utf8").matchAll(COMMENT)]
        .map(([, script, style]) => script ?? style ?? "")
        .filter((map) => !map.startsWith("data:"))
        .filter((map) => !existsSync(join(folder, dirname(path), map)))
        .map((map) => `${path}: ${map}`),
    );
}
