import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { targets } from "../../../.ci/packageFiles";
import { root } from "../../../.ci/support/folders";
import manifest from "../../../package.json" with { type: "json" };

/** Majors of Node in maintenance or better, by github.com/nodejs/Release: to April of 2027, 2028, 2029. */
const MAINTAINED = ["22", "24", "26"];

const FOLDER = join(root, ".github/workflows");

const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(join(FOLDER, name), "utf8").replaceAll("\r\n", "\n"),
}));

describe("The workflows", () => {
  it("use every action by the digest of a commit, and say which version that is", () => {
    const versions = new Map<string, string>();
    let count = 0;
    for (const { name, text } of workflows) {
      for (const [, used = ""] of text.matchAll(/^\s*-?\s*uses:\s*(.+)$/gm)) {
        count++;
        if (used.startsWith("./")) {
          assert.ok(existsSync(join(root, used)), `${name}: ${used}`);
          continue;
        }
        const [, action = "", digest = ""] =
          /^([\w-]+\/[\w./-]+)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$/.exec(used) ?? [];
        assert.notEqual(digest, "", `${name}: ${used} is not pinned.`);
        assert.equal(versions.get(action) ?? used, used, `${name}: ${action} has one version.`);
        versions.set(action, used);
      }
    }
    assert.ok(count > 0);
  });

  it("may only read, but for the job that drafts a release", () => {
    for (const { name, text } of workflows) {
      assert.match(text, /^permissions:\n {2}contents: read\n(?! )/m, name);
      const writes = [...text.matchAll(/: write(-all)?$/gm)].length;
      assert.equal(writes, name === "release.yml" ? 1 : 0, name);
      const checkouts = text.split("actions/checkout@").length;
      assert.equal(text.split("persist-credentials: false").length, checkouts, name);
      assert.ok(!text.includes("pull_request_target"), name);
    }
  });

  it("pack and install for every platform that there is a package for", () => {
    const { text } = workflows.find(({ name }) => name === "ci.yml")!;
    const [, packed = ""] = /target: \[(.*)\]/.exec(text) ?? [];
    assert.deepEqual(packed.split(", "), [...targets, "universal"]);
    const installed = [...text.matchAll(/\{ target: ([\w-]+), os: /g)].map(([, target]) => target);
    assert.deepEqual(installed, [...targets, "universal"]);
  });

  it("use the oldest Node that the manifest names and every one that is maintained, and no other", () => {
    const { text } = workflows.find(({ name }) => name === "ci.yml")!;
    const tested = [...text.matchAll(/\{ os: ubuntu-latest, node: "([\d.]+)" \}/g)];
    const [oldest = "", ...maintained] = tested.map(([, version = ""]) => version);
    assert.equal(manifest.engines.node, `>=${oldest}`);
    assert.deepEqual(maintained, MAINTAINED);
    for (const { name, text } of workflows) {
      for (const [, version = ""] of text.matchAll(/\bnode(?:-version)?: "?([\d.]+)"?/g)) {
        assert.ok([oldest, ...MAINTAINED].includes(version), `${name}: Node ${version}`);
      }
    }
    for (const file of ["README.md", "CONTRIBUTING.md"]) {
      const named = [...readFileSync(join(root, file), "utf8").matchAll(/\bNode (\d[\d.]*\d)/g)];
      assert.deepEqual(
        named.map(([, version]) => version),
        [oldest],
        file,
      );
    }
  });

  it("run scripts that there are, and name no registry", () => {
    for (const { name, text } of workflows) {
      for (const [, script = ""] of text.matchAll(/^\s*(?:- run: )?npm (?:run )?([\w:]+)/gm)) {
        assert.ok(script === "ci" || Object.hasOwn(manifest.scripts, script), `${name}: ${script}`);
      }
      assert.doesNotMatch(text, /registry|npmjs/i, name);
    }
  });
});
