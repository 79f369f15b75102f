import * as l10n from "../../shared/base/l10n";
import { isPlainObject, shownValue } from "../../shared/base/shown";
import { Fields, wrong } from "./fields";
import { TokenizerFileError } from "./fileError";
import { MOST_IDS, readModel, type Model } from "./modelJson";
import {
  readDecoders,
  readNormalizer,
  readPostProcessor,
  readPreTokenizer,
  type PostProcessor,
} from "./stepsJson";
import type { AddedToken, TokenizerJson, UnusedPart } from "./tokenizerJson";

/** Bytes of a file: the largest in use has a fourth of it. */
export const MOST_FILE_BYTES = 1 << 27;
/** The largest vocabularies have six thousand. */
const MOST_ADDED = 100_000;

/**
 * Reads a `tokenizer.json` and checks all of it.
 * @throws {TokenizerFileError} that says what is wrong and where
 */
export function readTokenizerJson(text: string): TokenizerJson {
  const root = new Fields(parsedJson(text), "");
  if (!isPlainObject(root.value("model"))) throw noTokenizer(root);
  const part = (name: string): Fields | undefined =>
    root.value(name) === undefined ? undefined : root.fields(name);
  const step = <T>(name: string, read: (fields: Fields) => T): T | undefined => {
    const fields = part(name);
    return fields === undefined ? undefined : read(fields);
  };
  const model = readModel(root.fields("model"));
  const addedTokens = readAddedTokens(root, model);
  const postProcessor = step("post_processor", readPostProcessor);
  const unused: UnusedPart[] = [];
  if (part("truncation") !== undefined) unused.push("truncation");
  if (part("padding") !== undefined) unused.push("padding");
  return {
    normalizer: step("normalizer", readNormalizer),
    preTokenizer: step("pre_tokenizer", readPreTokenizer),
    model,
    addedTokens,
    postProcessor,
    decoders: step("decoder", readDecoders) ?? [],
    ...sizeOf(model, addedTokens, postProcessor),
    unused,
  };
}

/** @throws {TokenizerFileError} that says from where on it is no JSON */
export function parsedJson(text: string): unknown {
  try {
    // A byte order mark is no JSON, but editors write it.
    return JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    throw new TokenizerFileError(syntaxProblem(text, error), { cause: error });
  }
}

/** Where JSON ends to be one, as far as the engine tells. */
function syntaxProblem(text: string, error: unknown): string {
  const told = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
  const isCut = error instanceof Error && /end of JSON|Unterminated/.test(error.message);
  if (isCut || Number(told) >= text.length) {
    return l10n.t(
      "It ends in the middle, at {0}: the file is cut off. Fetch or copy it again.",
      lineAndColumn(text, text.length),
    );
  }
  if (told === undefined) return l10n.t("It is not valid JSON.");
  return l10n.t("It is not valid JSON from {0} on.", lineAndColumn(text, Number(told)));
}

function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at).split("\n");
  return l10n.t("line {0}, column {1}", before.length, (before.at(-1) ?? "").length + 1);
}

/** What another JSON lacks to be a tokenizer. */
function noTokenizer(root: Fields): TokenizerFileError {
  const names = root.entries().map(([name]) => name);
  if (names.includes("tokenizer_class") || names.includes("added_tokens_decoder")) {
    return new TokenizerFileError(
      l10n.t("It is the tokenizer's configuration. Choose the file tokenizer.json beside it."),
    );
  }
  if (names.includes("model_type") || names.includes("architectures")) {
    return new TokenizerFileError(
      l10n.t("It is a model's configuration. Choose the file tokenizer.json beside it."),
    );
  }
  if (names.length > 0 && root.entries().every(([, value]) => typeof value === "number")) {
    return new TokenizerFileError(
      l10n.t("It is a vocabulary alone. Put the file merges.txt of the same tokenizer beside it."),
    );
  }
  return wrong("model", l10n.t("an object"), root.value("model"));
}

function readAddedTokens(root: Fields, model: Model): AddedToken[] {
  if (root.value("added_tokens") === undefined) return [];
  const list = root.list("added_tokens");
  if (list.length > MOST_ADDED) {
    throw new TokenizerFileError(
      l10n.t(
        "{0} has {1} tokens; Tokenscope reads at most {2}.",
        "added_tokens",
        list.length,
        MOST_ADDED,
      ),
    );
  }
  const byId = new Map<number, string>();
  const added = list.map((value, at) => {
    const fields = new Fields(value, `added_tokens[${at}]`);
    const special = fields.flag("special");
    const token: AddedToken = {
      id: fields.whole("id", MOST_IDS - 1),
      content: fields.text("content"),
      special,
      singleWord: fields.flag("single_word"),
      lstrip: fields.flag("lstrip"),
      rstrip: fields.flag("rstrip"),
      normalized: fields.flag("normalized", !special),
    };
    const other = byId.get(token.id);
    if (other !== undefined && other !== token.content) {
      throw new TokenizerFileError(
        l10n.t(
          "Two tokens of {0} have the id {1}: {2} and {3}.",
          "added_tokens",
          token.id,
          shownValue(other),
          shownValue(token.content),
        ),
      );
    }
    byId.set(token.id, token.content);
    return token;
  });
  checkIds(added, model);
  // The library passes over a token without text.
  return added.filter(({ content }) => content !== "");
}

/**
 * The library gives an added token the id of the vocabulary's token of the same text, else the next
 * one behind the vocabulary and the added tokens before it, whatever the file says. A file that says
 * otherwise would have other ids here than there.
 */
function checkIds(added: readonly AddedToken[], model: Model): void {
  const own = ownIds(new Set(added.map(({ content }) => content)), model);
  const size = model.type === "Unigram" ? model.vocab.length : Object.keys(model.vocab).length;
  let highest = -1;
  added.forEach(({ id, content }, at) => {
    if (content === "") return;
    const given = own.get(content) ?? Math.max(size, highest + 1);
    highest = Math.max(highest, given);
    own.set(content, given);
    if (given === id) return;
    throw new TokenizerFileError(
      l10n.t(
        "{0}, {1}, has the id {2}, but the library tokenizers reads it as {3}: ids must go on behind the vocabulary without gaps, and be those of the vocabulary where it has the token.",
        `added_tokens[${at}]`,
        shownValue(content),
        id,
        given,
      ),
    );
  });
}

/** Ids that the model itself has for some texts. */
function ownIds(wanted: ReadonlySet<string>, model: Model): Map<string, number> {
  const ids = new Map<string, number>();
  if (model.type === "Unigram") {
    model.vocab.forEach(([token], id) => {
      if (wanted.has(token)) ids.set(token, id);
    });
    return ids;
  }
  for (const token of wanted) {
    if (Object.hasOwn(model.vocab, token)) ids.set(token, model.vocab[token] as number);
  }
  return ids;
}

/** One more than the largest id, and how many below it are of no token. */
export function sizeOf(
  model: Model,
  added: readonly AddedToken[],
  postProcessor?: PostProcessor,
): Pick<TokenizerJson, "vocabularySize" | "gaps"> {
  const isUsed = new Uint8Array(MOST_IDS);
  let vocabularySize = 0;
  let used = 0;
  const mark = (id: number): void => {
    if (isUsed[id] === 0) used++;
    isUsed[id] = 1;
    vocabularySize = Math.max(vocabularySize, id + 1);
  };
  if (model.type === "Unigram") model.vocab.forEach((_, id) => mark(id));
  else for (const token in model.vocab) mark(model.vocab[token] as number);
  for (const { id } of added) mark(id);
  for (const id of [...(postProcessor?.before ?? []), ...(postProcessor?.after ?? [])]) mark(id);
  return { vocabularySize, gaps: vocabularySize - used };
}
