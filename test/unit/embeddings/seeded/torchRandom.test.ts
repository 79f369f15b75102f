import assert from "node:assert/strict";
import { avx2Normals } from "../../../../src/embeddings/seeded/avx2Normals";
import { drawsMemory } from "../../../../src/embeddings/seeded/boxMuller";
import { TorchRandom } from "../../../../src/embeddings/seeded/torchRandom";
import { assertClose } from "../../../support/close";
import torch from "../../../golden/torch.json" with { type: "json" };

describe("PyTorch's generator", () => {
  it("gives the chapter's 6 × 3 and 4 × 5 tables", () => {
    assertClose(normal(new TorchRandom(123), 18), torch.embedding6x3Seed123.flat());
    assertClose(normal(new TorchRandom(123), 20), torch.embedding4x5Seed123.flat());
  });

  it("gives what a fresh run of the chapter gives, draw after draw", () => {
    const fresh = torch.freshRunSeed123;
    const random = new TorchRandom(123);
    normal(random, 6 * 3);
    const token = normal(random, 50257 * 256);
    // The data loader's iterator draws one int64 for its base seed.
    random.next32();
    random.next32();
    const position = normal(random, 4 * 256);
    assertClose(token.slice(0, 8), fresh.tokenRow0);
    assertClose(token.slice(-4), fresh.tokenRow50256End);
    assertClose(position.slice(0, 8), fresh.positionRow0);
    /** Token's and position's first values added, as the chapter does with its batch. */
    const input = (row: number, column: number) => {
      const id = torch.batch8x4.inputs[row]![column]!;
      return Float32Array.from(
        { length: 8 },
        (_, at) => token[256 * id + at]! + position[256 * column + at]!,
      );
    };
    assertClose(input(0, 0), fresh.input00);
    assertClose(input(7, 3), fresh.input73);
  });

  it("draws few values one by one, and keeps the second of a pair", () => {
    const random = new TorchRandom(5);
    const together = normal(new TorchRandom(5), 4);
    assert.deepEqual([...normal(random, 1), ...normal(random, 3)], [...together]);
  });

  it("draws the same in pieces as at once, whatever is left for the last one", () => {
    for (const length of [16, 17, 31, 131_072, 131_073, 131_087, 131_088, 131_089]) {
      // Plainly: all uniforms first, then whole blocks, then the last sixteen anew.
      const random = new TorchRandom(9);
      const draws = drawsMemory(length);
      random.uniforms(draws.uniforms, 0, length);
      avx2Normals(draws, 0, length - (length % 16));
      if (length % 16 !== 0) {
        random.uniforms(draws.uniforms, length - 16, length);
        avx2Normals(draws, length - 16, length);
      }
      assert.deepEqual(normal(new TorchRandom(9), length), draws.values);
    }
  });

  it("counts a seed by its low 32 bits", () => {
    assert.equal(new TorchRandom(2 ** 32 + 123).next32(), new TorchRandom(123).next32());
    assert.equal(new TorchRandom(-1).next32(), new TorchRandom(2 ** 32 - 1).next32());
  });
});

function normal(random: TorchRandom, count: number): Float32Array {
  const values = new Float32Array(count);
  random.normal(values);
  return values;
}
