import assert from "node:assert/strict";
import { checkEndpoint, DEFAULT_ENDPOINT } from "../../../../src/embeddings/gpt2/weightsEndpoint";

describe("The endpoint for GPT-2's weights", () => {
  it("is an https address, or one of this machine", () => {
    for (const endpoint of [
      DEFAULT_ENDPOINT,
      "https://mirror.example/hf",
      "http://127.0.0.1:8080",
      "http://127.8.9.10",
      "http://localhost:1234/hf",
      "http://[::1]:80",
    ]) {
      assert.doesNotThrow(() => checkEndpoint(endpoint), endpoint);
    }
    assert.equal(checkEndpoint(" https://Mirror.example/hf// "), "https://mirror.example/hf");
  });

  it("is nothing else", () => {
    for (const [endpoint, reason] of [
      ["http://huggingface.co", /is not https; plain http is allowed to this machine alone/],
      ["http://127.0.0.1.example", /is not https/],
      ["http://localhost.example", /is not https/],
      ["http://10.0.0.1", /is not https/],
      ["http://[::2]", /is not https/],
      ["file:///tmp", /is not https/],
      ["ftp://localhost", /is not https/],
      ["huggingface.co", /is not an address/],
      ["", /is not an address/],
      ["https://me:secret@mirror.example", /holds a user name or a password/],
      ["https://mirror.example/?a=b", /has a \? or a #/],
      ["https://mirror.example/#a", /has a \? or a #/],
    ] as const) {
      assert.throws(() => checkEndpoint(endpoint), reason, endpoint);
      assert.throws(() => checkEndpoint(endpoint), /Set tokenscope\.gpt2\.endpoint to an https/);
    }
  });
});
