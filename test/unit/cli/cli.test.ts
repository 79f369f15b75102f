import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freshFolder } from "../../../.ci/support/folders";
import { COMMANDS } from "../../../src/cli/help";
import { builtCli, cli } from "../../support/builtCli";
import { oracle } from "../../support/oracle";
import { plainIds, plainJsonl, plainNpy } from "../../support/plainSets";
import { byteLevelTokenizer, SPECIAL } from "../../support/smallTokenizers";
import { NativeOracle } from "../../support/tokenizerOracles";

describe("The command line", () => {
  it("tells what it can do, with examples", async () => {
    for (const args of [["--help"], ["-h"], ["help"], []]) {
      const { code, stdout, stderr } = await cli(args);
      assert.deepEqual([code, stderr], [0, ""]);
      for (const command of COMMANDS) assert.match(stdout, new RegExp(`^  ${command} `, "m"));
      assert.match(stdout, /Examples/);
    }
    for (const command of COMMANDS) {
      const { code, stdout } = await cli([command, "--help"]);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^tokenscope ${command} `));
      assert.match(stdout, /Examples\n {2}\S/);
      for (const line of stdout.split("\n")) assert.ok(line.length <= 105, line);
    }
    assert.equal((await cli(["--version"])).stdout, "0.0.0-test\n");
  });

  it("refuses a call that is wrong with code 2 and what to say instead", async () => {
    const file = join(freshFolder("cli"), "a.txt");
    writeFileSync(file, "text");
    const out = join(freshFolder("cli"), "out");
    for (const [args, why] of [
      [["cuont"], /There is no command "cuont"\. Use one of count, encode/],
      [["count"], /Name a file or a folder, or - for the standard input\./],
      [["count", "--maximum", "5", file], /Unknown option '--maximum'/],
      [["count", "--max", "many", file], /--max is "many", but must be a whole number/],
      [["count", "--encoding", "gpt3", file], /There is no encoding "gpt3", and no file of this/],
      [["count", "--special", "no", file], /--special is "no", but must be one of split, text/],
      [["encode", "--output", "ids.txt", file], /--output must end in \.npy or \.bin: ids\.txt/],
      [["windows", file], /Say --max-length L and --stride S/],
      [["windows", "--max-length", "4", "--stride", "0", file], /--stride is "0", but must be/],
      [["build", "--input", file, "--format", "npy"], /Say --output DIR, or --dry-run/],
      [["build", "--input", file, "--output", out], /Say --format, one of nanogpt, llmc/],
      [["build", file, "--output", out, "--format", "gguf"], /--format is "gguf", but must be one/],
      [["build", file, "--dry-run", "--shard", "9/8"], /--shard is "9\/8", but must be I\/N/],
      [["build", file, "--dry-run", "--val-documents", "1"], /from 0 to less than 1/],
      [["build", file, "--dry-run", "--val-documents", ".1", "--val-characters", ".1"], /not both/],
      [
        ["build", file, "--dry-run", "--val-characters", ".1", "--shard", "1/2"],
        /With --shard, say --val-documents/,
      ],
      [["check"], /Name one folder or one file/],
    ] as const) {
      const { code, stdout, stderr } = await cli(args);
      assert.equal(code, 2, `${args.join(" ")}: ${stderr}`);
      assert.match(stderr, why);
      assert.match(stderr, /--help tells more\.\n$/);
      assert.equal(stdout, "");
    }
  });

  it("counts files, folders and the standard input, as a pipe or as JSON", async () => {
    const folder = freshFolder("cli");
    mkdirSync(join(folder, "in"));
    const texts = { "a.txt": "one text", "in/b.txt": "one <|endoftext|> more", "in/c.txt": "" };
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "in/d.bin"), Buffer.of(0, 1, 2));
    const counts = Object.values(texts).map((text) => oracle(text, "split").length);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const run = await cli(["count", "a.txt", "in"], { cwd: folder });
    assert.equal(run.code, 0);
    const names = Object.keys(texts);
    assert.equal(
      run.stdout,
      [...counts.map((count, at) => `${count}\t${names[at]}`), `${total}\ttotal`, ""].join("\n"),
    );
    assert.equal(run.stderr, "in/d.bin was not counted: binary file.\n");
    const json = await cli(["count", "--json", folder]);
    const answer = JSON.parse(json.stdout) as { tokens: number; counted: unknown[] };
    assert.equal(answer.tokens, total);
    assert.equal(answer.counted.length, 3);
    const piped = await cli(["count", "-"], { input: "piped\r\ntext" });
    assert.equal(piped.stdout, `${oracle("piped\ntext", "split").length}\t-\n`);
  });

  it("leaves out what ignore files name where that is counted, and tells so", async () => {
    const folder = freshFolder("cli");
    const files = {
      ".gitignore": "*.log\n/out/\n",
      ".ignore": "!kept.log\n",
      "a.log": "left out",
      "kept.log": "kept",
      "out/made.txt": "left out",
      "deep/out/b.txt": "counted",
      "deep/.gitignore": "own.txt\n",
      "deep/own.txt": "left out",
      "deep/other/.git/HEAD": "another repository",
      "deep/other/a.log": "counted",
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    mkdirSync(join(folder, ".git"));
    const namesOf = async (args: readonly string[], cwd = folder) => {
      const { stdout, stderr } = await cli(args, { cwd });
      return { names: stdout.match(/(?<=\t)[^\n]*(log|txt)$/gm) ?? [], stderr };
    };
    const all = await namesOf(["count", "."]);
    assert.deepEqual(all.names, ["./deep/other/a.log", "./deep/out/b.txt", "./kept.log"]);
    assert.equal(
      all.stderr,
      "Not counted, because .gitignore or .ignore names it: ./a.log (1 of 3). --gitignore off counts all.\n",
    );
    const off = await namesOf(["count", "--gitignore", "off", "."]);
    assert.equal(off.names.length, 6);
    assert.equal(off.stderr, "");
    // What is chosen by itself is meant; what lies above counts too.
    assert.deepEqual((await namesOf(["count", "out"])).names, ["out/made.txt"]);
    assert.deepEqual((await namesOf(["count", "a.log", "kept.log"])).names, ["a.log", "kept.log"]);
    assert.deepEqual((await namesOf(["count", "."], join(folder, "deep"))).names, [
      ...["./other/a.log", "./out/b.txt"],
    ]);
    const documents = async (...more: readonly string[]): Promise<number> =>
      (await cli(["encode", ...more, "."], { cwd: folder })).stdout.trimEnd().split("\n").length;
    assert.equal((await documents()) - (await documents("--gitignore", "on")), 3);
    const refused = await cli(["count", "--gitignore", "maybe", "."], { cwd: folder });
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /--gitignore is "maybe", but must be one of on, off/);
  });

  it("holds a budget", async () => {
    const input = "a few tokens more";
    const tokens = oracle(input, "split").length;
    assert.equal((await cli(["count", "--max", String(tokens), "-"], { input })).code, 0);
    const over = await cli(["count", "--max", String(tokens - 1), "-"], { input });
    assert.equal(over.code, 1);
    assert.equal(
      over.stderr,
      `Over the budget: ${tokens} tokens, 1 more than --max ${tokens - 1}.\n`,
    );
  });

  it("encodes into lines or a file", async () => {
    const input = "Hello, I am <|endoftext|>";
    const piped = await cli(["encode", "-"], { input });
    assert.equal(piped.stdout, `${oracle(input, "split").join(" ")}\n`);
    const text = await cli(["encode", "--special", "text", "-"], { input });
    assert.equal(text.stdout, `${oracle(input, "text").join(" ")}\n`);
    const folder = freshFolder("cli");
    for (const name of ["ids.npy", "ids.bin"]) {
      const output = join(folder, name);
      const run = await cli(["encode", "--output", output, "-"], { input });
      assert.equal(run.code, 0, run.stderr);
      assert.equal(run.stdout, "");
      const ids = name === "ids.npy" ? plainNpy(output).ids : plainIds(readFileSync(output), 2);
      assert.deepEqual(ids, oracle(input, "split"));
    }
  });

  it("tells the windows of the book's chapter", async () => {
    const input = "word ".repeat(5145).trim();
    const windows = async (length: number, stride: number) => {
      const shape = ["--max-length", String(length), "--stride", String(stride)];
      const { stdout } = await cli(["windows", "--json", ...shape, "-"], { input });
      const answer = JSON.parse(stdout) as Record<string, number>;
      assert.equal(answer["tokens"], 5145);
      return [answer["windows"], answer["neverInput"]];
    };
    // As facts of the-verdict's 5,145 tokens: test/golden/README.md.
    assert.deepEqual(await windows(4, 1), [5141, 1]);
    assert.deepEqual(await windows(4, 5), [1029, 1029]);
    assert.deepEqual(await windows(1024, 1024), [5, 25]);
  });

  it("takes a tokenizer file, for ids and for a set with its own end of text", async () => {
    const folder = freshFolder("cli");
    const file = join(folder, "tokenizer.json");
    const json = byteLevelTokenizer();
    const { vocab } = json.model as { vocab: Record<string, number> };
    const end = Object.keys(vocab).length;
    json.added_tokens = [{ ...SPECIAL, id: end, content: "</s>" }];
    writeFileSync(file, JSON.stringify(json));
    const native = new NativeOracle(json);
    const texts = ["The encoder of a document.", "  más </s> text\n"];
    texts.forEach((text, at) => {
      writeFileSync(join(folder, `${at}.txt`), text);
    });
    const paths = texts.map((_, at) => join(folder, `${at}.txt`));
    const env = { XDG_CACHE_HOME: join(folder, "cache"), LOCALAPPDATA: join(folder, "cache") };
    const { stdout, stderr } = await cli(["encode", "--encoding", file, ...paths], { env });
    const ids = await Promise.all(texts.map(async (text) => (await native.tokensOf(text)).ids));
    assert.equal(stdout, ids.map((each) => `${each.join(" ")}\n`).join(""), stderr);
    const output = join(folder, "set");
    const args = ["--encoding", file, "--special", "split", "--format", "jsonl"];
    const built = await cli(
      ["build", "--input", ...paths, "--output", output, ...args, "--val-documents", "0"],
      { env },
    );
    assert.equal(built.code, 0, built.stderr);
    assert.deepEqual(
      plainJsonl(join(output, "train.jsonl")),
      ids.map((each) => [...each, end]),
    );
    const checked = await cli(["check", output], { env });
    assert.equal(checked.code, 0, checked.stdout + checked.stderr);
    writeFileSync(file, "{}");
    const broken = await cli(["count", "--encoding", file, paths[0]!], { env });
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /tokenizer\.json cannot be used as a tokenizer\./);
  });

  it("reads JSON lines from a file by a field", async () => {
    const folder = freshFolder("cli");
    const file = join(folder, "rows.jsonl");
    writeFileSync(file, '{"body":"first"}\n{"body":"second row"}\n');
    const { stdout } = await cli(["encode", "--field", "body", file]);
    const rows = ["first", "second row"].map((text) => oracle(text, "text").join(" "));
    assert.equal(stdout, `${rows.join("\n")}\n`);
  });

  it("writes no progress where nobody watches, and ends where nobody reads", async () => {
    const folder = freshFolder("cli");
    for (let at = 0; at < 50; at++) writeFileSync(join(folder, `${at}.txt`), "text ".repeat(999));
    const { stderr } = await cli(["count", folder]);
    assert.equal(stderr, "");
    const script = `"${process.execPath}" "${await builtCli()}" encode "${folder}" | head -c 10`;
    if (process.platform === "win32") return;
    const { execFileSync } = await import("node:child_process");
    assert.equal(execFileSync("sh", ["-c", script], { encoding: "utf8" }).length, 10);
  });
});
