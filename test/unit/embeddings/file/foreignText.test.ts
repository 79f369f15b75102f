import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { diskSource } from "../../../../src/embeddings/file/node/diskSource";
import { freshFolder } from "../../../../.ci/support/folders";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import {
  attribute,
  bytes,
  condition,
  constant,
  message,
  modelFunction,
  node,
  onnxOf,
  tensor,
  text,
  varint,
  type Part,
} from "../../../support/onnxParts";
import { ONNX } from "../../../support/onnxWriter";
import { assertRefusal } from "../../../support/refusal";
import { f32, safetensorsFile, withHeader } from "../../../../.ci/support/safetensorsWriter";

/** A letter that no sentence of ours has: what is foreign is made of it. */
const LETTER = "Q";
const MOST_FOREIGN = 300;
const LENGTHS = [200, 4000, 1_000_000, 24_000_000];

/** Every file of a folder whose own name is long, too. */
type Files = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

type Making = () => Uint8Array<ArrayBuffer>;

async function refused(
  files: Files,
  name: string,
  what: string,
  choice: { token?: string; position?: string } = {},
): Promise<void> {
  const folder = `/models/${LETTER.repeat(200)}`;
  const source = new MemorySource(
    Object.fromEntries(Object.entries(files).map(([each, file]) => [`${folder}/${each}`, file])),
  );
  const path = `${folder}/${name}`;
  const check = (error: unknown): void => {
    assertShort(error, what);
  };
  await fileTables({ path, ...choice }, source, new MemoryFiles()).then(
    () => assert.fail(`${what} was opened`),
    check,
  );
  await candidatesOf(path, source).catch(check);
  assert.equal(source.openCount, 0);
}

function assertShort(error: unknown, what: string): void {
  assertRefusal(error, what);
  const { message: sentence } = error as Error;
  const count = sentence.split(LETTER).length - 1;
  assert.ok(count <= MOST_FOREIGN, `${what}: ${count} foreign characters in ${sentence}`);
}

describe("No sentence about a model file has more than 300 characters of what is in it", () => {
  for (const length of LENGTHS) {
    const long = LETTER.repeat(length);
    // Of the longest, which take their time to be written, some.
    const some = <T>(cases: readonly T[]): readonly T[] =>
      length > 2_000_000 ? cases.filter((_, at) => at % 5 === 0) : cases;
    const place = (from: number, to: number, shape: unknown): object => ({
      dtype: "F32",
      shape,
      data_offsets: [from, to],
    });
    const header = (tensors: object, size = 0): Uint8Array<ArrayBuffer> =>
      withHeader(JSON.stringify(tensors), [new Uint8Array(size)]);

    it(`of safetensors, with names of ${length} characters`, async () => {
      const [a, b] = [`${long}a`, `${long}b`];
      const one = { "wte.weight": f32([2, 2], () => 1) };
      for (const [what, file, choice] of some([
        ["overlapping", () => header({ [a]: place(0, 8, [2]), [b]: place(4, 12, [2]) }, 12)],
        ["a gap", () => header({ [a]: place(4, 8, [1]) }, 8)],
        ["outside", () => header({ [a]: place(0, 800, [200]) }, 8)],
        ["another size", () => header({ [a]: place(0, 8, [3]) }, 8)],
        ["unreadable", () => header({ [a]: { dtype: long, shape: long, data_offsets: long } }, 8)],
        [
          "a long type",
          () => header({ [a]: { ...place(0, 8, [1, 2]), dtype: long } }, 8),
          { token: a, position: a },
        ],
        ["dimensions", () => header({ [a]: place(0, 4, Array<number>(90).fill(1)) }, 4)],
        ["twice", () => withHeader(`{"${a}":{},"${a}":{}}`)],
        ["metadata", () => header({ __metadata__: { [a]: long, [b]: 1 } })],
        ["a long value", () => header({ __metadata__: { a: long, b: 1 } })],
        ["no JSON", () => withHeader(`{"${long}`)],
        ["alone", () => safetensorsFile({ [a]: f32([2, 2], () => 1) })],
        [
          "no values",
          () =>
            safetensorsFile({
              [`${long}.wte.weight`]: f32([0, 2], []),
              [`${long}.wpe.weight`]: f32([2, 2], () => 1),
            }),
        ],
        [
          "widths",
          () =>
            safetensorsFile({
              [`${long}.wte.weight`]: f32([2, 3], () => 1),
              [`${long}.wpe.weight`]: f32([2, 2], () => 1),
            }),
        ],
        [
          "not finite",
          () =>
            safetensorsFile({
              [`${long}.wte.weight`]: f32([2, 2], () => NaN),
              [`${long}.wpe.weight`]: f32([2, 2], () => 1),
            }),
        ],
        ["two", () => safetensorsFile({ [a]: f32([2, 2], () => 1), [b]: f32([2, 2], () => 1) })],
        [
          "three",
          () =>
            safetensorsFile({
              [a]: f32([2, 2], () => 1),
              [b]: f32([2, 2], () => 1),
              [`${long}c`]: f32([2, 2], () => 1),
            }),
        ],
        ["not there", () => safetensorsFile(one), { token: a, position: b }],
        ["one not there", () => safetensorsFile(one), { token: a }],
      ] as [string, Making, { token?: string; position?: string }?][])) {
        await refused({ "m.safetensors": file() }, "m.safetensors", what, choice);
      }
    });

    it(`of an index and of parts, with names of ${length} characters`, async () => {
      const index = (map: unknown, more: object = {}): Uint8Array<ArrayBuffer> =>
        new Uint8Array(Buffer.from(JSON.stringify({ ...more, weight_map: map })));
      const part = safetensorsFile({ a: f32([2, 2], () => 1) });
      const name = "m.safetensors.index.json";
      for (const [what, file] of some([
        ["a key", () => index({ [long]: "p" })],
        ["a part", () => index({ a: long })],
        ["both", () => index({ [long]: long })],
        ["folders", () => index({ a: "Q/".repeat(length / 2) })],
        ["another key", () => index({ a: "p" }, { [long]: long })],
        ["another value", () => index({ b: "p" }, { a: long })],
        [
          "twice",
          () => new Uint8Array(Buffer.from(`{"weight_map":{"${long}":"p","${long}":"p"}}`)),
        ],
      ] as [string, Making][])) {
        await refused({ [name]: file(), p: part }, name, what);
      }
      const parts = [`${long.slice(0, 200)}-00001-of-00002.safetensors`, `${long.slice(0, 200)}-00002-of-00002.safetensors`] as const; // prettier-ignore
      const overlapping = header({ [`${long}a`]: place(0, 8, [2]), [`${long}b`]: place(4, 12, [2]) }, 12); // prettier-ignore
      await refused({ [parts[0]]: part, [parts[1]]: overlapping }, parts[0], "an overlapping part");
      await refused({ [parts[0]]: part }, parts[0], "no part");
      const same = safetensorsFile({ [long]: f32([2, 2], () => 1) });
      await refused({ [parts[0]]: same, [parts[1]]: same }, parts[0], "two of a name");
      await refused({ [parts[0]]: new Uint8Array([0x80, 2]) }, parts[0], "a pickle");
      const pickle = `${long.slice(0, 200)}.pt`;
      await refused({ [pickle]: part }, pickle, "a pickle by its name");
    });

    it(`of ONNX, with names of ${length} characters`, async () => {
      const table = { type: ONNX.float, shape: [2, 2], raw: f32([2, 2], () => 1).bytes };
      const named = (value: object): Part => tensor(5, { ...table, name: long, ...value });
      const external = (location: string, more: Record<string, string> = {}): Part =>
        tensor(5, {
          ...table,
          raw: undefined!,
          name: `${long}.wte.weight`,
          external: { location, ...more },
        });
      const wpe = tensor(5, { ...table, name: `${long}.wpe.weight` });
      for (const [what, file] of some([
        ["alone", () => onnxOf([named({})])],
        ["twice", () => onnxOf([named({}), named({})])],
        ["two", () => onnxOf([named({}), named({ name: `${long}b` })])],
        ["sizes", () => onnxOf([named({ shape: [2, 3] })])],
        ["no values", () => onnxOf([named({ raw: new Uint8Array(0) })])],
        ["two ways", () => onnxOf([named({ floats: [1, 2, 3, 4] })])],
        [
          "segments",
          () =>
            onnxOf([
              message(5, varint(1, 1), varint(1, 1), varint(2, 1), message(3), text(8, long)),
            ]),
        ],
        ["external", () => onnxOf([external(long), wpe])],
        ["outside", () => onnxOf([external(`../${long}`), wpe])],
        ["an offset", () => onnxOf([external(long, { offset: long }), wpe])],
        ["a length", () => onnxOf([external(long, { length: "7" }), wpe])],
        ["another key", () => onnxOf([external("p", { [long]: long }), wpe])],
        [
          "nowhere",
          () =>
            onnxOf([
              message(5, varint(1, 2), varint(1, 2), varint(2, 1), text(8, long), varint(14, 1)),
            ]),
        ],
        ["an operator", () => onnxOf([message(1, text(4, long), text(7, long))])],
        ["a constant", () => onnxOf([constant(long, { ...table, name: long })])],
        [
          "a constant twice",
          () =>
            onnxOf([
              constant(long, { ...table, name: long }),
              constant(long, { ...table, name: long }),
            ]),
        ],
        [
          "an attribute",
          () =>
            onnxOf([node("TableOf", [long], [attribute(long, tensor(5, { ...table, name: "" }))])]),
        ],
        [
          "a branch",
          () => onnxOf([condition(long, { [long]: [named({})], [`${long}b`]: [named({})] })]),
        ],
        [
          "a function",
          () => onnxOf([], modelFunction(long, constant(long, { ...table, name: "" }, 7))),
        ],
        ["a text of the model", () => onnxOf([], text(2, long))],
        ["no text", () => onnxOf([message(5, bytes(8, new Uint8Array(length).fill(0xff)))])],
      ] as [string, Making][])) {
        await refused({ "m.onnx": file(), p: new Uint8Array(4) }, "m.onnx", what);
      }
    });
  }

  it("of the disk, where names are longer than it can have", async () => {
    const folder = join(freshFolder("foreign"), LETTER.repeat(200));
    mkdirSync(folder);
    const [onnx, index] = [join(folder, "m.onnx"), join(folder, "m.safetensors.index.json")];
    const wpe = tensor(5, { name: "wpe.weight", type: 1, shape: [2, 2], raw: new Uint8Array(16) });
    for (const location of ["Q".repeat(300), "Q".repeat(4000), "Q/".repeat(2000), "Q".repeat(90)]) {
      const wte = {
        name: `${"Q".repeat(4000)}.wte.weight`,
        type: 1,
        shape: [2, 2],
        external: { location },
      };
      writeFileSync(onnx, onnxOf([tensor(5, { ...wte, name: "wte.weight" }), wpe]));
      const position = { ...wte, name: `${"Q".repeat(4000)}.wpe.weight` };
      const both = onnxOf([tensor(5, wte), tensor(5, position)]);
      writeFileSync(index, JSON.stringify({ weight_map: { [wte.name]: location } }));
      for (const path of [onnx, index, join(folder, `${location}.onnx`)]) {
        const opening = fileTables({ path }, diskSource, new MemoryFiles());
        await opening.then(
          () => assert.fail(path),
          (error: unknown) => {
            assertShort(error, path);
          },
        );
      }
      writeFileSync(onnx, both);
      const opening = fileTables({ path: onnx }, diskSource, new MemoryFiles());
      await assert.rejects(opening, (error: Error) => {
        assertShort(error, "both outside");
        return true;
      });
    }
  });
});
