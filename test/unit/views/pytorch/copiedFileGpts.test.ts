import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../../.ci/support/folders";
import { halves, safetensorsFile } from "../../../../.ci/support/safetensorsWriter";
import {
  bookTensors,
  gpt2Tensors,
  onnxTensors,
  prefixed,
  safetensors,
  saved,
} from "../../../support/gptInFiles";
import {
  assertPrinted,
  copiedCode,
  printedInside,
  printedPrediction,
} from "../../../support/printedPredictions";
import { hasPython } from "../../../support/python";
import { onnxFile } from "../../../support/onnxWriter";
import { SavedTensor, torchFileOf } from "../../../support/torchWriter";
import { withVectorService } from "../../../support/vectorServiceHere";

const HEADS = 2;
const book = bookTensors(3, { vocabulary: 24, context: 6, width: 8, layers: 2 });
const hf = gpt2Tensors(book, "conv1d");
const linear = gpt2Tensors(book, "linear");
const config = JSON.stringify({ n_head: HEADS, n_embd: 8, activation_function: "gelu_new" });

/** A model with biases of nothing, as nanoGPT is trained with `bias=False`. */
const unbiased = Object.fromEntries(
  Object.entries(linear).filter(([name]) => !/(?<!\.attn)\.bias$/.test(name)),
);
const half = safetensorsFile(
  Object.fromEntries(
    Object.entries(hf).map(([name, { shape, values }]) => [
      name,
      // BF16 is the upper half of a float32.
      halves(
        "BF16",
        shape,
        Array.from(new Uint32Array(values.slice().buffer), (bits) => bits >>> 16),
      ),
    ]),
  ),
);
const parts = [0, 1].map((part) =>
  Object.fromEntries(Object.entries(hf).filter((_, at) => at % 2 === part)),
);
const partName = (part: number): string => `m-0000${part + 1}-of-00002.safetensors`;
const index = JSON.stringify({
  weight_map: Object.fromEntries(
    parts.flatMap((part, at) => Object.keys(part).map((name) => [name, partName(at)])),
  ),
});
const inOnnx = onnxTensors(hf);
const args = { n_layer: 2, n_head: HEADS, n_embd: 8, block_size: 6 };

/** Files by their names, the first of which is chosen. */
const KINDS: Readonly<Record<string, Readonly<Record<string, Uint8Array | string>>>> = {
  "Hugging Face's safetensors": {
    "model.safetensors": safetensors(prefixed(hf, "transformer.")),
    "config.json": config,
  },
  "Hugging Face's pytorch_model.bin": {
    "pytorch_model.bin": torchFileOf(saved(hf)),
    "config.json": config,
  },
  "a model in parts, by their index": {
    "m.safetensors.index.json": index,
    [partName(0)]: safetensors(parts[0]!),
    [partName(1)]: safetensors(parts[1]!),
    "config.json": config,
  },
  "half precision, with the exact GELU": {
    "half.safetensors": half,
    "config.json": config.replace("gelu_new", "gelu"),
  },
  "an ONNX file": {
    "model.onnx": onnxFile(inOnnx),
    // For what stands in for onnx where this Python has it not.
    "model.onnx.json": JSON.stringify(
      inOnnx.map(({ name, floats, shape }) => [name, floats, shape]),
    ),
    "config.json": config,
  },
  "nanoGPT's checkpoint": {
    "ckpt.pt": torchFileOf({
      model: saved(
        prefixed({ ...linear, "lm_head.weight": linear["wte.weight"]! }, "_orig_mod.transformer."),
      ),
      optimizer: { state: { exp_avg: new SavedTensor([24, 8], new Float32Array(192)) } },
      model_args: args,
      iter_num: 5,
    }),
  },
  "nanoGPT's checkpoint without biases": {
    "ckpt.pt": torchFileOf({ model: saved(prefixed(unbiased, "transformer.")), model_args: args }),
  },
  "the book's state dict": { "model.pth": torchFileOf(saved(book)), "config.json": config },
  "the book's state dict beside an optimizer's, with a head of its own": {
    "both.pth": torchFileOf({
      model_state_dict: saved({ ...book, "out_head.weight": book["tok_emb.weight"]! }),
      optimizer_state_dict: { state: {} },
    }),
    "config.json": config,
  },
  "names that Python would read as more than a name": {
    "it's {odd}\\.safetensors": safetensors(prefixed(hf, 'a{b}"\\c.')),
    "config.json": config,
  },
};

describe("Copied predictions of a GPT in a file", () => {
  for (const [kind, files] of Object.entries(KINDS)) {
    it(`print what the panel shows, of ${kind}`, function () {
      if (!hasPython()) this.skip();
      const folder = join(freshFolder("copied"), "gpt");
      mkdirSync(folder);
      for (const [name, content] of Object.entries(files)) {
        writeFileSync(join(folder, name), content);
      }
      const path = join(folder, Object.keys(files)[0]!);
      return withVectorService(async (call) => {
        const info = await call.use({ source: "file", path }, Infinity);
        assert.equal(info.heads, HEADS);
        assertPrinted(info, [await printedPrediction(call), ...(await printedInside(call, info))]);
      });
    });
  }

  it("tell heads, width, context, GELU and head", async () => {
    const folder = freshFolder("copied");
    const path = join(folder, "ckpt.pt");
    writeFileSync(path, KINDS["nanoGPT's checkpoint"]!["ckpt.pt"]!);
    await withVectorService(async (call) => {
      const info = await call.use({ source: "file", path }, Infinity);
      const code = copiedCode({ of: "prediction", window: 0, position: 0 }, info);
      assert.match(code, /^heads, width = 2, 8 {2}# its context is 6 tokens$/m);
      assert.match(code, /gelu\(wide\)/);
      assert.match(code, /linear\(x, tensor\("model\.transformer\.lm_head\.weight"\)\)$/m);
    });
  });
});
