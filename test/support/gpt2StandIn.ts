import { createHash } from "node:crypto";
import { GPT2_PUBLISHED, type Gpt2Published } from "../../src/embeddings/gpt2/gpt2Published";
import { seeded } from "./random";

const ROWS = 1024;
const WIDTH = 768;
/** Largest value of the first row and of the last: norms of 9.6 and 2.0, of the others 3.0. */
const [FIRST_SIZE, LAST_SIZE] = [37 / 64, 1 / 8];

/** A position table of GPT-2's size, for tests: GPT-2's own cannot lie in the repository. */
export const STAND_IN_SHAPE = [ROWS, WIDTH] as const;

let table: Float32Array<ArrayBuffer> | undefined;

/**
 * The stand-in, [1024, 768], row-major. Like GPT-2's own it is a slowly turning curve of rows, but for
 * the first, which is far longer, and the last, which has nothing to do with the one before. Made of
 * sums and products alone, so that its bits are the same on every machine.
 */
export function standInPositions(): Float32Array<ArrayBuffer> {
  return (table ??= made());
}

/** As a file has them: little-endian. */
export function standInBytes(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(standInPositions().buffer);
}

/** What a worker is to verify the stand-in with; the token table's values stay GPT-2's. */
export const STAND_IN_PUBLISHED: Gpt2Published = {
  ...GPT2_PUBLISHED,
  positionSha256: createHash("sha256").update(standInBytes()).digest("hex"),
  // Of what `WeightsServer.shorten` serves, which a test compares.
  file: {
    bytes: 190_088_665,
    sha256: "9ee9ecd4a5012670c584ba2f65aa9876e0d5d1648ffd980888410dd14ebeff98",
  },
  greedy: { from: [50254, 1], to: goesOn([50254, 1], 5) },
};

/**
 * How a GPT goes on greedily whose blocks add nothing: the published values are all that there is of
 * its token table, and its final norm only normalizes.
 */
function goesOn(from: readonly number[], count: number): number[] {
  const { tokenRows, tokenColumns } = GPT2_PUBLISHED;
  const rows = Object.entries(tokenRows).map(([id, values]) => ({ id: Number(id), values }));
  const ids = [...from];
  while (ids.length < from.length + count) {
    const at = ids.length - 1;
    const x = Float64Array.from(standInPositions().subarray(at * WIDTH, (at + 1) * WIDTH));
    const last = rows.find(({ id }) => id === ids[at])?.values ?? [];
    last.forEach((value, column) => (x[tokenColumns[column] ?? 0]! += value));
    const mean = x.reduce((sum, value) => sum + value, 0) / WIDTH;
    const logit = (values: readonly number[]) =>
      values.reduce(
        (sum, value, column) => sum + value * (x[tokenColumns[column] ?? 0]! - mean),
        0,
      );
    const best = rows.reduce((most, each) =>
      logit(each.values) > logit(most.values) ? each : most,
    );
    ids.push(best.id);
  }
  return ids.slice(from.length);
}

function made(): Float32Array<ArrayBuffer> {
  const random = seeded(768);
  /** From −1 to 1, in steps that float64 and float32 hold exactly. */
  const uniform = (): number => (random(2 ** 16) - 2 ** 15) / 2 ** 15;
  const values = new Float32Array(ROWS * WIDTH);
  for (let column = 0; column < WIDTH; column++) {
    const [turns, phase, size] = [1 + random(3), random(ROWS) / ROWS, (1 + random(7)) / 32];
    for (let row = 0; row < ROWS; row++) {
      const noise = uniform() / 128;
      values[row * WIDTH + column] = size * wave((turns * row) / ROWS + phase) + noise;
    }
  }
  for (let column = 0; column < WIDTH; column++) {
    values[column] = FIRST_SIZE * uniform();
    values[(ROWS - 1) * WIDTH + column] = LAST_SIZE * uniform();
  }
  return values;
}

/** A parabola's likeness of a sine: of period 1, from −1 to 1. */
function wave(turns: number): number {
  const half = 2 * (turns - Math.floor(turns)) - 1;
  return 4 * half * (Math.abs(half) - 1);
}
