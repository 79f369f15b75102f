import assert from "node:assert/strict";
import { format } from "node:util";
import { runInThisContext } from "node:vm";
import { transformSync } from "esbuild";
import * as vscode from "vscode";
import { readmeProgram } from "../support/readme";
import { closeAll, openText, tokenscope } from "./tokenscope";

/** What a line that prints says that it prints. */
const PRINTS = /^\s*console\.log\(.*\); \/\/ (.+)$/gm;

describe("The README's examples", () => {
  afterEach(async () => {
    await (await tokenscope()).useModel({ source: "seeded" });
    await closeAll();
  });

  it("run, and print what they say", async () => {
    await openText("I HAD always thought Jack Gisburn rather a cheap genius");
    const source = readmeProgram(process.env["TOKENSCOPE_ROOT"]!);
    const promised = [...source.matchAll(PRINTS)].map(([, line]) => line);
    assert.ok(promised.length > 5, "Examples print.");
    const { code } = transformSync(`(async (vscode, console) => {\n${source}\n})`, {
      loader: "ts",
    });
    const printed: string[] = [];
    const console = { log: (...values: unknown[]) => printed.push(format(...values)) };
    const program = runInThisContext(code) as (...given: unknown[]) => Promise<void>;
    await program(vscode, console);
    assert.deepEqual(printed, promised);
  });
});
