import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { gpt2TableBytes } from "../../src/embeddings/gpt2/gpt2Tables";
import type { Answer } from "../support/weightsServer";
import { WeightsServer } from "../support/weightsServer";
import { Modals } from "./modals";
import { closeAll, eventually, tokenscope } from "./tokenscope";
import { Warnings } from "./warnings";

const REMOVE = "Remove GPT-2's Weights Too";

describe("Tokenscope: Get GPT-2 Positions", () => {
  let api: TokenscopeApi;
  let server: WeightsServer;
  let modals: Modals;
  let warnings: Warnings;
  const setEndpoint = (value: string | undefined) =>
    vscode.workspace
      .getConfiguration("tokenscope")
      .update("gpt2.endpoint", value, vscode.ConfigurationTarget.Global);

  before(async () => {
    api = await tokenscope();
    await api.useModel({ source: "seeded" });
    server = new WeightsServer();
    await server.listen();
    await setEndpoint(server.endpoint);
    modals = new Modals(() => "Download");
    warnings = new Warnings();
  });
  beforeEach(() => {
    server.requests.length = 0;
    server.answer = () => ({});
    server.patches.length = 0;
    modals.asked.length = 0;
    modals.answer = () => "Download";
    warnings.heard.length = 0;
  });
  after(async () => {
    await remove();
    modals.end();
    warnings.end();
    await setEndpoint(undefined);
    await server.close();
    await closeAll();
  });

  /** Runs the command to its end: whether the positions are there now. */
  const getPositions = () => vscode.commands.executeCommand("tokenscope.getGpt2Positions");

  /** As a person does who clears what is kept; what it says of GPT-2's own is offered only with them. */
  async function remove(): Promise<void> {
    modals.press = REMOVE;
    modals.said.length = 0;
    await vscode.commands.executeCommand("tokenscope.clearModels");
    await eventually("word that they are removed", () =>
      modals.said.some((message) => /^3\.\d M\S+ were removed\.$/.test(message)),
    );
    modals.press = undefined;
  }

  it("asks the server nothing before a person has read how much, from where and under which licence", async () => {
    const model = await api.model();
    modals.answer = () => undefined;
    assert.equal(await getPositions(), false);
    const [asked] = modals.asked;
    assert.ok(asked && modals.asked.length === 1);
    assert.deepEqual(asked.buttons, ["Download", "Show the License"]);
    assert.ok(asked.message.includes(new URL(server.endpoint).host), asked.message);
    for (const part of [
      /3 MB of the 548 MB/,
      /openai-community\/gpt2/,
      /SHA-256/,
      /Modified MIT License/,
      /model that you chose stays/,
    ]) {
      assert.match(asked.detail, part);
    }
    assert.equal(server.requests.length, 0);
    assert.deepEqual(await api.model(), model);
  });

  const elsewhere = { location: "http://elsewhere.invalid/model.safetensors" };
  for (const [what, answer, reason] of [
    ["refuses access", () => ({ status: 403 }), /refuses access .* \(status 403\)/],
    ["has no such file", () => ({ status: 404 }), /has no .*model\.safetensors \(status 404\)/],
    ["sends the client elsewhere", () => elsewhere, /elsewhere\.invalid/],
    ["ignores Range", () => ({ ignoresRange: true }), /ignores Range requests/],
    ["sends more than was asked for", () => ({ sends: 70_000 }), /sends more than/],
  ] as [string, () => Answer, RegExp][]) {
    it(`says so where the server ${what}, and all stays as it was`, async () => {
      const model = await api.model();
      server.answer = answer;
      assert.notEqual(await getPositions(), true);
      assert.equal(warnings.heard.length, 1, warnings.heard.join());
      assert.match(warnings.heard[0]!, reason);
      assert.deepEqual(await api.model(), model);
    });
  }

  it("takes no other table for GPT-2's", async () => {
    const { start } = server.place("wpe.weight");
    server.patches.push({ start: start + 4096, bytes: Uint8Array.of(1, 2, 3, 4) });
    assert.notEqual(await getPositions(), true);
    assert.match(
      warnings.heard[0]!,
      /wpe that .* sent is not GPT-2's: it has the SHA-256 .* removed/,
    );
  });

  it("tells whoever gave it arguments what went wrong, instead of the person", async () => {
    server.answer = () => ({ status: 403 });
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand("tokenscope.getGpt2Positions", {})),
      /refuses access/,
    );
    assert.deepEqual(warnings.heard, []);
  });

  it("fetches the position table alone, once, and the model stays", async () => {
    const model = await api.model();
    assert.equal(await getPositions(), true);
    const bytes = gpt2TableBytes("wpe");
    assert.ok(server.bytesServed >= bytes && server.bytesServed < bytes + 1e5);
    assert.equal(server.requestsFor("wte.weight").length, 0);
    assert.deepEqual(await api.model(), model);

    server.requests.length = 0;
    modals.asked.length = 0;
    assert.equal(await getPositions(), true);
    assert.equal(server.requests.length, 0);
    assert.deepEqual(modals.asked, []);
    assert.deepEqual(warnings.heard, []);
  });

  it("copies PyTorch lines of GPT-2's own positions, whatever model is in use", async () => {
    const copied = await vscode.commands.executeCommand("tokenscope.copyAsPyTorch", {
      ...{ of: "positions", source: "gpt2", picture: "pca", rows: 1024, dimensions: 768 },
      ...{ scaling: "stored", order: "index", isShuffled: false, columns: [] },
    });
    assert.equal(copied, true);
    assert.match(await vscode.env.clipboard.readText(), /GPT2Model\.from_pretrained[^]*gpt2\.wpe/);
  });

  it("is asked for again once the person has removed what was fetched", async () => {
    await remove();
    modals.answer = () => undefined;
    assert.equal(await getPositions(), false);
    assert.equal(modals.asked.length, 1);
    modals.answer = () => "Download";
    assert.equal(await getPositions(), true);
  });
});
