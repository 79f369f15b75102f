import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { freshFolder } from "../../.ci/support/folders";
import { f32, safetensorsFile } from "../../.ci/support/safetensorsWriter";
import { closeAll, eventually, tokenscope } from "./tokenscope";
import { vectorWorker } from "../support/vectorWorkers";

describe("Models", () => {
  let api: TokenscopeApi;
  let folder: string;
  before(async () => {
    api = await tokenscope();
    folder = freshFolder("models");
  });
  after(async () => {
    await api.useModel({ source: "seeded" });
    await closeAll();
  });
  const section = () => vscode.workspace.getConfiguration("tokenscope");
  const set = (key: string, value: unknown) =>
    section().update(key, value, vscode.ConfigurationTarget.Global);
  const write = async (name: string, bytes: Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  const small = () =>
    safetensorsFile({
      "transformer.wte.weight": f32([5, 2], (at) => at),
      "transformer.wpe.weight": f32([3, 2], (at) => 100 * at),
    });

  it("of a file are used by the API: its rows, its name, its sizes", async () => {
    const path = await write("small.safetensors", small());
    assert.deepEqual(await api.useModel({ source: "file", path }), {
      source: "file",
      name: "small.safetensors",
      vocabularySize: 5,
      dimensions: 2,
      contextLength: 3,
      tables: { path, token: "transformer.wte.weight", position: "transformer.wpe.weight" },
    });
    const { token, position, input } = await api.embed([[4, 0]]);
    assert.deepEqual([...token], [8, 9, 0, 1]);
    assert.deepEqual([...position], [0, 100, 200, 300]);
    assert.deepEqual([...input], [8, 109, 200, 301]);
  });

  it("of a file that changed on disk stay as they were until they are chosen again", async () => {
    const path = await write("changing.safetensors", small());
    await api.useModel({ source: "file", path });
    await write(
      "changing.safetensors",
      safetensorsFile({
        "wte.weight": f32([5, 2], () => 7),
        "wpe.weight": f32([3, 2], () => 0),
        "more.weight": f32([1], () => 0),
      }),
    );
    assert.deepEqual([...(await api.embed([[4]])).token], [8, 9]);
    await api.useModel({ source: "file", path });
    assert.deepEqual([...(await api.embed([[4]])).token], [7, 7]);
  });

  it("that cannot be had leave the one in use, with the file's name and the reason", async () => {
    const before = await api.useModel({ source: "seeded", vocabularySize: 6, dimensions: 3 });
    const bad = {
      "pickle.pt": [new Uint8Array([0x80, 2, 0x7d]), /pickle\.pt.*(run code|pickle)/s],
      "cut.safetensors": [small().slice(0, -1), /cut\.safetensors/],
      "text.onnx": [new TextEncoder().encode("not a model"), /text\.onnx/],
      "empty.onnx": [new Uint8Array(0), /empty\.onnx.* is empty/],
    } as const;
    for (const [name, [bytes, message]] of Object.entries(bad)) {
      const path = await write(name, bytes);
      await assert.rejects(api.useModel({ source: "file", path }), message);
    }
    const path = join(folder, "absent.onnx");
    await assert.rejects(api.useModel({ source: "file", path }), /absent\.onnx/);
    assert.deepEqual(await api.model(), before);
    assert.equal((await api.embed([[5]])).shape[2], 3);
  });

  it("follow the settings, there and back", async () => {
    const path = await write("chosen.safetensors", small());
    await set("modelFile", { path });
    await set("model", "file");
    try {
      await eventually("the file's model", async () => (await api.model()).source === "file");
      assert.equal((await api.model()).name, "chosen.safetensors");
    } finally {
      await set("model", undefined);
      await set("modelFile", undefined);
    }
    await eventually("the seeded model", async () => (await api.model()).source === "seeded");
  });

  it("are drawn as the settings say: by which arithmetic, and what was drawn before", async () => {
    // PyTorch 2.13 on a CPU; "scalar" with ATEN_CPU_CAPABILITY=default.
    const values = {
      "afterSeed avx2": [0.3373701870441437, -0.1777772158384323, -0.3035275936126709],
      "afterSeed scalar": [0.3373701572418213, -0.1777772158384323, -0.3035275340080261],
      "notebook avx2": [-0.38848307728767395, -0.9343459010124207, -0.4991441071033478],
    } as const;
    try {
      for (const [name, expected] of Object.entries(values)) {
        const [order, arithmetic] = name.split(" ");
        await set("seeded.order", order);
        await set("seeded.arithmetic", arithmetic);
        await eventually(name, async () => {
          const info = await api.model();
          return info.order === order && info.arithmetic === arithmetic;
        });
        assert.deepEqual([...(await api.embed([[0]])).token.subarray(0, 3)], expected);
      }
      const printed = (await api.embed([[40]])).token.subarray(0, 3);
      assert.deepEqual(
        Array.from(printed, (value) => value.toFixed(4)),
        ["1.4588", "-0.3653", "-0.0404"],
      );
    } finally {
      await set("seeded.order", undefined);
      await set("seeded.arithmetic", undefined);
    }
    await eventually("the default", async () => (await api.model()).order === "afterSeed");
  });

  it("are there again, and right, after their worker died in a run", async () => {
    const info = await api.useModel({ source: "seeded", dimensions: 768 });
    const rows = [Array.from({ length: 64 }, (_, id) => id)];
    const expected = await api.embed(rows);
    const victim = vectorWorker();
    assert.ok(victim !== undefined, "A worker is there.");
    const large = Array.from({ length: 32 }, () => Array.from({ length: 512 }, (_, id) => id));
    const answer = api.embed(large).then(
      () => "vectors",
      (error: unknown) => String(error),
    );
    victim.process.kill("SIGKILL");
    assert.match(await answer, /vector worker stopped: .*killed.*next use starts it again/);
    assert.deepEqual(await api.embed(rows), expected);
    assert.deepEqual(await api.model(), info);
    assert.notEqual(vectorWorker(), victim);
  });

  it("answer while another is being built", async () => {
    await api.useModel({ source: "seeded", vocabularySize: 6, dimensions: 3 });
    let isBuilt = false;
    const building = api
      .useModel({ source: "seeded", seed: 20_261_128, dimensions: 768 })
      .then(() => (isBuilt = true));
    const { shape } = await api.embed([[5]]);
    assert.equal(isBuilt, false);
    assert.equal(shape[2], 3);
    await building;
    assert.equal((await api.embed([[5]])).shape[2], 768);
  });

  it("that are kept and not in use are removed by the command", async () => {
    const info = await api.useModel({ source: "seeded", vocabularySize: 6, dimensions: 3 });
    await vscode.commands.executeCommand("tokenscope.clearModels");
    assert.deepEqual(await api.model(), info);
    assert.equal((await api.embed([[5]])).shape[2], 3);
    await api.useModel({ source: "seeded" });
  });
});
