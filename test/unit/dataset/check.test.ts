import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { cli } from "../../support/builtCli";
import { oracle } from "../../support/oracle";
import { seeded } from "../../support/random";

const END = 50256;
const random = seeded(11);
const document = (length: number) => [...Array.from({ length }, () => random(50000)), END];
const GOOD = [document(30), document(200), document(7)].flat();

const uint16 = (ids: readonly number[]) => Buffer.from(Uint16Array.from(ids).buffer);
const uint32 = (ids: readonly number[]) => Buffer.from(Uint32Array.from(ids).buffer);

async function checked(files: Record<string, Uint8Array | string>, ...more: string[]) {
  const folder = freshFolder("check");
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const { code, stdout, stderr } = await cli(["check", folder, ...more]);
  return { code, text: stdout + stderr };
}

const llmc = (magic: number, version: number, count: number, ids: Buffer) => {
  const header = Buffer.alloc(1024);
  [magic, version, count].forEach((value, at) => header.writeInt32LE(value, 4 * at));
  return Buffer.concat([header, ids]);
};

describe("Checking a training set", () => {
  it("finds nothing in good ones, and counts what they hold", async () => {
    const { code, text } = await checked({
      "a.bin": uint16(GOOD),
      "b.bin": llmc(20240520, 1, GOOD.length, uint16(GOOD)),
      "c.bin": llmc(20240801, 7, GOOD.length, uint32(GOOD)),
      "d.jsonl": `{"input_ids":${JSON.stringify(GOOD)}}\n`,
    });
    assert.equal(code, 0, text);
    assert.match(text, /Nothing is wrong/);
    assert.match(text, /\| +240 \| +3 \| +3 \| +200 \| +7 \| .* nanoGPT, uint16 \| `a\.bin`/);
    assert.match(text, /llm\.c, uint16 \| `b\.bin`/);
    assert.match(text, /llm\.c, uint32 \| `c\.bin`/);
  });

  it("tells uint32 that nanoGPT would read as uint16", async () => {
    const { code, text } = await checked({ "train.bin": uint32(GOOD) });
    assert.equal(code, 1);
    assert.match(
      text,
      /`train\.bin`: These look like uint32: every second uint16 is nearly always 0/,
    );
    const small = await checked({ "train.bin": uint16([...Array<number>(200).fill(0), END]) });
    assert.equal(small.code, 0, small.text);
  });

  it("tells ids beyond the vocabulary, the first with its place", async () => {
    const ids = [...GOOD];
    ids[17] = 60_000;
    const { code, text } = await checked({ "train.bin": uint16(ids) });
    assert.equal(code, 1);
    assert.match(text, /Ids beyond the 50,257 of gpt2: 1 of 240, the first is 60,000 at token 17/);
    const other = await checked({ "train.bin": uint16(ids) }, "--encoding", "cl100k_base");
    assert.doesNotMatch(other.text, /beyond/);
    const raw = Buffer.from(Int32Array.from([1, -1, 5]).buffer);
    const header = "{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }\n";
    const npy = Buffer.concat([
      Buffer.from("\x93NUMPY\x01\0", "latin1"),
      Buffer.from(Uint16Array.of(header.length).buffer),
      Buffer.from(header),
      raw,
    ]);
    const negative = await checked({ "a.npy": npy });
    assert.match(negative.text, /Ids beyond.*1 of 3, .*4,294,967,295 at token 1/);
  });

  it("tells separators that are missing, doubled, or at the end of some documents alone", async () => {
    const none = await checked({ "train.bin": uint16(GOOD.filter((id) => id !== END)) });
    assert.match(none.text, /No end-of-text token \(50256\) is in it/);
    const doubled = GOOD.flatMap((id) => (id === END ? [END, END] : [id]));
    const twice = await checked({ "train.bin": uint16(doubled) });
    assert.match(twice.text, /End-of-text tokens right after another one: 3\./);
    const rows = [document(5), [1, 2], [], document(3)];
    const half = await checked({
      "a.jsonl": rows.map((ids) => `${JSON.stringify({ input_ids: ids })}\n`).join(""),
    });
    assert.match(half.text, /Documents without a token: 1\./);
    assert.match(
      half.text,
      /Documents that end in an end-of-text token: 2 of 4; the others do not/,
    );
    assert.equal(half.code, 1);
  });

  it("tells headers, indexes and lengths that do not fit", async () => {
    const { text } = await checked({
      "count.bin": llmc(20240520, 1, 999, uint16(GOOD)),
      "cut.bin": uint16(GOOD).subarray(0, 99),
      "empty.bin": "",
      "no.npy": "no array",
      "version.bin": llmc(20240520, 3, GOOD.length, uint16(GOOD)),
      "pair.bin": uint16(GOOD),
      "pair.idx": "MMIDIDX\0\0 and then something else",
      "rows.jsonl": '{"text":"no ids"}\n',
      "rows.parquet": "PAR1 no PAR1",
    });
    assert.match(text, /`count\.bin`: The header says 999 tokens, the file has bytes for 240/);
    assert.match(text, /`cut\.bin`: The file has 99 bytes, which is no multiple of 2/);
    assert.match(text, /`empty\.bin`: The file is empty; nanoGPT cannot open it/);
    assert.match(text, /`no\.npy`: It does not begin as a \.npy file does/);
    assert.match(text, /`version\.bin`: The header says version 3; uint16 files of llm\.c have 1/);
    assert.match(text, /`pair\.bin`: /);
    assert.match(text, /`rows\.jsonl`: Row 1 has no list of ids in input_ids/);
    assert.match(text, /`rows\.parquet`: /);
  });

  it("tells a file that changed since it was described, and one that is gone", async () => {
    const input = join(freshFolder("text"), "text.txt");
    writeFileSync(input, "a text, and one more");
    const output = join(freshFolder("set"), "out");
    await cli(["build", "--input", input, "--output", output, "--format", "npy"]);
    assert.equal((await cli(["check", join(output, "train.npy")])).code, 0);
    writeFileSync(join(output, "train.npy"), await changed(join(output, "train.npy")));
    const { code, stdout } = await cli(["check", "--json", output]);
    assert.equal(code, 1);
    const { files } = JSON.parse(stdout) as { files: { problems: string[]; findings: object }[] };
    assert.match(files[0]!.problems.join(), /Its SHA-256 is not the one of dataset\.json/);
    assert.equal(
      (files[0]!.findings as { tokens: number }).tokens,
      oracle("a text, and one more", "text").length + 1,
    );
  });
});

async function changed(path: string): Promise<Buffer> {
  const { readFile } = await import("node:fs/promises");
  const bytes = await readFile(path);
  bytes[bytes.length - 4]! ^= 1;
  return bytes;
}
