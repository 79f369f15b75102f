import { InvariantError } from "../shared/base/invariantError";
import { checkMemory, DEFAULT_MEMORY_LIMIT } from "../embeddings/store/memoryLimit";
import type { CallSignal } from "../shared/base/callSignal";
import * as l10n from "../shared/base/l10n";
import { formatCount } from "../shared/base/numbers";
import type { EncodingComparison } from "../shared/values/comparison";
import { Transfer } from "../shared/base/rpc";
import type {
  BytePairEncoding,
  TextChange,
  TokenBytes,
  TokenizerFileInfo,
  Tokens,
  TokenSummary,
} from "../shared/values/tokens";
import type { Loader, LoaderOptions } from "../shared/values/windows";
import { utf8Text } from "../text/fileText";
import { readText } from "../tokens/document/lineEndings";
import { isLarge } from "../tokens/document/encodeSteps";
import { changedText } from "../tokens/document/textChanges";
import { TokenDocument, type Reading } from "../tokens/document/tokenDocument";
import { vocabularySizeOf } from "../tokens/encode/encodings";
import { EncodeError } from "../tokens/encode/encodeError";
import { IdsEncoder } from "../tokens/encode/idsEncoder";
import { StoredEncoder } from "../tokens/encode/storedEncoder";
import { tokenBytes } from "../tokens/encode/tokenBytes";
import { utf8Length } from "../tokens/encode/utf8Length";
import { cutsOf, differentPlaces } from "../tokens/queries/compare";
import type { TokenEncoder } from "../tokens/encode/tokenEncoder";
import { loaderBytes, loading } from "../windows/loader";
import { shuffleSteps } from "../windows/shuffle";
import type { TokenizerFiles } from "./tokenizerFiles";
import { inverseOrder } from "../windows/windowOrder";
import { windowCount } from "../windows/windows";
import {
  documentService,
  moved,
  type Answers,
  type DocumentService,
  type OpenDocuments,
} from "./documentService";

/**
 * What the token worker does: one token document per open document, named by a key, what is asked
 * of it, and the tokens of any string.
 */
export interface TokenService extends DocumentService {
  /**
   * Takes a document, or takes it anew, with its whole text.
   * @returns undefined when it was closed or taken anew meanwhile
   */
  open(key: string, version: number, text: string, reading: Reading): TokenSummary | undefined;
  /**
   * Follows an edit.
   * @param length code units of the text after the edit, by which a lost edit is noticed
   * @returns undefined when the edit does not fit; the document must then be opened anew
   */
  edit(
    key: string,
    version: number,
    changes: readonly TextChange[],
    length: number,
  ): TokenSummary | undefined;
  close(key: string): void;
  /** Bytes of ids of a vocabulary, which need not be in any document. */
  bytesOf(reading: EncodingRead, ids: Uint32Array): TokenBytes;
  /**
   * Reads a tokenizer file, so that documents can be read with it.
   * @throws {Error} whose message names the file and says what is wrong in it
   */
  tokenizerFile(path: string, signal?: CallSignal): TokenizerFileInfo;
  /** Windows over any count of tokens, in loader order. */
  loader(tokenCount: number, options: LoaderOptions): Loader;
  /** The order in which a shuffled loader shows its samples in the pass `epoch`. */
  shuffledOrder(samples: number, seed: number, epoch: number): ShuffledOrder;
  /** Tokens of a text that belongs to no document. */
  encode(text: string, reading: Reading, signal?: CallSignal): Tokens;
  /** Compares what becomes of a text in several ways to read it, whose line ends are read alike. */
  compare(text: string, readings: readonly Reading[], signal?: CallSignal): EncodingComparison;
  /** Counts the tokens of a text, or of a file's UTF-8 as an editor shows it. */
  count(content: string | Uint8Array, reading: Reading, signal?: CallSignal): TextCount;
}

/** Places where encodings differ most that are told. */
const MOST_PLACES = 10;

/** What tells the encoder of a reading. */
export type EncodingRead = Pick<Reading, "encoding" | "vocabularySize" | "file">;

export interface ShuffledOrder {
  /** `order[k]` is the sample shown k-th, `places` its inverse. */
  readonly order: Uint32Array<ArrayBuffer>;
  readonly places: Uint32Array<ArrayBuffer>;
}

export interface TextCount {
  readonly tokens: number;
  /** UTF-8 bytes of the text as it is read. */
  readonly bytes: number;
}

/**
 * The service's methods; answers with typed arrays move instead of being copied.
 * @param bytePairEncoderOf the encoder of an encoding, made when first asked for
 * @param pause lets calls in that came meanwhile; asked between the steps of long work
 * @param memoryLimit bytes that one answer may take
 * @param files tokenizers of files, where files can be read
 */
export function tokenService(
  bytePairEncoderOf: (encoding: BytePairEncoding) => TokenEncoder | Promise<TokenEncoder>,
  pause: () => Promise<void>,
  memoryLimit = (): number => DEFAULT_MEMORY_LIMIT,
  files?: TokenizerFiles,
): Answers<TokenService> {
  const documents: OpenDocuments = new Map();
  const filesHere = (): TokenizerFiles => {
    if (files !== undefined) return files;
    throw new Error(l10n.t("Tokenizer files cannot be read here."));
  };
  const encoderOf = (
    reading: EncodingRead & Pick<Reading, "stored">,
  ): TokenEncoder | Promise<TokenEncoder> => {
    const { stored } = reading;
    if (stored === undefined) return madeBy(reading);
    return Promise.resolve(madeBy(reading)).then((base) => new StoredEncoder(base, stored));
  };
  const madeBy = (reading: EncodingRead): TokenEncoder | Promise<TokenEncoder> => {
    switch (reading.encoding) {
      case "ids":
        return new IdsEncoder(vocabularySizeOf(reading));
      case "file":
        if (reading.file === undefined) throw new InvariantError("A file's reading names no file.");
        return filesHere().encoderOf(reading.file);
      case "gpt2":
      case "p50k_base":
      case "cl100k_base":
      case "o200k_base":
        return bytePairEncoderOf(reading.encoding);
    }
  };

  const opened = async (
    text: string,
    version: number,
    reading: Reading,
    isWanted: () => boolean,
  ): Promise<TokenDocument | undefined> => {
    const encoder = await encoderOf(reading);
    const steps = TokenDocument.opening(encoder, text, version, reading);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await pause();
      if (!isWanted()) return undefined;
    }
  };

  const readings = new Map<string, Reading>();
  /** Texts of documents that are opened anew at each edit. */
  const anew = new Map<string, string>();

  /** Takes a document's whole text; what was under way for another text of it is given up. */
  const take = async (
    key: string,
    version: number,
    text: string,
    reading: Reading,
  ): Promise<TokenSummary | undefined> => {
    readings.set(key, reading);
    const document: Promise<TokenDocument | undefined> = Promise.resolve().then(async () => {
      const isWanted = (): boolean => documents.get(key) === document;
      const encoder = await encoderOf(reading);
      if (isWanted() && isLarge(encoder, text.length)) anew.set(key, text);
      return isWanted() ? opened(text, version, reading, isWanted) : undefined;
    });
    documents.set(key, document);
    return (await document)?.summary();
  };
  const forget = (key: string): void => {
    documents.delete(key);
    readings.delete(key);
    anew.delete(key);
  };

  /** What steps that belong to no document come to, while others are answered in between. */
  const unhurried = async <T>(steps: Generator<undefined, T>): Promise<T> => {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await pause();
    }
  };

  return {
    async open(key, version, text, reading) {
      anew.delete(key);
      return take(key, version, text, reading);
    },
    async edit(key, version, changes, length) {
      const before = anew.get(key);
      const reading = readings.get(key);
      if (before !== undefined && reading !== undefined) {
        const text = changedText(before, changes);
        if (text?.length === length) {
          anew.set(key, text);
          return take(key, version, text, reading);
        }
        forget(key);
        return undefined;
      }
      let document: TokenDocument | undefined;
      try {
        document = await documents.get(key);
      } catch (error) {
        // Its text had no tokens, as it was.
        if (!(error instanceof EncodeError)) throw error;
      }
      if (document === undefined) return undefined;
      const shift = changes.reduce(
        (sum, { start, end, text }) => sum + text.length - (end - start),
        0,
      );
      if (document.length + shift !== length || !document.fits(changes)) {
        forget(key);
        return undefined;
      }
      try {
        document.edit(version, changes);
      } catch (error) {
        // Some of it may be made.
        forget(key);
        throw error;
      }
      if (isLarge(document.encoder, document.length)) {
        anew.set(key, [...document.textStretches()].join(""));
      }
      return document.summary();
    },
    async close(key) {
      forget(key);
    },
    ...documentService(documents, pause),
    bytesOf: async (reading, ids) => new Transfer(tokenBytes(await encoderOf(reading), ids)),
    tokenizerFile: async (path) => filesHere().open(path),
    async loader(tokenCount, options) {
      checkMemory(loaderBytes(tokenCount, options), memoryLimit(), (needed, limit) =>
        l10n.t(
          "{0} windows would take {1}, more than the limit of {2}. Choose a larger stride.",
          formatCount(windowCount({ tokenCount, ...options })),
          needed,
          limit,
        ),
      );
      return moved(await unhurried(loading(tokenCount, options)));
    },
    async shuffledOrder(samples, seed, epoch) {
      const order = await unhurried(shuffleSteps(samples, seed, epoch));
      return new Transfer({ order, places: inverseOrder(order) });
    },
    async encode(text, reading, signal) {
      const document = await opened(text, 0, reading, () => signal?.aborted !== true);
      signal?.throwIfAborted();
      return moved(document?.copy(0, document.tokenCount));
    },
    async compare(text, readings, signal) {
      const cuts = [];
      const tokens: number[] = [];
      for (const reading of readings) {
        const document = await opened(text, 0, reading, () => signal?.aborted !== true);
        signal?.throwIfAborted();
        if (document === undefined) continue;
        cuts.push(cutsOf(document));
        tokens.push(document.tokenCount);
        await pause();
      }
      const read = readText(text, readings[0]?.lineEndings ?? "asIs").text;
      const pairs = read.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0;
      return {
        characters: read.length - pairs,
        bytes: utf8Length(read),
        tokens,
        places: differentPlaces(cuts, MOST_PLACES),
      };
    },
    async count(content, reading, signal) {
      const text = typeof content === "string" ? content : utf8Text(content);
      const encoder = await encoderOf(reading);
      const steps = TokenDocument.counting(encoder, text, reading);
      for (;;) {
        const { done, value } = steps.next();
        if (done) return value;
        await pause();
        signal?.throwIfAborted();
      }
    },
  };
}
