import assert from "node:assert/strict";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import { joined, mutant } from "../../../support/mutants";
import {
  attribute,
  condition,
  constant,
  modelFunction,
  node,
  onnxOf,
  tensor,
} from "../../../support/onnxParts";
import { ONNX, onnxFile, type Initializer } from "../../../support/onnxWriter";
import { plainOnnx, plainSafetensors, type PlainTensor } from "../../../support/plainReaders";
import { seeded, type Random } from "../../../support/random";
import { assertRefusal } from "../../../support/refusal";
import { f32, halves, safetensorsFile } from "../../../../.ci/support/safetensorsWriter";
import { times } from "../../../support/thoroughness";

/** Each mutant is drawn by this and its own number, so that one alone can be drawn again. */
const SEED = 20_261_128;

interface Fuzzed {
  readonly ending: string;
  readonly mutants: number;
  readonly files: readonly Uint8Array<ArrayBuffer>[];
  readonly make: (whole: Uint8Array, others: readonly Uint8Array[], random: Random) => Uint8Array<ArrayBuffer>; // prettier-ignore
  readonly read: (file: Uint8Array) => PlainTensor[];
}

/** Files that models keep values in. */
const beside = {
  "x.bin": new Uint8Array(Array.from({ length: 64 }, (_, at) => at)),
  "a-1.safetensors": safetensorsFile({
    "wte.weight": f32([5, 2], (at) => at),
    "h.weight": f32([4, 2], (at) => 1 / (at + 1)),
  }),
  "a-2.safetensors": safetensorsFile({ "wpe.weight": f32([3, 2], (at) => -at) }),
};

/** What became of mutants; a test in which one of these is 0 tests nothing. */
interface Tally {
  used: number;
  refused: number;
}

async function fuzz({ ending, mutants, files, make, read }: Fuzzed): Promise<void> {
  const tally: Tally = { used: 0, refused: 0 };
  for (let run = 0; run < times(mutants); run++) {
    const random = seeded(SEED + run);
    const bytes = make(files[run % files.length]!, files, random);
    try {
      await check(bytes, ending, read, random, tally);
    } catch (error) {
      const file = Buffer.from(bytes).toString("base64");
      throw new Error(`Mutant ${run} of seed ${SEED}: ${String(error)}\n${file}`, { cause: error });
    }
  }
  const all = times(mutants);
  console.log(`      seed ${SEED}: ${tally.used} of ${all} mutants are read, the others refused`);
  assert.ok(tally.used > all / 25 && tally.refused > all / 25, JSON.stringify(tally));
}

/** A mutant is refused with a sentence, or read as a plain reader reads it. */
async function check(
  bytes: Uint8Array<ArrayBuffer>,
  ending: string,
  read: Fuzzed["read"],
  random: Random,
  tally: Tally,
): Promise<void> {
  const path = `/models/m.${ending}`;
  const source = new MemorySource({ [path]: bytes });
  for (const [name, file] of Object.entries(beside)) source.files.set(`/models/${name}`, file);
  const files = new MemoryFiles();
  const names = random(2) === 0 ? {} : namesOf(bytes, read, random);
  let steps = 0;
  const step = async (): Promise<void> => {
    steps++;
  };
  try {
    const { info, tables } = await fileTables({ path, ...names }, source, files, step);
    const plain = read(bytes);
    for (const [name, table] of [
      [info.tables!.token, tables.token],
      [info.tables!.position, tables.position],
    ] as const) {
      const kept = new Float32Array(files.finished.get(table.name)!.buffer);
      // Of several graphs a name may stand behind the names of what it is in.
      const own = plain.filter((each) => each.name === name || name.endsWith(`.${each.name}`));
      const exact = own.filter((each) => each.name === name);
      const expected = exact.length === 1 ? exact : own;
      assert.ok(
        expected.some(({ shape, values }) => areSame(shape, table.shape) && areSame(values!, kept)),
        `"${name}" ${table.shape.join(" × ")}: ${kept.join(" ")}`,
      );
      assert.ok(kept.every((value) => Number.isFinite(value)) && kept.length > 0);
    }
    tally.used++;
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
    assertRefusal(error, path);
    assert.ok((error as Error).message.startsWith(path), (error as Error).message);
    assert.deepEqual([files.finished.size, files.parts.size], [0, 0]);
    tally.refused++;
  }
  await candidatesOf(path, source, step).catch((error: unknown) => {
    assertRefusal(error, path);
  });
  assert.equal(source.openCount, 0);
  // Work is bounded by what the file holds, whatever it claims.
  assert.ok(source.bytesRead <= 16 * (bytes.length + 2 ** 10), `${source.bytesRead} bytes read`);
  assert.ok(steps < 100, `${steps} steps`);
  const written = [...files.finished.values()].reduce((sum, { length }) => sum + length, 0);
  assert.ok(written <= 4 * (bytes.length + 512), `${written} bytes written`);
}

/** Names of two tensors that the plain reader finds, as a person would choose them. */
function namesOf(bytes: Uint8Array, read: Fuzzed["read"], random: Random): object {
  let tables: PlainTensor[];
  try {
    tables = read(bytes).filter(({ values }) => values !== undefined);
  } catch {
    return {};
  }
  const one = tables[random(tables.length)];
  const fits = tables.filter(({ shape }) => shape[1] === one?.shape[1]);
  return { token: one?.name, position: fits[random(fits.length)]?.name };
}

/** NaN has many bits; a table that has one is refused, and its numbers are compared as numbers. */
function areSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((value, at) => Object.is(value, b[at]));
}

describe("Mutants of model files are refused in a sentence or read as a plain reader reads them", function () {
  const good = {
    "wte.weight": f32([5, 2], (at) => at + 0.5),
    "wpe.weight": f32([3, 2], (at) => -at / 8),
  };
  const raw = (name: string, shape: readonly [number, number]): Initializer => ({
    name,
    type: ONNX.float,
    shape,
    raw: f32(shape, (at) => at / 4).bytes,
  });

  it("of safetensors, in the header and in the values", async () => {
    const files = [
      safetensorsFile(good),
      safetensorsFile({
        "transformer.wte.weight": halves(
          "F16",
          [4, 2],
          [0, 1, 0x3c00, 0xbc00, 0x7bff, 0x0400, 5, 6],
        ),
        "transformer.wpe.weight": halves("BF16", [2, 2], [0x3f80, 0xbf80, 1, 0x7f7f]),
        "ln.bias": f32([3], () => 1),
      }),
      safetensorsFile({
        'tok é\n"': f32([2, 3], (at) => at),
        pos: f32([2, 3], (at) => -at),
        constructor: f32([1], [1]),
      }),
    ];
    await fuzz({
      ending: "safetensors",
      mutants: 9000,
      files,
      read: plainSafetensors,
      make: (whole, others, random) => {
        const kind = random(4);
        if (kind === 0) return mutant(whole, others, random);
        // The header alone, whose length goes with it, so that damage reaches what comes behind.
        const end = 8 + Number(new DataView(whole.buffer as ArrayBuffer).getBigUint64(0, true));
        if (kind === 1) {
          const values = new Uint8Array(whole);
          for (let times = 1 + random(4); times > 0; times--) {
            values[end + random(whole.length - end)] = random(256);
          }
          return values;
        }
        const headers = others.map((other) => other.subarray(8));
        const header = mutant(whole.subarray(8, end), headers, random);
        const length = new Uint8Array(8);
        new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
        return joined(length, header, whole.subarray(end));
      },
    });
  });

  it("of an index of several files", async () => {
    const parts = { "wte.weight": "a-1.safetensors", "wpe.weight": "a-2.safetensors" };
    const more = { "h.weight": "a-1.safetensors" };
    const files = [
      { weight_map: { ...parts, ...more } },
      { metadata: { total_size: 96 }, weight_map: { ...more, ...parts } },
      { weight_map: { "h.weight": "./a-1.safetensors", "wpe.weight": "a-2.safetensors" } },
    ].map((index) => new Uint8Array(Buffer.from(JSON.stringify(index))));
    await fuzz({
      ending: "safetensors.index.json",
      mutants: 2000,
      files,
      read: (file) => {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(file);
        const { weight_map: map } = JSON.parse(text) as { weight_map: Record<string, string> };
        return Object.entries(map).flatMap(([name, part]) => {
          const own = (beside as Record<string, Uint8Array>)[part.replace(/^(\.\/)+/, "")];
          if (own === undefined || !part.includes("safetensors")) return [];
          return plainSafetensors(own).filter((each) => each.name === name);
        });
      },
      make: mutant,
    });
  });

  it("of ONNX, with tables as initializers, in constants, branches, functions and other files", async () => {
    const sizes = { type: ONNX.float16, shape: [3, 2] };
    const half: Initializer = { ...sizes, name: "tok", int32s: [1, 2, 3, 400, 5, 6] };
    const outside: Initializer = { ...sizes, name: "pos", external: { location: "x.bin" } };
    const floats = { type: ONNX.float, shape: [5, 2], floats: [...Array(10).keys()] };
    const [wte, wpe] = [raw("wte", [5, 2]), raw("wpe", [3, 2])];
    const files = [
      onnxFile([wte, wpe]),
      onnxFile([{ name: "wte", ...floats }, wpe]),
      onnxFile([half, outside], { extra: ["", "Relu"], isNested: true }),
      onnxOf([constant("wte", { ...wte, name: "" }), constant("wpe", wpe)]),
      onnxOf([
        condition("y", { then_branch: [tensor(5, wte)], else_branch: [constant("wpe", wpe)] }),
      ]),
      onnxOf([condition("y", { a: [constant("wpe", wpe)], b: [constant("wpe", wte)] })]),
      onnxOf(
        [node("TableOf", ["y"], [attribute("tok", tensor(5, wte))])],
        modelFunction("f", constant("wpe", wpe, 7)),
      ),
      onnxOf([tensor(5, { ...half, type: ONNX.bfloat16 }), tensor(5, outside)]),
    ];
    await fuzz({
      ending: "onnx",
      mutants: 13_000,
      files,
      read: (file) => plainOnnx(file, beside),
      make: mutant,
    });
  });
});
