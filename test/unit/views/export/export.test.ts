import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  headerLength,
  LENGTH_BYTES,
  readHeader,
} from "../../../../src/embeddings/file/safetensors";
import { withOneArray, type ExportData } from "../../../../src/views/export/exportData";
import { exportFormats } from "../../../../src/views/export/formats";
import {
  exportedTokens,
  exportedVectors,
  exportedWindows,
} from "../../../../src/views/export/sources";
import { loader } from "../../../../src/windows/loader";
import { readArrays } from "../../../support/arrays";
import { hasPython } from "../../../support/python";
import { arraysByPython, recordsByPython } from "../../../support/readByPython";
import { freshFolder } from "../../../../.ci/support/folders";

const TEXT = 'a, "b"\n 👋é';
const tokens = {
  ids: Uint32Array.of(7, 50256, 4_294_967_295, 0, 1, 2),
  starts: Uint32Array.of(0, 2, 6, 7, 8, 10),
  ends: Uint32Array.of(2, 6, 7, 8, 10, 11),
};
const options = { maxLength: 2, stride: 1, batchSize: 2 };
const cut = loader(tokens.ids.length, { ...options, shuffle: true });
const windows = { ids: tokens.ids, loader: cut, options, first: 0, end: cut.samples };

const random = (length: number, factor: number) =>
  Float32Array.from({ length }, (_, at) => Math.sin(at + 1) * factor);
const VECTORS = {
  shape: [2, 2, 3],
  token: random(12, 1e-3),
  position: random(6, 3),
  input: random(12, 1e10),
} as const;

describe("An export", () => {
  let folder: string;
  before(() => (folder = freshFolder("export")));
  after(() => rm(folder, { recursive: true }));

  async function written(exported: ExportData, ending: string): Promise<Buffer> {
    const format = exportFormats.find((each) => each.ending === ending);
    assert.ok(format, ending);
    const parts: Uint8Array[] = [];
    for await (const part of format.bytes(exported)) parts.push(part.slice());
    return Buffer.concat(parts);
  }
  async function file(exported: ExportData, ending: string, name = "file"): Promise<string> {
    const path = join(folder, `${name}.${ending}`);
    await writeFile(path, await written(exported, ending));
    return path;
  }
  const text = (start: number, end: number) => TEXT.slice(start, end);
  const inputs = () =>
    Array.from(cut.order, (sample) => [...tokens.ids.slice(sample, sample + 2)]).flat();
  const targets = () =>
    Array.from(cut.order, (sample) => [...tokens.ids.slice(sample + 1, sample + 3)]).flat();

  it("of tokens is a record a line that JSON reads back", async () => {
    const lines = (await written(exportedTokens({ tokens, text }), "jsonl")).toString();
    assert.ok(lines.endsWith("\n"));
    const records = lines
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(records.length, 6);
    assert.deepEqual(records[1], { index: 1, id: 50256, start: 2, end: 6, text: ' "b"' });
    assert.deepEqual(
      records.map((record) => record["text"]),
      ["a,", ' "b"', "\n", " ", "👋", "é"],
    );
  });

  it("of tokens as CSV quotes what has to be quoted", async () => {
    const csv = (await written(exportedTokens({ tokens, text }), "csv")).toString();
    assert.equal(
      csv,
      'index,id,start,end,text\n0,7,0,2,"a,"\n1,50256,2,6," ""b"""\n' +
        '2,4294967295,6,7,"\n"\n3,0,7,8," "\n4,1,8,10,👋\n5,2,10,11,é\n',
    );
  });

  it("of windows is what `datasets` calls input_ids and labels, in the loader's order", async () => {
    const lines = (await written(exportedWindows(windows), "jsonl")).toString().trimEnd();
    const records = lines
      .split("\n")
      .map((line) => JSON.parse(line) as { input_ids: number[]; labels: number[] });
    assert.deepEqual(
      records.flatMap((record) => record.input_ids),
      inputs(),
    );
    assert.deepEqual(
      records.flatMap((record) => record.labels),
      targets(),
    );
  });

  it("of windows is read by numpy as int64 [N, L]", async () => {
    const arrays = readArrays(await file(exportedWindows(windows), "npz"));
    const shape = [cut.samples, 2];
    assert.deepEqual(arrays, {
      inputs: { dtype: "int64", shape, values: inputs() },
      targets: { dtype: "int64", shape, values: targets() },
    });
  });

  it("of one array, by its name, is that array in C order for numpy", async () => {
    const ofVectors = exportedVectors({ ...windows, first: 2, end: 4 }, VECTORS);
    const [position, shape] = [[...VECTORS.position], [2, 2, 3]];
    for (const [exported, name, expected] of [
      [
        exportedTokens({ tokens, text }),
        "ids",
        { dtype: "int64", shape: [6], values: [...tokens.ids] },
      ],
      [
        exportedWindows(windows),
        "targets",
        { dtype: "int64", shape: [cut.samples, 2], values: targets() },
      ],
      [ofVectors, "inputs", { dtype: "int64", shape: [2, 2], values: inputs().slice(4, 8) }],
      [ofVectors, "token_embeddings", { dtype: "float32", shape, values: [...VECTORS.token] }],
      [ofVectors, "pos_embeddings", { dtype: "float32", shape: [2, 3], values: position }],
      [ofVectors, "input_embeddings", { dtype: "float32", shape, values: [...VECTORS.input] }],
    ] as const) {
      const one = withOneArray(exported, name);
      assert.ok(one, name);
      const path = await file(one, "npy");
      assert.deepEqual(readArrays(path), { "": expected }, name);
      if (hasPython()) assert.deepEqual(arraysByPython(path), { "": expected }, name);
    }
    assert.equal(withOneArray(ofVectors, "position"), undefined);
  });

  it("of anything is read back by a reader that is not ours, in every format", async () => {
    const all = {
      tokens: exportedTokens({ tokens, text }),
      windows: exportedWindows(windows),
      vectors: exportedVectors({ ...windows, first: 2, end: 4 }, VECTORS),
    };
    const token = { dtype: "float32", shape: [2, 2, 3], values: [...VECTORS.token] };
    for (const [what, exported] of Object.entries(all)) {
      const paths: Record<string, string> = {};
      for (const { ending } of exportFormats.filter(({ holds }) => holds !== "array")) {
        paths[ending] = await file(exported, ending, what);
      }
      const arrays = readArrays(paths["npz"]!);
      assert.deepEqual(
        Object.keys(arrays),
        exported.arrays.map(({ name }) => name),
      );
      if (what === "vectors") assert.deepEqual(arrays["token_embeddings"], token);
      if (!hasPython()) continue;
      assert.deepEqual(arraysByPython(paths["npz"]!), arrays, what);
      assert.deepEqual(arraysByPython(paths["safetensors"]!), arrays, what);
      const lines = recordsByPython(paths["jsonl"]!);
      const rows = recordsByPython(paths["csv"]!);
      assert.equal(rows.length, lines.length);
      const asText = (value: unknown): string =>
        typeof value === "string" ? value : JSON.stringify(value);
      rows.forEach((row, at) => {
        const line = Object.entries(lines[at]!).map(([key, value]) => [key, asText(value)]);
        assert.deepEqual(row, Object.fromEntries(line), what);
      });
      if (what === "tokens") {
        assert.deepEqual(
          lines.map((line) => line["text"]),
          ["a,", ' "b"', "\n", " ", "👋", "é"],
        );
      }
    }
  });

  it("of what a tokenizer file made tells its name and hash, in every format with a place", async () => {
    const about = { tokenizer: "my 👋 model/tokenizer.json", tokenizer_sha256: "0f".repeat(32) };
    const exported = { ...exportedTokens({ tokens, text }), about };
    const lines = (await written(exported, "jsonl")).toString().trimEnd().split("\n");
    for (const line of lines) {
      const { tokenizer, tokenizer_sha256 } = JSON.parse(line) as typeof about;
      assert.deepEqual({ tokenizer, tokenizer_sha256 }, about);
    }
    const csv = (await written(exported, "csv")).toString();
    assert.ok(csv.startsWith("index,id,start,end,text,tokenizer,tokenizer_sha256\n0,7,0,2,"));
    assert.ok(csv.endsWith(`,é,${about.tokenizer},${about.tokenizer_sha256}\n`));
    const arrays = readArrays(await file(exported, "npz", "about"));
    assert.deepEqual(arrays["tokenizer"]?.text, about.tokenizer);
    assert.deepEqual(arrays["tokenizer_sha256"]?.text, about.tokenizer_sha256);
    assert.deepEqual(arrays["ids"]?.values, [...tokens.ids]);
    if (!hasPython()) return;
    for (const ending of ["npz", "safetensors"]) {
      const found = arraysByPython(await file(exported, ending, "about"));
      assert.deepEqual(found["tokenizer"]?.text, about.tokenizer, ending);
      assert.deepEqual(found["tokenizer_sha256"]?.text, about.tokenizer_sha256, ending);
    }
    const [row] = recordsByPython(await file(exported, "csv", "about"));
    assert.deepEqual(row?.["tokenizer_sha256"], about.tokenizer_sha256);
  });

  it("of vectors has the notebook's shapes and every bit of the values", async () => {
    const vectors = VECTORS;
    const exported = exportedVectors({ ...windows, first: 2, end: 4 }, vectors);

    const bytes = new Uint8Array(await written(exported, "safetensors"));
    const length = headerLength(bytes.subarray(0, LENGTH_BYTES), bytes.length);
    const header = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
    const entries = readHeader(header, bytes.length);
    assert.deepEqual(
      entries.map(({ name, type, shape }) => [name, type, ...shape]),
      [
        ["inputs", "I64", 2, 2],
        ["targets", "I64", 2, 2],
        ["token_embeddings", "F32", 2, 2, 3],
        ["pos_embeddings", "F32", 2, 3],
        ["input_embeddings", "F32", 2, 2, 3],
      ],
    );
    assert.equal(entries.at(-1)?.end, bytes.length);
    const [, , token] = entries;
    assert.equal(token!.start % 8, 0);
    assert.deepEqual(new Float32Array(bytes.slice(token!.start, token!.end).buffer), vectors.token);

    const lines = (await written(exported, "jsonl")).toString().trimEnd().split("\n");
    const records = lines.map(
      (line) => JSON.parse(line) as { window: number; position: number; input: number[] },
    );
    assert.deepEqual(
      records.map(({ window, position }) => [window, position]),
      [
        [3, 0],
        [3, 1],
        [4, 0],
        [4, 1],
      ],
    );
    assert.deepEqual(Float32Array.from(records.flatMap(({ input }) => input)), vectors.input);

    const arrays = readArrays(await file(exported, "npz"));
    assert.deepEqual(arrays["input_embeddings"], {
      dtype: "float32",
      shape: [2, 2, 3],
      values: [...vectors.input],
    });
    assert.deepEqual(arrays["pos_embeddings"]?.shape, [2, 3]);
  });

  it("of a text without tokens is empty and whole", async () => {
    const none = new Uint32Array(0);
    const exported = exportedTokens({ tokens: { ids: none, starts: none, ends: none }, text });
    assert.equal((await written(exported, "jsonl")).length, 0);
    assert.equal((await written(exported, "csv")).toString(), "index,id,start,end,text\n");
  });
});
