import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import { CHARACTER_OF_BYTE } from "./byteAlphabet";
import { isByteLevel } from "./byteLevelMerges";
import { Fields } from "./fields";
import { TokenizerFileError } from "./fileError";
import { mergeParts, readVocabulary, type BpeModel } from "./modelJson";
import { parsedJson, sizeOf } from "./readTokenizerJson";
import type { AddedToken, TokenizerJson } from "./tokenizerJson";

/** Where the two files of a tokenizer lie. */
export interface MergesPaths {
  readonly vocabulary: string;
  readonly merges: string;
}

/** Names by which tools of GPT-2's kind write a vocabulary and its merges. */
const NAMES = [
  { vocabulary: "vocab.json", merges: "merges.txt" },
  { vocabulary: "encoder.json", merges: "vocab.bpe" },
] as const;

/** The two files of which a path names one; undefined where its name is neither's. */
export function mergesPaths(path: string): MergesPaths | undefined {
  for (const names of NAMES) {
    for (const name of Object.values(names)) {
      if (!path.toLowerCase().endsWith(name)) continue;
      const rest = path.slice(0, path.length - name.length);
      return { vocabulary: rest + names.vocabulary, merges: rest + names.merges };
    }
  }
  return undefined;
}

/**
 * Reads `vocab.json` and `merges.txt` of a tokenizer of GPT-2's kind. They do not say how a text is
 * split: by GPT-2's pattern. Tokens that no merge makes, such as `<|endoftext|>`, are special ones.
 * @throws {TokenizerFileError} that says what is wrong and where
 */
export function readMergesFiles(vocabulary: string, merges: string): TokenizerJson {
  const root = new Fields({ vocab: parsedJson(vocabulary) }, "");
  const model: BpeModel = {
    ...{ type: "BPE", unkToken: undefined, continuingSubwordPrefix: "", endOfWordSuffix: "" },
    ...{ fuseUnk: false, byteFallback: false, ignoreMerges: false },
    vocab: readVocabulary(root),
    merges: readMerges(merges),
  };
  if (!isByteLevel(model)) {
    throw new TokenizerFileError(
      l10n.t(
        "Not all bytes are tokens of the vocabulary, so that it does not say how a text is split. Use the tokenizer.json of the same tokenizer.",
      ),
    );
  }
  checkMerges(model, merges);
  const addedTokens = unmadeTokens(model);
  return {
    normalizer: undefined,
    preTokenizer: { type: "ByteLevel", addPrefixSpace: false, useRegex: true },
    model,
    addedTokens,
    postProcessor: undefined,
    decoders: ["ByteLevel"],
    ...sizeOf(model, addedTokens),
    unused: [],
  };
}

/** Lines with a merge each, and their numbers counted from 1. */
function* mergeLines(text: string): Generator<{ line: string; number: number }> {
  let number = 0;
  for (const given of text.split("\n")) {
    number++;
    const line = given.endsWith("\r") ? given.slice(0, -1) : given;
    if (line !== "" && !line.startsWith("#version")) yield { line, number };
  }
}

function readMerges(text: string): string[] {
  const merges: string[] = [];
  for (const { line, number } of mergeLines(text)) {
    if (mergeParts(line) === undefined) {
      throw new TokenizerFileError(
        l10n.t(
          "Line {0} of the merges must be two tokens with a space between them, not {1}.",
          number,
          shownValue(line),
        ),
      );
    }
    merges.push(line);
  }
  if (merges.length > 0) return merges;
  throw new TokenizerFileError(l10n.t("The file of merges has no merges."));
}

function checkMerges({ vocab }: BpeModel, text: string): void {
  for (const { line, number } of mergeLines(text)) {
    const [left, right] = mergeParts(line) ?? ["", ""];
    const missing = [left, right, left + right].find((token) => !Object.hasOwn(vocab, token));
    if (missing === undefined) continue;
    throw new TokenizerFileError(
      l10n.t(
        "Line {0} of the merges joins {1} and {2}, but {3} has no id in the vocabulary. Do both files belong together?",
        number,
        shownValue(left),
        shownValue(right),
        shownValue(missing),
      ),
    );
  }
}

function unmadeTokens({ vocab, merges }: BpeModel): AddedToken[] {
  const made = new Set<string>(CHARACTER_OF_BYTE);
  for (const merge of merges) made.add((mergeParts(merge) ?? []).join(""));
  return Object.keys(vocab)
    .filter((token) => token !== "" && !made.has(token))
    .map((content) => ({
      ...{ id: vocab[content] as number, content, special: true, normalized: false },
      ...{ singleWord: false, lstrip: false, rstrip: false },
    }));
}
