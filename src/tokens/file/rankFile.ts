import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import { formatCount } from "../../shared/base/numbers";
import { encodings } from "../encode/encodings";
import { NONE } from "../encode/trie";
import { expressionOf, type KnownPattern } from "./byteLevelSplits";
import { TokenizerFileError } from "./fileError";
import type { FileFacts } from "./fileFacts";
import type { KeptFile } from "./keptFile";
import { putToken, slotsFor, tokenAt, type MergeTable } from "./mergeTable";
import { MOST_IDS } from "./modelJson";
import { rankMerges } from "./rankMerges";
import type { AddedToken } from "./tokenizerJson";
import { Base64Reader } from "./utf8";

/** A line of such a file: a token in base64, a blank, and its rank. */
const LINE = /^([A-Za-z0-9+/]+={0,2}) (\d{1,7})$/;

/** How texts are split by the files in use, none of which says so, by their number of ranks. */
const PATTERN_OF_COUNT: ReadonlyMap<number, KnownPattern> = new Map([
  [50_256, "gpt2"],
  [50_280, "gpt2"],
  [100_256, "cl100k"],
  [199_998, "o200k"],
  // Llama 3's, and Qwen's.
  [128_000, "cl100k"],
  [151_643, "qwen"],
]);
/** Words of a file's name that tell it. */
const PATTERN_OF_NAME: readonly (readonly [RegExp, KnownPattern])[] = [
  [/gpt-?2|r50k|p50k/i, "gpt2"],
  [/cl100k|llama-?3/i, "cl100k"],
  [/o200k/i, "o200k"],
  [/qwen/i, "qwen"],
];

/** Whether a text begins as a file of ranks does. */
export function isRankFile(text: string): boolean {
  return LINE.test((/^[^\r\n]{0,2000}/.exec(text)?.[0] ?? "").trimEnd());
}

/** What a file's name says of how texts are split. */
export function namedPattern(path: string): KnownPattern | undefined {
  const name = path.split(/[/\\]/).at(-1) ?? "";
  return PATTERN_OF_NAME.find(([word]) => word.test(name))?.[1];
}

/**
 * Reads ranks as the library tiktoken has them: every two neighbours whose bytes are a token are
 * merged, the lowest rank first.
 * @param path tells the pattern where its name does
 * @throws {TokenizerFileError} that says what is wrong and where
 */
export function readRankFile(text: string, path: string): KeptFile {
  const table = tableOf(text);
  const count = table.count;
  const pattern = namedPattern(path) ?? PATTERN_OF_COUNT.get(count);
  if (pattern === undefined) throw noPattern(count);
  const specialTokens = specialTokensOf(count);
  const addedTokens = Object.entries(specialTokens).map(([content, id]): AddedToken => ({
    ...{ id, content, special: true, normalized: false },
    ...{ singleWord: false, lstrip: false, rstrip: false },
  }));
  const vocabularySize = Math.max(table.size, ...addedTokens.map(({ id }) => id + 1));
  const facts: FileFacts = {
    format: { kind: "ranks", pattern: expressionOf(pattern), specialTokens },
    model: "BPE",
    isByteLevel: true,
    vocabularySize,
    addedTokens: addedTokens.length,
    gaps: vocabularySize - count - addedTokens.length,
    unused: [],
    around: { before: [], after: [] },
  };
  return {
    table: table.merges,
    rules: {
      splits: { steps: [pattern], addsBlank: false },
      composes: false,
      ignoresMerges: true,
      addedTokens,
      around: undefined,
      vocabularySize,
    },
    facts,
  };
}

function tableOf(text: string): { merges: MergeTable; count: number; size: number } {
  const base64 = new Base64Reader();
  /** Bytes of all tokens in the file's order, and by rank where they stand there, and their line. */
  const bytes = new Uint8Array(text.length);
  const starts: number[] = [];
  const ends: number[] = [];
  const lines: number[] = [];
  let length = 0;
  let count = 0;
  text.split("\n").forEach((given, at) => {
    const line = given.trimEnd();
    if (line === "") return;
    const [, token = "", digits = ""] = LINE.exec(line) ?? [];
    const rank = Number(digits);
    const own = token === "" ? -1 : base64.read(token, bytes, length);
    if (own <= 0) throw noRank(line, at + 1);
    if (rank >= MOST_IDS) {
      throw new TokenizerFileError(
        l10n.t(
          "Line {0} has the rank {1}; Tokenscope reads ranks below {2}.",
          at + 1,
          rank,
          MOST_IDS,
        ),
      );
    }
    const other = lines[rank];
    if (other !== undefined) {
      throw new TokenizerFileError(
        l10n.t("Lines {0} and {1} have the same rank, {2}.", other, at + 1, rank),
      );
    }
    starts[rank] = length;
    ends[rank] = length += own;
    lines[rank] = at + 1;
    count++;
  });
  if (count === 0) throw new TokenizerFileError(l10n.t("It has no ranks."));
  const size = lines.length;
  const table = {
    bytes: new Uint8Array(length),
    byteStarts: new Uint32Array(size + 1),
    index: new Int32Array(slotsFor(count)).fill(NONE),
  };
  let to = 0;
  for (let id = 0; id < size; id++) {
    const start = starts[id];
    if (start !== undefined) {
      table.bytes.set(bytes.subarray(start, ends[id]), to);
      to += (ends[id] as number) - start;
    }
    table.byteStarts[id + 1] = to;
    if (start === undefined) continue;
    const other = tokenAt(table, table.bytes, table.byteStarts[id] as number, to);
    if (other !== NONE) {
      throw new TokenizerFileError(
        l10n.t("Lines {0} and {1} have the same token.", lines[other] ?? 0, lines[id] ?? 0),
      );
    }
    putToken(table, id);
  }
  return { merges: { ...table, ...rankMerges(table), byteIds: byteIdsOf(table) }, count, size };
}

function byteIdsOf(
  table: Pick<MergeTable, "bytes" | "byteStarts" | "index">,
): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: 0x100 }, (_, byte) => {
    const id = tokenAt(table, Uint8Array.of(byte), 0, 1);
    if (id !== NONE) return id;
    throw new TokenizerFileError(
      l10n.t(
        "No token is the byte 0x{0} alone: texts that hold it could not be split. The file may be cut off.",
        byte.toString(16).toUpperCase().padStart(2, "0"),
      ),
    );
  });
}

/** Of OpenAI's own ranks. Others have theirs elsewhere. */
function specialTokensOf(count: number): Readonly<Record<string, number>> {
  const own =
    count === 50_256
      ? encodings.gpt2
      : count === 50_280
        ? encodings.p50k_base
        : count === 100_256
          ? encodings.cl100k_base
          : count === 199_998
            ? encodings.o200k_base
            : undefined;
  return Object.fromEntries(own?.specialTokens ?? []);
}

function noRank(line: string, number: number): TokenizerFileError {
  return new TokenizerFileError(
    l10n.t("Line {0} must be a token in base64 and its rank, not {1}.", number, shownValue(line)),
  );
}

function noPattern(count: number): TokenizerFileError {
  return new TokenizerFileError(
    l10n.t(
      "Its {0} ranks do not say how a text is split before, and Tokenscope knows no tokenizer of so many. Give the file a name that holds gpt2, cl100k, o200k or qwen, whichever it is split like, or use the tokenizer.json of the same tokenizer.",
      formatCount(count),
    ),
  );
}
