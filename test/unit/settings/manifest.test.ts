import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OF_MACHINE, OF_TRUSTED, SETTINGS } from "../../../src/settings/table";
import { root } from "../../../.ci/support/folders";
import { assertSameSettings, type ManifestSettings } from "../../support/manifestSettings";

interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: { configuration: { properties: ManifestSettings }[] };
}

describe("The manifest's settings", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const groups = manifest.contributes.configuration;
  const properties = Object.assign(
    {},
    ...groups.map((group) => group.properties),
  ) as ManifestSettings;
  const named = (keys: readonly string[]) => keys.map((key) => `tokenscope.${key}`).sort();

  it("are those that are read, with the same types, limits, words and defaults", () => {
    assertSameSettings(properties, SETTINGS);
  });

  it("have defaults that can be used", () => {
    for (const [key, kind] of Object.entries(SETTINGS)) {
      assert.ok(kind.fits(kind.schema["default"]), key);
    }
  });

  it("are the machine's, or wait for the workspace's trust, where they are read so", () => {
    const machine = Object.keys(properties).filter(
      (key) => properties[key]!["scope"] !== undefined,
    );
    assert.ok(machine.every((key) => properties[key]!["scope"] === "machine"));
    assert.deepEqual(machine.sort(), named(OF_MACHINE));
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.deepEqual([...restrictedConfigurations].sort(), named(OF_TRUSTED));
  });
});
