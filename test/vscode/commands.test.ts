import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { TokenscopeApi } from "../../src/api";
import type { LoaderOptions } from "../../src/shared/values/windows";
import type { FindAnswer } from "../../src/shared/values/find";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";

const WINDOWS = ["maxLength", "stride", "batchSize", "shuffle", "seed", "dropLast"];

describe("Commands of the editor", () => {
  let api: TokenscopeApi;
  before(async () => {
    api = await tokenscope();
  });
  afterEach(async () => {
    const settings = vscode.workspace.getConfiguration("tokenscope");
    for (const key of ["encoding", ...WINDOWS.map((name) => `windows.${name}`)]) {
      if (settings.inspect(key)?.globalValue !== undefined) {
        await settings.update(key, undefined, true);
      }
    }
    await closeAll();
  });

  const run = async <T>(name: string, ...args: unknown[]): Promise<T> =>
    vscode.commands.executeCommand<T>(`tokenscope.${name}`, ...args);

  /** Opens a text, and waits until it is the one that commands work on. */
  async function open(text: string | Uint8Array): Promise<vscode.TextEditor> {
    const editor = await openText(text);
    await api.tokensOf(editor.document);
    return editor;
  }
  const selected = ({ document, selection }: vscode.TextEditor): string =>
    document.getText(selection);
  const selects = async (editor: vscode.TextEditor, text: string): Promise<void> => {
    await eventually(`${JSON.stringify(text)} selected`, () => selected(editor) === text);
  };
  /** Puts the cursor, also where VS Code has yet to tell of the one that it shows a text with. */
  const put = async (editor: vscode.TextEditor, at: number): Promise<void> => {
    const place = editor.document.positionAt(at);
    const selection = new vscode.Selection(place, place);
    await eventually("the cursor", async () => {
      editor.selection = selection;
      // There and back: what VS Code had to tell before is told then.
      await vscode.commands.executeCommand("setContext", "tokenscope.test", at);
      return editor.selection.isEqual(selection);
    });
  };

  it("step from token to token, and no further than the ends", async () => {
    const editor = await open("one two three");
    await put(editor, 5);
    assert.equal(await run("nextToken"), 2);
    await selects(editor, " three");
    assert.equal(await run("nextToken"), 2);
    assert.equal(await run("previousToken"), 1);
    await selects(editor, " two");
    assert.equal(await run("previousToken"), 0);
    assert.equal(await run("previousToken"), 0);
    await selects(editor, "one");
  });

  it("take a step for every key, however fast they come, from where the cursor is put last", async () => {
    const words = ["one", " two", " three", " four", " five", " six", " seven"];
    const editor = await open(words.join(""));
    await put(editor, 0);
    const next = Array.from({ length: 6 }, () => run("nextToken"));
    assert.deepEqual(await Promise.all(next), [1, 2, 3, 4, 5, 6]);
    await selects(editor, " seven");
    const back = Array.from({ length: 5 }, () => run("previousToken"));
    assert.deepEqual(await Promise.all(back), [5, 4, 3, 2, 1]);
    await selects(editor, " two");
    // The cursor moves on while a command asks which token it is on.
    const step = run("nextToken");
    await vscode.commands.executeCommand("cursorBottom");
    await step;
    await vscode.commands.executeCommand("cursorBottom");
    const last = [run("previousToken"), run("previousToken"), run("nextToken")];
    assert.deepEqual(await Promise.all(last), [5, 4, 5]);
    await selects(editor, " six");
  });

  it("take a step from window to window for every key, however fast they come", async () => {
    const editor = await open("one two three four five six seven eight nine ten");
    await run("configureWindows", { maxLength: 2, stride: 2 });
    await put(editor, 0);
    const steps = ["nextWindow", "nextWindow", "nextWindow", "previousWindow"];
    assert.deepEqual(await Promise.all(steps.map((step) => run(step))), [1, 2, 3, 2]);
    await selects(editor, " five six");
  });

  it("step through the tokens of one character, and over line ends", async () => {
    const editor = await open("a👋\nb");
    const { ids } = await api.tokensOf(editor.document);
    assert.equal(ids.length, 5);
    await put(editor, 0);
    for (const [index, text] of [
      [1, "👋"],
      [2, "👋"],
      [3, "\n"],
      [4, "b"],
      [4, "b"],
    ] as const) {
      assert.equal(await run("nextToken"), index);
      await selects(editor, text);
    }
    assert.equal(await run("previousToken"), 3);
    assert.equal(await run("previousToken"), 2);
  });

  it("go to a token by its index, and refuse one that is not there", async () => {
    const editor = await open("one two three");
    assert.equal(await run("goToToken", 1), 1);
    await selects(editor, " two");
    await assert.rejects(run("goToToken", 3), /There is no token 3: this document's are 0 to 2\./);
    await assert.rejects(run("goToToken", -1), /whole number from 0 on/);
    await open("");
    await assert.rejects(run("goToToken", 0), /The document is empty/);
  });

  it("find a token by its id and by text, forwards and backwards", async () => {
    const editor = await open("a b a b a");
    await put(editor, 1);
    const byId = await run<FindAnswer>("findToken", { kind: "id", id: 257 });
    assert.ok(byId.kind === "found");
    assert.deepEqual([byId.token, byId.place, byId.count], [2, 1, 2]);
    await selects(editor, " a");
    const back = await run<FindAnswer>("findToken", { kind: "text", text: "a b" }, true);
    assert.ok(back.kind === "found");
    assert.deepEqual([back.token, back.end, back.unit], [0, 2, 0]);
    await selects(editor, "a b");
    const none = await run<FindAnswer>("findToken", { kind: "text", text: "c" });
    assert.equal(none.kind, "none");
    await assert.rejects(run("findToken", { kind: "id", id: 50257 }), /There is no id 50,257/);
  });

  it("select windows in the loader's order, also a shuffled one", async () => {
    const editor = await open("one two three four five six seven eight nine ten");
    await run("configureWindows", { maxLength: 2, stride: 2 });
    await put(editor, 15);
    assert.equal(await run("selectWindow"), 1);
    await selects(editor, " three four");
    assert.equal(await run("nextWindow"), 2);
    await selects(editor, " five six");
    assert.equal(await run("previousWindow"), 1);
    assert.equal(await run("previousWindow"), 0);
    assert.equal(await run("previousWindow"), 0);
    await selects(editor, "one two");

    await run("configureWindows", { shuffle: true, seed: 123 });
    const { order, samples } = await api.loader(10, { maxLength: 2, stride: 2, shuffle: true });
    assert.equal(samples, 4);
    const shown = await run<number>("selectWindow");
    await selects(editor, "one two");
    assert.equal(order[shown], 0);
    const words = ["one two", " three four", " five six", " seven eight"];
    const other = shown === samples - 1 ? await run("previousWindow") : await run("nextWindow");
    await selects(editor, words[order[other as number]!]!);
  });

  it("keep the place in the text when any option changes, by command and by setting", async () => {
    const editor = await open(Array.from({ length: 2000 }, (_, at) => ` a${at % 7}`).join("\n"));
    const { ids } = await api.tokensOf(editor.document);
    const options = { maxLength: 4, stride: 4, batchSize: 1, dropLast: false, shuffle: false };
    const settings = vscode.workspace.getConfiguration("tokenscope.windows");
    const token = 711;
    const changes = [
      { stride: 7 },
      { stride: 1 },
      { stride: 50 },
      { maxLength: 256, stride: 128 },
      { batchSize: 3 },
      { dropLast: true },
      { dropLast: false },
      { shuffle: true, seed: 123 },
      { seed: 7 },
      { shuffle: false },
      { maxLength: 6, stride: 3 },
    ];
    for (const way of ["command", "setting"] as const) {
      await run("configureWindows", options);
      let now: LoaderOptions = options;
      for (const change of changes) {
        await run("goToToken", token);
        const before = editor.selection;
        now = { ...now, ...change };
        if (way === "command") await run("configureWindows", change);
        else {
          for (const [key, value] of Object.entries(change))
            await settings.update(key, value, true);
        }
        const where = `${way} ${JSON.stringify(now)}`;
        assert.ok(editor.selection.isEqual(before), where);
        // The window that is shown is the one before the next.
        const { starts, order } = await api.loader(ids.length, now);
        const next = await eventually("a step", () => run<number>("nextWindow"));
        const start = starts[order[next - 1] as number] as number;
        const apart = (first: number): number =>
          Math.max(first - token, token - (first + now.maxLength - 1), 0);
        const least = Math.min(...starts.map(apart));
        assert.equal(apart(start), least, `${where}: a window at ${start}`);
      }
    }
  });

  it("go from lost token to lost token, round the ends, and tell where there are none", async () => {
    const words = ["one", " two", " three", " four", " five", " six", " seven", " eight"];
    const editor = await open(words.join(""));
    await run("configureWindows", { maxLength: 1, stride: 4, batchSize: 1 });
    await put(editor, 0);
    // Windows are [0] and [4], with the targets 1 and 5.
    for (const [name, token] of [
      ["nextLostToken", 2],
      ["nextLostToken", 3],
      ["nextLostToken", 6],
      ["nextLostToken", 7],
      ["nextLostToken", 2],
      ["previousLostToken", 7],
      ["previousLostToken", 6],
    ] as const) {
      assert.equal(await run(name), token);
      await selects(editor, words[token]!);
    }
    const steps = Array.from({ length: 3 }, () => run("nextLostToken"));
    assert.deepEqual(await Promise.all(steps), [7, 2, 3]);
    await run("configureWindows", { stride: 2 });
    assert.equal(await run("nextLostToken"), undefined);
    await selects(editor, " four");
    // drop_last loses the last batch, in a shuffled order too.
    await run("configureWindows", { maxLength: 2, stride: 2, batchSize: 2, dropLast: true });
    assert.equal(await run("nextLostToken"), 5);
    const shuffled = { shuffle: true, seed: 123 };
    await run("configureWindows", shuffled);
    const { starts, order } = await api.loader(words.length, {
      maxLength: 2,
      stride: 2,
      ...shuffled,
    });
    const used = [...order.subarray(0, 2)].map((sample) => starts[sample] as number);
    const lost = words
      .map((_, at) => at)
      .filter((at) => used.every((first) => at < first || at > first + 2));
    await run("goToToken", lost.at(-1));
    assert.equal(await run("nextLostToken"), lost[0]);
    await run("configureWindows", { maxLength: 100 });
    // Why there is no window is told to the person, not thrown.
    assert.equal(await run("nextLostToken"), undefined);
  });

  it("list the most frequent tokens, and go to where one stands first", async () => {
    const editor = await open("x a b a b c a");
    const first = { id: 257, count: 3, token: 1 };
    assert.deepEqual(await run("frequentTokens", 1), first);
    await selects(editor, " a");
    assert.deepEqual(await run("frequentTokens", 2), { id: 275, count: 2, token: 2 });
    await assert.rejects(run("frequentTokens", 5), /This document has 4 different tokens\./);
    await assert.rejects(run("frequentTokens", 0), /Ranks count from 1/);
  });

  it("tell of a token that no window has, and of a text without a window", async () => {
    const editor = await open("one two three four five six seven eight");
    await run("configureWindows", { maxLength: 2, stride: 3 });
    await put(editor, 10);
    assert.equal(await run("selectWindow"), undefined);
    assert.equal(selected(editor), "");
    await run("configureWindows", { maxLength: 100 });
    // Told to the person, not thrown.
    assert.equal(await run("nextWindow"), undefined);
  });

  it("write what windows are configured to, and refuse what no loader takes", async () => {
    await open("one two three four five six");
    await run("configureWindows", { maxLength: 3, stride: 1, shuffle: true, seed: 7 });
    const settings = vscode.workspace.getConfiguration("tokenscope.windows");
    assert.deepEqual(
      WINDOWS.map((name) => settings.get(name)),
      [3, 1, 8, true, 7, false],
    );
    assert.equal(settings.inspect("dropLast")?.globalValue, undefined);
    for (const bad of [{ stride: 0 }, { maxLength: 1.5 }, { seed: -1 }, { batchSize: "4" }]) {
      await assert.rejects(run("configureWindows", bad), /must be a whole number/);
    }
    assert.equal(settings.get("stride"), 1);
  });

  it("copy ids of the document, and of the tokens that selections touch", async () => {
    const editor = await open("I HAD always thought Jack Gisburn");
    const { ids } = await api.tokensOf(editor.document);
    assert.equal(await run("copyIds"), ids.length);
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /^\[40, 367, 2885, \d+/);
    assert.deepEqual(JSON.parse(copied), [...ids]);
    editor.selections = [new vscode.Selection(0, 0, 0, 1), new vscode.Selection(0, 8, 0, 7)];
    await eventually("two selections", () => editor.selections.length === 2);
    assert.equal(await run("copyIds"), 2);
    assert.equal(await vscode.env.clipboard.readText(), `[40, ${ids[3]!}]`);
  });

  it("choose the encoding, and refuse one that is not there", async () => {
    const { document } = await open("Hello world, 12345");
    await run("chooseEncoding", "o200k_base");
    const { ids } = await api.tokenize(document.getText(), { encoding: "o200k_base" });
    await eventually("o200k_base", async () => {
      return [...(await api.tokensOf(document)).ids].join() === [...ids].join();
    });
    await assert.rejects(run("chooseEncoding", "gpt5"), /There is no encoding "gpt5"/);
  });
});
