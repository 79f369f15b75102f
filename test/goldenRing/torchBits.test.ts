import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { TorchRandom } from "../../src/embeddings/seeded/torchRandom";
import { ARITHMETICS, DRAWS_BEFORE } from "../../src/shared/base/seededDraws";
import { assertClose } from "../support/close";
import { cases, goldenJson } from "../../.ci/support/golden";

interface GoldenTable {
  readonly shape: readonly [rows: number, columns: number];
  readonly sha256: string;
  /** Of the first and of the last row. */
  readonly first: readonly number[];
  readonly last: readonly number[];
}

interface GoldenBits {
  readonly tables: readonly {
    readonly seed: number;
    readonly token: GoldenTable;
    readonly position: GoldenTable;
  }[];
  readonly notebook: Readonly<Record<"toy" | "token" | "position", GoldenTable>>;
}

describe("Every golden table of PyTorch", () => {
  it("that the chapter makes has the same values here", () => {
    const golden = goldenJson<Record<string, number[][]>>("rasbt/ch02-torch-golden.json");
    for (const name of cases(["ch02_embedding_6x3_seed123", "ch02_03_embedding_4x5_seed123"])) {
      const expected = golden[name]?.flat() ?? [];
      const values = new Float32Array(expected.length);
      new TorchRandom(123).normal(values);
      assertClose(values, expected);
    }
  });

  for (const arithmetic of ARITHMETICS) {
    it(`has the same SHA-256 here by the arithmetic "${arithmetic}"`, () => {
      const { tables, notebook } = goldenJson<GoldenBits>(`torch-bits/shared-${arithmetic}.json`);
      for (const { seed, token, position } of cases(tables)) {
        const random = new TorchRandom(seed, arithmetic);
        check(random, token);
        check(random, position);
      }
      check(new TorchRandom(123, arithmetic), notebook.toy);
      const random = new TorchRandom(123, arithmetic);
      for (const kind of ["token", "position"] as const) {
        for (const draw of DRAWS_BEFORE.notebook[kind]) random.skip(draw);
        check(random, notebook[kind]);
      }
    });
  }
});

/** Piece by piece: the largest table has 154 MB. */
function check(random: TorchRandom, { shape: [rows, columns], ...golden }: GoldenTable): void {
  const length = rows * columns;
  const sum = createHash("sha256");
  const first = new Float32Array(golden.first.length);
  let at = 0;
  for (const piece of random.drawing(length)) {
    if (at === 0) first.set(piece.subarray(0, first.length));
    sum.update(piece);
    at += piece.length;
  }
  assert.equal(at, length);
  assert.deepEqual([...first], golden.first);
  assert.equal(sum.digest("hex"), golden.sha256, `${rows} × ${columns}`);
}
