import assert from "node:assert/strict";
import type { ModelInfo } from "../../../../src/shared/values/vectors";
import type { LoaderOptions } from "../../../../src/shared/values/windows";
import type { Reading } from "../../../../src/tokens/document/tokenDocument";
import { pytorchCode } from "../../../../src/views/pytorch/pytorchCode";
import type { PythonText } from "../../../../src/views/pytorch/readerPart";
import { hasPython, textsReadByPython } from "../../../support/python";

const READING: Reading = { encoding: "gpt2", specialTokens: "split", lineEndings: "lf" };
const MODEL: ModelInfo = {
  ...{ source: "seeded", name: "seeded 123", seed: 123, arithmetic: "avx2", order: "afterSeed" },
  ...{ vocabularySize: 50257, dimensions: 256, contextLength: 1024 },
};
const FILE = {
  kind: "file",
  path: "/books/the-verdict.txt",
  reading: { codec: "utf-8", lineEnds: "lf", hasSecondMark: false },
} as const;

describe("Copied PyTorch code", () => {
  const code = (
    options: Partial<LoaderOptions> = {},
    reading: Partial<Reading> = {},
    source: PythonText = FILE,
  ): string =>
    pytorchCode({
      source,
      reading: { ...READING, ...reading },
      options: {
        ...{ maxLength: 4, stride: 5, batchSize: 8, dropLast: true },
        ...{ shuffle: false, seed: 123, epoch: 0, ...options },
      },
      model: MODEL,
      copied: { of: "batch", window: 26 },
    });

  it("is whole, and in a notebook's order", () => {
    assert.equal(
      code(),
      `from itertools import islice

import tiktoken
import torch
from torch.utils.data import DataLoader

with open("/books/the-verdict.txt", encoding="utf-8") as file:
    text = file.read()

tokenizer = tiktoken.get_encoding("gpt2")
ids = torch.tensor(tokenizer.encode(text, allowed_special={"<|endoftext|>"}))

max_length, stride = 4, 5
windows = [
    (ids[i : i + max_length], ids[i + 1 : i + max_length + 1])
    for i in range(0, len(ids) - max_length, stride)
]

loader = DataLoader(
    windows, batch_size=8, shuffle=False, drop_last=True, num_workers=0
)
inputs, targets = next(islice(loader, 3, None))  # batches count from 0

# Shown are the values that PyTorch draws on x86 processors with AVX2 or AVX-512.
# On others, such as Apple silicon, some of them differ in the last bits.
torch.manual_seed(123)
token_embedding_layer = torch.nn.Embedding(50257, 256)
pos_embedding_layer = torch.nn.Embedding(1024, 256)

with torch.no_grad():
    token_embeddings = token_embedding_layer(inputs)
    pos_embeddings = pos_embedding_layer(torch.arange(max_length))
    input_embeddings = token_embeddings + pos_embeddings

torch.set_printoptions(precision=4, sci_mode=False, threshold=16384, linewidth=160)
row = 2  # of the batch: window 27 of the loader, counted from 1
print(inputs.shape, inputs[row])
print(targets.shape, targets[row])
print(token_embeddings.shape, token_embeddings[row], sep="\\n")
print(pos_embeddings.shape, pos_embeddings, sep="\\n")
print(input_embeddings.shape, input_embeddings[row], sep="\\n")
`,
    );
  });

  it("sets the seed right before the loader, and goes through the epochs before", () => {
    assert.match(code({ shuffle: true, seed: 7 }), /torch.manual_seed\(7\)\nloader = DataLoader/);
    assert.doesNotMatch(code({ shuffle: true }), /next\(iter/);
    const third = code({ shuffle: true, epoch: 2 });
    assert.match(third, /for _ in range\(2\):.*\n {4}next\(iter\(loader\)\)\ninputs, targets/);
  });

  it("has the tokens that the settings ask for", () => {
    assert.match(code({}, { specialTokens: "text" }), /encode\(text, disallowed_special=\(\)\)/);
    assert.match(code({}, { encoding: "cl100k_base" }), /allowed_special="all"/);
    assert.match(code({}, { encoding: "p50k_base" }), /allowed_special=\{"<\|endoftext\|>"\}/);
  });

  it("says which ids have no vectors where the encoding has more than the model", () => {
    const note = "# The model has vectors for the ids from 0 to 50256: others raise an IndexError.";
    assert.ok(code({}, { encoding: "o200k_base" }).includes(note));
    assert.ok(!code().includes("IndexError"));
  });

  it("opens a file of any name", () => {
    for (const [path, literal] of [
      ['/a "b"\\c.txt', '"/a \\"b\\"\\\\c.txt"'],
      ["c:\\Users\\new\\text.txt", '"c:\\\\Users\\\\new\\\\text.txt"'],
      ["/it's\n{one}.txt", '"/it\'s\\n{one}.txt"'],
      ["/Größe/日本語 👋.txt", '"/Größe/日本語 👋.txt"'],
      ["/a\u202e\u00a0\u{e0041}b.txt", '"/a\\u202e\\u00a0\\U000e0041b.txt"'],
    ] as const) {
      assert.ok(code({}, {}, { ...FILE, path }).includes(`open(${literal}, encoding=`), path);
    }
  });

  it("reads as the file asks for", () => {
    const reader = (reading: object): string[] =>
      code({}, {}, { ...FILE, path: "a", reading: { ...FILE.reading, ...reading } })
        .split("\n")
        .slice(6, 8);
    assert.deepEqual(reader({ codec: "utf-8-sig", hasSecondMark: true }), [
      'with open("a", encoding="utf-8-sig") as file:',
      "    text = file.read()[1:]  # the file has a second byte order mark",
    ]);
    assert.deepEqual(reader({ errors: "replace", lineEnds: "raw" }), [
      'with open("a", encoding="utf-8", errors="replace", newline="") as file:',
      "    text = file.read()",
    ]);
    assert.deepEqual(reader({ codec: "cp1252", lineEnds: "crlf" }), [
      'with open("a", encoding="cp1252") as file:',
      '    text = file.read().replace("\\n", "\\r\\n")',
    ]);
  });

  describe("that holds the text itself", () => {
    const itself = (text: string): string => code({}, {}, { kind: "itself", text });
    const check = (text: string, literal: string): void => {
      const copied = itself(text);
      assert.ok(copied.includes(`\n\ntext = ${literal}\n\ntokenizer`), copied);
      if (hasPython()) assert.deepEqual(textsReadByPython([copied]), [text]);
    };

    it("has a line for each of its own", () => {
      check("", '""');
      check("one two", '"one two"');
      check("one\n", '"one\\n"');
      check("one\r\n\n two", '(\n    "one\\r\\n"\n    "\\n"\n    " two"\n)');
    });

    it("escapes what Python would read otherwise, or nobody would see", () => {
      check("a \"b\" 'c' \\n {d} %s", '"a \\"b\\" \'c\' \\\\n {d} %s"');
      check("\0\t\u007f\u0085\u2028\ufeff", '"\\u0000\\t\\u007f\\u0085\\u2028\\ufeff"');
      check("é “日本” 👋", '"é “日本” 👋"');
      check("\u00a0\u200d\u{e0001}", '"\\u00a0\\u200d\\U000e0001"');
      check("\ud83d \ude00 👋\udc4b", '"\\ud83d \\ude00 👋\\udc4b"');
    });

    it("takes as many lines as a text of this size can have", () => {
      const copied = itself("\n".repeat(2 ** 15));
      if (hasPython()) assert.deepEqual(textsReadByPython([copied]), ["\n".repeat(2 ** 15)]);
      assert.equal(copied.split('\n    "\\n"').length, 2 ** 15 + 1);
    });
  });
});
