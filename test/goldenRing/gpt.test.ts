import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { batchOf } from "../../src/embeddings/queries/batch";
import type { ModelChoice } from "../../src/shared/values/modelChoices";
import type { ModelInfo } from "../../src/shared/values/vectors";
import type { Remote } from "../../src/shared/base/rpc";
import type { VectorService } from "../../src/workers/vectorService";
import { TokenList } from "../../src/tokens/encode/tokenList";
import { decodeFloats } from "../../src/embeddings/file/floats";
import { freshFolder } from "../../.ci/support/folders";
import { cases, goldenFolder, goldenJson, goldenText } from "../../.ci/support/golden";
import { f32, safetensorsFile, withHeader } from "../../.ci/support/safetensorsWriter";
import {
  assertNear,
  assertTrace,
  GPT_TOLERANCE,
  greedy,
  type GptTop,
  type GptTrace,
} from "../support/gptGolden";
import { likeliestByCopy } from "../support/printedPredictions";
import { hasPython } from "../support/python";
import { withVectorService } from "../support/vectorServiceHere";
import { gpt2 } from "../support/vocabulary";

type Config = Omit<Extract<ModelChoice, { source: "seeded" }>, "source">;

interface Scored extends GptTop {
  readonly ids: readonly number[];
  readonly surprisalNats: readonly number[];
}

/** Reads as `GPTDatasetV1` cuts: inputs, and targets one further; the mean loss of each window. */
async function losses(
  call: Remote<VectorService>,
  tokens: readonly number[],
  maxLength: number,
  stride: number,
): Promise<number[]> {
  const all: number[] = [];
  for (let start = 0; start < tokens.length - maxLength; start += stride) {
    const ids = tokens.slice(start, start + maxLength);
    const targets = Int32Array.of(tokens[start + maxLength]!);
    const { surprisal } = await call.predict(batchOf([ids]), { top: 1, targets });
    all.push(surprisal.reduce((sum, each) => sum + each, 0) / maxLength);
  }
  return all;
}

async function assertScored(call: Remote<VectorService>, scored: Scored): Promise<void> {
  const { ids, surprisalNats, topIds, topLogProbabilities } = scored;
  const [known, top] = [surprisalNats.length, topIds[0]!.length];
  const targets = Int32Array.of(ids[known]!);
  const predicted = await call.predict(batchOf([ids.slice(0, known)]), { top, targets });
  assertNear(predicted.surprisal, surprisalNats, "surprisal");
  assert.deepEqual([...predicted.topIds], topIds.flat());
  assertNear(predicted.topLogProbabilities, topLogProbabilities.flat(), "log-probability");
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("A whole GPT that is drawn from a seed", () => {
  interface Small {
    readonly config: Config;
    readonly trace: GptTrace;
    readonly text: Scored;
    readonly strided: {
      readonly tokens: readonly number[];
      readonly maxLength: number;
      readonly stride: number;
      readonly losses: readonly number[];
    };
  }

  it("answers as PyTorch does where it is small", async () => {
    for (const small of cases(goldenJson<Small[]>("gpt/small.json"))) {
      const { config, trace, text, strided } = small;
      await withVectorService(async (call) => {
        await call.use({ source: "seeded", ...config }, Infinity);
        await assertTrace(call, trace);
        await assertScored(call, text);
        const { tokens, maxLength, stride } = strided;
        assertNear(await losses(call, tokens, maxLength, stride), strided.losses, "loss");
      });
    }
  });
});

describe("The book's GPT of 163 million parameters", () => {
  interface Book {
    readonly config: Config;
    readonly prompt: readonly number[];
    readonly greedy: readonly number[];
  }

  it("of chapter 4 goes on as the book prints", async () => {
    const [book] = cases([goldenJson<Book & Scored>("gpt/book-ch04.json")]);
    await withVectorService(async (call) => {
      await call.use({ source: "seeded", ...book!.config }, Infinity);
      assert.deepEqual(await greedy(call, book!.prompt, book!.greedy.length), book!.greedy);
      await assertScored(call, book!);
    });
  });

  it("of chapter 5 has the losses that the book prints", async () => {
    interface Ch05 extends Book {
      readonly published: { readonly trainLoss: number; readonly valLoss: number };
      readonly verdict256: Scored;
      readonly windowLosses: {
        readonly maxLength: number;
        readonly stride: number;
        readonly losses: readonly number[];
      };
    }
    const [book] = cases([goldenJson<Ch05>("gpt/book-ch05.json")]);
    const { config, prompt, published, verdict256, windowLosses } = book!;
    const text = goldenText("rasbt/the-verdict.txt");
    const split = Math.floor(0.9 * text.length);
    const idsOf = (part: string): number[] => {
      const list = new TokenList();
      gpt2().encode(part, 0, "split", list);
      return [...list.ids.subarray(0, list.length)];
    };
    await withVectorService(async (call) => {
      await call.use({ source: "seeded", ...config }, Infinity);
      assert.deepEqual(await greedy(call, prompt, book!.greedy.length), book!.greedy);
      await assertScored(call, verdict256);
      const { maxLength, stride } = windowLosses;
      const whole = idsOf(text);
      assertNear(await losses(call, whole, maxLength, stride), windowLosses.losses, "loss");
      // The word at the border is cut in two.
      const [train, rest] = [idsOf(text.slice(0, split)), idsOf(text.slice(split))];
      assert.deepEqual([whole.length, train.length, rest.length], [5145, 4612, 534]);
      const means = [train, rest].map(async (part) => meanOf(await losses(call, part, 256, 256)));
      const [trainLoss, valLoss] = await Promise.all(means);
      assert.ok(Math.abs(trainLoss! - published.trainLoss) < 1e-5, String(trainLoss));
      assert.ok(Math.abs(valLoss! - published.valLoss) < 1e-5, String(valLoss));
    });
  });
});

/** Puts the biases of query, key and value into a file that lacks them, before its other tensors. */
function addBiases(path: string): void {
  const read = (file: string) => {
    const bytes = readFileSync(file);
    const start = 8 + Number(bytes.readBigUInt64LE());
    const header = JSON.parse(bytes.toString("utf8", 8, start)) as Record<string, Entry>;
    return { header, data: bytes.subarray(start) };
  };
  const whole = read(join(goldenFolder, "gpt/tiny-hf.safetensors"));
  const { header, data } = read(path);
  const prefix = Object.keys(header).some((key) => key.startsWith("t")) ? "transformer." : "";
  const parts: Uint8Array[] = [];
  const added: Record<string, Entry> = {};
  let end = 0;
  for (const [name, entry] of Object.entries(whole.header)) {
    if (!name.endsWith("c_attn.bias")) continue;
    const own = whole.data.subarray(...entry.data_offsets);
    parts.push(own);
    added[prefix + name] = { ...entry, data_offsets: [end, (end += own.length)] };
  }
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const [from, to] = entry.data_offsets;
    added[name] = { ...entry, data_offsets: [end + from, end + to] };
  }
  writeFileSync(path, withHeader(JSON.stringify(added), [...parts, data]));
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Copied lines print what PyTorch said, wherever a Python is here to run them. */
function assertCopied(
  info: ModelInfo,
  { ids, topIds, topLogProbabilities }: Omit<Scored, "surprisalNats">,
): void {
  if (!hasPython()) return;
  const position = 7;
  const found = likeliestByCopy(info, ids.slice(0, position + 3), position);
  assert.equal(found.length, 10);
  for (const [at, { id, percent }] of found.slice(0, topIds[position]!.length).entries()) {
    assert.equal(id, topIds[position]![at]);
    const expected = 100 * Math.exp(topLogProbabilities[position]![at]!);
    assert.ok(Math.abs(percent - expected) < 2e-4, `${percent} %, not ${expected}`);
  }
}

describe("A GPT in a file", () => {
  const folder = freshFolder("gptFiles");
  /** A copy beside a configuration that tells what tensors do not. */
  const copied = (name: string, config?: object): string => {
    const own = join(folder, String(readdirSync(folder).length));
    mkdirSync(own);
    copyFileSync(join(goldenFolder, "gpt", name), join(own, name));
    if (config !== undefined) writeFileSync(join(own, "config.json"), JSON.stringify(config));
    return join(own, name);
  };

  for (const name of ["tiny-book.pth", "tiny-book-and-optimizer.pth"]) {
    it(`is the book's, as torch.save writes it (${name})`, async () => {
      const [golden] = cases([goldenJson<{ readonly trace: GptTrace }>("gpt/tiny-book.json")]);
      await withVectorService(async (call) => {
        const info = await call.use({ source: "file", path: copied(name), heads: 4 }, Infinity);
        assert.deepEqual([info.layers, info.heads, info.contextLength], [3, 4, 32]);
        await assertTrace(call, golden!.trace);
        assertCopied(info, golden!.trace);
      });
    });
  }

  for (const [name, tolerance] of [
    ["tiny-hf.safetensors", GPT_TOLERANCE],
    ["tiny-hf-prefixed.safetensors", GPT_TOLERANCE],
    ["tiny-hf-f16.safetensors", 5e-3],
  ] as const) {
    it(`is in Hugging Face's layout (${name})`, async () => {
      interface Golden extends Scored {
        readonly attention: { readonly values: readonly number[] };
      }
      const [golden] = cases([goldenJson<Golden>("gpt/tiny-hf.json")]);
      const { ids, surprisalNats, topIds, topLogProbabilities, attention } = golden!;
      const top = topIds[0]!.length;
      await withVectorService(async (call) => {
        const path = copied(name, { n_head: 4, activation_function: "gelu_new" });
        // Those two were saved without the biases of query, key and value, which the answers have.
        if (name !== "tiny-hf.safetensors") addBiases(path);
        const info = await call.use({ source: "file", path }, Infinity);
        assert.deepEqual([info.layers, info.heads, info.vocabularySize], [3, 4, 512]);
        const row = batchOf([ids]);
        const predicted = await call.predict(row, { top });
        const known = surprisalNats.length;
        assertNear(predicted.surprisal.subarray(0, known), surprisalNats, "surprisal", tolerance);
        if (tolerance === GPT_TOLERANCE) assert.deepEqual([...predicted.topIds], topIds.flat());
        const logs = topLogProbabilities.flat();
        assertNear(predicted.topLogProbabilities, logs, "log-probability", tolerance);
        const size = attention.values.length / 3;
        for (let layer = 0; layer < 3; layer++) {
          const { values } = await call.attention(row, layer);
          const expected = attention.values.slice(layer * size, (layer + 1) * size);
          assertNear(values, expected, `attention ${layer}`, tolerance);
        }
        if (tolerance === GPT_TOLERANCE) assertCopied(info, golden!);
      });
    });
  }

  it("is minGPT's, trained, of which a run was written down", async () => {
    type Stored = Readonly<Record<string, { readonly shape: number[]; readonly data: string }>>;
    const [stored] = cases([goldenJson<Stored>("nano-gpt/gpt-nano-sort-model.json")]);
    const run = goldenJson<Stored>("nano-gpt/gpt-nano-sort-t0-partials.json");
    const floats = ({ data }: Stored[string]) =>
      decodeFloats(new Uint8Array(Buffer.from(data, "base64")), "F32");
    const tensors = Object.entries(stored!).filter(([name]) => name !== "config");
    const path = join(folder, "nano.safetensors");
    writeFileSync(
      path,
      safetensorsFile(
        Object.fromEntries(tensors.map(([name, each]) => [name, f32(each.shape, floats(each))])),
      ),
    );
    const ids = [...floats(run["idx"]!)];
    await withVectorService(async (call) => {
      await call.use({ source: "file", path, heads: 3 }, Infinity);
      for (let row = 0; row < 3; row++) {
        const batch = batchOf([ids.slice(11 * row, 11 * (row + 1))]);
        const part = (name: string, size: number) =>
          floats(run[name]!).subarray(row * size, (row + 1) * size);
        const attention = await call.attention(batch, 0);
        assertNear(attention.values, part("attSm", 3 * 11 * 11), `attention of row ${row}`);
        for (const [at, name] of ["x", "block0", "block1", "block2"].entries()) {
          const { values } = await call.residual(batch, at);
          assertNear(values, part(name, 11 * 48), `${name} of row ${row}`);
        }
        const { topIds, topLogProbabilities } = await call.predict(batch, { top: 3 });
        const probabilities = new Float32Array(3 * 11);
        topIds.forEach((id, at) => {
          probabilities[3 * Math.floor(at / 3) + id] = Math.exp(topLogProbabilities[at]!);
        });
        assertNear(probabilities, part("probs", 3 * 11), `probabilities of row ${row}`);
      }
    });
  });
});
