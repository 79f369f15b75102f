import assert from "node:assert/strict";
import { createHash, type Hash } from "node:crypto";
import { avx2Normals } from "../../../../src/embeddings/seeded/avx2Normals";
import { drawsMemory, type ToNormals } from "../../../../src/embeddings/seeded/boxMuller";
import { scalarNormals } from "../../../../src/embeddings/seeded/scalarNormals";
import { TorchRandom } from "../../../../src/embeddings/seeded/torchRandom";
import {
  ARITHMETICS,
  DRAWS_BEFORE,
  type Arithmetic,
} from "../../../../src/shared/base/seededDraws";
import { torchBits } from "../../../support/torchBits";

const NORMALS: Record<Arithmetic, ToNormals> = { avx2: avx2Normals, scalar: scalarNormals };
/** The uniform whose radius is 1, so that the normals are cosine and sine. */
const OF_RADIUS_1 = 6_601_320;
/** Of the first batch's first window. */
const FIRST_IDS = [40, 367, 2885, 1464];

for (const arithmetic of ARITHMETICS) {
  const { everyUniform, tables, notebook } = torchBits[arithmetic];

  describe(`Seeded values by the arithmetic "${arithmetic}"`, () => {
    it("are PyTorch's bit for bit, table after table", () => {
      for (const { seed, token, position, ...sums } of tables) {
        const random = new TorchRandom(seed, arithmetic);
        assert.equal(
          sha256(drawn(random, token)),
          sums.tokenSha256,
          `${seed}: ${token.join(" × ")}`,
        );
        assert.equal(
          sha256(drawn(random, position)),
          sums.positionSha256,
          `${seed}: ${position.join(" × ")}`,
        );
      }
    });

    it("are PyTorch's where the notebook is run from top to bottom", () => {
      const random = new TorchRandom(123, arithmetic);
      assert.equal(sha256(drawn(new TorchRandom(123, arithmetic), [6, 3])), notebook.toySha256);
      for (const draw of DRAWS_BEFORE.notebook.token) random.skip(draw);
      const token = drawn(random, [50257, 256]);
      for (const draw of DRAWS_BEFORE.notebook.position) random.skip(draw);
      const position = drawn(random, [4, 256]);
      assert.equal(sha256(token), notebook.tokenSha256);
      assert.equal(sha256(position), notebook.positionSha256);
      FIRST_IDS.forEach((id, place) => {
        const vector = token.subarray(256 * id, 256 * id + 6);
        const input = vector.map((value, at) => value + (position[256 * place + at] ?? NaN));
        assert.deepEqual([...vector], notebook.tokenEmbeddings[place]);
        assert.deepEqual([...input], notebook.inputEmbeddings[place]);
      });
    });

    it("are right for each of the 2^24 uniforms", () => {
      const toNormals = NORMALS[arithmetic];
      const [radius, cosine, sine] = [sum(), sum(), sum()];
      const [length, blocks] = [2 ** 16, 2 ** 13];
      const draws = drawsMemory(2 * length);
      const { uniforms, values } = draws;
      const half = new Float32Array(length);
      const halves = (first: 0 | 8): Float32Array => {
        for (let block = 0; block < blocks; block++) {
          half.set(values.subarray(16 * block + first, 16 * block + first + 8), 8 * block);
        }
        return half;
      };
      for (let from = 0; from < 2 ** 24; from += length) {
        for (let k = 0; k < length; k++) {
          const at = 16 * (k >> 3) + (k & 7);
          uniforms[at] = from + k;
          uniforms[at + 8] = 0;
        }
        toNormals(draws, 0, 2 * length);
        radius.update(halves(0));
        for (let k = 0; k < length; k++) {
          const at = 16 * (k >> 3) + (k & 7);
          uniforms[at] = OF_RADIUS_1;
          uniforms[at + 8] = from + k;
        }
        toNormals(draws, 0, 2 * length);
        cosine.update(halves(0));
        sine.update(halves(8));
      }
      assert.deepEqual(
        { radius: radius.digest("hex"), cosine: cosine.digest("hex"), sine: sine.digest("hex") },
        everyUniform,
      );
    });
  });
}

describe("Seeded values of few draws", () => {
  it("are the same by both arithmetics below sixteen, and near each other from sixteen on", () => {
    for (const length of [1, 2, 5, 15]) {
      const [one, other] = ARITHMETICS.map((each) => drawn(new TorchRandom(7, each), [1, length]));
      assert.deepEqual(one, other);
    }
    for (const length of [16, 17, 31, 33, 1000]) {
      const [one, other] = ARITHMETICS.map((each) => drawn(new TorchRandom(7, each), [1, length]));
      assert.ok(one !== undefined && other !== undefined);
      one.forEach((value, at) => {
        assert.ok(Math.abs(value - (other[at] ?? NaN)) < 2e-6, `${length}, value ${at}: ${value}`);
      });
    }
  });

  it("have no negative zeros, whose radius is 0", () => {
    for (const toNormals of Object.values(NORMALS)) {
      const draws = drawsMemory(16);
      for (const angle of [0, 2 ** 22 + 1, 2 ** 23 + 1, 2 ** 23 + 2 ** 22 + 1]) {
        draws.uniforms.fill(0, 0, 8).fill(angle, 8);
        toNormals(draws, 0, 16);
        for (const value of draws.values) assert.ok(Object.is(value, 0), `${value}`);
      }
    }
  });
});

function drawn(random: TorchRandom, [rows, columns]: readonly [number, number]): Float32Array {
  const values = new Float32Array(rows * columns);
  random.normal(values);
  return values;
}

const sum = (): Hash => createHash("sha256");

function sha256(values: Float32Array): string {
  return sum().update(values).digest("hex");
}
