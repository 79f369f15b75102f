import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { freshFolder } from "../../.ci/support/folders";
import { f32, safetensorsFile } from "../../.ci/support/safetensorsWriter";
import { Modals } from "./modals";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";
import { Warnings } from "./warnings";

describe("Settings", () => {
  let api: TokenscopeApi;
  let warnings: Warnings;
  let folder: string;
  const file = (): string => join(folder, ".vscode/settings.json");
  /** Saves all of the workspace's settings at once, as a person does who edits the file. */
  const save = async (settings: Record<string, unknown>): Promise<void> => {
    const named = Object.entries(settings).map(([key, value]) => [`tokenscope.${key}`, value]);
    await writeFile(file(), JSON.stringify(Object.fromEntries(named)));
    const section = () => vscode.workspace.getConfiguration("tokenscope");
    await eventually("the saved settings", () =>
      Object.entries(settings).every(
        ([key, value]) =>
          JSON.stringify(section().inspect(key)?.workspaceValue) === JSON.stringify(value),
      ),
    );
  };

  before(async () => {
    api = await tokenscope();
    folder = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
    await mkdir(join(folder, ".vscode"), { recursive: true });
  });
  beforeEach(() => {
    warnings = new Warnings();
  });
  afterEach(async () => {
    warnings.end();
    await rm(file(), { force: true });
    const all = () => vscode.workspace.getConfiguration().inspect("tokenscope")?.workspaceValue;
    await eventually("no settings of the workspace", () => all() === undefined);
    await closeAll();
    await api.useModel({ source: "seeded" });
  });

  const dimensions = async (): Promise<number> => (await api.model()).dimensions;

  it("take effect beside wrong ones that are saved with them", async () => {
    await save({ "windows.maxLength": 0, "seeded.dimensions": 64 });
    await eventually("64 dimensions", async () => (await dimensions()) === 64);
    assert.deepEqual(warnings.about("windows.maxLength"), [
      "tokenscope.windows.maxLength is 0, but must be a whole number from 1 to 1,000,000,000. The default, 4, is used instead.",
    ]);
    assert.equal(warnings.heard.length, 1, warnings.heard.join("\n"));
  });

  it("that are wrong are named once, and again when they are wrong in another way", async () => {
    await save({ "windows.stride": 0, "seeded.dimensions": 48 });
    await eventually("48 dimensions", async () => (await dimensions()) === 48);
    await save({ "windows.stride": 0, "seeded.dimensions": 40 });
    await eventually("40 dimensions", async () => (await dimensions()) === 40);
    assert.equal(warnings.about("windows.stride").length, 1);
    await save({ "windows.stride": "4", "seeded.dimensions": 40 });
    await eventually("the other value", () => warnings.about("windows.stride").length === 2);
    await save({ "windows.stride": 4, "seeded.dimensions": 24 });
    await eventually("24 dimensions", async () => (await dimensions()) === 24);
    await save({ "windows.stride": "4", "seeded.dimensions": 24 });
    await eventually("the wrong value again", () => warnings.about("windows.stride").length === 3);
    assert.match(warnings.about("windows.stride")[2]!, /^tokenscope\.windows\.stride is "4", but/);
  });

  it("that are all wrong leave their defaults", async () => {
    const wrong = {
      hover: "sometimes",
      "highlights.colours": 1e300,
      "highlights.colourBy": 3,
      "highlights.borders": "yes",
      encoding: "gpt5",
      lineEndings: {},
      specialTokens: [],
      "windows.maxLength": -4,
      "windows.stride": 0.5,
      "windows.batchSize": null,
      "windows.shuffle": 1,
      "windows.seed": 2 ** 53,
      "windows.dropLast": "false",
      model: "bert",
      modelFile: { path: "/a.onnx", tensors: ["a"] },
      "seeded.seed": -1,
      "seeded.dimensions": 1e9,
      "seeded.contextLength": "1024",
    };
    await save(wrong);
    await eventually("all of them named", () => warnings.heard.length >= Object.keys(wrong).length);
    for (const key of Object.keys(wrong)) {
      assert.equal(warnings.about(key).length, 1, `${key} in ${warnings.heard.join("\n")}`);
    }
    const { name, dimensions: width, contextLength } = await api.model();
    assert.deepEqual([name, width, contextLength], ["seeded 123", 256, 1024]);

    const text = "one two three four five six seven eight nine ten";
    const { document } = await openText(text);
    assert.equal((await api.tokensOf(document)).ids.length, 10);
    await vscode.commands.executeCommand("tokenscope.copyAsPyTorch");
    const code = await vscode.env.clipboard.readText();
    assert.match(code, /max_length, stride = 4, 4/);
    assert.match(code, /batch_size=8, shuffle=False, drop_last=False/);
    assert.match(code, /get_encoding\("gpt2"\)/);
  });

  it("are underlined in their file wherever they are not used", async function () {
    const wrong = {
      "windows.maxLength": 0,
      "windows.stride": 1e10,
      "windows.batchSize": null,
      "windows.seed": 2 ** 53,
      "seeded.dimensions": 1e9,
      "highlights.colours": 6.5,
      encoding: "gpt5",
      modelFile: { path: "/a.onnx", tensors: [] },
    };
    const right = { "windows.dropLast": true, "seeded.seed": 2 ** 53 - 1 };
    await save({ ...wrong, ...right });
    const document = await vscode.workspace.openTextDocument(file());
    await vscode.window.showTextDocument(document);
    const underlined = (): string[] =>
      vscode.languages
        .getDiagnostics(document.uri)
        .map(({ range }) => document.lineAt(range.start.line).text.slice(0, range.start.character))
        .map((before) => /.*"tokenscope\.([\w.]+)":/.exec(before)?.[1] ?? before);
    await eventually("the lines under wrong values", () => underlined().length > 0);
    assert.deepEqual([...new Set(underlined())].sort(), Object.keys(wrong).sort());
  });

  describe("of the model's file", () => {
    let elsewhere: string;
    const bytes = safetensorsFile({
      "wte.weight": f32([5, 2], (at) => at),
      "wpe.weight": f32([3, 2], () => 0),
    });
    const { HOME } = process.env;
    before(async () => {
      elsewhere = freshFolder("settings");
      await writeFile(join(elsewhere, "home.safetensors"), bytes);
      await writeFile(join(folder, "own.safetensors"), bytes);
      process.env["TOKENSCOPE_MODELS"] = elsewhere;
      process.env["HOME"] = elsewhere;
    });
    after(async () => {
      delete process.env["TOKENSCOPE_MODELS"];
      if (HOME === undefined) delete process.env["HOME"];
      else process.env["HOME"] = HOME;
      await rm(elsewhere, { recursive: true });
      await rm(join(folder, "own.safetensors"));
    });

    for (const [path, name] of [
      ["${workspaceFolder}/own.safetensors", "own.safetensors"],
      ["own.safetensors", "own.safetensors"],
      ["${env:TOKENSCOPE_MODELS}/home.safetensors", "home.safetensors"],
      ...(process.platform === "win32" ? [] : [["~/home.safetensors", "home.safetensors"]]),
    ]) {
      it(`find it by ${path}`, async () => {
        await save({ model: "file", modelFile: { path } });
        await eventually(name!, async () => (await api.model()).name === name);
        assert.deepEqual(warnings.heard, []);
      });
    }

    it("find it by its address", async () => {
      const path = vscode.Uri.file(join(elsewhere, "home.safetensors")).toString();
      await save({ model: "file", modelFile: { path } });
      await eventually("its model", async () => (await api.model()).name === "home.safetensors");
    });

    it("say which variable there is not, and the seeded model is used", async () => {
      await save({ model: "file", modelFile: { path: "${env:NOT_SET_HERE}/a.onnx" } });
      await eventually("a sentence", () => warnings.heard.length > 0);
      assert.deepEqual(warnings.heard, [
        'tokenscope.modelFile names "${env:NOT_SET_HERE}/a.onnx". There is no environment variable NOT_SET_HERE. The book\'s model is used instead.',
      ]);
      assert.equal((await api.model()).source, "seeded");
    });

    it("say that none is named where the model is to be one", async () => {
      await save({ model: "file" });
      await eventually("a sentence", () => warnings.heard.length > 0);
      assert.match(warnings.heard[0]!, /^tokenscope\.model is "file", but tokenscope\.modelFile/);
    });
  });

  it("of a large model make none unasked: the one in use stays, and a sentence says how large", async () => {
    const before = await api.model();
    await save({ "seeded.dimensions": 3000 });
    await eventually("a sentence", () => warnings.heard.length > 0);
    assert.match(
      warnings.heard[0]!,
      /keeps its model: .*\[50,257, 3,000\] and \[1,024, 3,000\], takes 586\.9 MiB on disk.*Choose Model…/,
    );
    assert.deepEqual(await api.model(), before);
    await save({ "seeded.dimensions": 32 });
    await eventually("32 dimensions", async () => (await dimensions()) === 32);
  });

  it("of where weights are fetched from are refused by the command when they are none", async () => {
    const section = vscode.workspace.getConfiguration("tokenscope");
    const modals = new Modals(() => undefined);
    try {
      for (const value of [5, "mirror", { a: 1 }, ["https://huggingface.co"]]) {
        warnings.heard.length = 0;
        await section.update("gpt2.endpoint", value, true);
        await vscode.commands.executeCommand("tokenscope.getGpt2Weights");
        assert.deepEqual(modals.asked, [], JSON.stringify(value));
        const refusal = warnings.heard.at(-1)!;
        assert.match(refusal, /Set tokenscope\.gpt2\.endpoint to an https address/);
      }
    } finally {
      modals.end();
      await section.update("gpt2.endpoint", undefined, true);
    }
  });

  it("are not written where they would not be used", async () => {
    await openText("one two three");
    const configure = vscode.commands.executeCommand("tokenscope.configureWindows", {
      stride: 1e12,
    });
    await assert.rejects(Promise.resolve(configure), /The option stride is 1000000000000, but/);
    const { globalValue } = vscode.workspace
      .getConfiguration("tokenscope")
      .inspect("windows.stride")!;
    assert.equal(globalValue, undefined);
  });
});
