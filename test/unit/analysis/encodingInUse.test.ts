import assert from "node:assert/strict";
// The fake editor stands in before anything of the product asks for it.
import "../../support/fakeVscode";
import { EncodingInUse } from "../../../src/analysis/encodingInUse";
import type { TokenizerFileInfo } from "../../../src/shared/values/tokens";
import type { TokenService } from "../../../src/workers/tokenService";
import type { WorkerClient } from "../../../src/workers/workerClient";

const PATH = "/models/tokenizer.json";

function fileAt(path: string, hash: string): TokenizerFileInfo {
  return {
    ...{ path, hash, format: { kind: "json", isLimited: false }, model: "BPE", isByteLevel: true },
    ...{ vocabularySize: 900, addedTokens: 0, gaps: 0, unused: [], reach: "piece" },
    around: { before: [], after: [] },
  };
}

describe("The encoding in use", () => {
  let refusals: string[];
  let opened: string[];
  /** Settles what the worker was asked for, in its order. */
  let asked: { path: string; resolve: (file: TokenizerFileInfo) => void; reject: () => void }[];
  let encoding: EncodingInUse;
  let known: TokenizerFileInfo | undefined;

  beforeEach(() => {
    [refusals, opened, asked, known] = [[], [], [], undefined];
    const tokenizerFile = (path: string): Promise<TokenizerFileInfo> =>
      new Promise((resolve, reject) => {
        asked.push({
          path,
          resolve,
          reject: () => {
            reject(new Error("no such file"));
          },
        });
      });
    encoding = new EncodingInUse(
      { call: { tokenizerFile } } as unknown as WorkerClient<TokenService>,
      () => known,
      (message) => refusals.push(message),
      ({ hash }) => opened.push(hash),
    );
  });
  afterEach(() => {
    encoding.dispose();
  });
  const hashInUse = (): string | undefined => encoding.current.file?.hash;
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const file = { encoding: "file", tokenizerFile: PATH } as const;

  it("is at the start the file's that the settings name, which documents wait for", async () => {
    known = fileAt(PATH, "a");
    encoding.follow(file);
    assert.deepEqual(encoding.current, {
      encoding: "file",
      file: { path: PATH },
      vocabularySize: 900,
    });
    asked[0]?.resolve(fileAt(PATH, "b"));
    await settled();
    assert.equal(hashInUse(), "b");
    assert.deepEqual([opened, refusals], [["b"], []]);
  });

  it("is GPT-2's where that file cannot be read, which is told", async () => {
    encoding.follow(file);
    let changes = 0;
    encoding.onDidChange(() => changes++);
    asked[0]?.reject();
    await settled();
    assert.deepEqual(encoding.current, { encoding: "gpt2" });
    assert.deepEqual([refusals, changes], [["no such file"], 1]);
  });

  it("stays what it is while another is read, and where that cannot be", async () => {
    encoding.follow({ encoding: "cl100k_base", tokenizerFile: null });
    encoding.follow(file);
    assert.deepEqual(encoding.current, { encoding: "cl100k_base" });
    asked[0]?.reject();
    await settled();
    assert.deepEqual(encoding.current, { encoding: "cl100k_base" });
    assert.equal(refusals.length, 1);
  });

  it("is the one that was asked for last, whichever is read first", async () => {
    encoding.follow(file);
    encoding.follow({ encoding: "file", tokenizerFile: "/other.json" });
    asked[1]?.resolve(fileAt("/other.json", "other"));
    asked[0]?.resolve(fileAt(PATH, "first"));
    await settled();
    assert.equal(encoding.current.file?.path, "/other.json");
    assert.deepEqual(opened, ["other"]);
  });
});
