/**
 * The command line has no display language: what is said here stands in no bundle. Its sentences do,
 * because the same code speaks in the editor.
 */

/** Names of the commands. */
export const COMMANDS = ["count", "encode", "windows", "build", "check"] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Options of every command that reads texts. */
const READING = `  --encoding NAME|FILE   gpt2 (unless told), p50k_base, cl100k_base, o200k_base, or a tokenizer.json
  --special split|text   <|endoftext|> in a text as one token, or as text
  --field NAME           of JSON lines (.jsonl, .ndjson) and .parquet, each row a document (text)
  --gitignore on|off     leaves out what .gitignore and .ignore files in folders name, or reads it
                         (on for count, off for all others)
  --threads N            all cores unless told`;

export function help(): string {
  return `tokenscope COMMAND [OPTIONS] PATH…

  count     tokens of files, folders, or the standard input
  encode    their ids
  windows   what the windows of a data loader over them hold
  build     a training set out of them, with a report
  check     a training set that somebody wrote

Examples
  tokenscope count README.md docs
  git diff | tokenscope count --max 8000 -
  tokenscope build --input corpus --output set --format nanogpt
  tokenscope check set

A PATH is a file, a folder with all that lies in it, or - for the standard input.
tokenscope COMMAND --help tells more. Exit codes: 0 done; 1 over --max, or something wrong
in a set; 2 the call is wrong; 3 it could not be done.`;
}

export function helpOf(command: CommandName): string {
  switch (command) {
    case "count":
      return `tokenscope count [OPTIONS] PATH…

Tokens of each file, and of all: as many as Count Tokens of the extension tells.

  --max N                exit code 1 where there are more
  --json                 for programs
${READING}

Examples
  tokenscope count --encoding o200k_base prompt.md
  tokenscope count --json src | jq .tokens
  tokenscope count --max 4000 prompts/*.md     in CI, as a budget`;
    case "encode":
      return `tokenscope encode [OPTIONS] PATH…

Ids: one line a document, with blanks between, where no file is named.

  --output FILE          .npy, or .bin: ids one after another, uint16 up to 65,536 ids, else uint32
${READING}

Examples
  echo "Hello, I am" | tokenscope encode -
  tokenscope encode --special text --output ids.npy the-verdict.txt`;
    case "windows":
      return `tokenscope windows --max-length L --stride S [OPTIONS] PATH…

How many windows GPTDatasetV1 cuts: one at each of range(0, tokens - L, S); tokens that are never an
input; windows that hold two documents.

  --json                 for programs
${READING}

Examples
  tokenscope windows --max-length 256 --stride 128 the-verdict.txt
  tokenscope windows --max-length 1024 --stride 1024 --json corpus`;
    case "build":
      return `tokenscope build --input PATH… --output DIR --format FORMAT [OPTIONS]

Documents are the files of a folder in the order of their paths, and the rows of .jsonl and .parquet.
Writes the set, dataset.json beside it (options, counts, SHA-256), and prints a report. The same input
gives the same bytes.

  --format               nanogpt (train.bin, val.bin), llmc (shards), megatron (.bin and .idx),
                         parquet and jsonl (input_ids), npy
  --end-of-text          after each document (unless told), between, none
  --val-documents SHARE  each document by a draw (0.0005 unless told); 0 for none
  --val-characters SHARE the end of the whole text, as 0.1
  --seed N               of draws and shuffling (2357)
  --shuffle              documents in an order of the seed
  --shard I/N            every N-th document from the I-th on; files carry the number
  --shard-tokens N       of a file of llmc at most (100000000)
  --max-length, --stride windows that the report tells of (1024)
  --packing WAY          writes windows of --max-length instead of documents: concatenated (all in a row,
                         cut), one-each, best-fit; the last two filled up with end-of-text tokens
  --force                replaces a set that is there
  --dry-run              the report alone
  --json                 the report for programs
${READING}

Examples
  tokenscope build --input corpus --output set --format nanogpt --dry-run
  tokenscope build --input book.txt --output set --format npy --end-of-text none --val-characters 0.1
  tokenscope build --input data.jsonl --field content --output set --format megatron \\\\
    --encoding tokenizer.json --shard 2/8
  tokenscope build --input corpus --output set --format parquet --max-length 2048 --packing best-fit`;
    case "check":
      return `tokenscope check [OPTIONS] DIR|FILE…

Reads nanoGPT's and llm.c's .bin, Megatron's .bin with its .idx, .npy, .jsonl and .parquet with
input_ids: documents, separators, ids beyond the vocabulary, files that are not what they seem.

  --encoding NAME|FILE   what dataset.json says, else gpt2
  --json                 for programs

Examples
  tokenscope check set
  tokenscope check --encoding cl100k_base fineweb_train_000001.bin`;
  }
}
