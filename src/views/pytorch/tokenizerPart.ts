import type {
  SpecialTokens,
  TokenizerFile,
  TokenizerFormat,
  UnreadTokenizerFile,
} from "../../shared/values/tokens";
import { tokenizerName } from "../../tokens/encode/encodingName";
import { vocabularySizeOf } from "../../tokens/encode/encodings";
import type { Reading } from "../../tokens/document/tokenDocument";
import { mergesPaths } from "../../tokens/file/mergesFile";
import type { PythonPart } from "./pythonPart";
import { pythonString } from "./pythonString";

/** Makes `ids` of `text`: by `tokenizer`, or as the list of ids that it is. */
export function tokenizerPart(reading: Reading): PythonPart {
  const { encoding, specialTokens, addsSpecialTokens = false } = reading;
  if (encoding === "ids") return listedIds(vocabularySizeOf(reading));
  if (reading.file !== undefined) return ofFile(reading.file, specialTokens, addsSpecialTokens);
  const special =
    specialTokens === "text"
      ? "disallowed_special=()"
      : encoding === "gpt2" || encoding === "p50k_base"
        ? 'allowed_special={"<|endoftext|>"}'
        : 'allowed_special="all"';
  return {
    packages: ["import tiktoken", "import torch"],
    lines: [
      `tokenizer = tiktoken.get_encoding("${encoding}")`,
      `ids = torch.tensor(tokenizer.encode(text, ${special}))`,
    ],
  };
}

function ofFile(
  { path, format = UNREAD }: TokenizerFile | UnreadTokenizerFile,
  specialTokens: SpecialTokens,
  addsSpecialTokens: boolean,
): PythonPart {
  switch (format.kind) {
    case "json":
      return ofJson(path, format, specialTokens, addsSpecialTokens);
    case "merges":
      return ofMerges(path, format, specialTokens);
    case "ranks":
      return ofRanks(path, format, specialTokens);
  }
}

/** Of a file that was not read yet: nearly all are written so. */
const UNREAD: TokenizerFormat = { kind: "json", isLimited: false };
const ENCODE = "ids = torch.tensor(tokenizer.encode(text, add_special_tokens=False).ids)";

/** The library tokenizers reads the same file; special tokens are text to it where they are here. */
function ofJson(
  path: string,
  { isLimited }: Extract<TokenizerFormat, { kind: "json" }>,
  specialTokens: SpecialTokens,
  addsSpecialTokens: boolean,
): PythonPart {
  return {
    packages: ["import torch", "from tokenizers import Tokenizer"],
    lines: [
      `tokenizer = Tokenizer.from_file(${pythonString(path)})`,
      ...(isLimited ? ["tokenizer.no_truncation()", "tokenizer.no_padding()"] : []),
      ...(specialTokens === "text" ? ["tokenizer.encode_special_tokens = True"] : []),
      addsSpecialTokens ? "ids = torch.tensor(tokenizer.encode(text).ids)" : ENCODE,
    ],
  };
}

function ofMerges(
  path: string,
  format: Extract<TokenizerFormat, { kind: "merges" }>,
  specialTokens: SpecialTokens,
): PythonPart {
  const { vocabulary, merges } = mergesPaths(path) ?? { vocabulary: path, merges: path };
  const names = format.specialTokens.map(pythonString).join(", ");
  return {
    packages: ["import torch", "from tokenizers import ByteLevelBPETokenizer"],
    lines: [
      "tokenizer = ByteLevelBPETokenizer(",
      `    ${pythonString(vocabulary)},`,
      `    ${pythonString(merges)},`,
      ")",
      ...(specialTokens === "text" || names === ""
        ? []
        : [`tokenizer.add_special_tokens([${names}])`]),
      ENCODE,
    ],
  };
}

function ofRanks(
  path: string,
  format: Extract<TokenizerFormat, { kind: "ranks" }>,
  specialTokens: SpecialTokens,
): PythonPart {
  const special = Object.entries(format.specialTokens).map(
    ([name, id]) => `${pythonString(name)}: ${id}`,
  );
  return {
    standard: ["import base64"],
    packages: ["import tiktoken", "import torch"],
    lines: [
      `with open(${pythonString(path)}, "rb") as file:`,
      "    rows = [line.split() for line in file if line.strip()]",
      "tokenizer = tiktoken.Encoding(",
      `    ${pythonString(tokenizerName(path))},`,
      `    pat_str=${pythonString(format.pattern)},`,
      "    mergeable_ranks={base64.b64decode(token): int(rank) for token, rank in rows},",
      `    special_tokens={${special.join(", ")}},`,
      ")",
      specialTokens === "text"
        ? "ids = torch.tensor(tokenizer.encode(text, disallowed_special=()))"
        : 'ids = torch.tensor(tokenizer.encode(text, allowed_special="all"))',
    ],
  };
}

/** Words that are no ids of the vocabulary are left out, as they are no tokens. */
function listedIds(vocabularySize: number): PythonPart {
  return {
    standard: ["import re"],
    packages: ["import torch"],
    lines: [
      String.raw`words = re.split(r"[\t-\r ,;\[\](){}\u00a0\ufeff\u2028\u2029]+", text)`,
      'numbers = [int(word[-10:]) for word in words if re.fullmatch("0*[0-9]{1,10}", word)]',
      `ids = torch.tensor([number for number in numbers if number < ${vocabularySize}])`,
    ],
  };
}
