import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { assertClose } from "../support/close";
import { standInPositions } from "../support/gpt2StandIn";
import { WeightsServer } from "../support/weightsServer";
import { Modals } from "./modals";
import { closeAll, eventually, tokenscope } from "./tokenscope";
import gpt2 from "../golden/gpt2.json" with { type: "json" };

const WIDTH = 768;
/** Both tables and a header. */
const TABLE_BYTES = 4 * WIDTH * (50257 + 1024);

describe("Tokenscope: Get GPT-2 Weights", () => {
  let api: TokenscopeApi;
  let server: WeightsServer;
  let modals: Modals;
  const section = () => vscode.workspace.getConfiguration("tokenscope");
  const set = (key: string, value: unknown) =>
    section().update(key, value, vscode.ConfigurationTarget.Global);

  before(async () => {
    api = await tokenscope();
    server = new WeightsServer();
    await server.listen();
    await set("gpt2.endpoint", server.endpoint);
    modals = new Modals(() => "Download");
  });
  after(async () => {
    modals.end();
    await set("gpt2.endpoint", undefined);
    await set("model", undefined);
    await api.useModel({ source: "seeded" });
    await server.close();
    await closeAll();
  });

  /** Runs the command to its end, and what it said meanwhile goes unheard. */
  const getWeights = () => vscode.commands.executeCommand("tokenscope.getGpt2Weights");

  it("asks the server nothing before a person has read how much, from where and under which licence", async () => {
    const model = await api.model();
    server.requests.length = 0;
    const answers = ["Show the License", undefined];
    modals.answer = () => answers.shift();
    await getWeights();
    modals.answer = () => "Download";

    const [first, second] = modals.asked;
    assert.ok(first && second && modals.asked.length === 2, `${modals.asked.length} questions`);
    assert.deepEqual(first.buttons, ["Download", "Show the License"]);
    assert.ok(first.message.includes(new URL(server.endpoint).host), first.message);
    for (const part of [/157 MB of the 548 MB/, /openai-community\/gpt2/, /Modified MIT License/]) {
      assert.match(first.detail, part);
    }
    assert.deepEqual(second, first);
    assert.deepEqual(modals.opened, ["https://github.com/openai/gpt-2/blob/master/LICENSE"]);
    assert.equal(server.requests.length, 0);
    assert.deepEqual(await api.model(), model);
  });

  it("leaves the model as it is when the server refuses", async () => {
    const before = await api.useModel({ source: "seeded" });
    server.answer = () => ({ status: 403 });
    await getWeights();
    assert.deepEqual(await api.model(), before);
    await assert.rejects(api.useModel({ source: "gpt2" }), /Run “Tokenscope: Get GPT-2 Weights”/);
    server.answer = () => ({});
  });

  it("asks nothing of a server that it must not trust", async () => {
    await set("gpt2.endpoint", "http://weights.invalid");
    modals.asked.length = 0;
    await getWeights();
    await set("gpt2.endpoint", server.endpoint);
    assert.deepEqual(modals.asked, []);
    assert.notEqual((await api.model()).source, "gpt2");
  });

  it("goes through the proxy that VS Code's settings name", async function () {
    const asked: string[] = [];
    const proxy = createServer((_, response) => response.writeHead(502).end());
    proxy.on("connect", (request, socket) => {
      asked.push(request.url ?? "");
      socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const http = vscode.workspace.getConfiguration("http");
    const { Global } = vscode.ConfigurationTarget;
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await http.update("proxy", address, Global);
    await set("gpt2.endpoint", "https://weights.invalid");
    try {
      const running = getWeights();
      await eventually("a request at the proxy", () => asked.length > 0);
      assert.equal(asked[0], "weights.invalid:443");
      await running;
    } finally {
      await http.update("proxy", undefined, Global);
      await set("gpt2.endpoint", server.endpoint);
      proxy.close();
    }
  });

  it("fetches the two tables alone, and their vectors are in use", async () => {
    server.requests.length = 0;
    await getWeights();
    assert.equal(section().get("model"), "gpt2");
    assert.deepEqual(await api.model(), {
      source: "gpt2",
      name: "GPT-2 small",
      vocabularySize: 50257,
      dimensions: WIDTH,
      contextLength: 1024,
    });
    assert.ok(server.bytesServed >= TABLE_BYTES);
    assert.ok(server.bytesServed < TABLE_BYTES + 1e6, `${server.bytesServed} bytes`);

    const { token, position, input } = await api.embed([[0, 50256]]);
    assert.deepEqual(position, standInPositions().slice(0, 2 * WIDTH));
    const { rows } = gpt2.tokenTable;
    assertClose(token.slice(0, 3), rows["0"].slice(0, 3));
    assertClose(token.slice(-3), rows["50256"].slice(-3));
    input.forEach((value, at) => {
      assert.equal(value, Math.fround(token[at]! + position[at]!));
    });
  });

  it("finds the nearest tokens, exactly and best first", async () => {
    // Of the served table six rows are not all zeros.
    const nearest = await api.nearestTokens(50256, 6);
    assert.equal(nearest[0]?.id, 50256);
    assert.equal(nearest[0].similarity, 1);
    const similarities = nearest.map(({ similarity }) => similarity);
    assert.deepEqual(
      similarities,
      [...similarities].sort((a, b) => b - a),
    );
    await assert.rejects(api.nearestTokens(50257, 1), /outside the model's vocabulary/);
    await assert.rejects(api.nearestTokens(new Float32Array(3), 1), /width 3/);
  });

  it("fetches nothing that is there already, and asks nothing", async () => {
    server.requests.length = 0;
    modals.asked.length = 0;
    await getWeights();
    assert.equal(server.bytesServed, 0);
    assert.deepEqual(modals.asked, []);
    assert.equal((await api.model()).source, "gpt2");
  });
});
