import assert from "node:assert/strict";
import { join } from "../../../src/shared/base/rpc";
import type { Reading } from "../../../src/tokens/document/tokenDocument";
import { PipelineEncoder } from "../../../src/tokens/file/pipelineEncoder";
import { readTokenizerJson } from "../../../src/tokens/file/readTokenizerJson";
import { pause } from "../../../src/workers/node/threadChannel";
import { tokenService, type TokenService } from "../../../src/workers/tokenService";
import { channelPair } from "../../support/channelPair";
import { pipelineFile } from "../../support/smallPipelines";
import { NativeOracle } from "../../support/tokenizerOracles";

const READING: Reading = { encoding: "gpt2", specialTokens: "split", lineEndings: "asIs" };
/** Of no token. */
const UNKNOWN = "\u{10348}";

describe("A text of which a tokenizer makes no tokens", () => {
  const file = pipelineFile("Unigram");
  const model = { ...file.model, unk_id: null };
  const encoder = new PipelineEncoder(readTokenizerJson(JSON.stringify({ ...file, model })));

  it("is told as such, as the library does, until an edit makes it another", async () => {
    const [mine, theirs] = channelPair();
    join<object, TokenService>(theirs, { mine: tokenService(() => encoder, pause) });
    const { call } = join<TokenService>(mine);
    const native = new NativeOracle({ ...file, model });
    const message =
      /^The tokenizer has no token for "\u{10348}", and no unk_id .* Take the character out/u;

    const opened = await call.open("a", 1, "one two", READING);
    assert.equal(opened?.tokenCount, (await native.tokensOf("one two")).ids.length);
    const unknown = [{ start: 3, end: 3, text: UNKNOWN }];
    await assert.rejects(native.tokensOf(`one${UNKNOWN} two`), /`unk_id` is missing/);
    await assert.rejects(call.edit("a", 2, unknown, 9), { message });
    // It is not there any more, so that it gets the whole text.
    assert.equal(await call.edit("a", 3, [{ start: 0, end: 1, text: "" }], 8), undefined);

    await assert.rejects(call.open("a", 3, `ne${UNKNOWN} two`, READING), { message });
    await assert.rejects(call.indexAt("a", 0), { message });
    assert.equal(await call.edit("a", 4, [{ start: 2, end: 4, text: "" }], 6), undefined);
    const mended = await call.open("a", 4, "ne two", READING);
    assert.equal(mended?.tokenCount, (await native.tokensOf("ne two")).ids.length);
    await assert.rejects(call.count(UNKNOWN, READING), { message });
  });
});
