import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { TorchRandom } from "../../src/embeddings/torchRandom";
import { ARITHMETICS, DRAWS_BEFORE } from "../../src/shared/seededDraws";
import { assertClose } from "../support/close";
import { cases, goldenJson } from "../support/golden";

interface GoldenTable {
  readonly shape: readonly [number, number];
  readonly sha256: string;
}

interface GoldenBits {
  readonly tables: readonly {
    readonly seed: number;
    readonly token: GoldenTable;
    readonly position: GoldenTable;
  }[];
  readonly notebook: Readonly<Record<"toy" | "token" | "position", GoldenTable>>;
}

describe("Seeded tables", () => {
  it("are those of the chapter", () => {
    const golden = goldenJson<Record<string, number[][]>>("rasbt/ch02-torch-golden.json");
    for (const name of cases(["ch02_embedding_6x3_seed123", "ch02_03_embedding_4x5_seed123"])) {
      const expected = golden[name]?.flat() ?? [];
      assertClose(drawn(new TorchRandom(123), [1, expected.length]), expected);
    }
  });

  for (const arithmetic of ARITHMETICS) {
    const { tables, notebook } = goldenJson<GoldenBits>(`torch-bits/shared-${arithmetic}.json`);

    it(`are PyTorch's bit for bit by the arithmetic "${arithmetic}"`, () => {
      for (const { seed, token, position } of cases(tables)) {
        const random = new TorchRandom(seed, arithmetic);
        for (const { shape, sha256 } of [token, position]) {
          assert.equal(hashOf(drawn(random, shape)), sha256, `seed ${seed}, ${shape.join(" × ")}`);
        }
      }
    });

    it(`are the notebook's from top to bottom by the arithmetic "${arithmetic}"`, () => {
      for (const { toy, token, position } of cases([notebook])) {
        assert.equal(hashOf(drawn(new TorchRandom(123, arithmetic), toy.shape)), toy.sha256);
        const random = new TorchRandom(123, arithmetic);
        for (const draw of DRAWS_BEFORE.notebook.token) random.skip(draw);
        assert.equal(hashOf(drawn(random, token.shape)), token.sha256);
        for (const draw of DRAWS_BEFORE.notebook.position) random.skip(draw);
        assert.equal(hashOf(drawn(random, position.shape)), position.sha256);
      }
    });
  }
});

function drawn(random: TorchRandom, [rows, columns]: readonly [number, number]): Float32Array {
  const values = new Float32Array(rows * columns);
  random.normal(values);
  return values;
}

function hashOf(values: Float32Array): string {
  return createHash("sha256").update(values).digest("hex");
}
