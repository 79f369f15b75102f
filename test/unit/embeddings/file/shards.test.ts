import assert from "node:assert/strict";
import { batchOf } from "../../../../src/embeddings/queries/batch";
import { candidatesOf, fileTables } from "../../../../src/embeddings/file/modelFile";
import { Model } from "../../../../src/embeddings/model";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { nativeRuntime } from "../../../../src/embeddings/runtime/node/nativeRuntime";
import { freshFolder } from "../../../../.ci/support/folders";
import { MemoryFiles } from "../../../support/memoryFiles";
import { MemorySource } from "../../../support/memorySource";
import { assertRefusal } from "../../../support/refusal";
import {
  f32,
  safetensorsFile,
  type WrittenTensor,
} from "../../../../.ci/support/safetensorsWriter";

type Tensors = Record<string, WrittenTensor>;

const wte = f32([7, 2], (at) => at + 6);
const wpe = f32([5, 2], (at) => at);
const head = f32([7, 2], () => 9);
const folder = "/models/gpt";
const INDEX = "model.safetensors.index.json";
const partName = (at: number, count: number): string =>
  `model-${String(at).padStart(5, "0")}-of-${String(count).padStart(5, "0")}.safetensors`;

/** A model in parts, and its index unless one is given. */
function sourceOf(parts: readonly Tensors[], index?: string): MemorySource {
  const names = parts.map((_, at) => partName(at + 1, parts.length));
  const map: Record<string, string> = {};
  parts.forEach((tensors, at) => {
    for (const name of Object.keys(tensors)) map[name] = names[at]!;
  });
  const text = index ?? JSON.stringify({ metadata: {}, weight_map: map });
  return new MemorySource({
    ...Object.fromEntries(
      parts.map((part, at) => [`${folder}/${names[at]}`, safetensorsFile(part)]),
    ),
    [`${folder}/${INDEX}`]: new Uint8Array(Buffer.from(text)),
  });
}

async function assertOpens(source: MemorySource, name: string, names = {}): Promise<void> {
  const files = new DiskFiles(freshFolder("shards"));
  const { info, tables } = await fileTables({ path: `${folder}/${name}`, ...names }, source, files);
  assert.deepEqual([info.vocabularySize, info.dimensions, info.contextLength], [7, 2, 5], name);
  const model = await Model.open(info, tables, files, nativeRuntime);
  const { token, position } = await model.embed(batchOf([[3, 0]]));
  await model.close();
  assert.deepEqual([...token, ...position], [12, 13, 6, 7, 0, 1, 2, 3], name);
  assert.equal(source.openCount, 0);
}

async function refused(
  source: MemorySource,
  name: string,
  reason: RegExp,
  names = {},
): Promise<void> {
  const path = `${folder}/${name}`;
  await assert.rejects(
    fileTables({ path, ...names }, source, new MemoryFiles()),
    (error: Error) => {
      assertRefusal(error, name);
      assert.ok(error.message.startsWith(path), error.message);
      assert.match(error.message, reason);
      return true;
    },
  );
  assert.equal(source.openCount, 0);
}

describe("A model in several files", () => {
  const apart = [
    { "transformer.wte.weight": wte, "h.0.weight": f32([2, 2], () => 1) },
    { "h.1.weight": f32([2, 2], () => 2), "transformer.wpe.weight": wpe },
    { "lm_head.weight": head },
  ];

  it("opens by its index or by any of its parts, wherever its tables lie", async () => {
    for (const parts of [apart, [...apart].reverse(), [{ ...apart[0], ...apart[1] }, apart[2]!]]) {
      const source = sourceOf(parts);
      await assertOpens(source, INDEX);
      for (let at = 1; at <= parts.length; at++)
        await assertOpens(source, partName(at, parts.length));
    }
  });

  it("opens by one part alone where that holds both tables, also when the others are not there", async () => {
    const source = sourceOf([{ ...apart[0], ...apart[1] }, apart[2]!]);
    source.files.delete(`${folder}/${partName(2, 2)}`);
    await assertOpens(source, partName(1, 2));
    await assertOpens(source, INDEX);
    const odd = sourceOf([{ a: wte, b: wpe }, apart[2]!]);
    odd.files.delete(`${folder}/${partName(2, 2)}`);
    await assertOpens(odd, partName(1, 2), { token: "a", position: "b" });
    await assertOpens(odd, INDEX, { token: "a", position: "b" });
  });

  it("says of which file its tables are", async () => {
    const path = `${folder}/${partName(1, 3)}`;
    const { info } = await fileTables({ path }, sourceOf(apart), new MemoryFiles());
    assert.deepEqual(info.tables, {
      path,
      token: "transformer.wte.weight",
      position: "transformer.wpe.weight",
      positionFile: partName(2, 3),
    });
  });

  it("is asked about where no names tell, with the tables of all its files", async () => {
    const source = sourceOf([{ first: wte }, { second: wpe }]);
    for (const name of [INDEX, partName(1, 2), partName(2, 2)]) {
      const [found, ...more] = await candidatesOf(`${folder}/${name}`, source);
      assert.deepEqual(
        [found!.token.name, found!.position.name, found!.namesTell, more.length],
        ["first", "second", false, 0],
      );
      await refused(source, name, /name both by "token" and "position"/);
      await assertOpens(source, name, { token: "first", position: "second" });
    }
  });

  it("is refused with what to do where a part that is needed is not there or damaged", async () => {
    const gone = sourceOf(apart);
    gone.files.delete(`${folder}/${partName(2, 3)}`);
    const missing =
      /one of several files of a model, of which "model-00002-of-00003\.safetensors" is not there\. All of them have to lie in one folder\.$/;
    for (const name of [INDEX, partName(1, 3), partName(3, 3)]) await refused(gone, name, missing);
    const damaged = sourceOf(apart);
    damaged.files.set(`${folder}/${partName(2, 3)}`, new Uint8Array(100).fill(1));
    await refused(damaged, INDEX, /of which "model-00002-of-00003\.safetensors" claims a header/);
    const pickled = sourceOf(apart);
    pickled.files.set(`${folder}/${partName(2, 3)}`, new Uint8Array([0x80, 2, 0]));
    await refused(pickled, partName(1, 3), /is not a safetensors file\. Open it by itself/);
    const twice = sourceOf([{ a: wte }, { a: wpe }]);
    await refused(twice, partName(1, 2), /and "model-00002-of-00002\.safetensors" both hold "a"/);
    const many = new MemorySource({
      [`${folder}/model-00001-of-99999.safetensors`]: safetensorsFile({ a: wte }),
    });
    await refused(many, "model-00001-of-99999.safetensors", /a model of 99999 parts; at most 4096/);
  });

  it("is refused where its index is none, or does not fit its parts", async () => {
    const map = (weight_map: unknown): MemorySource =>
      sourceOf(apart, JSON.stringify({ weight_map }));
    for (const text of [
      "[]",
      "{}",
      "x",
      '{"weight_map":',
      '{"weight_map":[]}',
      '{"weight_map":{"a":1}}',
      '{"weight_map":{"a":{"b":"c"}}}',
      '{"weight_map":{"a":""}}',
      `{"weight_map":{"a":"${"x".repeat(2000)}"}}`,
    ]) {
      await refused(
        sourceOf(apart, text),
        INDEX,
        /is not the index of a model: "weight_map" has to/,
      );
    }
    await refused(sourceOf(apart, `{"a":${"[".repeat(1e6)}`), INDEX, /more than 16 deep/);
    await refused(
      sourceOf(apart, '{"weight_map":{"a":"b","\\u0061":"c"}}'),
      INDEX,
      /names "a" twice/,
    );
    await refused(sourceOf(apart, ""), INDEX, /is empty/);
    await refused(map({}), INDEX, /it holds no tensor/);
    await refused(
      map({ "wte.weight": partName(1, 3), "wpe.weight": partName(2, 3) }),
      INDEX,
      /places "wte\.weight" in "model-00001-of-00003\.safetensors", which does not hold it/,
    );
    for (const outside of ["../x.safetensors", "/etc/hostname", "C:\\x.safetensors", "a/../../b"]) {
      await refused(map({ a: outside }), INDEX, /is outside the model's folder/);
    }
    await refused(map({ a: "none.safetensors" }), INDEX, /"none\.safetensors" is not there/);
    await refused(map({ a: INDEX }), INDEX, /claims a header|no JSON/);
    const config = new MemorySource({ [`${folder}/config.json`]: new Uint8Array([123, 125]) });
    await refused(config, "config.json", /whose name ends with \.safetensors\.index\.json/);
  });

  it("is given up between any two steps", async () => {
    for (const name of [INDEX, partName(3, 3)]) {
      const source = sourceOf(apart);
      let all = 0;
      await candidatesOf(`${folder}/${name}`, source, async () => {
        all++;
      });
      assert.ok(all >= 6, `${all} steps`);
      for (let last = 1; last <= all; last++) {
        let steps = 0;
        const step = async (): Promise<void> => {
          if (++steps === last) throw new Error("Given up.");
        };
        const opening = candidatesOf(`${folder}/${name}`, source, step);
        await assert.rejects(opening, { message: "Given up." });
        assert.equal(source.openCount, 0);
      }
    }
  });
});
