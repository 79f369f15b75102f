import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as vscode from "vscode";
import { readSettings } from "../../src/settings";
import { tokenscope } from "./tokenscope";

describe("The manifest", () => {
  before(tokenscope);
  const manifest = read<Manifest>("package.json");

  it("has the commands that are registered", async () => {
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      registered.filter((id) => id.startsWith("tokenscope.")).sort(),
      manifest.contributes.commands.map(({ command }) => command).sort(),
    );
  });

  it("has the settings that are read, with the same defaults", () => {
    const { properties } = manifest.contributes.configuration;
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([key, { default: value }]) => [key, value]),
    );
    assert.deepEqual(flat(readSettings(), "tokenscope"), defaults);
  });

  it("names only strings that exist, and every one of them", () => {
    const used = new Set(
      [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key),
    );
    assert.deepEqual([...used].sort(), Object.keys(read<object>("package.nls.json")).sort());
  });
});

interface Manifest {
  contributes: {
    commands: { command: string }[];
    configuration: { properties: Record<string, { default: unknown }> };
  };
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(resolve(process.env["TOKENSCOPE_ROOT"]!, name), "utf8")) as T;
}

function flat(value: object, prefix: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]): [string, unknown][] =>
      typeof part === "object" && part !== null
        ? Object.entries(flat(part as object, `${prefix}.${key}`))
        : [[`${prefix}.${key}`, part]],
    ),
  );
}
