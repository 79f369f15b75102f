import * as l10n from "../../shared/base/l10n";
import { foreign, shownValue } from "../../shared/base/shown";
import { whole, wrong, type Fields } from "./fields";
import { TokenizerFileError } from "./fileError";

/** Ids by the tokens' texts, just as the file has them. */
export type VocabularyJson = Readonly<Record<string, number>>;

export interface BpeModel {
  readonly type: "BPE";
  readonly unkToken: string | undefined;
  readonly continuingSubwordPrefix: string;
  readonly endOfWordSuffix: string;
  readonly fuseUnk: boolean;
  readonly byteFallback: boolean;
  /** A piece that is a token is that token, whatever the merges make of it. */
  readonly ignoreMerges: boolean;
  readonly vocab: VocabularyJson;
  /** From the first to the last; `mergeParts` tells the two tokens of one. */
  readonly merges: readonly MergeJson[];
}

/** Both texts, or both with a blank between them, as older files have it. */
type MergeJson = readonly [string, string] | string;

export interface WordPieceModel {
  readonly type: "WordPiece";
  readonly unkToken: string;
  readonly continuingSubwordPrefix: string;
  readonly maxInputCharsPerWord: number;
  readonly vocab: VocabularyJson;
}

export interface WordLevelModel {
  readonly type: "WordLevel";
  readonly unkToken: string;
  readonly vocab: VocabularyJson;
}

export interface UnigramModel {
  readonly type: "Unigram";
  readonly unkId: number | undefined;
  readonly byteFallback: boolean;
  /** Text and score (natural logarithm of the probability) by id. */
  readonly vocab: readonly (readonly [string, number])[];
}

export type Model = BpeModel | WordPieceModel | WordLevelModel | UnigramModel;

/** Ids that Tokenscope counts to: four times those of the largest vocabularies in use. */
export const MOST_IDS = 1 << 20;
/** Of a word of WordPiece; the library's own number is 100. */
const MOST_CHARACTERS = 1e6;

/** @throws {TokenizerFileError} */
export function readModel(fields: Fields): Model {
  const type = fields.value("type") === undefined ? guessedType(fields) : undefined;
  switch (fields.oneOf("type", ["BPE", "WordPiece", "WordLevel", "Unigram"], type)) {
    case "BPE":
      return readBpe(fields);
    case "WordPiece":
      return {
        type: "WordPiece",
        unkToken: fields.text("unk_token", "[UNK]"),
        continuingSubwordPrefix: fields.text("continuing_subword_prefix", "##"),
        maxInputCharsPerWord: fields.whole("max_input_chars_per_word", MOST_CHARACTERS, 100),
        vocab: readVocabulary(fields),
      };
    case "WordLevel":
      return {
        type: "WordLevel",
        unkToken: fields.text("unk_token", "<unk>"),
        vocab: readVocabulary(fields),
      };
    case "Unigram":
      return readUnigram(fields);
  }
}

/** The two tokens that a merge joins; undefined where it is none. */
export function mergeParts(merge: unknown): readonly [string, string] | undefined {
  if (typeof merge === "string") {
    const blank = merge.indexOf(" ");
    if (blank <= 0 || blank === merge.length - 1) return undefined;
    // A blank within a token makes a third part, which no file of that kind has.
    if (merge.includes(" ", blank + 1)) return undefined;
    return [merge.slice(0, blank), merge.slice(blank + 1)];
  }
  if (!Array.isArray(merge) || merge.length !== 2) return undefined;
  const [left, right] = merge as unknown[];
  return typeof left === "string" && typeof right === "string" ? [left, right] : undefined;
}

/** The type of a model whose file does not say it, as files of before 2020 do not. */
function guessedType(fields: Fields): Model["type"] | undefined {
  if (fields.value("merges") !== undefined) return "BPE";
  if (Array.isArray(fields.value("vocab"))) return "Unigram";
  if (fields.value("continuing_subword_prefix") !== undefined) return "WordPiece";
  return fields.value("vocab") === undefined ? undefined : "WordLevel";
}

function readBpe(fields: Fields): BpeModel {
  if (typeof fields.value("dropout") === "number" && fields.value("dropout") !== 0) {
    throw new TokenizerFileError(
      l10n.t(
        "{0} is {1}: merges are left out at random, so that a text has no one tokenization. Set it to null.",
        fields.placeOf("dropout"),
        shownValue(fields.value("dropout")),
      ),
    );
  }
  const vocab = readVocabulary(fields);
  const merges = fields.list("merges");
  const prefix = fields.text("continuing_subword_prefix", "");
  for (let at = 0; at < merges.length; at++) {
    if (mergeParts(merges[at]) !== undefined) continue;
    throw wrong(`${fields.placeOf("merges")}[${at}]`, l10n.t("two tokens"), merges[at]);
  }
  return {
    type: "BPE",
    unkToken: fields.optionalText("unk_token"),
    continuingSubwordPrefix: prefix,
    endOfWordSuffix: fields.text("end_of_word_suffix", ""),
    fuseUnk: fields.flag("fuse_unk"),
    byteFallback: fields.flag("byte_fallback"),
    ignoreMerges: fields.flag("ignore_merges"),
    vocab,
    merges: merges as readonly MergeJson[],
  };
}

/** What is wrong with a merge of tokens that are not all in the vocabulary. */
export function strayMerge(
  vocab: VocabularyJson,
  at: number,
  tokens: readonly [left: string, right: string, made: string],
): TokenizerFileError {
  const [left, right, made] = tokens;
  return new TokenizerFileError(
    l10n.t(
      "{0} joins {1} and {2}, but {3} has no id in {4}.",
      `model.merges[${at}]`,
      shownValue(left),
      shownValue(right),
      shownValue(tokens.find((token) => !Object.hasOwn(vocab, token)) ?? made),
      "model.vocab",
    ),
  );
}

function readUnigram(fields: Fields): UnigramModel {
  const vocab = fields.list("vocab");
  const place = fields.placeOf("vocab");
  if (vocab.length > MOST_IDS) throw tooMany(place, vocab.length);
  const seen = new Set<string>();
  for (let id = 0; id < vocab.length; id++) {
    const entry = vocab[id];
    const [token, score] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof token !== "string" || typeof score !== "number") {
      throw wrong(`${place}[${id}]`, l10n.t("a token and its score"), entry);
    }
    seen.add(token);
  }
  const unkId = fields.value("unk_id");
  return {
    type: "Unigram",
    unkId: unkId === undefined ? undefined : fields.whole("unk_id", vocab.length - 1),
    byteFallback: fields.flag("byte_fallback"),
    vocab: vocab as UnigramModel["vocab"],
  };
}

export function readVocabulary(fields: Fields): VocabularyJson {
  const vocabulary = fields.fields("vocab");
  const vocab = fields.value("vocab") as Readonly<Record<string, unknown>>;
  const tokens = Object.keys(vocab);
  const { place } = vocabulary;
  if (tokens.length === 0) throw new TokenizerFileError(l10n.t("{0} has no tokens.", place));
  if (tokens.length > MOST_IDS) throw tooMany(place, tokens.length);
  const owners = new Array<string | undefined>(tokens.length);
  const late = new Map<number, string>();
  for (const token of tokens) {
    const id = vocab[token];
    const own =
      typeof id === "number" && (id | 0) === id && id >= 0 && id < MOST_IDS
        ? id
        : whole(id, `${place}[${JSON.stringify(foreign(token, 40))}]`, MOST_IDS - 1);
    const other = own < owners.length ? owners[own] : late.get(own);
    if (other !== undefined) {
      throw new TokenizerFileError(
        l10n.t(
          "Two tokens of {0} have the id {1}: {2} and {3}.",
          place,
          own,
          shownValue(other),
          shownValue(token),
        ),
      );
    }
    if (own < owners.length) owners[own] = token;
    else late.set(own, token);
  }
  return vocab as VocabularyJson;
}

function tooMany(place: string, count: number): TokenizerFileError {
  return new TokenizerFileError(
    l10n.t("{0} has {1} tokens; Tokenscope reads at most {2}.", place, count, MOST_IDS),
  );
}
