import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { TokenList } from "../../../src/tokens/encode/tokenList";
import type { TokenEncoder } from "../../../src/tokens/encode/tokenEncoder";
import { diskTokenizers } from "../../../src/workers/node/tokenizerWorld";
import { TokenizerFiles } from "../../../src/workers/tokenizerFiles";
import { BYTE_LEVEL_VARIANTS, splitting } from "../../support/byteLevelVariants";
import { pipelineFile } from "../../support/smallPipelines";
import {
  byteLevelModel,
  byteLevelTokenizer,
  SPECIAL,
  type TokenizerFile,
} from "../../support/smallTokenizers";
import { gpt2 } from "../../support/vocabulary";

const TEXT = "The   returned tokens don't\r\n\r\n of <|endoftext|> 👋 naïve e\u0301 12345\n";

describe("Tokenizer files", () => {
  const model = byteLevelModel();
  const size = Object.keys(model.vocab).length;
  let folder: string;
  beforeEach(() => {
    folder = freshFolder("tokenizers");
  });
  const place = (name: string) => join(folder, name);
  const kept = () => join(folder, "kept");
  const files = () => new TokenizerFiles(diskTokenizers(kept(), () => gpt2().vocabulary.classes));
  const written = (content: object | string): string => {
    const path = place("tokenizer.json");
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  };

  it("are told by kind, ids and what is not used", async () => {
    const path = written(byteLevelTokenizer({ truncation: {}, padding: {} }));
    const { hash, ...facts } = await files().open(path);
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.deepEqual(facts, {
      path,
      format: { kind: "json", isLimited: true },
      model: "BPE",
      isByteLevel: true,
      vocabularySize: size + 1,
      addedTokens: 1,
      gaps: 0,
      unused: ["truncation", "padding"],
      around: { before: [], after: [] },
      reach: "piece",
    });
    const whole = byteLevelTokenizer({ pre_tokenizer: splitting("(?<!x{40})the|\\w+") });
    assert.equal((await files().open(written(whole))).reach, "document");
  });

  it("are told by the special tokens that they add, and the chat template beside them", async () => {
    const post_processor = {
      type: "RobertaProcessing",
      sep: ["</s>", size + 1],
      cls: ["<s>", size],
      trim_offsets: true,
      add_prefix_space: false,
    };
    const added_tokens = ["<s>", "</s>"].map((content, at) => {
      return { id: size + at, content, ...SPECIAL };
    });
    const path = written(byteLevelTokenizer({ post_processor, added_tokens }));
    const about = async () => {
      const { around, unused } = await files().open(path);
      return { around, unused };
    };
    const around = { before: ["<s>"], after: ["</s>"] };
    assert.deepEqual(await about(), { around, unused: [] });
    writeFileSync(place("tokenizer_config.json"), '{ "chat_template": null }');
    assert.deepEqual(await about(), { around, unused: [] });
    writeFileSync(place("tokenizer_config.json"), '{ "chat_template": "{{ messages }}" }');
    assert.deepEqual(await about(), { around, unused: ["chatTemplate"] });
    rmSync(place("tokenizer_config.json"));
    writeFileSync(place("chat_template.jinja"), "{{ messages }}");
    assert.deepEqual(await about(), { around, unused: ["chatTemplate"] });
  });

  for (const [name, file] of Object.entries(BYTE_LEVEL_VARIANTS)) {
    it(`are the same from the compiled copy: ${name}`, async () => {
      const path = written(file);
      const first = files();
      const info = await first.open(path);
      const tokens = tokensOf(await first.encoderOf(info), TEXT);
      assert.deepEqual(readdirSync(kept()), [`${info.hash}.tokenizer`]);
      const second = files();
      assert.deepEqual(await second.open(path), info);
      assert.deepEqual(tokensOf(await second.encoderOf(info), TEXT), tokens);
    });
  }

  it("are a vocabulary and its merges, whichever of the two is named", async () => {
    const { vocab, merges } = byteLevelModel();
    writeFileSync(place("vocab.json"), JSON.stringify({ ...vocab, "<|endoftext|>": 9000 }));
    const refused = files();
    await assert.rejects(
      refused.open(place("vocab.json")),
      /vocabulary alone\. Put .* merges\.txt/,
    );
    await assert.rejects(refused.open(place("merges.txt")), /There is no such file/);
    writeFileSync(place("merges.txt"), merges.map((parts) => parts.join(" ")).join("\n"));
    const first = await files().open(place("vocab.json"));
    const asked = files();
    const second = await asked.open(place("merges.txt"));
    assert.equal(second.hash, first.hash);
    assert.deepEqual(first.format, { kind: "merges", specialTokens: ["<|endoftext|>"] });
    assert.equal(first.vocabularySize, 9001);
    const whole = files();
    const expected = await whole.encoderOf(await whole.open(written(byteLevelTokenizer())));
    const text = TEXT.replace("<|endoftext|>", "");
    assert.deepEqual(tokensOf(await asked.encoderOf(second), text), tokensOf(expected, text));
    rmSync(place("vocab.json"));
    await assert.rejects(files().open(place("merges.txt")), /list of merges\. Put .*vocab\.json/);
  });

  it("are ranks, whose name may tell how they split", async () => {
    const lines = Array.from({ length: 256 }, (_, byte) => {
      return `${Buffer.of(byte).toString("base64")} ${byte}`;
    });
    const tiktoken = [...lines, `${Buffer.from("12").toString("base64")} 256`].join("\n");
    const tokens: number[] = [];
    for (const name of ["o200k-like.tiktoken", "qwen-like.tiktoken", "o200k-like.tiktoken"]) {
      writeFileSync(place(name), tiktoken);
      for (let use = 0; use < 2; use++) {
        const asked = files();
        const encoder = await asked.encoderOf(await asked.open(place(name)));
        tokens.push(tokensOf(encoder, "1212")[0]?.length ?? 0);
      }
    }
    // Qwen's pattern takes digits one by one.
    assert.deepEqual(tokens, [3, 3, 4, 4, 3, 3]);
    writeFileSync(place("own.tiktoken"), tiktoken);
    await assert.rejects(files().open(place("own.tiktoken")), /own\.tiktoken .* 257 ranks do not/);
    writeFileSync(place("tokenizer.model"), "\n\u000e\n\u0005<unk>\u0015");
    await assert.rejects(files().open(place("tokenizer.model")), /It is a model of SentencePiece/);
  });

  it("stay what they were when the file changes or goes, until they are chosen again", async () => {
    const path = written(byteLevelTokenizer());
    const before = files();
    const info = await before.open(path);
    const tokens = tokensOf(await before.encoderOf(info), TEXT);
    written(byteLevelTokenizer({ added_tokens: [] }));
    assert.deepEqual(tokensOf(await before.encoderOf(info), TEXT), tokens);
    assert.deepEqual(tokensOf(await files().encoderOf(info), TEXT), tokens, "after a restart");
    const again = await before.open(path);
    assert.notEqual(again.hash, info.hash);
    assert.equal(again.addedTokens, 0);
    rmSync(path);
    assert.deepEqual(tokensOf(await before.encoderOf(again), TEXT).length > 0, true);
  });

  it("say so where nothing is left of what they were", async () => {
    const path = written(byteLevelTokenizer());
    const info = await files().open(path);
    rmSync(kept(), { recursive: true });
    written(byteLevelTokenizer({ added_tokens: [] }));
    await assert.rejects(files().encoderOf(info), /tokenizer\.json .*has changed.*again\.$/);
  });

  it("are compiled anew where the kept copy is damaged", async () => {
    const path = written(byteLevelTokenizer());
    const info = await files().open(path);
    const copy = join(kept(), `${info.hash}.tokenizer`);
    const whole = readFileSync(copy);
    truncateSync(copy, statSync(copy).size - 1);
    await files().open(path);
    assert.deepEqual(readFileSync(copy), whole);
  });

  it("are kept in a few copies only, those used last", async () => {
    for (let more = 0; more < 11; more++) {
      const content = `token ${more}`;
      const id = Object.keys(byteLevelModel().vocab).length;
      const added_tokens = [{ id, content, ...SPECIAL }];
      await files().open(written(byteLevelTokenizer({ added_tokens })));
    }
    assert.equal(readdirSync(kept()).length, 8);
  });

  const whole = JSON.stringify(byteLevelTokenizer());
  const bad: readonly (readonly [string, object | string, RegExp])[] = [
    ["no JSON", "PK\u0003\u0004", /It is not valid JSON/],
    ["an empty file", "", /cut off/],
    ["a truncated file", whole.slice(0, 5000), /ends in the middle, at line 1, column 5001/],
    ["a model's configuration", { model_type: "llama", vocab_size: 3 }, /a model's configuration/],
    ["a tokenizer's configuration", { tokenizer_class: "X" }, /the tokenizer's configuration/],
    ["another JSON", [1, 2], /must hold an object, not an array/],
    ["a vocabulary alone", { a: 0, b: 1 }, /vocabulary alone/],
    [
      "a merge that names no token",
      byteLevelTokenizer({ model: { ...model, merges: [...model.merges, ["zq", "xx"]] } }),
      new RegExp(`model\\.merges\\[${model.merges.length}\\] joins "zq" and "xx", but "zq"`),
    ],
    [
      "a merge that names no token, in a file that is not of bytes",
      withMerge(pipelineFile("SentencePiece BPE"), ["constructor", "xx"]),
      /model\.merges\[600\] joins "constructor" and "xx", but "constructor" has no id/,
    ],
    [
      "duplicate ids",
      byteLevelTokenizer({ model: { ...model, vocab: { ...model.vocab, zzz: 3 } } }),
      /Two tokens of model\.vocab have the id 3/,
    ],
    [
      "ids with gaps",
      byteLevelTokenizer({ added_tokens: [{ id: size + 5, content: "<x>", ...SPECIAL }] }),
      /added_tokens\[0\], "<x>", has the id \d+, but .* without gaps/,
    ],
    [
      "an id that is none",
      byteLevelTokenizer({ model: { ...model, vocab: { ...model.vocab, zzz: -1 } } }),
      /model\.vocab\["zzz"\] must be a whole number/,
    ],
    [
      "an expression that cannot be read",
      byteLevelTokenizer({ pre_tokenizer: splitting("(?<a>b)\\k<a>") }),
      /pretokenizers\[0\]\.pattern is an expression that Tokenscope cannot follow/,
    ],
    [
      "an expression made to hang",
      byteLevelTokenizer({ pre_tokenizer: splitting("(a+)+$") }),
      /pretokenizers\[0\]\.pattern is an expression whose time grows faster than the text/,
    ],
    [
      "dropout",
      byteLevelTokenizer({ model: { ...model, dropout: 0.1 } }),
      /model\.dropout is 0\.1/,
    ],
    [
      "a step of no known type",
      byteLevelTokenizer({ pre_tokenizer: { type: "Nonsense" } }),
      /pre_tokenizer\.type must be one of/,
    ],
    [
      "steps nested a thousand deep",
      byteLevelTokenizer({ pre_tokenizer: nested(1000) }),
      /lies deeper than 16 steps/,
    ],
  ];
  for (const [name, content, message] of bad) {
    it(`are refused with the file's name and the place: ${name}`, async () => {
      const path = written(content);
      const asked = files();
      await assert.rejects(asked.open(path), (error: Error) => {
        assert.match(error.message, message);
        assert.ok(error.message.startsWith(path), error.message);
        return true;
      });
      // The next one is read all the same.
      await asked.open(written(byteLevelTokenizer()));
    });
  }

  it("are refused unread where they are too large, no files, or not there", async () => {
    const large = written("{}");
    truncateSync(large, 300 * 2 ** 20);
    await assert.rejects(files().open(large), /has 315 MB; no tokenizer has more than 134 MB/);
    await assert.rejects(files().open(folder), /is a folder, not a file/);
    await assert.rejects(files().open(place("none.json")), /There is no such file/);
  });
});

function withMerge(file: TokenizerFile, merge: readonly string[]): object {
  const { merges } = file.model as { merges: object[] };
  return { ...file, model: { ...file.model, merges: [...merges, merge] } };
}

function nested(depth: number): object {
  let step: object = { type: "Whitespace" };
  for (let more = 0; more < depth; more++) step = { type: "Sequence", pretokenizers: [step] };
  return step;
}

function tokensOf(encoder: TokenEncoder, text: string): number[][] {
  const list = new TokenList();
  encoder.encode(text, 0, "split", list);
  const { ids, starts, ends } = list.tokens();
  return [[...ids], [...starts], [...ends]];
}
