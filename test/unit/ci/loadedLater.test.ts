import assert from "node:assert/strict";
import { normalize } from "node:path";
import { importsBelow, type FileImports } from "../../support/imports";

const ENTRY = normalize("src/desktop.ts");

/** Files that are loaded together with `entry`. */
function loadedWith(entry: string, imports: ReadonlyMap<string, FileImports>): Set<string> {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const imported of imports.get(file)?.values ?? []) loaded.add(imported);
  }
  return loaded;
}

describe("The start of the extension", () => {
  const imports = importsBelow("src");
  const atStart = loadedWith(ENTRY, imports);

  it("loads nothing of what a first use loads later", () => {
    const later = [...atStart].flatMap((file) => imports.get(file)?.later ?? []);
    assert.ok(later.length > 15, String(later.length));
    assert.ok(later.includes(normalize("src/views/pytorch/copyAsPyTorch.ts")));
    const both = later.filter((file) => atStart.has(file));
    assert.deepEqual(
      both,
      [],
      "Import their types alone, or wait for import(…) where they are used.",
    );
  });

  it("loads what VS Code asks for at once", () => {
    for (const file of ["src/extension.ts", "src/views/panel/panel.ts", "src/analysis/focus.ts"]) {
      assert.ok(atStart.has(normalize(file)), file);
    }
  });
});
