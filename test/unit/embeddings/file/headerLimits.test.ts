import assert from "node:assert/strict";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import { assertRefusal } from "../../../support/refusal";
import { f32, safetensorsFile, withHeader } from "../../../../.ci/support/safetensorsWriter";

const path = "/m.safetensors";
const noStep = async (): Promise<void> => undefined;

/** Opens a file with a header, and refuses it with a sentence; counts the steps that it took. */
async function refused(header: string, reason: RegExp, dataBytes = 0): Promise<number> {
  const source = new MemorySource({ [path]: withHeader(header, [new Uint8Array(dataBytes)]) });
  let steps = 0;
  const step = async (): Promise<void> => {
    steps++;
  };
  await assert.rejects(candidatesOf(path, source, step), (error: Error) => {
    assertRefusal(error, header.slice(0, 50));
    assert.match(error.message, reason);
    return true;
  });
  assert.equal(source.openCount, 0);
  return steps;
}

const entry = (shape: unknown, from = 0, to = 0): object => ({
  dtype: "F32",
  shape,
  data_offsets: [from, to],
});
const names = (count: number, nameOf: (at: number) => string): string =>
  JSON.stringify(
    Object.fromEntries(Array.from({ length: count }, (_, at) => [nameOf(at), entry([0, 2])])),
  );

describe("A safetensors header is limited", () => {
  it("in nesting, before anything is parsed, and not read at all where it begins with a list", async () => {
    const brackets = withHeader("[".repeat(4e6));
    const source = new MemorySource({ [path]: brackets });
    await assert.rejects(candidatesOf(path, source), /header that is no JSON object/);
    assert.ok(source.bytesRead < 5000, `${source.bytesRead} bytes were read`);
    const many = 4e6;
    await refused(`{"a":${"[".repeat(many)}`, /more than 16 deep/);
    await refused(`{"a":${'{"b":'.repeat(many / 4)}`, /more than 16 deep/);
    await refused(`{"__metadata__":${'[{"a":'.repeat(many / 4)}`, /more than 16 deep/);
    await refused(`{"a":{"dtype":"F32","shape":${"[".repeat(many)}`, /more than 16 deep/);
    await refused('{"a":'.repeat(many / 4), /more than 16 deep/);
  });

  it("in what is told about one tensor", async () => {
    await refused(`{"a":[${"[],".repeat(1e6)}[]]}`, /describes tensor "a" in a way/);
    await refused(`{"a":{"shape":[${"1,".repeat(1e6)}1]}}`, /describes tensor "a" in a way/);
    await refused(
      JSON.stringify({ a: entry(Array<number>(65).fill(1), 0, 4) }),
      /65 dimensions/,
      4,
    );
    await refused(`{"__metadata__":[${"[],".repeat(1e6)}[]]}`, /metadata that are no texts/);
    await refused(`{"__metadata__":{"a":${"1".repeat(400)}}}`, /metadata that are no texts/);
    await refused(`{"__metadata__":{"a":"${"x".repeat(2 ** 24)}"}}`, /longer than 16777216 bytes/);
  });

  it("in the number of tensors and of texts, which all have another name", async () => {
    await refused(names(2 ** 17 + 1, String), /more than 131072 tensors/);
    const texts = Array.from({ length: 2 ** 17 + 1 }, (_, at) => `"${at}":""`).join(",");
    await refused(`{"__metadata__":{${texts}}}`, /more than 131072/);
  });

  it("in the length of a name", async () => {
    for (const name of ["x".repeat(4097), "\\u0061".repeat(2 ** 18), "é".repeat(2 ** 20)]) {
      await refused(`{"${name}":{}}`, /has a name of \d+ bytes; at most 4096 are read/);
      await refused(`{"__metadata__":{"${name}":""}}`, /has a name of \d+ bytes/);
    }
    const long = "x".repeat(4000);
    const tensors = { [`${long}.wte.weight`]: f32([5, 2], () => 1), [`${long}.wpe.weight`]: f32([3, 2], () => 1) }; // prettier-ignore
    const source = new MemorySource({ [path]: safetensorsFile(tensors) });
    assert.equal((await fileTables({ path }, source, new MemoryFiles())).info.contextLength, 3);
  });

  it("in sizes: what is beyond any file is no product, also where another size is 0", async () => {
    const most = 2 ** 53 - 1;
    for (const shape of [
      [4, 2 ** 27],
      [2 ** 27, 2 ** 27],
      [2 ** 40, 2 ** 40, 2 ** 40],
      [most, most, 0],
      [0, most, most],
      Array<number>(64).fill(most),
      [...Array<number>(63).fill(most), 0],
      [2 ** 50, 8],
    ]) {
      for (const bytes of [0, 8]) {
        await refused(JSON.stringify({ a: entry(shape, 0, bytes) }), /gives tensor "a"/, bytes);
      }
    }
  });

  it("in time: 60,000 tensors of names that GPT-2's begin with are told in one pass", async () => {
    for (const count of [20_000, 60_000]) {
      const steps = await refused(
        names(count, (at) => `layer${at}.wte.weight`),
        /holds no two/,
      );
      assert.ok(steps < 0.01 * count, `${steps} steps`);
      await refused(
        names(count, (at) => `layer${at >> 1}.${at % 2 ? "wte" : "wpe"}.weight`),
        /"layer0.wte.weight" has the shape \[0, 2\] and no values/,
      );
    }
  });
});

describe("Opening a model file", () => {
  it("is given up between any two steps, by the step's own reason, with nothing left open", async () => {
    const header = names(4_000, (at) => `layer${at}.wte.weight`);
    const small = { "wte.weight": f32([5, 2], () => 1), "wpe.weight": f32([3, 2], () => 1) };
    for (const file of [withHeader(header), safetensorsFile(small)]) {
      const source = new MemorySource({ [path]: file });
      let all = 0;
      const counted = async (): Promise<void> => {
        all++;
      };
      await candidatesOf(path, source, counted).catch(() => undefined);
      assert.ok(all >= 3, `${all} steps`);
      for (let last = 1; last <= all; last++) {
        const reason = new DOMException("Given up.", "AbortError");
        let steps = 0;
        const step = async (): Promise<void> => {
          if (++steps === last) throw reason;
        };
        const isReason = (error: unknown): boolean => error === reason;
        await assert.rejects(candidatesOf(path, source, step), isReason);
        steps = 0;
        await assert.rejects(fileTables({ path }, source, new MemoryFiles(), step), isReason);
        assert.deepEqual([steps, source.openCount], [last, 0]);
      }
      await candidatesOf(path, source, noStep).catch(() => undefined);
    }
  });
});
