import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { assertClose } from "../support/close";
import { HARD_TEXTS, randomText } from "../support/hardText";
import { oracle } from "../support/oracle";
import { seeded } from "../support/random";
import { OPENING_IDS, story } from "../support/story";
import { closeAll, openText, tokenscope } from "./tokenscope";
import torch from "../golden/torch.json" with { type: "json" };

describe("The API", () => {
  let api: TokenscopeApi;
  before(async () => (api = await tokenscope()));
  afterEach(closeAll);

  it("has version 1", () => {
    assert.equal(api.apiVersion, 2);
  });

  describe("tokenize", () => {
    it("gives tiktoken's ids of texts that tokenizers get wrong", async () => {
      const seed = 20261128;
      const random = seeded(seed);
      const made = Array.from({ length: 300 }, () => randomText(random, 40));
      for (const [at, text] of [...HARD_TEXTS, ...made].entries()) {
        const { ids } = await api.tokenize(text);
        assert.deepEqual([...ids], oracle(text, "split"), `seed ${seed}, text ${at}`);
      }
    });

    it("reads special tokens as asked", async () => {
      const text = "<|endoftext|>";
      assert.deepEqual([...(await api.tokenize(text)).ids], [50256]);
      const plain = await api.tokenize(text, { specialTokens: "text" });
      assert.deepEqual([...plain.ids], [27, 91, 437, 1659, 5239, 91, 29]);
    });

    it("has tiktoken's other encodings, each with its own tokens", async () => {
      const text = "Hello, world! 12345 naïve\n\n  don't<|endoftext|>";
      const ids: Readonly<Record<string, number[]>> = {
        p50k_base: oracle(text, "split", "p50k_base"),
        cl100k_base: oracle(text, "split", "cl100k_base"),
        o200k_base: oracle(text, "split", "o200k_base"),
      };
      for (const encoding of ["p50k_base", "cl100k_base", "o200k_base"] as const) {
        const tokens = await api.tokenize(text, { encoding });
        assert.deepEqual([...tokens.ids], ids[encoding], encoding);
        assert.equal(tokens.ends.at(-1), text.length);
      }
    });

    it("refuses an encoding that it has not, and names those that it has", async () => {
      await assert.rejects(
        // @ts-expect-error A caller in JavaScript may pass anything.
        api.tokenize("a", { encoding: "toString" }),
        /no encoding "toString".*gpt2, p50k_base, cl100k_base, o200k_base/,
      );
    });
  });

  describe("tokenize with a signal", () => {
    const long = "The quick brown fox jumps over the lazy dog. ".repeat(400_000);

    it("rejects at once with the signal's reason, and the worker is free again", async () => {
      const controller = new AbortController();
      const pending = api.tokenize(long, { signal: controller.signal });
      const { ids } = await api.tokenize("one two");
      assert.equal(ids.length, 2);
      controller.abort();
      await assert.rejects(pending, { name: "AbortError" });
      assert.equal((await api.tokenize("one two")).ids.length, 2);
      await assert.rejects(api.tokenize("a", { signal: controller.signal }), {
        name: "AbortError",
      });
    });

    it("answers where nobody aborts, and refuses what is no signal", async () => {
      const { signal } = new AbortController();
      assert.equal((await api.tokenize("one two", { signal })).ids.length, 2);
      await assert.rejects(
        api.tokenize("a", { signal: {} as unknown as AbortSignal }),
        /signal must be an AbortSignal/,
      );
    });
  });

  describe("embed and nearestTokens with a signal", () => {
    it("reject at once with the signal's reason, and the newest question is answered", async () => {
      const controller = new AbortController();
      const { signal } = controller;
      const asked = Array.from({ length: 20 }, (_, id) => [
        api.nearestTokens(id, 5, { signal }),
        api.embed([[id]], { signal }),
      ]).flat();
      controller.abort(new Error("given up"));
      const settled = await Promise.allSettled<unknown>(asked);
      for (const each of settled) {
        assert.equal(each.status, "rejected");
        assert.match(String(each.reason), /given up/);
      }
      const free = new AbortController().signal;
      assert.equal((await api.nearestTokens(7, 1, { signal: free }))[0]?.id, 7);
      assert.equal((await api.embed([[7]], { signal: free })).shape[1], 1);
    });

    it("refuse what is no signal", async () => {
      const signal = {} as unknown as AbortSignal;
      await assert.rejects(api.embed([[1]], { signal }), /signal must be an AbortSignal/);
      await assert.rejects(api.nearestTokens(1, 1, { signal }), /signal must be an AbortSignal/);
    });
  });

  describe("tokensOf", () => {
    it("gives tiktoken's tokens of a whole story, the notebook's first 32 and their places", async () => {
      const text = story();
      const { document } = await openText(text);
      const { ids, starts, ends, documentVersion } = await api.tokensOf(document);
      assert.deepEqual([...ids], oracle(text, "split"));
      assert.deepEqual([...ids.slice(0, 32)], OPENING_IDS);
      assert.equal(documentVersion, document.version);
      assert.equal(text.slice(starts[6], ends[6]), " G");
      assert.equal(ends.at(-1), text.length);
    });

    it("follows edits, several at once, undo and a change of line ends", async () => {
      const editor = await openText("one two three\nfour\nfive 👋 six\n");
      const { document } = editor;
      const check = async (): Promise<void> => {
        const tokens = await api.tokensOf(document);
        // CRLF is read as LF; the lines are the same either way.
        const text = document.getText();
        const expected = await api.tokenize(text.replaceAll("\r\n", "\n"));
        assert.equal(tokens.documentVersion, document.version);
        assert.deepEqual([...tokens.ids], [...expected.ids]);
        const extra = (place: number): number => document.positionAt(place).line;
        if (!text.includes("\r\n")) {
          assert.deepEqual([...tokens.starts], [...expected.starts]);
          assert.deepEqual([...tokens.ends], [...expected.ends]);
        } else {
          const read = [...tokens.starts].map((start) => start - extra(start));
          assert.deepEqual(read, [...expected.starts]);
        }
      };
      await check();
      await editor.edit((builder) => {
        builder.insert(new vscode.Position(0, 3), "ly");
        builder.replace(new vscode.Range(1, 0, 1, 4), "<|endoftext|>");
        builder.delete(new vscode.Range(2, 5, 2, 7));
      });
      await check();
      await vscode.commands.executeCommand("undo");
      await check();
      await editor.edit((builder) => {
        builder.setEndOfLine(vscode.EndOfLine.CRLF);
      });
      assert.ok(document.getText().includes("\r\n"));
      await check();
      await editor.edit((builder) => {
        builder.insert(new vscode.Position(1, 0), "x");
      });
      await check();
      await editor.edit((builder) => {
        builder.delete(new vscode.Range(0, 0, document.lineCount, 0));
      });
      await check();
    });

    it("keeps up with a burst of edits that nobody waits for", async () => {
      const editor = await openText("start ");
      for (let count = 0; count < 40; count++) {
        await editor.edit((builder) => {
          builder.insert(new vscode.Position(0, 6), `word${count} `);
        });
        void api.tokensOf(editor.document);
      }
      const tokens = await api.tokensOf(editor.document);
      assert.equal(tokens.documentVersion, editor.document.version);
      const expected = await api.tokenize(editor.document.getText());
      assert.deepEqual([...tokens.ids], [...expected.ids]);
    });
  });

  describe("loader", () => {
    it("cuts the notebook's batches", async () => {
      const { ids } = await api.tokenize(story());
      const one = await api.loader(ids.length, { maxLength: 4, stride: 1, batchSize: 1 });
      const start = one.starts[one.order[0]!]!;
      assert.deepEqual([...ids.slice(start, start + 4)], [40, 367, 2885, 1464]);
      assert.deepEqual([...ids.slice(start + 1, start + 5)], [367, 2885, 1464, 1807]);

      const eight = await api.loader(ids.length, { maxLength: 4, stride: 4, batchSize: 8 });
      assert.equal(eight.samples, Math.ceil((ids.length - 4) / 4));
      const inputs = Array.from(eight.order.slice(0, 8), (sample) => {
        const from = eight.starts[sample]!;
        return [...ids.slice(from, from + 4)];
      });
      assert.deepEqual(inputs, torch.batch8x4.inputs);
    });

    it("refuses a stride of 0", async () => {
      await assert.rejects(
        api.loader(100, { maxLength: 4, stride: 0 }),
        /stride is 0, but must be a whole number from 1 to/,
      );
    });

    it("answers a hundred million windows in little more than their own memory", async () => {
      const count = 1.3e8;
      const before = process.memoryUsage().arrayBuffers;
      const { samples, starts } = await api.loader(count, { maxLength: 1, stride: 1 });
      const taken = process.memoryUsage().arrayBuffers - before;
      assert.equal(samples, count - 1);
      assert.deepEqual([starts.length, starts[0], starts.at(-1)], [samples, 0, samples - 1]);
      assert.ok(taken < 2 * starts.byteLength, `${taken} bytes`);
      await assert.rejects(
        api.loader(5e8, { maxLength: 1, stride: 1 }),
        /would take 3\.7 GiB, more than the limit of 1\.0 GiB/,
      );
    });

    it("shuffles three million windows, each shown once", async () => {
      const options = { maxLength: 4, stride: 1, batchSize: 8, shuffle: true, epoch: 1 };
      const { samples, batches, starts, order } = await api.loader(3_000_004, options);
      assert.deepEqual([samples, batches, starts.length], [3_000_000, 375_000, samples]);
      const shown = new Uint8Array(samples);
      for (const sample of order) shown[sample] = 1;
      assert.equal(shown.indexOf(0), -1);
      assert.notEqual(order[0], 0);
    });

    it("shuffles as PyTorch does", async () => {
      const expected = torch.shuffledSeed123.starts;
      const options = { maxLength: 4, stride: 4, batchSize: 2, shuffle: true, seed: 123 };
      const { starts, order } = await api.loader(4 * expected.length + 1, options);
      assert.deepEqual(
        Array.from(order, (sample) => starts[sample]),
        expected,
      );
    });
  });

  describe("embed", () => {
    after(() => api.useModel({ source: "seeded" }));

    it("gives the chapter's 6 × 3 table", async () => {
      const info = await api.useModel({ source: "seeded", vocabularySize: 6, dimensions: 3 });
      assert.deepEqual([info.vocabularySize, info.dimensions, info.seed], [6, 3, 123]);
      assert.deepEqual(await api.model(), info);
      const { token } = await api.embed([[0, 1, 2, 3, 4, 5]]);
      const table = torch.embedding6x3Seed123;
      assertClose(token, table.flat());
      const looked = await api.embed([[2, 3, 5, 1]]);
      assertClose(looked.token, [2, 3, 5, 1].map((id) => table[id]!).flat());
    });

    it("adds positions to the chapter's batch: [8, 4, 256], [4, 256], [8, 4, 256]", async () => {
      await api.useModel({ source: "seeded" });
      const rows = torch.batch8x4.inputs;
      const { shape, token, position, input } = await api.embed(rows);
      assert.deepEqual([...shape], [8, 4, 256]);
      assert.deepEqual(
        [token.length, position.length, input.length],
        [8 * 4 * 256, 4 * 256, 8 * 4 * 256],
      );
      input.forEach((value, at) => {
        assert.equal(value, Math.fround(token[at]! + position[at % (4 * 256)]!));
      });
    });

    it("keeps its model when another cannot be had", async () => {
      const before = await api.model();
      await assert.rejects(
        api.useModel({ source: "seeded", dimensions: -1 }),
        /dimensions must be/,
      );
      await assert.rejects(api.useModel({ source: "gpt2" }), /not on this machine yet/);
      assert.deepEqual(await api.model(), before);
    });

    it("gives up a model that is still being built when another is chosen", async () => {
      await api.useModel({ source: "seeded" });
      const large = api.useModel({ source: "seeded", seed: 7, dimensions: 1024 });
      const small = api.useModel({ source: "seeded", vocabularySize: 6, dimensions: 3 });
      await assert.rejects(large, { name: "AbortError", message: /chosen meanwhile/ });
      assert.deepEqual(await api.model(), await small);
      assert.equal((await api.embed([[0, 5]])).shape[2], 3);
    });

    it("goes back to its model when one is given up for another that cannot be had", async () => {
      const before = await api.useModel({ source: "seeded" });
      const large = api.useModel({ source: "seeded", seed: 8, dimensions: 1024 });
      const wrong = api.useModel({ source: "seeded", dimensions: -1 });
      await assert.rejects(large, { name: "AbortError" });
      await assert.rejects(wrong, /dimensions must be/);
      assert.deepEqual(await api.model(), before);
      assert.equal((await api.embed([[0, 5]])).shape[2], before.dimensions);
    });

    for (const [rows, message] of [
      [[], /at least one row/],
      [[[]], /at least one id/],
      [[[1, 2], [3]], /equally long/],
      [[[50257]], /Id 50257 is outside the model's vocabulary of 50257/],
      [[[-1]], /not an id/],
      [[Array<number>(1025).fill(1)], /1025 positions are beyond the model's context of 1024/],
    ] as const) {
      it(`refuses ${JSON.stringify(rows).slice(0, 30)}`, async () => {
        await assert.rejects(api.embed(rows), message);
      });
    }
  });
});
