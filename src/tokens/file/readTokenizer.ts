import * as l10n from "../../shared/base/l10n";
import type { TokenizerFormat } from "../../shared/values/tokens";
import { byteLevelFile } from "./byteLevelFile";
import { TokenizerFileError } from "./fileError";
import { factsOf, type FileFacts } from "./fileFacts";
import type { KeptFile } from "./keptFile";
import { readMergesFiles } from "./mergesFile";
import { isRankFile, readRankFile } from "./rankFile";
import { readTokenizerJson } from "./readTokenizerJson";
import type { TokenizerJson } from "./tokenizerJson";

/** Its first field is a token, whose first field is a short text. */
// eslint-disable-next-line no-control-regex -- Lengths of fields are such characters.
const SENTENCE_PIECE = /^\n[^]\n[\0-\x08]/;

/** What was read of a tokenizer: the tables of a byte-level one, or all that the file says. */
export type ReadTokenizer =
  | { readonly kind: "tables"; readonly facts: FileFacts; readonly file: KeptFile }
  | { readonly kind: "steps"; readonly facts: FileFacts; readonly json: TokenizerJson };

/**
 * Reads a tokenizer of any format.
 * @param contents of its file, or of its vocabulary and its merges
 * @param path where the file lies, which may tell what the file does not
 * @throws {TokenizerFileError} that says what is wrong and where
 */
export function readTokenizer(contents: readonly string[], path: string): ReadTokenizer {
  const [first = "", merges] = contents;
  if (merges !== undefined) {
    const json = readMergesFiles(first, merges);
    const specialTokens = json.addedTokens.map(({ content }) => content);
    return tokenizerOf(json, { kind: "merges", specialTokens });
  }
  if (/\.tiktoken$/i.test(path) || isRankFile(first)) {
    const file = readRankFile(first, path);
    return { kind: "tables", facts: file.facts, file };
  }
  if (SENTENCE_PIECE.test(first)) {
    throw new TokenizerFileError(
      l10n.t("It is a model of SentencePiece. Use the tokenizer.json of the same tokenizer."),
    );
  }
  const json = readTokenizerJson(first);
  return tokenizerOf(json, { kind: "json", isLimited: json.unused.length > 0 });
}

function tokenizerOf(json: TokenizerJson, format: TokenizerFormat): ReadTokenizer {
  const tables = byteLevelFile(json);
  const facts = factsOf(json, tables !== undefined, format);
  return tables === undefined
    ? { kind: "steps", facts, json }
    : { kind: "tables", facts, file: { ...tables, facts } };
}
