import assert from "node:assert/strict";
import type { LoaderOptions } from "../../../src/shared/windows";
import type { Reading } from "../../../src/tokens/tokenDocument";
import { pytorchCode } from "../../../src/views/pytorchCode";

describe("Copied PyTorch code", () => {
  const code = (
    options: Partial<LoaderOptions> = {},
    reading: Partial<Reading> = {},
    fileName = "the-verdict.txt",
  ): string =>
    pytorchCode({
      fileName,
      reading: { encoding: "gpt2", specialTokens: "split", lineEndings: "lf", ...reading },
      options: {
        ...{ maxLength: 4, stride: 5, batchSize: 8, dropLast: true },
        ...{ shuffle: false, seed: 123, epoch: 0, ...options },
      },
      batch: 3,
    });

  it("cuts the windows and takes the batch", () => {
    const text = code();
    assert.match(text, /open\("the-verdict.txt", encoding="utf-8"\)/);
    assert.match(text, /get_encoding\("gpt2"\)/);
    assert.match(text, /allowed_special=\{"<\|endoftext\|>"\}/);
    assert.match(text, /max_length, stride = 4, 5\n/);
    assert.match(text, /batch_size=8, shuffle=False, drop_last=True, num_workers=0/);
    assert.match(text, /next\(islice\(loader, 3, None\)\)/);
    assert.doesNotMatch(text, /manual_seed/);
  });

  it("sets the seed right before the loader, and goes through the epochs before", () => {
    assert.match(code({ shuffle: true, seed: 7 }), /torch.manual_seed\(7\)\nloader = DataLoader/);
    assert.doesNotMatch(code({ shuffle: true }), /next\(iter/);
    const third = code({ shuffle: true, epoch: 2 });
    assert.match(third, /for _ in range\(2\):.*\n {4}next\(iter\(loader\)\)\ninputs, targets/);
  });

  it("reads the text as the settings say", () => {
    assert.match(code({}, { lineEndings: "asIs" }), /newline=""/);
    assert.match(code({}, { specialTokens: "text" }), /encode\(text, disallowed_special=\(\)\)/);
    assert.match(code({}, { encoding: "cl100k_base" }), /allowed_special="all"/);
    assert.match(code({}, {}, 'a "b"\\c.txt'), /open\("a \\"b\\"\\\\c.txt"/);
  });
});
