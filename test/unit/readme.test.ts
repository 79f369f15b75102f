import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../.ci/support/folders";
import { testedVersions } from "../../.ci/support/hostedVscode";
import { readme, readmeBlocks, readmeProgram } from "../support/readme";
import manifest from "../../package.json" with { type: "json" };
import strings from "../../package.nls.json" with { type: "json" };

describe("The README", () => {
  it("names npm scripts that there are", () => {
    const shell = readmeBlocks(root).filter(({ language }) => language === "sh");
    assert.ok(shell.length > 0, "There are commands.");
    const inline = [...readme(root).matchAll(/`(npm [^`]+)`/g)].map(([, command = ""]) => command);
    const commands = [...shell.flatMap(({ code }) => code.split("\n")), ...inline]
      .flatMap((line) => line.replace(/#.*/, "").split("&&"))
      .map((command) => command.trim())
      .filter((command) => command !== "");
    for (const command of commands) {
      const [, script] = /^npm (?:run )?([\w:]+)$/.exec(command) ?? [];
      assert.ok(script !== undefined, `${command} is an npm command.`);
      assert.ok(script === "ci" || Object.hasOwn(manifest.scripts, script), command);
    }
  });

  it("names commands as the palette shows them", () => {
    const titles = manifest.contributes.commands.map(({ title, category }) => {
      const key = title.replaceAll("%", "") as keyof typeof strings;
      return `${category}: ${strings[key]}`;
    });
    const named = [...readme(root).matchAll(/\*\*(Tokenscope: [^*]+)\*\*/g)];
    assert.ok(named.length > 3);
    for (const [, name = ""] of named) assert.ok(titles.includes(name), name);
  });

  it("names the versions of VS Code that it is tested in, the oldest being the one that the manifest allows", () => {
    const { oldest, newest } = testedVersions;
    const named = [...readme(root).matchAll(/\b1\.1\d\d\.\d+\b/g)].map(([version]) => version);
    assert.deepEqual(named, [oldest, newest]);
    assert.equal(manifest.engines.vscode, `^${oldest}`);
  });

  it("shows every picture that there is for it, light and dark, and none is large", () => {
    const folder = "docs/pictures";
    const used = [...readme(root).matchAll(/(?:src|srcset)="([^"]+)"/g)].map(([, path]) => path);
    const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
    assert.deepEqual([...new Set(used)].sort(), files.sort());
    for (const file of files) {
      const other = file.replace(/-(dark|light)\.png$/, (_, theme) =>
        theme === "dark" ? "-light.png" : "-dark.png",
      );
      assert.ok(other !== file && files.includes(other), other);
      assert.ok(statSync(join(root, file)).size < 300_000, file);
    }
  });

  it("has examples whose types are right", function () {
    const file = join(root, "test/readmeExample.ts");
    const program = [
      'import * as vscode from "vscode";',
      'import type { TokenscopeApi } from "../src/api";',
      readmeProgram(root),
    ].join("\n");
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: ["node", "vscode"],
      typeRoots: [join(root, "node_modules/@types")],
    };
    const host = ts.createCompilerHost(options);
    const getSourceFile = host.getSourceFile.bind(host);
    host.getSourceFile = (name, ...rest) =>
      name === file
        ? ts.createSourceFile(name, program, ts.ScriptTarget.ES2023)
        : getSourceFile(name, ...rest);
    const wrong = ts
      .getPreEmitDiagnostics(ts.createProgram([file], options, host))
      .map(({ messageText, start }) => {
        const line = program.slice(0, start).split("\n").length;
        const why = ts.flattenDiagnosticMessageText(messageText, "\n");
        return `${program.split("\n")[line - 1]}: ${why}`;
      });
    assert.deepEqual(wrong, []);
  });
});
