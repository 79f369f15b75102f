import assert from "node:assert/strict";
import { batchOf } from "../../../src/embeddings/queries/batch";
import type { Predictions } from "../../../src/shared/values/predictions";
import { assertNear } from "../../support/gptGolden";
import {
  bookTensors,
  gpt2Tensors,
  onnxTensors,
  prefixed,
  safetensors,
  saved,
  type Named,
} from "../../support/gptInFiles";
import { MemorySource } from "../../support/memorySource";
import { halves, safetensorsFile, withHeader } from "../../../.ci/support/safetensorsWriter";
import { onnxFile } from "../../support/onnxWriter";
import { SavedTensor, torchFileOf } from "../../support/torchWriter";
import { withVectorService } from "../../support/vectorServiceHere";

const SIZES = { vocabulary: 31, context: 9, width: 8, layers: 2 } as const;
const HEADS = 2;
const BATCH = batchOf([[3, 1, 4, 1, 5, 9, 2, 6]]);
const book = bookTensors(1, SIZES);
const hf = gpt2Tensors(book, "conv1d");
const linear = gpt2Tensors(book, "linear");

const config = (value: object): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(value));

/** What the model of a file expects, by a service of its own. */
function predicted(
  files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>,
  { path = Object.keys(files)[0]!, heads }: { path?: string; heads?: number } = {},
): Promise<Predictions> {
  return withVectorService(
    async (call) => {
      const choice = { source: "file", path, ...(heads !== undefined && { heads }) } as const;
      const info = await call.use(choice, Infinity);
      // Whatever is asked of the whole, its tables are there.
      assert.equal((await call.embed(BATCH)).shape[2], SIZES.width);
      const answer = await call.predict(BATCH, { top: 4 });
      assert.deepEqual([info.layers, info.heads], [SIZES.layers, HEADS]);
      return answer;
    },
    { source: new MemorySource(files) },
  );
}

describe("A whole GPT in a file", () => {
  let right: Predictions;
  before(async () => {
    right = await predicted({ "/book.safetensors": safetensors(book) }, { heads: HEADS });
  });
  const isRight = ({ surprisal, topIds, topLogProbabilities }: Predictions): void => {
    assertNear(surprisal.subarray(0, -1), right.surprisal.subarray(0, -1), "surprisal", 1e-5);
    assert.deepEqual(topIds, right.topIds);
    assertNear(topLogProbabilities, right.topLogProbabilities, "log-probability", 1e-5);
  };

  it("answers the same in every layout that has the same values", async () => {
    const optimizer = { state: { exp_avg: new SavedTensor([31, 8], new Float32Array(248)) } };
    const args = { n_layer: 2, n_head: HEADS, n_embd: 8, bias: true };
    const files: Record<string, Uint8Array<ArrayBuffer>> = {
      "/hf.safetensors": safetensors(hf),
      "/prefixed.safetensors": safetensors(prefixed(hf, "transformer.")),
      "/head.safetensors": safetensors({
        ...prefixed(hf, "transformer."),
        "lm_head.weight": hf["wte.weight"]!,
      }),
      "/linear.safetensors": safetensors(prefixed(linear, "transformer.")),
      "/book.pth": torchFileOf(saved(book)),
      "/both.pth": torchFileOf({ model_state_dict: saved(book), optimizer_state_dict: optimizer }),
      "/nano.pt": torchFileOf({
        model: saved(prefixed(linear, "_orig_mod.transformer.")),
        optimizer,
        iter_num: 5,
        model_args: args,
      }),
      "/lightning.ckpt": torchFileOf({
        epoch: 3,
        state_dict: saved(prefixed(linear, "model.transformer.")),
        optimizer_states: optimizer,
      }),
    };
    for (const [path, bytes] of Object.entries(files)) {
      const heads = path === "/nano.pt" ? {} : { heads: HEADS };
      try {
        isRight(await predicted({ [path]: bytes }, heads));
      } catch (error) {
        throw new Error(path, { cause: error });
      }
    }
  });

  it("has its heads from the metadata, from config.json beside it, or of the usual width", async () => {
    const json = (extra: object): Uint8Array<ArrayBuffer> => {
      const whole = Buffer.from(safetensors(hf));
      const length = Number(whole.readBigUInt64LE());
      const header = JSON.parse(whole.toString("utf8", 8, 8 + length)) as object;
      return withHeader(JSON.stringify({ ...header, __metadata__: extra }), [
        whole.subarray(8 + length),
      ]);
    };
    isRight(await predicted({ "/a.safetensors": json({ n_head: "2" }) }));
    isRight(await predicted({ "/a.safetensors": json({ config: '{"num_heads":2}' }) }));
    isRight(
      await predicted({
        "/m/a.safetensors": safetensors(hf),
        "/m/config.json": config({ n_head: 2, n_embd: 8, activation_function: "gelu_new" }),
      }),
    );
    const wide = gpt2Tensors(bookTensors(2, { ...SIZES, width: 128 }), "conv1d");
    await withVectorService(
      async (call) => {
        const info = await call.use({ source: "file", path: "/w.safetensors" }, Infinity);
        assert.equal(info.heads, 2);
      },
      { source: new MemorySource({ "/w.safetensors": safetensors(wide) }) },
    );
  });

  it("in half precision and in several files answers nearly and exactly the same", async () => {
    const toHalf = (values: Float32Array): number[] =>
      // BF16 is the upper half of a float32.
      [...new Uint32Array(values.slice().buffer)].map((bits) => bits >>> 16);
    const half = safetensorsFile(
      Object.fromEntries(
        Object.entries(hf).map(([name, { shape, values }]) => [
          name,
          halves("BF16", shape, toHalf(values)),
        ]),
      ),
    );
    const near = await predicted({ "/half.safetensors": half }, { heads: HEADS });
    assertNear(near.surprisal.subarray(0, -1), right.surprisal.subarray(0, -1), "half", 0.2);
    const names = Object.keys(hf);
    const part = (of: (at: number) => boolean) =>
      safetensors(Object.fromEntries(names.filter((_, at) => of(at)).map((n) => [n, hf[n]!])));
    const parts = {
      "/m-00001-of-00002.safetensors": part((at) => at % 2 === 0),
      "/m-00002-of-00002.safetensors": part((at) => at % 2 === 1),
    };
    isRight(await predicted(parts, { heads: HEADS }));
    const map = Object.fromEntries(
      names.map((name, at) => [name, `m-0000${1 + (at % 2)}-of-00002.safetensors`]),
    );
    const index = { "/m.safetensors.index.json": config({ weight_map: map }) };
    isRight(await predicted({ ...index, ...parts }, { heads: HEADS }));
  });

  it("computes GELU as its kind does: nanoGPT exactly, the others by tanh", async () => {
    // x, and GELU of it by the erf and the tanh of Python 3.11's math, in doubles.
    const figures = [
      [-3, -0.004049694, -0.003637392],
      [-1.5, -0.100210802, -0.100428423],
      [-0.75, -0.169970514, -0.170039445],
      [-0.1, -0.046017216, -0.046017249],
      [0.1, 0.053982784, 0.053982751],
      [0.75, 0.580029486, 0.579960555],
      [1.5, 1.399789198, 1.399571577],
      [3, 2.995950306, 2.996362608],
    ] as const;
    const zeros = (name: string) => ({
      ...linear[name]!,
      values: new Float32Array(linear[name]!.values.length),
    });
    const weights = (values: Float32Array, of: (at: number) => number) =>
      values.map((_, at) => of(at));
    // Of its first block nothing is left but GELU, of what is the same at every position.
    const bare: Named = {
      ...linear,
      ...Object.fromEntries(
        ["attn.c_proj", "mlp.c_fc", "mlp.c_proj"].flatMap((each) =>
          ["weight", "bias"].map((kind) => [`h.0.${each}.${kind}`, zeros(`h.0.${each}.${kind}`)]),
        ),
      ),
    };
    const [bias, down] = [bare["h.0.mlp.c_fc.bias"]!, bare["h.0.mlp.c_proj.weight"]!];
    const whole: Named = {
      ...bare,
      "h.0.mlp.c_fc.bias": { ...bias, values: weights(bias.values, (at) => figures[at]?.[0] ?? 0) },
      // [8, 32]: each dimension is one of the activations.
      "h.0.mlp.c_proj.weight": {
        ...down,
        values: weights(down.values, (at) => Number(at % 32 === Math.floor(at / 32))),
      },
    };
    const args = { n_head: HEADS, block_size: SIZES.context };
    const files = {
      "/nano.pt": torchFileOf({ model: saved(prefixed(whole, "transformer.")), model_args: args }),
      "/mini/m.safetensors": safetensors(whole),
      "/mini/config.json": config({ n_head: HEADS }),
    };
    await withVectorService(
      async (call) => {
        for (const [path, column] of [
          ["/nano.pt", 1],
          ["/mini/m.safetensors", 2],
        ] as const) {
          await call.use({ source: "file", path }, Infinity);
          const [before, after] = [await call.residual(BATCH, 0), await call.residual(BATCH, 1)];
          const added = after.values.map((value, at) => value - before.values[at]!);
          const expected = Array.from(added, (_, at) => figures[at % figures.length]![column]);
          // At 3 the two differ by 4e-4.
          assertNear(added, expected, path, 1e-6);
        }
      },
      { source: new MemorySource(files) },
    );
  });

  it("of ONNX is read like any other, unless a row of numbers in it cannot be", async () => {
    const tensors = onnxTensors(hf);
    const own = await predicted({ "/m.safetensors": safetensors(hf) }, { heads: HEADS });
    const found = await predicted({ "/m.onnx": onnxFile(tensors) }, { heads: HEADS });
    assert.deepEqual(found, own);
    const empty = tensors.map((each) =>
      each.name === "h.1.ln_2.bias" ? { ...each, floats: [] } : each,
    );
    await assert.rejects(predicted({ "/m.onnx": onnxFile(empty) }, { heads: HEADS }), (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /two tables, which predict nothing/);
      assert.match(error.message, /"h\.1\.ln_2\.bias" has no values that can be read/);
      return true;
    });
  });

  it("that cannot be used is two tables still, and says what is wrong with the rest", async () => {
    const without = (name: string): Named => {
      const { [name]: _, ...rest } = hf;
      return rest;
    };
    const changed = (name: string, shape: number[], values = hf[name]!.values): Named => ({
      ...hf,
      [name]: { shape, values },
    });
    const withNaN = Float32Array.from(hf["h.1.mlp.c_proj.weight"]!.values);
    withNaN[7] = NaN;
    const refused: [Named, RegExp, { heads?: number }?][] = [
      [without("h.1.attn.c_proj.weight"), /no whole GPT: "h\.1\.attn\.c_proj\.weight" is missing/],
      [without("h.0.attn.c_attn.bias"), /"h\.0\.attn\.c_attn\.bias" is missing/],
      [without("ln_f.weight"), /"ln_f\.weight" is missing/],
      [
        Object.fromEntries(Object.entries(hf).map(([n, t]) => [n.replace("h.0.", "h.2."), t])),
        /of 2 blocks that it names, number 0 is missing/,
      ],
      [
        changed("h.1.mlp.c_fc.bias", [8], new Float32Array(8)),
        /"h\.1\.mlp\.c_fc\.bias" is F32 \[8\], where F32, F16 or BF16 \[32\] is needed/,
      ],
      [changed("h.1.mlp.c_proj.weight", [32, 8], withNaN), /the value NaN in "h\.1\.mlp\.c_proj/],
      [{ ...hf, "h.0.attn.q_norm.weight": hf["ln_f.bias"]! }, /kind that is not known.*q_norm/],
      [hf, /does not tell how many attention heads.*config\.json.*"heads"/, {}],
      [hf, /3 heads do not divide the width 8/, { heads: 3 }],
      [{ "wte.weight": hf["wte.weight"]!, "wpe.weight": hf["wpe.weight"]! }, /no blocks of a GPT/],
    ];
    for (const [tensors, why, options = { heads: HEADS }] of refused) {
      const asked = predicted({ "/m.safetensors": safetensors(tensors) }, options);
      await assert.rejects(asked, (error: Error) => {
        assert.match(error.message, /two tables, which predict nothing/);
        assert.match(error.message, why);
        return true;
      });
    }
    for (const [name, value] of [
      ["layer_norm_epsilon", 1e-6],
      ["activation_function", "relu"],
      ["scale_attn_by_inverse_layer_idx", true],
    ] as const) {
      const files = {
        "/m.safetensors": safetensors(hf),
        "/config.json": config({ n_head: 2, [name]: value }),
      };
      await assert.rejects(predicted(files), new RegExp(`its config\\.json has ${name}`));
    }
  });
});
