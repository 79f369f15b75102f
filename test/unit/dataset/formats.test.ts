import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { arraysByNumpy, hasNumpy } from "../../support/numpy";
import { cli } from "../../support/builtCli";
import { oracle } from "../../support/oracle";
import {
  plainIds,
  plainJsonl,
  plainLlmc,
  plainMegatron,
  plainNpy,
  plainParquet,
} from "../../support/plainSets";

const END = 50256;

/** Documents in the order of their paths by code points: "a.b" < "a/", and "Z" < "a". */
const TEXTS: readonly (readonly [string, string])[] = [
  ["Z.txt", "Capitals come first.\r\nCRLF is read as LF."],
  ["a.txt", "\ufeffA byte order mark is no text."],
  ["a/b.txt", "Text with <|endoftext|> inside, and 👋 𝒳 ﬁ."],
  ["a/c/d.txt", "   deep   \n\n\n"],
  ["b.jsonl", '{"text": "one row"}\n\n{"text": "two\\nrows", "more": 1}\n'],
  ["é.txt", "Ünïcödé"],
  ["\uffee.txt", "high in the plane"],
  ["𝒳.txt", "beyond the plane"],
];
const DOCUMENTS = [
  ...["Capitals come first.\nCRLF is read as LF.", "A byte order mark is no text."],
  ...["Text with <|endoftext|> inside, and 👋 𝒳 ﬁ.", "   deep   \n\n\n", "one row", "two\nrows"],
  ...["Ünïcödé", "high in the plane", "beyond the plane"],
];

function corpus(texts = TEXTS): string {
  const folder = freshFolder("corpus");
  for (const [name, text] of texts) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function built(...args: readonly string[]): Promise<string> {
  const output = join(freshFolder("set"), "out");
  const { code, stderr } = await cli(["build", "--output", output, ...args]);
  assert.equal(code, 0, stderr);
  return output;
}

describe("A training set", () => {
  const expected = (encoding: "gpt2" | "o200k_base" = "gpt2") =>
    DOCUMENTS.map((text) => oracle(text, "text", encoding));
  let folder: string;
  before(() => {
    folder = corpus();
  });
  const all = ["--val-documents", "0"];

  it("of nanoGPT is the ids of all documents in a row, each with its end of text", async () => {
    const set = await built("--input", folder, "--format", "nanogpt", ...all);
    assert.deepEqual(readdirSync(set).sort(), ["dataset.json", "train.bin"]);
    const ids = plainIds(readFileSync(join(set, "train.bin")), 2);
    assert.deepEqual(
      ids,
      expected().flatMap((document) => [...document, END]),
    );
  });

  it("has end-of-text tokens between documents, or none, where that is asked for", async () => {
    const flat = async (rule: string) => {
      const args = ["--input", folder, "--format", "nanogpt", "--end-of-text", rule, ...all];
      return plainIds(readFileSync(join(await built(...args), "train.bin")), 2);
    };
    assert.deepEqual(await flat("none"), expected().flat());
    assert.deepEqual(
      await flat("between"),
      expected().flatMap((document, at) => (at === 0 ? document : [END, ...document])),
    );
  });

  it("of llm.c is shards with a header, which go on in the middle of a document", async () => {
    const limit = ["--shard-tokens", "20"];
    const set = await built("--input", folder, "--format", "llmc", ...limit, ...all);
    const names = readdirSync(set).filter((name) => name.endsWith(".bin"));
    const shards = names.sort().map((name) => plainLlmc(join(set, name)));
    const ids = expected().flatMap((document) => [...document, END]);
    assert.deepEqual(
      shards.flatMap((shard) => shard.ids),
      ids,
    );
    assert.equal(shards.length, Math.ceil(ids.length / 20));
    for (const { words, ids: own } of shards) {
      assert.deepEqual(words, [20240520, 1, own.length]);
      assert.ok(own.length <= 20);
    }
  });

  it("of a large vocabulary has uint32, and is refused where nanoGPT would read it", async () => {
    const large = ["--encoding", "o200k_base"];
    const set = await built("--input", folder, "--format", "llmc", ...large, ...all);
    const { words, ids } = plainLlmc(join(set, "train_000000.bin"));
    const right = expected("o200k_base").flatMap((document) => [...document, 199999]);
    assert.deepEqual(ids, right);
    assert.deepEqual(words, [20240801, 7, right.length]);
    const output = join(freshFolder("set"), "out");
    const refused = await cli([
      ...["build", "--input", folder, "--output", output, "--format", "nanogpt", ...large],
    ]);
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, /nanoGPT reads ids as uint16, up to 65,535, and o200k_base has/);
  });

  it("of Megatron is a pair of files whose index tells each document", async () => {
    for (const [encoding, code, end] of [
      ["gpt2", 8, END],
      ["o200k_base", 4, 199999],
    ] as const) {
      const args = ["--input", folder, "--format", "megatron", "--encoding", encoding, ...all];
      const set = await built(...args);
      const { documents, documentIndex, ...header } = plainMegatron(join(set, "train"));
      assert.deepEqual(header, { magic: "MMIDIDX\0\0", version: 1, code });
      assert.deepEqual(
        documents,
        expected(encoding).map((document) => [...document, end]),
      );
      assert.deepEqual(documentIndex, [...documents.keys(), documents.length]);
    }
  });

  it("of Parquet and of JSON lines has a row for each document", async () => {
    const ended = expected().map((document) => [...document, END]);
    const parquet = await built("--input", folder, "--format", "parquet", ...all);
    assert.deepEqual(await plainParquet(join(parquet, "train.parquet")), ended);
    const jsonl = await built("--input", folder, "--format", "jsonl", ...all);
    assert.deepEqual(plainJsonl(join(jsonl, "train.jsonl")), ended);
    const between = ["--end-of-text", "between"];
    const rows = await built("--input", folder, "--format", "jsonl", ...between, ...all);
    assert.deepEqual(plainJsonl(join(rows, "train.jsonl")), [
      ...ended.slice(0, -1),
      expected().at(-1),
    ]);
  });

  it("of numpy is one array", async () => {
    const set = await built("--input", folder, "--format", "npy", ...all);
    const { header, ids } = plainNpy(join(set, "train.npy"));
    const right = expected().flatMap((document) => [...document, END]);
    assert.deepEqual(ids, right);
    assert.ok(header.startsWith(`{'descr': '<u2', 'fortran_order': False, 'shape': (`), header);
    if (!hasNumpy()) return;
    const { [""]: array } = arraysByNumpy(join(set, "train.npy"));
    assert.deepEqual(array, { dtype: "uint16", shape: [right.length], values: right });
  });

  it("reads rows of Parquet by a field, and tells the fields where it is not there", async () => {
    const { parquetWriteFile } = await import("hyparquet-writer");
    const path = join(freshFolder("rows"), "rows.parquet");
    const data = ["first row", "", "third ﬁ row"];
    parquetWriteFile({ filename: path, columnData: [{ name: "body", data, type: "STRING" }] });
    const set = await built("--input", path, "--field", "body", "--format", "jsonl", ...all);
    assert.deepEqual(
      plainJsonl(join(set, "train.jsonl")),
      [data[0]!, data[2]!].map((text) => [...oracle(text, "text"), END]),
    );
    const { stdout } = await cli(["build", "--input", path, "--dry-run"]);
    assert.match(stdout, /no such field with a text.*`body`/);
  });

  it("is described so that it can be checked, and the same input gives the same bytes", async () => {
    for (const format of ["nanogpt", "llmc", "megatron", "parquet", "npy", "jsonl"]) {
      const args = ["--input", folder, "--format", format, "--val-documents", "0.4", "--shuffle"];
      const [one, other] = [await built(...args), await built(...args)];
      const names = readdirSync(one).sort();
      assert.deepEqual(readdirSync(other).sort(), names);
      for (const name of names) {
        assert.deepEqual(readFileSync(join(one, name)), readFileSync(join(other, name)), name);
      }
      const { files } = JSON.parse(readFileSync(join(one, "dataset.json"), "utf8")) as {
        files: { name: string; bytes: number; sha256: string }[];
      };
      assert.deepEqual(
        [...files.map(({ name }) => name), "dataset.json"].sort(),
        names,
        `${format} names its files`,
      );
      for (const { name, bytes, sha256 } of files) {
        const content = readFileSync(join(one, name));
        assert.equal(content.length, bytes);
        assert.equal(createHash("sha256").update(content).digest("hex"), sha256, name);
      }
      const { code, stdout } = await cli(["check", one]);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /Nothing is wrong/);
    }
  });
});

describe("The split of a training set", () => {
  const texts = Array.from(
    { length: 300 },
    (_, at) => [`${1000 + at}.txt`, `Text ${at}.`] as const,
  );
  const documents = texts.map(([, text]) => oracle(text, "text"));
  let folder: string;
  before(() => {
    folder = corpus(texts);
  });
  const ended = (rows: readonly number[][]) => rows.map((row) => row.slice(0, -1));

  it("gives each document to one side, by the seed", async () => {
    const sides = async (seed: string) => {
      const args = ["--input", folder, "--format", "jsonl", "--val-documents", "0.25"];
      const set = await built(...args, "--seed", seed);
      return ["train", "val"].map((name) => ended(plainJsonl(join(set, `${name}.jsonl`))));
    };
    const [train, val] = (await sides("1")) as [number[][], number[][]];
    const key = (rows: readonly number[][]) => rows.map((row) => row.join(" "));
    assert.deepEqual(key([...train, ...val]).sort(), key(documents).sort());
    // Each side keeps the order of the input.
    const place = new Map(key(documents).map((text, at) => [text, at]));
    for (const side of [train, val]) {
      const places = key(side).map((text) => place.get(text)!);
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
    }
    // Of 300 with a probability of 0.25, 75 with a deviation of 7.5.
    assert.ok(val.length > 45 && val.length < 105, String(val.length));
    assert.deepEqual(await sides("1"), [train, val]);
    assert.notDeepEqual((await sides("2"))[1], val);
  });

  it("by characters is that of the chapter: both sides are encoded alone", async () => {
    const text = `${"The café. ".repeat(20)}𝒳${" and more".repeat(40)}`;
    const characters = [...text];
    const path = join(freshFolder("text"), "text.txt");
    writeFileSync(path, text);
    for (const share of [0.1, 0.25, 0.6]) {
      const cut = Math.trunc((1 - share) * characters.length);
      const args = ["--format", "nanogpt", "--end-of-text", "none"];
      const set = await built("--input", path, "--val-characters", String(share), ...args);
      const sides = ["train", "val"].map((name) =>
        plainIds(readFileSync(join(set, `${name}.bin`)), 2),
      );
      assert.deepEqual(sides, [
        oracle(characters.slice(0, cut).join(""), "text"),
        oracle(characters.slice(cut).join(""), "text"),
      ]);
    }
  });

  it("by characters falls into one of many documents, and both halves are documents", async () => {
    const set = await built("--input", folder, "--format", "jsonl", "--val-characters", "0.3");
    const [train, val] = ["train", "val"].map((name) =>
      ended(plainJsonl(join(set, `${name}.jsonl`))),
    ) as [number[][], number[][]];
    const all = texts.map(([, text]) => text);
    let rest = Math.floor((1 - 0.3) * all.join("").length);
    let at = 0;
    while (rest >= all[at]!.length) rest -= all[at++]!.length;
    const halves = rest === 0 ? [] : [all[at]!.slice(0, rest), all[at]!.slice(rest)];
    const own = halves.map((half) => oracle(half, "text"));
    assert.deepEqual(train, [...documents.slice(0, at), ...own.slice(0, 1)]);
    assert.deepEqual(val, [...own.slice(1), ...documents.slice(at + own.length / 2)]);
  });

  it("shuffled has every document once, in an order of the seed", async () => {
    const rows = async (...more: string[]) => {
      const args = ["--input", folder, "--format", "jsonl", "--val-documents", "0"];
      return ended(plainJsonl(join(await built(...args, ...more), "train.jsonl")));
    };
    const shuffled = await rows("--shuffle", "--seed", "7");
    const key = (list: readonly number[][]) => list.map((row) => row.join(" "));
    assert.notDeepEqual(shuffled, documents);
    assert.deepEqual(key(shuffled).sort(), key(documents).sort());
    assert.notDeepEqual(await rows("--shuffle", "--seed", "8"), shuffled);
  });

  it("in shards is that of one run: taken by turns they are its documents", async () => {
    const count = 4;
    const args = ["--input", folder, "--format", "jsonl", "--val-documents", "0.2"];
    const whole = await built(...args);
    const output = join(freshFolder("set"), "shards");
    for (const index of [3, 1, 4, 2]) {
      const shard = ["--shard", `${index}/${count}`];
      const { code, stderr } = await cli(["build", "--output", output, ...args, ...shard]);
      assert.equal(code, 0, stderr);
    }
    const lines = (path: string) => readFileSync(path, "utf8").split("\n").slice(0, -1);
    const positions = new Map(documents.map((ids, at) => [ids.join(), at]));
    for (const side of ["train", "val"]) {
      const shards = [1, 2, 3, 4].flatMap((index) =>
        lines(join(output, `${side}.${index}-of-${count}.jsonl`)).map((line) => {
          const ids = (JSON.parse(line) as { input_ids: number[] }).input_ids.slice(0, -1);
          const position = positions.get(ids.join())!;
          assert.equal(position % count, index - 1);
          return [position, line] as const;
        }),
      );
      const merged = shards.sort(([a], [b]) => a - b).map(([, line]) => line);
      assert.deepEqual(merged, lines(join(whole, `${side}.jsonl`)));
    }
    const { code, stdout } = await cli(["check", output]);
    assert.equal(code, 0, stdout);
  });
});
