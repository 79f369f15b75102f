import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Which files each file imports, of its values or its types. */
function importsBelow(...folders: string[]): Map<string, string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => normalize(join(folder, name))),
  );
  return new Map(files.map((file) => [file, importsOf(file, readFileSync(file, "utf8"))]));
}

function importsOf(file: string, source: string): string[] {
  const imports = source.matchAll(/^(?:import|export)\b[^;]*?["'](\.[^"']*)["']/gm);
  return [...imports].flatMap(([, path = ""]) => {
    const found = `${normalize(join(dirname(file), path))}.ts`;
    return existsSync(found) ? [found] : [];
  });
}

/** Files that import each other, each circle once, as "a > b > a". */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const left = new Set<string>();
  const visit = (file: string, way: readonly string[]): void => {
    const at = way.indexOf(file);
    if (at >= 0) found.push([...way.slice(at), file].join(" > "));
    if (at >= 0 || left.has(file)) return;
    for (const next of imports.get(file) ?? []) visit(next, [...way, file]);
    left.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

describe("Files", () => {
  it("do not import each other in circles", () => {
    const imports = importsBelow("src", "webview");
    assert.ok(imports.size > 300, String(imports.size));
    assert.ok(
      imports.get(normalize("webview/host/host.ts"))?.includes(normalize("webview/base/log.ts")),
    );
    assert.deepEqual(circles(imports), []);
  });

  it("that do are found", () => {
    const imports = new Map([
      ["a", ["b", "c"]],
      ["b", ["c"]],
      ["c", ["d"]],
      ["d", ["b"]],
      ["e", ["e"]],
    ]);
    assert.deepEqual(circles(imports), ["b > c > d > b", "e > e"]);
  });
});
