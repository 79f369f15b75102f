import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { OF_MACHINE, OF_TRUSTED, SETTINGS } from "../../../src/settings/table";
import { root } from "../../../.ci/support/folders";

interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: { configuration: { properties: Record<string, Record<string, unknown>> } };
}

/** What VS Code checks by, without scopes and texts. */
function checked(schema: Record<string, unknown>): Record<string, unknown> {
  const rest = Object.entries(schema).filter(([name]) => !/escription|scope|Message/.test(name));
  return Object.fromEntries(
    rest.map(([name, value]) =>
      name === "properties"
        ? [name, eachOf(value as Record<string, Record<string, unknown>>)]
        : [name, value],
    ),
  );
}

function eachOf(schemas: Record<string, Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, checked(each)]));
}

describe("The manifest's settings", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  const { properties } = manifest.contributes.configuration;
  const named = (keys: readonly string[]) => keys.map((key) => `tokenscope.${key}`).sort();

  it("are those that are read, with the same types, limits, words and defaults", () => {
    const read = Object.entries(SETTINGS).map(([key, kind]) => [`tokenscope.${key}`, kind.schema]);
    assert.deepEqual(eachOf(properties), Object.fromEntries(read));
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
