import assert from "node:assert/strict";
import { avx2Normals } from "../../../src/embeddings/avx2Normals";
import { drawsMemory } from "../../../src/embeddings/boxMuller";
import { TorchRandom } from "../../../src/embeddings/torchRandom";
import { goldenJson, needsGolden } from "../../support/golden";
import { assertClose } from "../../support/close";

const GOLDEN = "rasbt/ch02-torch-golden.json";

describe("PyTorch's generator", () => {
  it("gives the chapter's 6 × 3 and 4 × 5 tables", function () {
    needsGolden(this);
    const golden = goldenJson<Record<string, number[][]>>(GOLDEN);
    assertClose(normal(new TorchRandom(123), 18), golden["ch02_embedding_6x3_seed123"]!.flat());
    assertClose(normal(new TorchRandom(123), 20), golden["ch02_03_embedding_4x5_seed123"]!.flat());
  });

  it("gives what a fresh run of the chapter gives, draw after draw", function () {
    needsGolden(this);
    const fresh = goldenJson<{ derived_fresh_run_order_seed123: Record<string, number[]> }>(
      GOLDEN,
    ).derived_fresh_run_order_seed123;
    const random = new TorchRandom(123);
    normal(random, 6 * 3);
    const token = normal(random, 50257 * 256);
    // The data loader's iterator draws one int64 for its base seed.
    random.next32();
    random.next32();
    const position = normal(random, 4 * 256);
    assertClose(token.slice(0, 8), fresh["tok.weight[0,:8]"]!);
    assertClose(token.slice(-4), fresh["tok.weight[50256,-4:]"]!);
    assertClose(position.slice(0, 8), fresh["pos.weight[0,:8]"]!);
    const first = token.slice(40 * 256, 40 * 256 + 8).map((value, at) => value + position[at]!);
    assertClose(first, fresh["input_embeddings[0,0,:8]"]!);
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
