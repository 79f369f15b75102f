import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { directions, PAGE_ROOMS, pageDirections, STAGES } from "../../../.ci/directions.mjs";
import { root } from "../../../.ci/support/folders";

/** The rules of direction alone, which need no types. */
const linter = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ["**/*.ts"],
      languageOptions: { parser: tseslint.parser },
      plugins: { "@typescript-eslint": tseslint.plugin },
    },
    ...directions,
    ...pageDirections,
  ],
});

/** What is said of one line of a file that would be there. */
async function said(filePath: string, line: string): Promise<string[]> {
  const [result] = await linter.lintText(line, { filePath: join(root, filePath) });
  return result!.messages.map(({ message }) => message);
}

const isRefused = async (filePath: string, from: string, why: RegExp) => {
  const messages = await said(filePath, `import { x } from "${from}";`);
  assert.match(messages.join("\n"), why, `${filePath} imports ${from}`);
};
const isAllowed = async (filePath: string, from: string) => {
  assert.deepEqual(
    await said(filePath, `import { x } from "${from}";`),
    [],
    `${filePath}: ${from}`,
  );
};
const future = /may not import its future/;

describe("The direction of folders", () => {
  it("lets a stage import its past and not its future", async () => {
    const stages = Object.keys(STAGES);
    for (const [at, stage] of stages.entries()) {
      for (const other of stages.slice(at + 1)) {
        await isRefused(`src/${stage}/new.ts`, `../${other}/new`, future);
        await isRefused(`src/${stage}/deep/er/new.ts`, `../../../${other}/new`, future);
        await isAllowed(`src/${other}/new.ts`, `../${stage}/new`);
      }
      await isRefused(`src/${stage}/new.ts`, "../extension", future);
    }
  });

  it("lets a stage's room import the rooms before it and not those after", async () => {
    for (const [stage, rooms] of Object.entries(STAGES)) {
      for (const [at, room] of rooms.entries()) {
        for (const other of rooms.slice(at + 1)) {
          await isRefused(`src/${stage}/${room}/new.ts`, `../${other}/new`, future);
          await isRefused(`src/${stage}/${room}/node/new.ts`, `../../${other}/new`, future);
          await isAllowed(`src/${stage}/${other}/new.ts`, `../${room}/new`);
        }
      }
    }
  });

  it("lets a room of the page import the rooms before it and not those after", async () => {
    for (const [at, room] of PAGE_ROOMS.entries()) {
      for (const other of PAGE_ROOMS.slice(at + 1)) {
        await isRefused(`webview/${room}/new.ts`, `../${other}/new`, future);
        await isAllowed(`webview/${other}/new.ts`, `../${room}/new`);
      }
    }
  });

  it("keeps Node to the folders that say so, the editor's API to stages that may, and the page apart", async () => {
    await isRefused("src/tokens/encode/new.ts", "node:fs", /browser/);
    await isAllowed("src/embeddings/store/node/new.ts", "node:fs");
    await isRefused("src/dataset/rules/new.ts", "node:fs", /browser/);
    await isAllowed("src/dataset/node/new.ts", "node:fs");
    await isAllowed("src/cli/new.ts", "node:fs");
    await isRefused("src/cli/new.ts", "vscode", /Only .* may/);
    await isRefused("src/tokens/queries/new.ts", "vscode", /Only .* may/);
    await isAllowed("src/views/panel/new.ts", "vscode");
    await isRefused(
      "src/views/panel/new.ts",
      "../../../webview/app/panel",
      /does not know the page/,
    );
    await isRefused("webview/app/new.ts", "../../src/tokens/encode/encoder", /src\/shared/);
    await isAllowed("webview/app/new.ts", "../../src/windows/windows");
    await isRefused("webview/app/new.ts", "vscode", /browser/);
  });

  it("knows every folder that there is", () => {
    const folders = (folder: string) =>
      readdirSync(join(root, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        // A folder whose files have moved stays where it was checked out.
        .filter(({ name }) => readdirSync(join(root, folder, name)).length > 0)
        .map(({ name }) => name);
    const known = Object.keys(STAGES);
    assert.deepEqual(folders("src").sort(), known.sort());
    assert.deepEqual(folders("webview").sort(), [...PAGE_ROOMS].sort());
    for (const [stage, rooms] of Object.entries(STAGES)) {
      if (rooms.length === 0) continue;
      const inside = folders(`src/${stage}`).filter((name) => name !== "node");
      for (const room of inside) assert.ok(rooms.includes(room), `src/${stage}/${room}`);
    }
  });
});
