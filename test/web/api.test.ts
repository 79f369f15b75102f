import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { assertClose } from "../support/close";
import { randomText } from "../support/hardText";
import { PATIENCE } from "../../.ci/support/patience";
import { seeded } from "../support/random";
import { safetensorsFile } from "./safetensors";
import { runOptions } from "./runOptions";
import torch from "../golden/torch.json" with { type: "json" };

/** The product as another extension gets it. */
async function tokenscope(): Promise<TokenscopeApi> {
  const extension = vscode.extensions.getExtension<TokenscopeApi>("tokenscope.tokenscope");
  assert.ok(extension, "Tokenscope is not installed.");
  return extension.activate();
}

describe("In the browser", () => {
  let api: TokenscopeApi;
  before(async () => (api = await tokenscope()));
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));
  const set = (key: string, value: unknown) =>
    vscode.workspace.getConfiguration("tokenscope").update(key, value, true);

  it("there is no Node", () => {
    assert.equal(typeof (globalThis as { process?: unknown }).process, "undefined");
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
  });

  describe("tokens", () => {
    it("are tiktoken's in texts that tokenizers get wrong, and in a whole story", async () => {
      const { texts } = await runOptions();
      assert.ok(texts.length > 200);
      for (const { text, ids } of texts) {
        assert.deepEqual([...(await api.tokenize(text)).ids], ids, JSON.stringify(text));
      }
    });

    it("are there in every encoding", async () => {
      const text = "Hello, world! 12345";
      for (const [encoding, ids] of [
        ["gpt2", [15496, 11, 995, 0, 17031, 2231]],
        ["p50k_base", [15496, 11, 995, 0, 17031, 2231]],
        ["cl100k_base", [9906, 11, 1917, 0, 220, 4513, 1774]],
        ["o200k_base", [13225, 11, 2375, 0, 220, 7633, 2548]],
      ] as const) {
        assert.deepEqual([...(await api.tokenize(text, { encoding })).ids], ids, encoding);
      }
    });

    it("are a tokenizer file's, also in a document, and a bad one is told by its name", async () => {
      const { tokenizer } = await runOptions();
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder, "A folder is open.");
      const file = vscode.Uri.joinPath(folder.uri, "tokenizer.json");
      const write = (uri: vscode.Uri, text: string) =>
        vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      await write(file, tokenizer.json);
      const address = file.toString(true);
      assert.ok(tokenizer.texts.length > 20);
      for (const { text, ids } of tokenizer.texts) {
        const tokens = await api.tokenize(text, { encoding: { file: address } });
        assert.deepEqual([...tokens.ids], ids, JSON.stringify(text));
      }
      const { text, ids } = tokenizer.texts.find((each) => !each.text.includes("\r")) ?? {};
      const document = await vscode.workspace.openTextDocument({ content: text ?? "" });
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("tokenscope.useTokenizerFile", address);
      try {
        assert.deepEqual([...(await api.tokensOf(document)).ids], ids);
      } finally {
        await set("encoding", undefined);
        await set("tokenizerFile", undefined);
      }
      const bad = vscode.Uri.joinPath(folder.uri, "bad.json");
      await write(bad, tokenizer.json.slice(0, 1000));
      await assert.rejects(
        api.tokenize("a", { encoding: { file: bad.toString(true) } }),
        /bad\.json cannot be used as a tokenizer\. It ends in the middle/,
      );
    });

    it("follow a document through edits", async () => {
      const seed = 20_261_128;
      const random = seeded(seed);
      const document = await vscode.workspace.openTextDocument({
        content: "The quick brown fox 👋\n".repeat(50),
      });
      await vscode.window.showTextDocument(document);
      for (let round = 0; round < 20; round++) {
        const edit = new vscode.WorkspaceEdit();
        const [a, b] = [random(document.getText().length), random(20)];
        const range = new vscode.Range(document.positionAt(a), document.positionAt(a + b));
        edit.replace(document.uri, range, randomText(random, 5).replaceAll("\r", ""));
        await vscode.workspace.applyEdit(edit);
        const tokens = await api.tokensOf(document);
        const expected = await api.tokenize(document.getText().replaceAll("\r\n", "\n"));
        assert.equal(tokens.documentVersion, document.version);
        assert.deepEqual([...tokens.ids], [...expected.ids], `seed ${seed}, round ${round}`);
      }
    });
  });

  describe("vectors", () => {
    after(() => api.useModel({ source: "seeded" }));

    it("are torch's of the chapter", async () => {
      const rows = torch.embedding6x3Seed123;
      await api.useModel({ source: "seeded", vocabularySize: 6, dimensions: 3 });
      const { token } = await api.embed([[0, 1, 2, 3, 4, 5]]);
      assertClose(token, rows.flat());
      const looked = await api.embed([[2, 3, 5, 1]]);
      assertClose(looked.token, [2, 3, 5, 1].map((id) => rows[id] ?? []).flat());
    });

    it("of the default model add up, and find their own token", async () => {
      await api.useModel({ source: "seeded" });
      const { shape, token, position, input } = await api.embed([[40, 367, 2885, 1464]]);
      assert.deepEqual([...shape], [1, 4, 256]);
      input.forEach((value, at) => {
        assert.equal(value, Math.fround((token[at] ?? NaN) + (position[at] ?? NaN)));
      });
      const [nearest] = await api.nearestTokens(402, 5);
      assert.equal(nearest?.id, 402);
    });

    it("are torch's bit for bit in a browser too, by both arithmetics and in the notebook's order", async () => {
      // PyTorch 2.13 on a CPU; "scalar" with ATEN_CPU_CAPABILITY=default.
      const firsts = async (choice: object): Promise<number[]> => {
        await api.useModel({ source: "seeded", ...choice });
        return [...(await api.embed([[0, 40]])).token.subarray(0, 3)];
      };
      assert.deepEqual(
        await firsts({ arithmetic: "scalar" }),
        [0.3373701572418213, -0.1777772158384323, -0.3035275340080261],
      );
      assert.deepEqual(
        await firsts({ order: "notebook" }),
        [-0.38848307728767395, -0.9343459010124207, -0.4991441071033478],
      );
      assert.deepEqual(
        await firsts({}),
        [0.3373701870441437, -0.1777772158384323, -0.3035275936126709],
      );
    });

    it("are kept in the browser's storage: another thread finds the same", async () => {
      const before = await api.embed([[1, 2, 3]]);
      await set("runtime", "wasm");
      assert.deepEqual(await api.embed([[1, 2, 3]]), before);
      await set("runtime", undefined);
      assert.deepEqual(await api.embed([[1, 2, 3]]), before);
    });

    it("come from a model file of the workspace", async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder, "A folder is open.");
      const file = vscode.Uri.joinPath(folder.uri, "small model.safetensors");
      await vscode.workspace.fs.writeFile(
        file,
        safetensorsFile({
          "wte.weight": [5, 2],
          "wpe.weight": [3, 2],
        }),
      );
      for (const path of [file.toString(true), file.toString(), file.path]) {
        const info = await api.useModel({ source: "file", path });
        assert.deepEqual([info.vocabularySize, info.dimensions, info.contextLength], [5, 2, 3]);
        const { token, position } = await api.embed([[4, 0]]);
        assert.deepEqual([...token], [8, 9, 0, 1]);
        assert.deepEqual([...position], [0, 1, 2, 3]);
      }
      const gone = `${file.path}.gone`;
      await assert.rejects(api.useModel({ source: "file", path: gone }), /gone cannot be read/);
    });

    it("are refused with a sentence where the binary alone is asked for; tokens work on", async () => {
      await set("runtime", "native");
      try {
        await assert.rejects(
          api.embed([[1]]),
          /A browser cannot run ONNX Runtime's binary.*tokenscope\.runtime/,
        );
        assert.deepEqual([...(await api.tokenize("Hello")).ids], [15496]);
      } finally {
        await set("runtime", undefined);
      }
      assert.equal((await api.embed([[1]])).input.length > 0, true);
    });
  });

  describe("the editor", () => {
    it("opens the panel beside the text, with its name", async () => {
      await vscode.commands.executeCommand("tokenscope.openSample");
      await eventually("the panel", () =>
        vscode.window.tabGroups.all.some(({ tabs }) =>
          tabs.some(({ label }) => label.startsWith("Tokenscope: ")),
        ),
      );
    });

    it("shows a token and its vectors when hovering", async () => {
      await set("hover", "always");
      const document = await vscode.workspace.openTextDocument({ content: "I HAD always thought" });
      await vscode.window.showTextDocument(document);
      const text = await eventually("a hover", async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          "vscode.executeHoverProvider",
          document.uri,
          new vscode.Position(0, 3),
        );
        const texts = hovers.flatMap(({ contents }) =>
          contents.map((content) => (content as vscode.MarkdownString).value),
        );
        // Facts and vectors are parts of their own where the vectors took a moment.
        return texts.some((each) => each.includes("data:image/svg")) && texts.join("\n");
      });
      assert.match(text, /\b367\b/);
      await set("hover", undefined);
    });

    it("exports into the workspace", async () => {
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      assert.ok(folder, "A folder is open.");
      const document = await vscode.workspace.openTextDocument({ content: "Hello, world" });
      await vscode.window.showTextDocument(document);
      await api.tokensOf(document);
      const file = vscode.Uri.joinPath(folder.uri, "tokens.csv");
      await eventually("the document in focus", async () => {
        await vscode.commands.executeCommand("tokenscope.export", {
          ...{ what: "tokens", format: "csv" },
          file,
        });
        const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
        return (
          text === 'index,id,start,end,text\n0,15496,0,5,Hello\n1,11,5,6,","\n2,995,6,12," world"\n'
        );
      });
    });
  });
});

async function eventually<T>(
  what: string,
  check: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const limit = Date.now() + PATIENCE;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > limit) throw new Error(`It never came to this: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
