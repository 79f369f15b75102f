import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFiles, targets } from "../../../.ci/packageFiles";
import { isScript, missingSourceMaps, withoutSourceMap } from "../../../.ci/sourceMaps";
import { freshFolder, root } from "../../../.ci/support/folders";

describe("Source maps", () => {
  it("are named by no script or style sheet of a package", () => {
    let scripts = 0;
    for (const target of targets) {
      for (const { from, to } of packageFiles(root, join(root, "no-build"), target)) {
        if (!isScript(to) || !to.startsWith("dist/node_modules/")) continue;
        scripts++;
        assert.doesNotMatch(withoutSourceMap(readFileSync(from, "utf8")), /sourceMappingURL/, to);
      }
    }
    assert.ok(scripts > 20);
  });

  it("are left out of what a script says in each way of saying it, and nothing else is", () => {
    assert.equal(withoutSourceMap("a();\n//# sourceMappingURL=a.js.map\n"), "a();\n");
    assert.equal(withoutSourceMap("a();\n//@ sourceMappingURL=a.js.map"), "a();\n");
    assert.equal(withoutSourceMap("b {}\n/*# sourceMappingURL=b.css.map */\n"), "b {}\n");
    const text = 'const comment = "//# sourceMappingURL=" + name;\nc();\n';
    assert.equal(withoutSourceMap(text), text);
  });

  it("that are not there are told with the script, wherever it lies", () => {
    const folder = freshFolder("maps");
    mkdirSync(join(folder, "in"));
    writeFileSync(join(folder, "in/a.js"), "a();\n//# sourceMappingURL=a.js.map\n");
    writeFileSync(join(folder, "b.css"), "b {}\n/*# sourceMappingURL=b.css.map */");
    writeFileSync(join(folder, "c.mjs"), "c();\n//# sourceMappingURL=data:application/json,x\n");
    const all = missingSourceMaps(folder).map((each) => each.replaceAll("\\", "/"));
    assert.deepEqual(all.sort(), ["b.css: b.css.map", "in/a.js: a.js.map"]);
    writeFileSync(join(folder, "b.css.map"), "");
    assert.equal(missingSourceMaps(folder).length, 1);
  });
});
