import assert from "node:assert/strict";
import { normalize } from "node:path";
import { importsBelow } from "../../support/imports";

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
    const imports = new Map(
      [...importsBelow("src", "webview")].map(([file, { values, types }]) => [
        file,
        [...values, ...types],
      ]),
    );
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
