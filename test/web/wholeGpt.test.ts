import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { assertTrace, type TracedGpt } from "../support/gptGolden";
import golden from "../golden/gpt.json" with { type: "json" };

describe("A whole GPT in the browser", () => {
  let api: TokenscopeApi;
  before(async () => {
    const extension = vscode.extensions.getExtension<TokenscopeApi>("tokenscope.tokenscope");
    assert.ok(extension, "Tokenscope is not installed.");
    api = await extension.activate();
  });
  after(() => api.useModel({ source: "seeded" }));

  for (const { config, trace } of golden.models) {
    const { seed, qkvBias } = config;
    it(`is PyTorch's in all that it answers (seed ${seed}, biases ${qkvBias})`, async () => {
      await api.useModel({ source: "seeded", ...config });
      const asked: TracedGpt = {
        predict: ({ ids }, { top }) => api.predict([ids], { top }),
        residual: ({ ids }, layer) => api.residual(ids, layer),
        lens: ({ ids }, layer, top) => api.lens(ids, layer, top),
        attention: ({ ids }, layer) => api.attention(ids, layer),
      };
      await assertTrace(asked, trace);
    });
  }

  it("is not all of GPT-2, which a sentence says, and nothing is fetched", async () => {
    const before = await api.model();
    const asked = vscode.commands.executeCommand("tokenscope.getWholeGpt2", { from: "panel" });
    await assert.rejects(Promise.resolve(asked), /548 MB, is more than a browser keeps/);
    const used = api.useModel({ source: "gpt2", whole: true });
    await assert.rejects(used, /548 MB, is more than a browser keeps/);
    assert.deepEqual(await api.model(), before);
  });
});
