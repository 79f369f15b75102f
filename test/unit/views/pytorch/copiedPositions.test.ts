import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { Model } from "../../../../src/embeddings/model";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { nativeRuntime } from "../../../../src/embeddings/runtime/node/nativeRuntime";
import { seededInfo, seededTables } from "../../../../src/embeddings/seeded/seededTables";
import type { CopiedPositions } from "../../../../src/shared/values/copiedCode";
import {
  alibiBiases,
  rotaryAngles,
  sinusoidalPositions,
} from "../../../../src/shared/values/positionKinds";
import { positionsCode } from "../../../../src/views/pytorch/pytorchCode";
import {
  arrange,
  pairsInOrder,
  rowNorms,
  rowsInOrder,
} from "../../../../webview/positions/arrangement";
import { dimensionOrder, dimensionStats } from "../../../../webview/positions/dimensionStats";
import { inOrder, shuffled } from "../../../../webview/positions/rowOrder";
import { freshFolder } from "../../../../.ci/support/folders";
import {
  fixedNumbers,
  hasPython,
  parseCopied,
  pythonWithTorch,
  runCopied,
} from "../../../support/python";

const [ROWS, WIDTH] = [40, 9];
const ALL = {
  ...{ of: "positions", source: "learned", picture: "values", rows: ROWS, dimensions: WIDTH },
  ...{ scaling: "stored", order: "index", isShuffled: false, columns: [] },
} as const satisfies CopiedPositions;

/** A picture, and the numbers that are on screen, in the order in which they are printed. */
interface Case {
  readonly copied: CopiedPositions;
  readonly expected: readonly ArrayLike<number>[];
  /** Of a principal component in float32, and of a sum of many cosines. */
  readonly slack?: number;
}

describe("Copied pictures of positions", () => {
  let folder: string;
  let model: Model;
  before(async () => {
    folder = freshFolder("copiedPositions");
    const files = new DiskFiles(folder);
    const info = seededInfo({
      ...{ source: "seeded", vocabularySize: 50, dimensions: WIDTH, contextLength: ROWS },
      order: "notebook",
    });
    model = await Model.open(info, await seededTables(info, files), files, nativeRuntime);
  });
  after(async () => {
    await model.close();
    await rm(folder, { recursive: true });
  });

  const code = (copied: CopiedPositions): string => positionsCode({ model: model.info, copied });

  async function cases(): Promise<Case[]> {
    const learned = await model.positions();
    const shape = [ROWS, WIDTH] as const;
    const found: Case[] = [];
    const order = { true: shuffled(ROWS), false: inOrder(ROWS) };
    for (const isShuffled of [false, true]) {
      const rows = order[`${isShuffled}`];
      for (const [source, values] of [
        ["learned", learned],
        ["sinusoidal", sinusoidalPositions(ROWS, WIDTH).values],
      ] as const) {
        const stats = dimensionStats(values, shape);
        for (const scaling of ["stored", "centered", "standardized"] as const) {
          for (const columns of ["index", "variance", "signChanges"] as const) {
            const table = arrange(values, stats, scaling, dimensionOrder(stats, columns), rows);
            found.push({
              copied: { ...ALL, source, scaling, order: columns, isShuffled, at: [3, 5] },
              expected: [table, [table[3 * WIDTH + 5]!]],
            });
          }
        }
        const norms = rowNorms(rowsInOrder(values, WIDTH, rows), shape);
        found.push({
          copied: { ...ALL, source, picture: "norms", isShuffled, at: [7, 0] },
          expected: [norms, [norms[7]!]],
        });
        const table = arrange(values, stats, "centered", inOrder(WIDTH), rows);
        const column = (at: number) => Array.from(rows, (_, row) => table[row * WIDTH + at]!);
        found.push({
          copied: {
            ...ALL,
            source,
            picture: "curves",
            scaling: "centered",
            isShuffled,
            columns: [4, 0],
          },
          expected: [column(4), column(0)],
        });
      }
      const cosines = pairsInOrder((await model.positionSimilarity()).cosines, rows);
      found.push({
        copied: { ...ALL, picture: "cosines", isShuffled, at: [2, 9] },
        expected: [cosines, [cosines[2 * ROWS + 9]!]],
        slack: 1e-6,
      });
      const pca = await model.positionPca();
      const scores = rowsInOrder(pca.scores, 3, rows);
      found.push({
        copied: { ...ALL, picture: "pca", isShuffled, at: [11, 0] },
        expected: [pca.ratios, scores, scores.subarray(33, 36)],
        slack: 1e-5,
      });
    }
    const { angles, meanCosines } = rotaryAngles(ROWS, 64);
    const cosines = Float32Array.from(angles, Math.cos);
    const { biases } = alibiBiases(ROWS, 12);
    found.push(
      { copied: { ...ALL, source: "rotary" }, expected: [cosines] },
      {
        copied: { ...ALL, source: "rotary", picture: "curves", columns: [31], at: [39, 0] },
        expected: [inOrder(ROWS).map((row) => 0 * row)],
      },
      {
        copied: { ...ALL, source: "alibi" },
        expected: [
          Float32Array.from(
            { length: ROWS * 12 },
            (_, at) => biases[(at % 12) * ROWS + Math.floor(at / 12)]!,
          ),
        ],
      },
    );
    const curve = found.at(-2)!;
    const column = Array.from({ length: ROWS }, (_, row) => cosines[row * 32 + 31]!);
    found[found.length - 2] = { ...curve, expected: [column, meanCosines, [column[39]!]] };
    return found;
  }

  it("print what is on screen: kinds, pictures, scalings, orders, shuffled rows, crosshair", async () => {
    const all = await cases();
    const codes = all.map(({ copied }) => code(copied));
    assert.equal(codes.length, 51);
    if (!hasPython()) return;
    parseCopied(codes);
    // Sorting and singular values are torch's own: only it can run them.
    if (pythonWithTorch() === undefined) return;
    const { texts } = runCopied(codes, []);
    all.forEach(({ copied, expected, slack = 1e-9 }, at) => {
      const what = JSON.stringify(copied);
      const right = expected.flatMap((each) => Array.from(each));
      const values = fixedNumbers(texts[at]!);
      assert.equal(values.length, right.length, `${what}\n${texts[at]}`);
      values.forEach((value, index) => {
        const difference = Math.abs(value - right[index]!);
        assert.ok(
          difference <= 0.5e-4 + slack,
          `${what}, number ${index}: ${value} instead of ${right[index]}`,
        );
      });
    });
  });

  it("draw what the model draws before its positions, and nothing for a formula", () => {
    assert.match(
      code({ ...ALL, picture: "cosines" }),
      /manual_seed\(123\)\n.*Embedding\(6, 3\).*\niter\(DataLoader\(\[0\]\)\).*\ntoken_.*\niter\(DataLoader\(\[0\]\)\).*\npos_.*\(40, 9\)\n/,
    );
    for (const source of ["sinusoidal", "rotary", "alibi"] as const) {
      assert.doesNotMatch(code({ ...ALL, source }), /manual_seed|Embedding/);
    }
    const gpt2 = positionsCode({
      model: {
        ...{ source: "gpt2", name: "GPT-2 small" },
        ...{ vocabularySize: 50257, dimensions: 768, contextLength: 1024 },
      },
      copied: ALL,
    });
    assert.match(gpt2, /pos_embedding_layer = gpt2\.wpe\n/);
    assert.doesNotMatch(gpt2, /wte/);
  });
});
