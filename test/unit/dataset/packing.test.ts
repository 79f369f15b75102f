import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { freshFolder } from "../../../.ci/support/folders";
import { packedWriter } from "../../../src/dataset/build/packedWriters";
import type { Spool } from "../../../src/dataset/formats/setFile";
import type { SplitWriter } from "../../../src/dataset/formats/splitWriter";
import { packedWindows } from "../../../src/windows/packedWindows";
import { PACKING_WAYS, PackingCounter, type PackingWay } from "../../../src/windows/packing";
import { cli } from "../../support/builtCli";
import { oracle } from "../../support/oracle";
import { byteLevelTokenizer } from "../../support/smallTokenizers";
import {
  plainIds,
  plainJsonl,
  plainLlmc,
  plainMegatron,
  plainNpy,
  plainParquet,
} from "../../support/plainSets";

const END = 50256;
const NAMES: Readonly<Record<PackingWay, string>> = {
  concatenated: "concatenated",
  oneEach: "one-each",
  bestFit: "best-fit",
};

/** Windows of documents, as they would be written: each part of the window that a test works out. */
function windowsOf(way: PackingWay, documents: readonly number[][], length: number): number[][] {
  const places = documents.map(() => 0);
  const sizes = documents.map((document) => document.length);
  // The rest of a long document stands behind its full windows.
  return packedWindows(way, sizes, length, Infinity)
    .map((window) =>
      window.flatMap(({ document, tokens }) => {
        const from = places[document]!;
        places[document] = from + tokens;
        return documents[document]!.slice(from, from + tokens);
      }),
    )
    .map((ids) => [...ids, ...Array<number>(length - ids.length).fill(END)]);
}

const key = (windows: readonly number[][]) => windows.map((window) => window.join(" ")).sort();

/** What packing documents writes, and what it says that it costs. */
function packed(way: PackingWay, documents: readonly number[][], length: number, step = 7) {
  const windows: number[][] = [];
  let window: number[] = [];
  let spooled = Buffer.alloc(0);
  const finished: true[] = [];
  const writer: SplitWriter = {
    append: (ids) => {
      window.push(...ids);
    },
    endDocument: () => {
      windows.push(window);
      window = [];
    },
    finish: () => {
      finished.push(true);
    },
  };
  const spool: Spool = {
    append: (bytes) => {
      spooled = Buffer.concat([spooled, bytes]);
    },
    read: (place, bytes) => {
      bytes.set(spooled.subarray(place, place + bytes.length));
    },
    drop: () => {
      spooled = Buffer.alloc(0);
    },
  };
  const options = { way, length, type: "uint16", padding: END, spool: () => spool } as const;
  const packing = packedWriter(() => writer, options);
  for (const document of documents) {
    for (let from = 0; from < document.length; from += step) {
      packing.append(Uint16Array.from(document.slice(from, from + step)));
    }
    packing.endDocument();
  }
  packing.finish();
  assert.deepEqual([finished.length, spooled.length], [windows.length === 0 ? 0 : 1, 0]);
  return { windows, costs: packing.costs };
}

describe("A packed training set", () => {
  it("has the windows that the lesson shows, and costs what the report tells before", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 });
    const step = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 16 }), step, (all, length, by) => {
        let id = 0;
        const documents = all.map((size) => Array.from({ length: size }, () => id++));
        const counter = new PackingCounter(length);
        for (const size of all) counter.add(size);
        for (const way of PACKING_WAYS) {
          const { windows, costs } = packed(way, documents, length, by);
          assert.deepEqual(costs, counter.packing()[way], way);
          assert.ok(windows.every((window) => window.length === length));
          const right = windowsOf(way, documents, length);
          if (way === "bestFit") {
            // Of windows with the same room the lesson takes the first one, which costs the same.
            const held = windows.flat().filter((each) => each !== END);
            assert.deepEqual(
              held.sort((one, other) => one - other),
              documents.flat(),
            );
            assert.equal(windows.length, right.length);
          } else assert.deepEqual(windows, right, way);
        }
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it("by best fit has each rest whole in one window, the longest first", () => {
    const documents = [3, 6, 1, 2, 9].map((size, at) =>
      Array.from({ length: size }, (_, place) => 100 * (at + 1) + place),
    );
    const { windows } = packed("bestFit", documents, 4);
    assert.deepEqual(windows, [
      [200, 201, 202, 203],
      [500, 501, 502, 503],
      [504, 505, 506, 507],
      [100, 101, 102, 300],
      [204, 205, 400, 401],
      [508, END, END, END],
    ]);
  });

  const texts = [
    "one",
    "two words",
    "a text that is longer than a window of eight tokens is cut",
    "x",
  ];
  const documents = texts.map((text) => [...oracle(text, "text"), END]);
  const length = 8;
  let folder: string;
  before(() => {
    folder = freshFolder("corpus");
    for (const [at, text] of texts.entries()) writeFileSync(join(folder, `${at}.txt`), text);
  });

  async function built(way: PackingWay, format: string, ...more: string[]): Promise<string> {
    const output = join(freshFolder("set"), "out");
    const args = ["--input", folder, "--output", output, "--format", format];
    const packing = ["--packing", NAMES[way], "--max-length", String(length)];
    const { code, stderr } = await cli([
      ...["build", ...args, ...packing, "--val-documents", "0", ...more],
    ]);
    assert.equal(code, 0, stderr);
    return output;
  }

  const cut = (ids: number[]) =>
    Array.from({ length: ids.length / length }, (_, at) =>
      ids.slice(at * length, (at + 1) * length),
    );
  const read: Readonly<Record<string, (set: string) => number[][] | Promise<number[][]>>> = {
    nanogpt: (set) => cut(plainIds(readFileSync(join(set, "train.bin")), 2)),
    llmc: (set) => cut(plainLlmc(join(set, "train_000000.bin")).ids),
    npy: (set) => cut(plainNpy(join(set, "train.npy")).ids),
    megatron: (set) => plainMegatron(join(set, "train")).documents,
    parquet: (set) => plainParquet(join(set, "train.parquet")),
    jsonl: (set) => plainJsonl(join(set, "train.jsonl")),
  };
  const cases: [PackingWay, string][] = [
    ...Object.keys(read).map((format): [PackingWay, string] => ["bestFit", format]),
    ["concatenated", "npy"],
    ["oneEach", "parquet"],
  ];
  for (const [way, format] of cases) {
    it(`is written as ${format}, ${NAMES[way]}, and nothing is found wrong with it`, async () => {
      const set = await built(way, format);
      const windows = await read[format]?.(set);
      assert.deepEqual(key(windows ?? []), key(windowsOf(way, documents, length)));
      assert.match((await cli(["check", set])).stdout, /Nothing is wrong/);
    });
  }

  it("is described, with what it costs, and is the same for the same input", async () => {
    const one = await built("bestFit", "jsonl", "--shuffle");
    const other = await built("bestFit", "jsonl", "--shuffle");
    const text = readFileSync(join(one, "dataset.json"), "utf8");
    assert.equal(readFileSync(join(other, "dataset.json"), "utf8"), text);
    const { rules, report } = JSON.parse(text) as {
      rules: { packing: unknown };
      report: { splits: { packed: unknown }[] };
    };
    assert.deepEqual(rules.packing, { way: "bestFit", length });
    const total = documents.flat().length;
    const windows = windowsOf("bestFit", documents, length).length;
    assert.deepEqual(report.splits[0]?.packed, {
      ...{ windows, padding: windows * length - total, cutDocuments: 1, lostTokens: 0 },
    });
  });

  it("is told in the report, with what its windows cost", async () => {
    const output = join(freshFolder("set"), "out");
    const args = ["--input", folder, "--output", output, "--format", "npy", "--val-documents", "0"];
    const packing = ["--packing", "one-each", "--max-length", "8"];
    const { stdout } = await cli(["build", ...args, ...packing]);
    assert.match(stdout, /Windows of 8 tokens are written instead of documents: one each/);
    assert.match(stdout, /### Windows that were written/);
    assert.match(stdout, /\| +4 \| +17 \| +53\.1 % \| +1 \| +6 \| train \|/);
  });

  it("is refused where windows are too long, or another way of packing is named", async () => {
    const output = join(freshFolder("set"), "out");
    const args = ["build", "--input", folder, "--output", output, "--format", "npy"];
    const long = await cli([...args, "--packing", "best-fit", "--max-length", "65537"]);
    assert.equal(long.code, 3);
    assert.match(long.stderr, /Windows of 65,537 tokens cannot be packed, those of up to 65,536/);
    const other = await cli([...args, "--packing", "tight"]);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /must be one of concatenated, one-each, best-fit/);
  });

  it("is refused where a shard has no room for a window", async () => {
    const args = ["build", "--input", folder, "--output", join(freshFolder("set"), "out")];
    const size = ["--packing", "best-fit", "--max-length", "8", "--shard-tokens"];
    const small = await cli([...args, "--format", "llmc", ...size, "7"]);
    assert.equal(small.code, 2);
    assert.match(
      small.stderr,
      /A shard of 7 tokens holds no window of 8 tokens\. Give --shard-tokens at least --max-length\./,
    );
    assert.equal((await cli([...args, "--format", "llmc", ...size, "8"])).code, 0);
  });

  it("fills windows up with a tokenizer's token that ends a text, and says where there is none", async () => {
    const file = join(freshFolder("tokenizer"), "tokenizer.json");
    writeFileSync(file, JSON.stringify(byteLevelTokenizer({ added_tokens: [] })));
    const args = ["build", "--input", folder, "--encoding", file, "--end-of-text", "none"];
    const packing = (way: string) => ["--format", "npy", "--max-length", "8", "--packing", way];
    for (const way of ["one-each", "best-fit"]) {
      const output = join(freshFolder("set"), "out");
      const { code, stderr } = await cli([...args, "--output", output, ...packing(way)]);
      assert.equal(code, 3, way);
      assert.match(stderr, /has no token that ends a text, which windows would be filled up with/);
      assert.equal(existsSync(output), false);
    }
    const output = join(freshFolder("set"), "out");
    assert.equal((await cli([...args, "--output", output, ...packing("concatenated")])).code, 0);
  });

  it("has whole windows in each shard of llm.c, and no file of nothing", async () => {
    const set = await built("bestFit", "llmc", "--shard-tokens", "20");
    const shards = readdirSync(set)
      .filter((name) => name.endsWith(".bin"))
      .sort()
      .map((name) => plainLlmc(join(set, name)).ids);
    assert.deepEqual(
      shards.map((ids) => ids.length),
      [16, 8],
    );
    const none = await built("concatenated", "nanogpt", "--max-length", "64");
    assert.deepEqual(readdirSync(none), ["dataset.json"]);
    const args = [
      "--input",
      folder,
      "--output",
      join(freshFolder("set"), "out"),
      "--format",
      "npy",
    ];
    const { stdout } = await cli([
      ...["build", ...args, "--packing", "concatenated", "--max-length", "64"],
    ]);
    assert.match(stdout, /No window is full: train has 21 tokens, so there is no train file/);
  });

  it("takes away what a killed run had put aside", async () => {
    const output = freshFolder("set");
    for (const name of ["train.ids", "train.rests", "val.rests"]) {
      writeFileSync(join(output, `${name}.unfinished`), "put aside");
    }
    const args = ["--input", folder, "--output", output, "--format", "npy", "--val-documents", "0"];
    const { code, stderr } = await cli(["build", ...args, "--packing", "best-fit", "--shuffle"]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /ended before it was done/);
    assert.deepEqual(readdirSync(output).sort(), ["dataset.json", "train.npy"]);
  });

  it("beside which a strange dataset.json lies is checked without it", async () => {
    const set = await built("concatenated", "npy");
    for (const strange of ["{", "null", '{"tokenscope":1,"files":[],"encoding":{}}', "[1]"]) {
      writeFileSync(join(set, "dataset.json"), strange);
      const { code, stdout, stderr } = await cli(["check", set]);
      assert.ok(code === 0 || code === 1, stderr);
      assert.match(stdout, /train\.npy/);
    }
  });
});
