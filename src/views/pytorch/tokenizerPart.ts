import { vocabularySizeOf } from "../../tokens/encode/encodings";
import type { Reading } from "../../tokens/document/tokenDocument";
import type { PythonPart } from "./pythonPart";
import { pythonString } from "./pythonString";

/** Makes `ids` of `text`: by `tokenizer`, or as the list of ids that it is. */
export function tokenizerPart(reading: Reading): PythonPart {
  const { encoding, specialTokens } = reading;
  if (encoding === "ids") return listedIds(vocabularySizeOf(reading));
  if (reading.file !== undefined) return ofFile(reading.file.path, specialTokens);
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

/** The library tokenizers reads the same file; special tokens are text to it where they are here. */
function ofFile(path: string, specialTokens: Reading["specialTokens"]): PythonPart {
  return {
    packages: ["import torch", "from tokenizers import Tokenizer"],
    lines: [
      `tokenizer = Tokenizer.from_file(${pythonString(path)})`,
      ...(specialTokens === "text" ? ["tokenizer.encode_special_tokens = True"] : []),
      "ids = torch.tensor(tokenizer.encode(text, add_special_tokens=False).ids)",
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
