import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { STAND_IN_PUBLISHED } from "../support/gpt2StandIn";
import { WeightsServer } from "../support/weightsServer";
import { Modals } from "./modals";
import { closeAll, eventually, tokenscope } from "./tokenscope";
import { Warnings } from "./warnings";

const WHOLE = { source: "gpt2", whole: true } as const;
const { from, to } = STAND_IN_PUBLISHED.greedy;

describe("Tokenscope: Get All of GPT-2", () => {
  let api: TokenscopeApi;
  let server: WeightsServer;
  let modals: Modals;
  let warnings: Warnings;
  const section = () => vscode.workspace.getConfiguration("tokenscope");
  const set = (key: string, value: unknown) =>
    section().update(key, value, vscode.ConfigurationTarget.Global);

  before(async () => {
    api = await tokenscope();
    server = new WeightsServer();
    server.shorten();
    await server.listen();
    await set("gpt2.endpoint", server.endpoint);
    modals = new Modals(() => "Download");
    warnings = new Warnings();
  });
  beforeEach(() => {
    server.requests.length = 0;
    modals.asked.length = 0;
    modals.said.length = 0;
    warnings.heard.length = 0;
  });
  after(async () => {
    await set("model", undefined);
    await set("gpt2.whole", undefined);
    await api.useModel({ source: "seeded" });
    modals.press = "Remove GPT-2's Weights Too";
    modals.said.length = 0;
    await vscode.commands.executeCommand("tokenscope.clearModels");
    await eventually("word that they are removed", () =>
      modals.said.some((message) => message.endsWith("were removed.")),
    );
    modals.end();
    warnings.end();
    await set("gpt2.endpoint", undefined);
    await server.close();
    await closeAll();
  });

  /** Runs the command to its end. */
  const getWhole = (...args: object[]) =>
    vscode.commands.executeCommand("tokenscope.getWholeGpt2", ...args);

  it("asks the server nothing before a person has read how much, where to, and what is free", async () => {
    const model = await api.model();
    modals.answer = () => undefined;
    await getWhole();
    modals.answer = () => "Download";
    const [asked] = modals.asked;
    assert.ok(asked && modals.asked.length === 1);
    assert.deepEqual(asked.buttons, ["Download", "Show the License"]);
    assert.ok(asked.message.includes(new URL(server.endpoint).host), asked.message);
    for (const part of [
      /\d+ MB of the 190 MB of model\.safetensors \(openai-community\/gpt2\)/,
      /kept in .*models/,
      /of disk space are free/,
      /SHA-256/,
      /Modified MIT License/,
    ]) {
      assert.match(asked.detail, part);
    }
    assert.equal(server.requests.length, 0);
    assert.deepEqual(await api.model(), model);
  });

  it("is what another extension is told to run, where it asks for it", async () => {
    const before = await api.model();
    await assert.rejects(api.useModel(WHOLE), /Run “Tokenscope: Get All of GPT-2”/);
    assert.equal(server.requests.length, 0);
    assert.deepEqual(await api.model(), before);
  });

  it("tells whoever gave it arguments what went wrong, instead of the person", async () => {
    server.answer = () => ({ status: 403 });
    await assert.rejects(Promise.resolve(getWhole({ from: "panel" })), /refuses access/);
    assert.deepEqual(warnings.heard, []);
    server.answer = () => ({});
  });

  it("uses the tables while the rest comes, which goes on after a refusal", async () => {
    const { start } = server.place("ln_f.bias");
    server.answer = (request) =>
      request.start >= start && request.start < server.place("wpe.weight").start
        ? { status: 403 }
        : {};
    await getWhole();
    assert.match(warnings.heard.join(), /refuses access/);
    server.answer = () => ({});
    assert.equal((await api.model()).name, "GPT-2 small");
    assert.equal((await api.model()).layers, undefined);
    assert.equal(section().get("model"), "gpt2");
    assert.equal(section().get("gpt2.whole"), false);
  });

  it("fetches the rest alone, checks it, and it predicts", async () => {
    await getWhole();
    assert.deepEqual(warnings.heard, []);
    assert.equal(server.requestsFor("wte.weight").length, 0);
    assert.match(
      modals.said.join(),
      /All of GPT-2 is in use now: .* each of 5 greedy ids the same/,
    );
    const { layers, heads, source } = await api.model();
    assert.deepEqual([source, layers, heads], ["gpt2", 1, 12]);
    assert.deepEqual([section().get("model"), section().get("gpt2.whole")], ["gpt2", true]);
    const { topIds } = await api.predict([[...from, ...to.slice(0, -1)]], { top: 1 });
    assert.deepEqual([...topIds.subarray(from.length - 1)], [...to]);
  });

  it("is the model or its tables alone, as the setting says", async () => {
    await set("gpt2.whole", undefined);
    await eventually("two tables", async () => (await api.model()).layers === undefined);
    await set("gpt2.whole", true);
    await eventually("all of it", async () => (await api.model()).layers === 1);
    assert.equal(server.requests.length, 0);
  });

  it("fetches nothing that is there already, and asks nothing", async () => {
    await api.useModel({ source: "seeded" });
    await getWhole();
    assert.deepEqual([server.requests.length, modals.asked.length], [0, 0]);
    assert.equal((await api.model()).layers, 1);
    assert.equal((await api.useModel({ source: "gpt2" })).layers, undefined);
    assert.equal((await api.useModel(WHOLE)).layers, 1);
  });
});
