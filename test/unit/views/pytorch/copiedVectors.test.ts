import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { batchOf, windowOf } from "../../../../src/embeddings/queries/batch";
import { comparedRows } from "../../../../src/embeddings/queries/comparedRows";
import { fileTables } from "../../../../src/embeddings/file/modelFile";
import { Model } from "../../../../src/embeddings/model";
import { DiskFiles } from "../../../../src/embeddings/store/node/diskFiles";
import { diskSource } from "../../../../src/embeddings/file/node/diskSource";
import { nativeRuntime } from "../../../../src/embeddings/runtime/node/nativeRuntime";
import { seededInfo, seededTables } from "../../../../src/embeddings/seeded/seededTables";
import type { CopiedNeighbours } from "../../../../src/shared/values/copiedCode";
import type { ModelChoice } from "../../../../src/shared/values/modelChoices";
import type { ModelInfo } from "../../../../src/shared/values/vectors";
import {
  layerCode,
  neighboursCode,
  pytorchCode,
  type CopiedWindow,
} from "../../../../src/views/pytorch/pytorchCode";
import { loader } from "../../../../src/windows/loader";
import { freshFolder } from "../../../../.ci/support/folders";
import { fixedNumbers, hasPython, runCopied, type Printed } from "../../../support/python";
import { condition, constant, onnxOf, tensor } from "../../../support/onnxParts";
import { ONNX, onnxFile } from "../../../support/onnxWriter";
import { SavedTensor, torchFileOf } from "../../../support/torchWriter";
import { f32, halves, safetensorsFile } from "../../../../.ci/support/safetensorsWriter";
import { oracle } from "../../../support/oracle";
import { story } from "../../../support/story";
import torch from "../../../golden/torch.json" with { type: "json" };

type Seeded = Extract<ModelChoice, { source: "seeded" }>;

/** torch prints the nearest decimals; a stand-in draws in doubles. */
const UNIT = 0.5e-4;
const near = ({ byTorch }: Printed): number => UNIT + (byTorch ? 1e-9 : 1e-5);

const OPTIONS = {
  ...{ maxLength: 4, stride: 4, batchSize: 8, dropLast: false },
  ...{ shuffle: false, seed: 123, epoch: 0 },
};
type Options = typeof OPTIONS;

/** Stand in for packages that read model files, where this Python has them not. */
const FILE_READERS = `
import json, struct, sys, types
import torch

class Opened:
    def __init__(self, path, framework):
        with open(path, "rb") as file:
            size, = struct.unpack("<Q", file.read(8))
            self.header, self.bytes = json.loads(file.read(size)), file.read()
    def __enter__(self):
        return self
    def __exit__(self, *error):
        pass
    def get_tensor(self, name):
        entry = self.header[name]
        start, end = entry["data_offsets"]
        data = self.bytes[start:end]
        if entry["dtype"] == "BF16":
            data = b"".join(b"\\0\\0" + data[at : at + 2] for at in range(0, len(data), 2))
        values = struct.unpack("<%df" % (len(data) // 4), data)
        return torch.tensor(values).reshape(*entry["shape"])

class Named:
    def __init__(self, name, values, shape):
        self.name, self.tensor = name, torch.tensor(values).reshape(*shape)
    def astype(self, name):
        return self.tensor

Some = types.SimpleNamespace

def load(path):
    with open(path + ".json") as file:
        listed = json.load(file)
    constants = [Named(*each[1:]) for each in listed if each[0] == "constant"]
    return Some(functions=[], training_info=[], graph=Some(
        initializer=[Named(*each[1:]) for each in listed if each[0] == "initializer"],
        node=[Some(op_type="Constant", name="", output=[each.name], attribute=[
            Some(name="value", t=each, HasField=lambda field: field == "t")]) for each in constants],
    ))

def load_checkpoint(path, map_location, weights_only):
    assert map_location == "cpu" and weights_only is True
    def made(part):
        if isinstance(part, dict):
            return {name: made(each) for name, each in part.items()}
        return torch.tensor(part[0]).reshape(*part[1])
    with open(path + ".json") as file:
        return made(json.load(file))

if not hasattr(torch, "load"):
    torch.load = load_checkpoint
    torch.is_tensor = lambda value: isinstance(value, torch.Tensor)
try:
    import safetensors
except ImportError:
    sys.modules["safetensors"] = types.ModuleType("safetensors")
    sys.modules["safetensors"].safe_open = Opened
try:
    import onnx
except ImportError:
    sys.modules["onnx"] = types.ModuleType("onnx")
    sys.modules["onnx"].load = load
    sys.modules["onnx"].numpy_helper = types.SimpleNamespace(to_array=lambda each: each)
    torch.from_numpy = lambda tensor: tensor
`;

describe("Copied vectors", () => {
  let folder: string;
  const opened: Model[] = [];
  const ids = oracle(story(), "split");
  before(() => (folder = freshFolder("copiedVectors")));
  after(async () => {
    await Promise.all(opened.map((model) => model.close()));
    await rm(folder, { recursive: true });
  });

  async function seeded(choice: Omit<Seeded, "source"> = {}): Promise<Model> {
    const files = new DiskFiles(folder);
    const info = seededInfo({ source: "seeded", dimensions: 6, contextLength: 12, ...choice });
    const model = await Model.open(info, await seededTables(info, files), files, nativeRuntime);
    opened.push(model);
    return model;
  }
  const code = (
    copied: CopiedWindow,
    model: ModelInfo | string,
    options: Partial<Options> = {},
  ): string =>
    pytorchCode({
      source: { kind: "itself", text: "read by the tokenizer that stands in" },
      reading: { encoding: "gpt2", specialTokens: "split", lineEndings: "lf" },
      options: { ...OPTIONS, ...options },
      model,
      copied,
    });

  /** Ids of a window, and what the model has for them, in the order in which they are printed. */
  async function shown(window: number, model: Model, options: Partial<Options> = {}) {
    const all = { ...OPTIONS, ...options };
    const { starts, order } = loader(ids.length, all);
    const start = starts[order[window]!]!;
    const row = (from: number): number[] => ids.slice(from, from + all.maxLength);
    const vectors = await model.embed(batchOf([row(start)]));
    return { ...vectors, inputs: row(start), targets: row(start + 1) };
  }

  function assertPrinted(
    printed: Printed,
    at: number,
    expected: readonly ArrayLike<number>[],
    what: string,
  ): void {
    const values = fixedNumbers(printed.texts[at] ?? "");
    const right = expected.flatMap((each) => Array.from(each));
    assert.equal(values.length, right.length, `${what}:\n${printed.texts[at]}`);
    values.forEach((value, index) => {
      assert.ok(
        Math.abs(value - right[index]!) <= near(printed),
        `${what}, number ${index}: ${value} instead of ${right[index]}`,
      );
    });
  }

  /** All numbers of what was printed: whole ones as they are, others within their last digit. */
  function assertLines(printed: Printed, at: number, right: readonly number[]): void {
    const text = printed.texts[at] ?? "";
    const values = Array.from(text.matchAll(/-?\d+(?:\.\d{4})?/g), Number);
    assert.equal(values.length, right.length, text);
    values.forEach((value, index) => {
      const wanted = right[index]!;
      const isNear = Math.abs(value - wanted) <= (Number.isInteger(wanted) ? 0 : near(printed));
      assert.ok(isNear, `number ${index}: ${value} instead of ${wanted}\n${text}`);
    });
  }

  it("are those on screen: any window, batch, shuffle, pass, seed and order of drawing", async () => {
    const cases: readonly [number, Partial<Options>, Omit<Seeded, "source">][] = [
      [0, {}, {}],
      [27, {}, { order: "notebook" }],
      [5, { stride: 5, maxLength: 3, batchSize: 1 }, { seed: -7 }],
      [12, { shuffle: true }, { seed: 2 ** 40 + 5 }],
      [13, { shuffle: true, seed: 9, epoch: 2, batchSize: 4 }, { order: "notebook", seed: 9 }],
      [3, { dropLast: true, maxLength: 12, stride: 1 }, { dimensions: 7, arithmetic: "scalar" }],
    ];
    const codes: string[] = [];
    const expected = [];
    for (const [window, options, choice] of cases) {
      const model = await seeded(choice);
      codes.push(code({ of: "batch", window }, model.info, options));
      expected.push(await shown(window, model, options));
    }
    assert.match(codes[0]!, /^torch\.manual_seed\(123\)\ntoken_embedding_layer = .*\(50257, 6\)$/m);
    assert.match(
      codes[1]!,
      /manual_seed\(123\)\n.*Embedding\(6, 3\).*\niter\(loader\).*\ntoken_.*\niter\(loader\).*\npos_/,
    );
    assert.match(codes[5]!, /# Shown are the values that PyTorch draws without AVX2/);
    if (!hasPython()) return;
    const printed = runCopied(codes, ids);
    expected.forEach(({ inputs, targets, token, position, input }, at) => {
      const what = JSON.stringify(cases[at]);
      const text = printed.texts[at]!;
      for (const row of [inputs, targets]) {
        const numbers = row.map((id) => `\\s*${id}`).join(",");
        assert.match(text, new RegExp(`tensor\\(\\[${numbers}\\]\\)`), `${what}:\n${text}`);
      }
      // The scalar path's last bits are another processor's.
      assertPrinted(
        cases[at]![2].arithmetic === "scalar" ? { ...printed, byTorch: false } : printed,
        at,
        [token, position, input],
        what,
      );
    });
  });

  it("are one table where its picture is copied", async () => {
    const model = await seeded();
    const tables = ["token", "position", "input"] as const;
    const codes = tables.map((table) => code({ of: "vectors", window: 9, table }, model.info));
    const expected = await shown(9, model);
    if (!hasPython()) return;
    const printed = runCopied(codes, ids);
    tables.forEach((table, at) => {
      assertPrinted(printed, at, [expected[table]], table);
    });
  });

  it("are the same by one-hot product and by look-up", async () => {
    const model = await seeded();
    const copied = code({ of: "oneHot", window: 9 }, model.info);
    assert.doesNotMatch(copied, /pos_embedding_layer/);
    assert.match(copied, /one_hot\(inputs\[row\], num_classes=50257\)\.float\(\)/);
    const { token } = await shown(9, model);
    if (!hasPython()) return;
    const printed = runCopied([copied], ids);
    assertPrinted(printed, 0, [token, token, [0]], "one-hot");
  });

  it("have the nearest tokens and cosines that are listed beside them", async () => {
    const cases: readonly [CopiedNeighbours, Omit<Seeded, "source">][] = [
      [{ of: "nearest", id: 402, position: 0, to: "token" }, {}],
      [
        { of: "nearest", id: 50256, position: 7, to: "input" },
        { order: "notebook", seed: 5 },
      ],
      [
        { of: "nearest", id: 2, position: 3, to: "token" },
        { vocabularySize: 6, dimensions: 3 },
      ],
      [
        { of: "nearest", id: 0, position: 11, to: "input" },
        { vocabularySize: 3, dimensions: 1 },
      ],
    ];
    const codes: string[] = [];
    const expected: number[][] = [];
    for (const [copied, choice] of cases) {
      const model = await seeded(choice);
      codes.push(neighboursCode(model.info, copied));
      const { id, position, to } = copied;
      const { vocabularySize } = model.info;
      const query = to === "token" ? id : (await model.embed(batchOf([[id]], position))).input;
      const found = await model.nearestTokens(query, Math.min(9, vocabularySize));
      expected.push(
        [...found.ids]
          .map((each, at) => [each, found.similarities[at]!])
          .filter(([each]) => to === "input" || each !== id)
          .slice(0, 8)
          .flat(),
      );
    }
    assert.doesNotMatch(codes[0]!, /tiktoken|pos_embedding_layer/);
    if (!hasPython()) return;
    const printed = runCopied(codes, []);
    expected.forEach((right, at) => assertLines(printed, at, right));
  });

  it("have the distances and cosines of the same token's other places", async () => {
    const model = await seeded({ order: "notebook" });
    const isOften = (id: number): boolean => ids.filter((each) => each === id).length > 9;
    const id = ids.find(isOften)!;
    const token = ids.indexOf(id);
    const others = [...ids.keys()].filter((each) => ids[each] === id).slice(1, 40);
    const places = others.map((each) => [each, each % 12] as const);
    const copied = pytorchCode({
      source: { kind: "itself", text: "read by the tokenizer that stands in" },
      reading: { encoding: "gpt2", specialTokens: "split", lineEndings: "lf" },
      options: OPTIONS,
      model: model.info,
      copied: { of: "sameToken", token, position: 5, places },
    });
    const vectors = await model.embed(windowOf(id, 12));
    const { distances, cosines } = comparedRows(
      vectors,
      5,
      places.map(([, position]) => position),
    );
    const right = places.flatMap((place, at) => [...place, distances[at]!, cosines[at]!]);
    assert.ok(places.length > 8, `${places.length} places`);
    if (!hasPython()) return;
    assertLines(runCopied([copied], ids), 0, right);
  });

  it("are those of ids that are typed as a list", async () => {
    const typed = "[2, 3, 5, 1,\u00a07, x, -2; 1.5 (0000000000000004)] {99999999999} 0,2";
    const model = await seeded({ vocabularySize: 6, dimensions: 3, contextLength: 4 });
    const copied = pytorchCode({
      source: { kind: "itself", text: typed },
      reading: {
        ...{ encoding: "ids", specialTokens: "split", lineEndings: "lf" },
        vocabularySize: 6,
      },
      options: { ...OPTIONS, stride: 1, batchSize: 1 },
      model: model.info,
      copied: { of: "batch", window: 1 },
    });
    assert.doesNotMatch(copied, /tiktoken/);
    const { token, position, input } = await model.embed(batchOf([[3, 5, 1, 4]]));
    if (!hasPython()) return;
    const printed = runCopied([copied], []);
    assert.match(printed.texts[0]!, /\[\s*5,\s*1,\s*4,\s*0\]/);
    assertPrinted(printed, 0, [token, position, input], copied);
  });

  it("are a whole layer where a list of ids has one", async () => {
    const model = await seeded({ vocabularySize: 6, dimensions: 3, contextLength: 4 });
    const copied = layerCode({
      source: { kind: "itself", text: "[2, 3, 5, 1]" },
      reading: {
        ...{ encoding: "ids", specialTokens: "split", lineEndings: "lf" },
        vocabularySize: 6,
      },
      model: model.info,
    });
    assert.match(
      copied,
      /manual_seed\(123\)\ntoken_embedding_layer = torch\.nn\.Embedding\(6, 3\)/,
    );
    const table = torch.embedding6x3Seed123;
    const rows = [2, 3, 5, 1].flatMap((id) => table[id]!);
    if (!hasPython()) return;
    assertPrinted(runCopied([copied], []), 0, [table.flat(), rows, rows], copied);
  });

  it("are of a file's own tensors", async () => {
    const [vocabulary, width, context] = [50257, 3, 5];
    const value = (at: number): number => ((at * 37) % 1000) / 512 - 1;
    const token = f32([vocabulary, width], value);
    const position = f32([context, width], (at) => -value(at + 11));
    const halfBits = Array.from({ length: 15 }, (_, at) => 0x3f80 + at);
    const half = halves("BF16", [context, width], halfBits);
    const floats = ({ bytes }: { bytes: Uint8Array }): number[] => [
      ...new Float32Array(bytes.slice().buffer),
    ];
    const onnx = [
      { name: "tok", type: ONNX.float, shape: [vocabulary, width], floats: floats(token) },
      { name: 'p"os', type: ONNX.float, shape: [context, width], floats: floats(position) },
    ];
    const files = new DiskFiles(folder);
    const codes: string[] = [];
    const expected = [];
    for (const [name, bytes, names] of [
      [
        'a "b".safetensors',
        safetensorsFile({ other: token, "wpe.weight": position, "wte.weight": token }),
        {},
      ],
      [
        "half.safetensors",
        safetensorsFile({ "emb.tok": token, "emb.pos": half }),
        { token: "emb.tok", position: "emb.pos" },
      ],
      ["c.ONNX", onnxFile(onnx), { token: "tok", position: 'p"os' }],
      [
        "d.onnx",
        onnxOf([constant("tok", onnx[0]!), tensor(5, onnx[1]!)]),
        { token: "tok", position: 'p"os' },
      ],
      [
        "e.onnx",
        onnxOf([
          condition("if", { then_branch: [constant("tok", onnx[0]!)] }),
          tensor(5, { ...onnx[0]!, name: "other" }),
          tensor(5, onnx[1]!),
        ]),
        { token: "tok", position: 'p"os' },
      ],
      [
        "f.pth",
        torchFileOf({
          model: {
            "_orig_mod.wte.weight": new SavedTensor(token.shape, Float32Array.from(floats(token))),
            "wpe.weight": new SavedTensor(position.shape, Float32Array.from(floats(position))),
          },
          optimizer: { "wte.weight": new SavedTensor([1, 1], Float32Array.of(1)) },
        }),
        {},
      ],
    ] as const) {
      const path = join(folder, name);
      await writeFile(path, bytes);
      const { tables, info } = await fileTables({ path, ...names }, diskSource, files);
      const model = await Model.open(info, tables, files, nativeRuntime);
      opened.push(model);
      codes.push(code({ of: "batch", window: 3 }, info));
      expected.push(await shown(3, model));
    }
    // What stands in for onnx is told what the files hold.
    for (const [name, kind] of [
      ["c.ONNX", "initializer"],
      ["d.onnx", "constant"],
      ["e.onnx", "constant"],
    ] as const) {
      const listed = onnx.map((each, at) => [
        at === 0 ? kind : "initializer",
        ...[each.name, each.floats, each.shape],
      ]);
      await writeFile(join(folder, `${name}.json`), JSON.stringify(listed));
    }
    const checkpoint = {
      model: {
        "_orig_mod.wte.weight": [floats(token), token.shape],
        "wpe.weight": [floats(position), position.shape],
      },
      optimizer: { "wte.weight": [[1], [1, 1]] },
    };
    await writeFile(join(folder, "f.pth.json"), JSON.stringify(checkpoint));
    assert.match(codes[0]!, /with safe_open\(".*a \\"b\\"\.safetensors", framework="pt"\)/);
    assert.match(codes[1]!, /from_pretrained\(file\.get_tensor\("emb\.pos"\)\.float\(\)\)/);
    assert.match(codes[2]!, /^model = onnx\.load\(".*c\.ONNX"\)$/m);
    assert.match(codes[2]!, /from_pretrained\(values_of\("p\\"os"\)\)/);
    if (!hasPython()) return;
    const printed = runCopied(codes, ids, FILE_READERS);
    expected.forEach((each, at) => {
      assertPrinted(printed, at, [each.token, each.position, each.input], codes[at]!);
    });
  });

  it("are GPT-2's own by the name of its checkpoint", async () => {
    const size = { vocabularySize: 50257, dimensions: 768, contextLength: 1024 };
    const gpt2 = code({ of: "batch", window: 1 }, { source: "gpt2", name: "GPT-2 small", ...size });
    assert.match(gpt2, /GPT2Model\.from_pretrained\("openai-community\/gpt2"\)/);
    assert.match(gpt2, /^token_embedding_layer = gpt2\.wte\npos_embedding_layer = gpt2\.wpe$/m);
    if (!hasPython()) return;
    const model = await seeded();
    const { token, position, input } = await shown(1, model);
    // Layers with other values stand in for the checkpoint: they come before the copied lines.
    const checkpoint = `
import sys, types
import torch
torch.manual_seed(123)
layers = types.SimpleNamespace(wte=torch.nn.Embedding(50257, 6), wpe=torch.nn.Embedding(12, 6))
sys.modules["transformers"] = types.ModuleType("transformers")
sys.modules["transformers"].GPT2Model = types.SimpleNamespace(from_pretrained=lambda name: layers)
`;
    assertPrinted(runCopied([gpt2], ids, checkpoint), 0, [token, position, input], gpt2);
  });

  it("are left out, with the reason, where there is no model", () => {
    const copied = code(
      { of: "batch", window: 10 },
      "There is no model:\nthe file is gone.\u2028Really.",
    );
    assert.match(copied, /^# There is no model:\n# the file is gone\.\n# Really\.$/m);
    assert.doesNotMatch(copied, /embedding/);
    if (!hasPython()) return;
    const { texts } = runCopied([copied], ids);
    const window = ids.slice(40, 44).join(",\\s*");
    assert.match(texts[0]!, new RegExp(`tensor\\(\\[\\s*${window}\\]\\)`));
  });
});
