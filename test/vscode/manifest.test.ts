import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import * as vscode from "vscode";
import { readSettings } from "../../src/settings/settings";
import { menuItems } from "../../src/views/commands/menu";
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

  it("names only commands that it has in its menus and keybindings", () => {
    const { commands, menus, submenus, keybindings } = manifest.contributes;
    const known = new Set(commands.map(({ command }) => command));
    const named = [...Object.values(menus).flat(), ...keybindings];
    for (const { command, submenu } of named) {
      if (command !== undefined) assert.ok(known.has(command), command);
      else
        assert.ok(
          submenus.some(({ id }) => id === submenu),
          submenu,
        );
    }
    assert.ok(keybindings.every(({ when }) => when?.includes("editorTextFocus")));
  });

  it("shows highlights by the shortcut that starts the extension, and switches them by later ones", () => {
    const { keybindings } = manifest.contributes;
    const before = "!tokenscope.started";
    const switches = keybindings.filter(({ command }) => command?.endsWith("Highlights") === true);
    assert.deepEqual(
      switches.map(({ command, when }) => [command, when?.includes(before)]),
      [
        ["tokenscope.showHighlights", true],
        ["tokenscope.toggleHighlights", false],
      ],
    );
    assert.ok(switches.every(({ when }) => when?.includes("tokenscope.started")));
  });

  it("has an icon for every command of the status bar's menu", () => {
    const items = menuItems(manifest).filter(({ command }) => command !== undefined);
    assert.ok(items.length >= 14, `${items.length} items`);
    for (const { label } of items) assert.match(label, /^\$\([\w-]+\) ./);
    assert.ok(items.every(({ label }) => !label.startsWith("$(blank)")));
  });

  it("has the settings that are read, with the same defaults", () => {
    const properties = settingsOf(manifest);
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([key, { default: value }]) => [key, value]),
    );
    const { problems, ...settings } = readSettings({
      home: undefined,
      separator: "/",
      environment: () => undefined,
      pathOf: ({ path }) => path,
      pathOfAddress: () => undefined,
    });
    assert.deepEqual(flat(settings, "tokenscope"), defaults);
    assert.deepEqual(problems, []);
  });

  it("names only strings that exist, and every one of them", () => {
    const used = new Set(
      [...JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key),
    );
    assert.deepEqual([...used].sort(), Object.keys(read<object>("package.nls.json")).sort());
  });

  it("has walkthrough steps whose pictures are there and small, and whose links lead somewhere", async () => {
    const commands = new Set(await vscode.commands.getCommands(true));
    const strings = read<Record<string, string>>("package.nls.json");
    const keys = settingsOf(manifest);
    const [walkthrough] = manifest.contributes.walkthroughs;
    assert.equal(walkthrough?.steps.length, 4);
    const pictures = new Set(walkthrough.steps.flatMap(({ media }) => Object.values(media.image)));
    const sizes = [...pictures].map((name) => statSync(inRoot(name)).size);
    assert.ok(sizes.reduce((sum, size) => sum + size) < 400_000, String(sizes));
    for (const { description, completionEvents } of walkthrough.steps) {
      const text = strings[description.replaceAll("%", "")] ?? "";
      const links = [...text.matchAll(/\(command:([^)]+)\)/g)].map(([, id = ""]) => id);
      assert.ok(links.length > 0, description);
      for (const id of links) assert.ok(commands.has(id), id);
      for (const event of completionEvents) {
        const [kind, name = ""] = event.split(":");
        if (kind === "onCommand") assert.ok(commands.has(name), event);
        else if (kind === "onSettingChanged") assert.ok(Object.hasOwn(keys, name), event);
        else assert.match(event, /^onContext:tokenscope\.chose(Window|Token)$/);
      }
    }
  });

  it("declares restricted mode, says what it keeps back, and that nothing starts early", () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, "limited");
    assert.equal(virtualWorkspaces, true);
    const told =
      read<Record<string, string>>("package.nls.json")[
        untrustedWorkspaces.description.replaceAll("%", "")
      ];
    assert.match(told ?? "", /model file/);
    // What a window shows again that was loaded anew: a panel, and the text of stored tokens.
    assert.deepEqual(manifest.activationEvents, [
      "onWebviewPanel:tokenscope.visualizer",
      "onFileSystem:tokenscope-stored",
    ]);
    // It runs where the workspace is: in a container, on a remote machine.
    assert.deepEqual(manifest.extensionKind, ["workspace"]);
  });
});

interface Named {
  command?: string;
  submenu?: string;
  when?: string;
}

interface Manifest {
  activationEvents: string[];
  extensionKind: string[];
  capabilities: {
    untrustedWorkspaces: { supported: string; description: string };
    virtualWorkspaces: boolean;
  };
  contributes: {
    walkthroughs: {
      steps: {
        description: string;
        media: { image: Record<string, string> };
        completionEvents: string[];
      }[];
    }[];
    commands: { command: string; title: string; icon?: string }[];
    submenus: { id: string }[];
    menus: Record<string, Named[]>;
    keybindings: Named[];
    configuration: { properties: Record<string, { default: unknown }> }[];
  };
}

/** Every setting, of whatever group. */
function settingsOf({ contributes }: Manifest): Record<string, { default: unknown }> {
  return Object.assign({}, ...contributes.configuration.map((group) => group.properties)) as Record<
    string,
    { default: unknown }
  >;
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(inRoot(name), "utf8")) as T;
}

function inRoot(name: string): string {
  return resolve(process.env["TOKENSCOPE_ROOT"]!, name);
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
