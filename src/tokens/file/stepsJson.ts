import * as l10n from "../../shared/base/l10n";
import { shownValue } from "../../shared/base/shown";
import { Fields, whole, wrong } from "./fields";
import { TokenizerFileError } from "./fileError";
import { MOST_IDS } from "./modelJson";

/** What is looked for: a text, or an expression of Oniguruma. */
export type PatternJson = { readonly string: string } | { readonly regex: string };

export type Normalizer =
  | { readonly type: "Sequence"; readonly normalizers: readonly Normalizer[] }
  | {
      readonly type:
        "NFC" | "NFD" | "NFKC" | "NFKD" | "Lowercase" | "StripAccents" | "Nmt" | "ByteLevel";
    }
  | {
      readonly type: "BertNormalizer";
      readonly cleanText: boolean;
      readonly handleChineseChars: boolean;
      /** As `lowercase` where the file says null. */
      readonly stripAccents: boolean;
      readonly lowercase: boolean;
    }
  | { readonly type: "Strip"; readonly stripLeft: boolean; readonly stripRight: boolean }
  | { readonly type: "Prepend"; readonly prepend: string }
  | { readonly type: "Replace"; readonly pattern: PatternJson; readonly content: string }
  /** SentencePiece's map of characters, base64. */
  | { readonly type: "Precompiled"; readonly precompiledCharsmap: string };

/** What becomes of a delimiter that a text is split at. */
export type SplitBehavior = (typeof BEHAVIORS)[number];
const BEHAVIORS = [
  "Removed",
  "Isolated",
  "MergedWithPrevious",
  "MergedWithNext",
  "Contiguous",
] as const;

export type PreTokenizer =
  | { readonly type: "Sequence"; readonly pretokenizers: readonly PreTokenizer[] }
  | { readonly type: "BertPreTokenizer" | "Whitespace" | "WhitespaceSplit" | "UnicodeScripts" }
  | { readonly type: "ByteLevel"; readonly addPrefixSpace: boolean; readonly useRegex: boolean }
  | { readonly type: "CharDelimiterSplit"; readonly delimiter: string }
  | { readonly type: "Digits"; readonly individualDigits: boolean }
  | { readonly type: "FixedLength"; readonly length: number }
  | {
      readonly type: "Metaspace";
      readonly replacement: string;
      readonly prependScheme: "always" | "never" | "first";
      readonly split: boolean;
    }
  | { readonly type: "Punctuation"; readonly behavior: SplitBehavior }
  | {
      readonly type: "Split";
      readonly pattern: PatternJson;
      readonly behavior: SplitBehavior;
      readonly invert: boolean;
    };

/** The special tokens that the library puts around one text: ids before it and behind it. */
export interface PostProcessor {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** Steps in steps in steps: no file of a real tokenizer has more than two. */
const MOST_NESTING = 16;
const MOST_LENGTH = 1e9;

/** @throws {TokenizerFileError} */
export function readNormalizer(fields: Fields, depth = 0): Normalizer {
  checkDepth(fields, depth);
  const type = fields.oneOf("type", NORMALIZERS);
  switch (type) {
    case "Sequence":
      return {
        type,
        normalizers: steps(fields, "normalizers").map((step) => readNormalizer(step, depth + 1)),
      };
    case "BertNormalizer": {
      const lowercase = fields.flag("lowercase", true);
      return {
        type,
        cleanText: fields.flag("clean_text", true),
        handleChineseChars: fields.flag("handle_chinese_chars", true),
        stripAccents: fields.flag("strip_accents", lowercase),
        lowercase,
      };
    }
    case "Strip":
      return {
        type,
        stripLeft: fields.flag("strip_left", true),
        stripRight: fields.flag("strip_right", true),
      };
    case "Prepend":
      return { type, prepend: fields.text("prepend") };
    case "Replace":
      return { type, pattern: readPattern(fields), content: fields.text("content") };
    case "Precompiled":
      return { type, precompiledCharsmap: fields.text("precompiled_charsmap") };
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD":
    case "Lowercase":
    case "StripAccents":
    case "Nmt":
    case "ByteLevel":
      return { type };
  }
}

/** @throws {TokenizerFileError} */
export function readPreTokenizer(fields: Fields, depth = 0): PreTokenizer {
  checkDepth(fields, depth);
  const type = fields.oneOf("type", PRE_TOKENIZERS);
  switch (type) {
    case "Sequence":
      return {
        type,
        pretokenizers: steps(fields, "pretokenizers").map((step) =>
          readPreTokenizer(step, depth + 1),
        ),
      };
    case "ByteLevel":
      return {
        type,
        addPrefixSpace: fields.flag("add_prefix_space", true),
        useRegex: fields.flag("use_regex", true),
      };
    case "CharDelimiterSplit":
      return { type, delimiter: fields.text("delimiter") };
    case "Digits":
      return { type, individualDigits: fields.flag("individual_digits") };
    case "FixedLength":
      return { type, length: fields.whole("length", MOST_LENGTH, 5) };
    case "Metaspace":
      return {
        type,
        replacement: fields.text("replacement", "▁"),
        prependScheme: fields.oneOf(
          "prepend_scheme",
          ["always", "never", "first"],
          // As files of before 2024 say it.
          fields.flag("add_prefix_space", true) ? "always" : "never",
        ),
        split: fields.flag("split", true),
      };
    case "Punctuation":
      return { type, behavior: fields.oneOf("behavior", BEHAVIORS, "Isolated") };
    case "Split":
      return {
        type,
        pattern: readPattern(fields),
        behavior: fields.oneOf("behavior", BEHAVIORS),
        invert: fields.flag("invert"),
      };
    case "BertPreTokenizer":
    case "UnicodeScripts":
    case "Whitespace":
    case "WhitespaceSplit":
      return { type };
  }
}

/** @throws {TokenizerFileError} */
export function readPostProcessor(fields: Fields, depth = 0): PostProcessor {
  checkDepth(fields, depth);
  switch (fields.oneOf("type", POST_PROCESSORS)) {
    case "ByteLevel":
      return { before: [], after: [] };
    case "Sequence": {
      const around = steps(fields, "processors").map((step) => readPostProcessor(step, depth + 1));
      return {
        before: around.toReversed().flatMap(({ before }) => before),
        after: around.flatMap(({ after }) => after),
      };
    }
    case "BertProcessing":
    case "RobertaProcessing":
      return { before: [idOfPair(fields, "cls")], after: [idOfPair(fields, "sep")] };
    case "TemplateProcessing":
      return readTemplate(fields);
  }
}

/** @throws {TokenizerFileError} */
export function readDecoders(fields: Fields, depth = 0): string[] {
  checkDepth(fields, depth);
  const type = fields.text("type");
  if (type !== "Sequence") return [type];
  return steps(fields, "decoders").flatMap((step) => readDecoders(step, depth + 1));
}

const NORMALIZERS = [
  "Sequence",
  "NFC",
  "NFD",
  "NFKC",
  "NFKD",
  "Lowercase",
  "StripAccents",
  "Nmt",
  "ByteLevel",
  "BertNormalizer",
  "Strip",
  "Prepend",
  "Replace",
  "Precompiled",
] as const;

const PRE_TOKENIZERS = [
  "Sequence",
  "BertPreTokenizer",
  "ByteLevel",
  "CharDelimiterSplit",
  "Digits",
  "FixedLength",
  "Metaspace",
  "Punctuation",
  "Split",
  "UnicodeScripts",
  "Whitespace",
  "WhitespaceSplit",
] as const;

const POST_PROCESSORS = [
  "ByteLevel",
  "Sequence",
  "BertProcessing",
  "RobertaProcessing",
  "TemplateProcessing",
] as const;

function steps(fields: Fields, name: string): Fields[] {
  return fields.list(name).map((step, at) => new Fields(step, `${fields.placeOf(name)}[${at}]`));
}

function readPattern(fields: Fields): PatternJson {
  const pattern = fields.value("pattern");
  if (typeof pattern === "string") return { string: pattern };
  const parts = fields.fields("pattern");
  if (parts.value("Regex") !== undefined) return { regex: parts.text("Regex") };
  return { string: parts.text("String") };
}

function readTemplate(fields: Fields): PostProcessor {
  const known = fields.fields("special_tokens");
  const before: number[] = [];
  const after: number[] = [];
  let isBefore = true;
  for (const step of steps(fields, "single")) {
    if (step.value("Sequence") !== undefined) {
      isBefore = false;
      continue;
    }
    const special = step.fields("SpecialToken");
    const name = special.text("id");
    if (known.value(name) === undefined) {
      throw new TokenizerFileError(
        l10n.t(
          "{0} names {1}, which {2} does not have.",
          special.place,
          shownValue(name),
          known.place,
        ),
      );
    }
    const token = known.fields(name);
    const ids = token
      .list("ids")
      .map((id, at) => whole(id, `${token.placeOf("ids")}[${at}]`, MOST_IDS - 1));
    (isBefore ? before : after).push(...ids);
  }
  return { before, after };
}

/** The id of a token that stands there as its text and its id. */
function idOfPair(fields: Fields, name: string): number {
  const pair = fields.list(name);
  if (pair.length !== 2) throw wrong(fields.placeOf(name), l10n.t("a token and its id"), pair);
  return whole(pair[1], `${fields.placeOf(name)}[1]`, MOST_IDS - 1);
}

function checkDepth(fields: Fields, depth: number): void {
  if (depth <= MOST_NESTING) return;
  throw new TokenizerFileError(
    l10n.t("{0} lies deeper than {1} steps within steps.", fields.place, MOST_NESTING),
  );
}
