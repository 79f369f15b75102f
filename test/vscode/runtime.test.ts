import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { assertClose } from "../support/close";
import { seeded } from "../support/random";
import { closeAll, eventually, tokenscope } from "./tokenscope";
import { vectorWorkers } from "../support/vectorWorkers";

describe("The setting tokenscope.runtime", () => {
  let api: TokenscopeApi;
  before(async () => {
    api = await tokenscope();
    await api.useModel({ source: "seeded" });
    await vscode.commands.executeCommand("tokenscope.openVisualizer");
  });
  const set = (value: string | undefined) =>
    vscode.workspace.getConfiguration("tokenscope").update("runtime", value, true);
  after(async () => {
    await set(undefined);
    await closeAll();
  });

  it("takes effect without a reload: another worker answers, with the same numbers", async () => {
    const seed = 20_261_128;
    const random = seeded(seed);
    const rows = Array.from({ length: 4 }, () => Array.from({ length: 32 }, () => random(50257)));
    const native = await api.embed(rows);
    const nearest = await api.nearestTokens(402, 20);
    const info = await api.model();

    const old = vectorWorkers().at(-1);
    await set("wasm");
    await eventually("another worker", () => vectorWorkers().at(-1) !== old);
    const wasm = await api.embed(rows);
    for (const name of ["token", "position", "input"] as const) {
      assertClose(wasm[name], native[name]);
    }
    const byWasm = await api.nearestTokens(402, 20);
    assert.deepEqual(
      byWasm.map(({ id }) => id),
      nearest.map(({ id }) => id),
    );
    assertClose(
      byWasm.map(({ similarity }) => similarity),
      nearest.map(({ similarity }) => similarity),
    );
    assert.deepEqual(await api.model(), info);
    assert.equal(vectorWorkers().at(-1)?.runtime, "wasm");
    await eventually("the end of the old worker", () => old?.isOver);
  });

  it("answers every call while it is changed to and fro", async () => {
    const answers: Promise<unknown>[] = [];
    for (const value of ["native", "wasm", "auto", "wasm", "native"]) {
      answers.push(api.embed([[1, 2, 3]]), api.nearestTokens(1, 3));
      await set(value);
      answers.push(api.embed([[1, 2, 3]]), api.model());
    }
    await Promise.all(answers);
    await eventually("the binary", () => vectorWorkers().at(-1)?.runtime === "native");
  });
});
