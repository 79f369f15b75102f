import assert from "node:assert/strict";
import { batchOf } from "../../src/embeddings/queries/batch";
import type { Remote } from "../../src/shared/base/rpc";
import type { Lens } from "../../src/shared/values/predictions";
import type { ModelInfo } from "../../src/shared/values/vectors";
import { pytorchCode, type CopiedOfText } from "../../src/views/pytorch/pytorchCode";
import type { VectorService } from "../../src/workers/vectorService";
import { fixedNumbers, runCopied } from "./python";
import { STAND_IN_FILES } from "./standInFiles";
import { STAND_IN_GPT } from "./standInGpt";

/** Ids of a small vocabulary: five windows of four. */
const IDS = [3, 17, 5, 5, 20, 1, 0, 12, 23, 3, 17, 8, 9, 2, 2, 11, 4, 19, 6, 7, 21];
const LENGTH = 4;
const START = 8;
const PLACE = { window: 2, position: 1 } as const;

const OPTIONS = {
  ...{ maxLength: LENGTH, stride: LENGTH, batchSize: 2, dropLast: false },
  ...{ shuffle: false, seed: 123, epoch: 0 },
};

/** Of the window that is compared. */
const ids = IDS.slice(START, START + LENGTH);
const targets = IDS.slice(START + 1, START + LENGTH + 1);
const batch = batchOf([ids]);

/** Lines for one of the windows of a text that has those ids. */
export function copiedCode(
  copied: CopiedOfText,
  model: ModelInfo | string,
  maxLength = LENGTH,
): string {
  return pytorchCode({
    source: { kind: "itself", text: "read by the tokenizer that stands in" },
    reading: { encoding: "gpt2", specialTokens: "split", lineEndings: "lf" },
    options: { ...OPTIONS, maxLength },
    model,
    copied,
  });
}

/** What is copied, and what its lines have to print. */
interface Printed {
  readonly copied: CopiedOfText;
  readonly check: (text: string) => void;
}

/** Runs all that is copied of a model in one Python, and compares what it prints. */
export function assertPrinted(info: ModelInfo, all: readonly Printed[]): void {
  const codes = all.map(({ copied }) => copiedCode(copied, info));
  const { texts } = runCopied(codes, IDS, `${STAND_IN_GPT}${STAND_IN_FILES}`);
  for (const [at, { check }] of all.entries()) check(texts[at]!);
}

/**
 * The likeliest next ids at a position of a window of these ids, as copied lines print them.
 * @param ids one more than the window has
 */
export function likeliestByCopy(
  info: ModelInfo,
  ids: readonly number[],
  position: number,
): readonly { readonly id: number; readonly percent: number }[] {
  const code = copiedCode({ of: "prediction", window: 0, position }, info, ids.length - 1);
  const { texts } = runCopied([code], ids, `${STAND_IN_GPT}${STAND_IN_FILES}`);
  const lines = texts[0]!.matchAll(/^(\d+) (\S+) %$/gm);
  return Array.from(lines, ([, id, percent]) => ({ id: Number(id), percent: Number(percent) }));
}

/** Two lists of numbers, as far as four decimals tell. */
function assertNear(found: readonly number[], expected: ArrayLike<number>, text: string): void {
  assert.equal(found.length, expected.length, text);
  found.forEach((value, at) => {
    const own = expected[at] ?? NaN;
    assert.ok(Math.abs(value - own) < 2e-4, `${at}: ${value}, not ${own}:\n${text}`);
  });
}

/** What the panel shows of a position: the likeliest next ids, and what becomes of the real one. */
export async function printedPrediction(call: Remote<VectorService>): Promise<Printed> {
  const { position } = PLACE;
  const last = Int32Array.of(targets.at(-1)!);
  const answer = await call.predict(batch, { top: 10, targets: last });
  const row = [10 * position, 10 * (position + 1)] as const;
  const percents = answer.topLogProbabilities.slice(...row).map((log) => 100 * Math.exp(log));
  const loss = answer.surprisal.reduce((sum, each) => sum + each) / LENGTH;
  const check = (text: string): void => {
    const lines = text.trim().split("\n");
    const likeliest = lines.slice(0, 10).map((line) => line.split(" ").map(parseFloat));
    assert.deepEqual(
      likeliest.map(([id]) => id),
      [...answer.topIds.slice(...row)],
      text,
    );
    assertNear(
      likeliest.map(([, share]) => share!),
      percents,
      text,
    );
    const rank = answer.ranks[position]! + 1;
    assert.match(lines[10]!, new RegExp(`^really next: ${targets[position]!}, .* rank ${rank}, `));
    const told = [fixedNumbers(lines[10]!)[1]!, fixedNumbers(lines[11]!)[0]!];
    assertNear(told, [answer.surprisal[position]!, loss], text);
  };
  return { copied: { of: "prediction", ...PLACE }, check };
}

/** What it shows of the inside: vectors after each block, the lens there, and every head. */
export async function printedInside(
  call: Remote<VectorService>,
  { layers = 0, heads = 0 }: ModelInfo,
): Promise<readonly Printed[]> {
  const all = [await printedLens(call, layers)];
  for (let layer = 0; layer < layers; layer++) {
    const blocks = layer + 1;
    const { values } = await call.residual(batch, blocks);
    all.push({
      copied: { of: "vectors", window: PLACE.window, table: "input", blocks },
      check: (text) => {
        assertNear(fixedNumbers(text), values, text);
      },
    });
    all.push(await printedPlaces(call, blocks));
    const attention = await call.attention(batch, layer);
    const size = LENGTH * LENGTH;
    for (let head = 0; head < heads; head++) {
      const own = attention.values.subarray(head * size, (head + 1) * size);
      const copied = { of: "attention", ...PLACE, layer, head } as const;
      all.push({ copied, check: attentionCheck(own) });
    }
  }
  return all;
}

/** How far one token's vectors are apart after some blocks, at two places of these ids. */
async function printedPlaces(call: Remote<VectorService>, blocks: number): Promise<Printed> {
  const vectorAt = async (token: number, position: number): Promise<Float32Array> => {
    const window = batchOf([IDS.slice(token - position, token + 1)]);
    const { shape, values } = await call.residual(window, blocks);
    return values.slice(position * shape[1]);
  };
  const [here, there] = [await vectorAt(10, 2), await vectorAt(1, 1)];
  const sum = (term: (at: number) => number): number =>
    here.reduce((total, _, at) => total + term(at), 0);
  const distance = Math.sqrt(sum((at) => (here[at]! - there[at]!) ** 2));
  const lengths = sum((at) => here[at]! ** 2) * sum((at) => there[at]! ** 2);
  const cosine = sum((at) => here[at]! * there[at]!) / Math.sqrt(lengths);
  return {
    copied: { of: "sameToken", token: 10, position: 2, places: [[1, 1]], blocks },
    check: (text) => {
      assert.match(text, /^token 1 @1: /);
      assertNear(fixedNumbers(text), [distance, cosine], text);
    },
  };
}

async function printedLens(call: Remote<VectorService>, layers: number): Promise<Printed> {
  const answers: Lens[] = [];
  for (let blocks = 0; blocks <= layers; blocks++) {
    answers.push(await call.lens(batch, blocks, 5));
  }
  const row = [5 * PLACE.position, 5 * (PLACE.position + 1)] as const;
  const check = (text: string): void => {
    const lines = text.trim().split("\n");
    assert.equal(lines.length, answers.length, text);
    for (const [blocks, { topIds, topLogProbabilities }] of answers.entries()) {
      const line = lines[blocks]!;
      const found = Array.from(line.matchAll(/(\d+): (\S+) %/g), ([, ...each]) => each.map(Number));
      assert.equal(line.split(" ")[0], String(blocks), text);
      assert.deepEqual(
        found.map(([id]) => id),
        [...topIds.slice(...row)],
        text,
      );
      const percents = topLogProbabilities.slice(...row).map((log) => 100 * Math.exp(log));
      assertNear(
        found.map(([, share]) => share!),
        percents,
        text,
      );
    }
  };
  return { copied: { of: "lens", ...PLACE }, check };
}

/** @param weights of one head, [L, L] */
function attentionCheck(weights: Float32Array): (text: string) => void {
  return (text) => {
    assertNear(fixedNumbers(text.slice(0, text.indexOf("\n@"))), weights, text);
    const told = Array.from(text.matchAll(/^@(\d+): (\S+)$/gm), ([, ...each]) => each.map(Number));
    assert.equal(told.length, PLACE.position + 1, text);
    for (const [at, share] of told) {
      assertNear([share!], [weights[PLACE.position * LENGTH + at!]!], text);
    }
  };
}
