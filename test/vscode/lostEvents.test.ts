import assert from "node:assert/strict";
import { resolve } from "node:path";
import * as vscode from "vscode";
import { Analysis } from "../../src/analysis/analysis";
import type { TokenscopeApi } from "../../src/api";
import type { Remote } from "../../src/shared/base/rpc";
import type { TokenService } from "../../src/workers/tokenService";
import { nodeThread } from "../../src/workers/node/nodeThread";
import { WorkerClient } from "../../src/workers/workerClient";
import { closeAll, eventually, openText, tokenscope } from "./tokenscope";

type ChangeEvent = vscode.TextDocumentChangeEvent;

/** The built token worker, with a note of what it is asked. */
class NotedWorker extends WorkerClient<TokenService> {
  readonly asked: string[] = [];

  override get call(): Remote<TokenService> {
    return new Proxy(super.call, {
      get: (service, method: keyof TokenService) => {
        this.asked.push(method);
        return service[method];
      },
    });
  }
}

describe("An event that is lost on its way to an analysis", () => {
  let api: TokenscopeApi;
  let worker: NotedWorker;
  let editor: vscode.TextEditor;
  let analysis: Analysis;
  let listener: vscode.Disposable;
  /** What becomes of the editor's next events before the analysis gets them. */
  let losses: ((event: ChangeEvent) => ChangeEvent | undefined)[];

  before(async () => {
    api = await tokenscope();
    const dist = resolve(process.env["TOKENSCOPE_ROOT"]!, "dist");
    worker = new NotedWorker(
      "token worker",
      () => nodeThread(resolve(dist, "tokenWorker.js"), { folder: dist }),
      ({ message }) => assert.fail(message),
    );
  });
  after(() => {
    worker.dispose();
  });

  beforeEach(async () => {
    editor = await openText("one two three\nfour five six\n");
    losses = [];
    const { document } = editor;
    analysis = new Analysis(document, worker, {
      encoding: "gpt2",
      specialTokens: "split",
      lineEndings: "asIs",
    });
    listener = vscode.workspace.onDidChangeTextDocument((event) => {
      // An event without a change tells that the document is or is not saved.
      if (event.document !== document || event.contentChanges.length === 0) return;
      const lose = losses.shift();
      const passed = lose === undefined ? event : lose(event);
      if (passed !== undefined) analysis.follow(passed);
    });
    await analysis.call.tokens();
    worker.asked.length = 0;
  });
  afterEach(async () => {
    listener.dispose();
    analysis.dispose();
    await closeAll();
  });

  const insert = (character: number, text: string) =>
    editor.edit((builder) => {
      builder.insert(new vscode.Position(0, character), text);
    });

  /** Every question has the right answer, and the whole text was sent so often. */
  async function isRight(opens: number): Promise<void> {
    const { document } = editor;
    const questions = [
      analysis.call.tokens(),
      analysis.call.slice(0, 9),
      analysis.call.touching(0, 9),
    ];
    const [tokens, slice, touching] = await Promise.all(questions);
    const expected = await api.tokenize(document.getText());
    assert.deepEqual([...tokens!.ids], [...expected.ids]);
    assert.deepEqual([...tokens!.starts], [...expected.starts]);
    assert.deepEqual([...slice!.ids], [...expected.ids.slice(0, 9)]);
    assert.deepEqual(
      [tokens, slice, touching].map((answer) => answer?.version),
      Array(3).fill(document.version),
    );
    await eventually("a summary", () => analysis.summary?.version === document.version);
    assert.equal(analysis.summary?.length, document.getText().length);
    assert.equal(analysis.failure, undefined);
    assert.equal(worker.asked.filter((method) => method === "open").length, opens);
  }

  it("costs nothing when there is none: edits are sent, the text is not", async () => {
    await insert(3, "ly");
    await insert(0, "x");
    assert.deepEqual(worker.asked, ["edit", "edit"]);
    await isRight(0);
  });

  it("is noticed by the gap between versions", async () => {
    losses = [() => undefined];
    await insert(3, "ly");
    await insert(0, "x");
    assert.equal(worker.asked.includes("edit"), false);
    await isRight(1);
  });

  it("is noticed by a question where no event follows", async () => {
    losses = [() => undefined];
    await insert(3, "ly");
    await isRight(1);
  });

  it("is noticed by the length where the versions follow one another", async () => {
    losses = [(event) => ({ ...event, contentChanges: event.contentChanges.slice(1) })];
    await editor.edit((builder) => {
      builder.insert(new vscode.Position(0, 3), "ly");
      builder.insert(new vscode.Position(1, 4), "teen");
    });
    assert.deepEqual(worker.asked.slice(0, 1), ["edit"]);
    await isRight(1);
  });

  it("is noticed by changes outside the text that the worker holds", async () => {
    const outside = { rangeOffset: 1000, rangeLength: 2 };
    losses = [
      (event) => ({
        ...event,
        contentChanges: event.contentChanges.map((change) => ({
          ...change,
          ...outside,
          text: `${change.text}xx`,
        })),
      }),
    ];
    await insert(3, "ly");
    assert.deepEqual(worker.asked.slice(0, 1), ["edit"]);
    await isRight(1);
  });

  it("is made good once, and the edits after it are sent alone again", async () => {
    losses = [() => undefined];
    await insert(3, "ly");
    await insert(0, "x");
    await isRight(1);
    worker.asked.length = 0;
    await insert(0, "y");
    assert.deepEqual(worker.asked, ["edit"]);
    await isRight(0);
  });
});
