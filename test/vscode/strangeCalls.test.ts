import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import { NO_OPTIONS, refusesAll, type Loose } from "./refusesAll";
import { strangeOptions, strangeValues, type Strange } from "./strangeValues";
import { countTokensInput } from "../../src/views/counts/countTokensInput";
import { CountTokensTool, type CountTokensParts } from "../../src/views/counts/countTokensTool";
import { closeAll, openText, tokenscope } from "./tokenscope";
import { Warnings } from "./warnings";

describe("Calls with wrong kinds of everything", () => {
  let api: TokenscopeApi;
  let editor: vscode.TextEditor;
  before(async () => {
    api = await tokenscope();
    await api.useModel({ source: "seeded", vocabularySize: 6, dimensions: 3, contextLength: 8 });
  });
  after(() => api.useModel({ source: "seeded" }));
  beforeEach(async () => {
    editor = await openText("one two three four five six seven eight nine ten");
    await api.tokensOf(editor.document);
  });
  afterEach(closeAll);

  const loose =
    (name: keyof TokenscopeApi): Loose =>
    async (...given) =>
      (api as unknown as Record<string, Loose>)[name]?.(...given);

  it("tokenize", async () => {
    const texts = [
      "an empty text",
      "a placeholder",
      "a method's name",
      "control characters",
      "a megabyte of text",
    ];
    await refusesAll(loose("tokenize"), strangeValues(), texts);
    await refusesAll((options) => loose("tokenize")("a", options), strangeValues(), NO_OPTIONS);
    for (const key of ["encoding", "specialTokens", "signal"]) {
      await refusesAll((options) => loose("tokenize")("a", options), strangeOptions(key));
    }
    assert.deepEqual([...(await api.tokenize("one two")).ids], [505, 734]);
  });

  it("tokensOf", async () => {
    await refusesAll(loose("tokensOf"), strangeValues());
    const { document } = editor;
    const lookalike = { uri: document.uri, version: 1, isClosed: false, getText: () => "a" };
    await assert.rejects(loose("tokensOf")(lookalike), /must be an open one/);
    await closeAll();
    await assert.rejects(loose("tokensOf")(lookalike), /must be an open one/);
  });

  it("loader", async () => {
    const options = { maxLength: 4, stride: 4 };
    await refusesAll((count) => loose("loader")(count, options), strangeValues());
    await refusesAll((given) => loose("loader")(10, given), strangeValues());
    for (const key of ["maxLength", "stride", "batchSize", "seed", "epoch"]) {
      const answers = key === "seed" ? [`${key}: -1`] : [];
      await refusesAll(
        (given) => loose("loader")(10, given),
        strangeOptions(key, options),
        answers,
      );
    }
    for (const key of ["shuffle", "dropLast"]) {
      const given = strangeOptions(key, options);
      await refusesAll((each) => loose("loader")(10, each), given, [`${key}: true`]);
    }
    assert.deepEqual([...(await api.loader(9, options)).starts], [0, 4]);
  });

  it("embed", async () => {
    await refusesAll(loose("embed"), strangeValues());
    await refusesAll(
      (row) => loose("embed")([row]),
      strangeValues(),
      // Ids in another list of numbers are ids.
      ["bytes", "doubles", "floats of another width"],
    );
    await refusesAll((id) => loose("embed")([[id]]), strangeValues());
    const rows = await api.embed([[0, 5]]);
    assert.deepEqual((await api.embed([Uint32Array.of(0, 5)])).token, rows.token);
    assert.deepEqual([...rows.shape], [1, 2, 3]);
  });

  it("nearestTokens", async () => {
    await refusesAll((query) => loose("nearestTokens")(query, 2), strangeValues(), [
      "floats of another width",
    ]);
    await refusesAll((count) => loose("nearestTokens")(0, count), strangeValues());
    await refusesAll(
      (options) => loose("nearestTokens")(0, 1, options),
      strangeValues(),
      NO_OPTIONS,
    );
    await refusesAll((options) => loose("embed")([[0]], options), strangeValues(), NO_OPTIONS);
    await assert.rejects(api.nearestTokens(6, 1), /^Error: Id 6 is outside/);
    await assert.rejects(api.nearestTokens(0, 7), /whole number from 1 to 6, not 7/);
    await assert.rejects(api.nearestTokens(new Float32Array(4), 1), /width 4 does not fit/);
    assert.equal((await api.nearestTokens(2, 1))[0]?.id, 2);
  });

  it("useModel, and the model in use stays", async () => {
    const before = await api.model();
    await refusesAll(loose("useModel"), strangeValues());
    await refusesAll(loose("useModel"), strangeOptions("source"));
    for (const key of ["seed", "dimensions", "contextLength", "vocabularySize"]) {
      const small = { source: "seeded", vocabularySize: 6, dimensions: 3, contextLength: 8 };
      const given = strangeOptions(key, small).filter(({ what }) => what !== "seed: -1");
      await refusesAll(loose("useModel"), given);
    }
    for (const key of ["arithmetic", "order"]) {
      await refusesAll(loose("useModel"), strangeOptions(key, { source: "seeded" }));
    }
    await refusesAll(loose("useModel"), strangeOptions("path", { source: "file" }));
    for (const key of ["token", "position"]) {
      const given = strangeOptions(key, { source: "file", path: "/nowhere.safetensors" });
      await refusesAll(loose("useModel"), given);
    }
    assert.deepEqual(await api.model(), before);
    assert.equal((await api.embed([[0, 5]])).shape[2], 3);
  });

  it("the language model tool, which says beforehand what it will do, whatever it is given", async () => {
    const tool = new CountTokensTool({} as CountTokensParts);
    const read: Loose = async (input) => {
      const given = { input } as { input: object };
      const { invocationMessage } = tool.prepareInvocation(given);
      assert.ok(typeof invocationMessage === "string" && invocationMessage.length <= 400);
      await Promise.resolve();
      return countTokensInput(input);
    };
    await refusesAll(read, strangeValues());
    const texts = ["a placeholder", "a method's name", "control characters"];
    const long = "a megabyte of text";
    const given = ["an empty text", ...texts, long];
    await refusesAll(
      read,
      strangeOptions("text"),
      given.map((what) => `text: ${what}`),
    );
    await refusesAll(
      read,
      strangeOptions("file"),
      [...texts, long].map((what) => `file: ${what}`),
    );
    await refusesAll(read, strangeOptions("encoding", { text: "a" }));
    // As an editor's chat hands it over: what is no file is said in a sentence too.
    const invoke: Loose = async (input) =>
      vscode.lm.invokeTool("tokenscope_countTokens", {
        input: input as object,
        toolInvocationToken: undefined,
      });
    const written = new Set([...texts, long, "an empty text", "-1", "true", "an object"]);
    const asJson = (all: Strange[]): Strange[] =>
      all.filter(({ what }) => written.has(what.replace(/^\w+: /, "")));
    await refusesAll(invoke, asJson(strangeOptions("file")));
    await refusesAll(invoke, asJson(strangeOptions("encoding", { text: "a" })));
  });

  describe("commands", () => {
    const run =
      (name: string): Loose =>
      async (...given) =>
        vscode.commands.executeCommand(name, ...given);
    /** A menu's own file is no argument: these would ask the person. */
    const withoutUri = (): Strange[] => strangeValues().filter(({ what }) => what !== "a uri");

    it("goToToken, findToken and configureWindows", async () => {
      await refusesAll(run("tokenscope.goToToken"), withoutUri());
      await refusesAll(run("tokenscope.findToken"), withoutUri());
      for (const [kind, key] of [
        ["id", "id"],
        ["index", "index"],
        ["text", "text"],
      ] as const) {
        const texts = ["a placeholder", "a method's name", "control characters"];
        const answers = kind === "text" ? texts.map((what) => `text: ${what}`) : [];
        await refusesAll(run("tokenscope.findToken"), strangeOptions(key, { kind }), answers);
      }
      await refusesAll(run("tokenscope.configureWindows"), withoutUri());
      for (const key of ["maxLength", "stride", "batchSize", "seed"]) {
        await refusesAll(run("tokenscope.configureWindows"), strangeOptions(key));
      }
      assert.equal(await run("tokenscope.goToToken")(2), 2);
    });

    it("chooseEncoding, export, copyAsPyTorch and countTokens", async () => {
      await refusesAll(run("tokenscope.chooseEncoding"), withoutUri());
      await refusesAll(run("tokenscope.export"), withoutUri());
      const order = { what: "tokens", format: "csv", file: vscode.Uri.file("/nowhere/x.csv") };
      for (const key of ["what", "format", "file"]) {
        const given = strangeOptions(key, order).filter(({ what }) => what !== "file: a uri");
        await refusesAll(run("tokenscope.export"), given);
      }
      await refusesAll(run("tokenscope.copyAsPyTorch"), withoutUri());
      const files = withoutUri().filter(({ what }) => what !== "null");
      await refusesAll(run("tokenscope.countTokens"), files);
      for (const name of ["toggleHighlights", "showHighlights", "hideHighlights"]) {
        await refusesAll(run(`tokenscope.${name}`), files);
      }
    });

    it("of the hover's links", async () => {
      // No program gives these: what is wrong is told to the person.
      const warnings = new Warnings();
      try {
        for (const name of ["revealToken", "copyTokenId", "nextOccurrence"]) {
          const told: Loose = async (given) => {
            warnings.heard.length = 0;
            await run(`_tokenscope.${name}`)(given);
            throw new Error(warnings.heard.join("\n"));
          };
          await refusesAll(told, strangeValues());
        }
      } finally {
        warnings.end();
      }
    });
  });
});
