import type {
  BytePairEncoding,
  Encoding,
  TextChange,
  TokenBytes,
  Tokens,
  TokenSlice,
  TokenSummary,
} from "../shared/values/tokens";
import { checkMemory, DEFAULT_MEMORY_LIMIT } from "../embeddings/store/memoryLimit";
import type { CallSignal } from "../shared/base/callSignal";
import type { IdProblems } from "../shared/values/idProblems";
import type { FindAnswer, FindFrom, Sought } from "../shared/values/find";
import type { TokenFrequencies } from "../shared/values/frequency";
import type { TokenMerges } from "../shared/values/merges";
import * as l10n from "../shared/base/l10n";
import { formatCount } from "../shared/base/numbers";
import { Moved } from "../shared/base/rpc";
import { inverseOrder } from "../windows/windowOrder";
import type { Loader, LoaderOptions } from "../shared/values/windows";
import { utf8Text } from "../text/fileText";
import { idProblems } from "../tokens/document/idProblems";
import { vocabularySizeOf } from "../tokens/encode/encodings";
import { find } from "../tokens/queries/find";
import { countIds, type IdCounts } from "../tokens/queries/frequency";
import { idsText, type IdsText } from "../tokens/queries/idsText";
import { tokenMerges } from "../tokens/queries/merges";
import { occurrences, type Occurrences } from "../tokens/queries/occurrences";
import { IdsEncoder } from "../tokens/encode/idsEncoder";
import { tokenBytes } from "../tokens/encode/tokenBytes";
import { TokenDocument, type Reading } from "../tokens/document/tokenDocument";
import type { TokenEncoder } from "../tokens/encode/tokenEncoder";
import { countTouched, type TouchedCount } from "../tokens/document/touched";
import { tokenSpans, type Stretch, type TokenSpans } from "../tokens/document/tokenSpans";
import { loaderBytes, loading } from "../windows/loader";
import { shuffling } from "../windows/shuffle";
import { windowCount } from "../windows/windows";

/**
 * What the token worker does: one token document per open document, named by a key, and the
 * tokens of any string. Answers about a document that it does not hold are undefined. Questions
 * and edits that come while a document is being opened are answered, in their order, once it is.
 */
export interface TokenService {
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
  tokens(key: string): (Tokens & { version: number }) | undefined;
  slice(key: string, from: number, to: number): TokenSlice | undefined;
  /** The token that holds a code unit; `index` is -1 in an empty text. */
  indexAt(key: string, offset: number): { version: number; index: number } | undefined;
  /** The tokens that hold any of the code units `[start, end)`. */
  touching(key: string, start: number, end: number): TokenSlice | undefined;
  /** How many tokens hold any of the code units `[spans[2i], spans[2i + 1])`, each counted once. */
  touched(key: string, spans: Uint32Array): (TouchedCount & { version: number }) | undefined;
  /** The ids of those tokens as a list that Python reads; of all tokens where no span is given. */
  idsText(key: string, spans?: Uint32Array, signal?: CallSignal): IdsText | undefined;
  /** The tokens that hold any code unit of some stretches, and where the context ends. */
  spans(
    key: string,
    stretches: readonly Stretch[],
    contextLength: number | undefined,
  ): TokenSpans | undefined;
  /** How document token `token` came to be, merge by merge. */
  merges(key: string, token: number): TokenMerges | undefined;
  /**
   * Where the id of document token `token` stands, at most `most` places nearest to it. `id` is
   * undefined where there is no such token.
   */
  occurrences(key: string, token: number, most: number): TokenPlaces | undefined;
  /** Looks for a token or a text from a place on; ids that no vocabulary has are nowhere. */
  find(key: string, sought: Sought, from: FindFrom): FindAnswer | undefined;
  /** How often the ids of tokens `[from, to)` stand in the whole document. */
  frequencies(key: string, from: number, to: number): TokenFrequencies | undefined;
  /** Bytes of ids of a vocabulary, which need not be in any document. */
  bytesOf(encoding: Encoding, ids: Uint32Array): TokenBytes;
  /** The words of a list of ids that are no ids of its vocabulary; none in any other document. */
  idProblems(key: string, signal?: CallSignal): IdProblems | undefined;
  /** Windows over any count of tokens, in loader order. */
  loader(tokenCount: number, options: LoaderOptions): Loader;
  /** The order in which a shuffled loader shows its samples in the pass `epoch`. */
  shuffledOrder(samples: number, seed: number, epoch: number): ShuffledOrder;
  /** Tokens of a text that belongs to no document. */
  encode(text: string, reading: Reading, signal?: CallSignal): Tokens;
  /** Counts the tokens of a text, or of a file's UTF-8 as an editor shows it. */
  count(content: string | Uint8Array, reading: Reading, signal?: CallSignal): TextCount;
}

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

export interface TokenPlaces extends Occurrences {
  readonly version: number;
  readonly id: number | undefined;
}

type Answers = {
  [K in keyof TokenService]: (...args: Parameters<TokenService[K]>) => Promise<unknown>;
};

/**
 * The service's methods; answers with typed arrays move instead of being copied.
 * @param bytePairEncoderOf the encoder of an encoding, made when first asked for
 * @param pause lets calls in that came meanwhile; asked between the steps of long work
 * @param memoryLimit bytes that one answer may take
 */
export function tokenService(
  bytePairEncoderOf: (encoding: BytePairEncoding) => TokenEncoder | Promise<TokenEncoder>,
  pause: () => Promise<void>,
  memoryLimit = (): number => DEFAULT_MEMORY_LIMIT,
): Answers {
  /** Undefined where a document was closed or taken anew before it was open. */
  const documents = new Map<string, Promise<TokenDocument | undefined>>();
  const encoderOf = (reading: Pick<Reading, "encoding" | "vocabularySize">) =>
    reading.encoding === "ids"
      ? new IdsEncoder(vocabularySizeOf(reading))
      : bytePairEncoderOf(reading.encoding);
  const moved = <T>(value: T | undefined) => (value === undefined ? undefined : new Moved(value));

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

  /**
   * What steps over a whole document come to: of the document as it is when the last is done.
   * Undefined for a document that is not there, or is closed or taken anew meanwhile.
   */
  const finished = async <T>(
    key: string,
    stepsOver: (document: TokenDocument) => Generator<undefined, T>,
    signal?: CallSignal,
  ): Promise<T | undefined> => {
    const opening = documents.get(key);
    const document = await opening;
    if (document === undefined) return undefined;
    for (;;) {
      const { version } = document;
      const steps = stepsOver(document);
      // An edit between two steps moves what was found: the work begins anew.
      while (document.version === version) {
        const { done, value } = steps.next();
        if (done) return value;
        await pause();
        if (documents.get(key) !== opening || signal?.aborted === true) return undefined;
      }
    }
  };

  /** What steps that belong to no document come to, while others are answered in between. */
  const unhurried = async <T>(steps: Generator<undefined, T>): Promise<T> => {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
      await pause();
    }
  };

  /** The counts of a document as it was when they were asked for. */
  const counted = new WeakMap<TokenDocument, IdCounts>();
  function* frequencies(
    document: TokenDocument,
    from: number,
    to: number,
  ): Generator<undefined, TokenFrequencies> {
    const known = counted.get(document);
    const counts = known?.version === document.version ? known : yield* countIds(document);
    counted.set(document, counts);
    return counts.of(document, from, to);
  }

  return {
    async open(key, version, text, reading) {
      const document: Promise<TokenDocument | undefined> = Promise.resolve().then(() =>
        opened(text, version, reading, () => documents.get(key) === document),
      );
      documents.set(key, document);
      return (await document)?.summary();
    },
    async edit(key, version, changes, length) {
      const document = await documents.get(key);
      if (document === undefined) return undefined;
      const shift = changes.reduce(
        (sum, { start, end, text }) => sum + text.length - (end - start),
        0,
      );
      if (document.length + shift !== length || !document.fits(changes)) {
        documents.delete(key);
        return undefined;
      }
      document.edit(version, changes);
      return document.summary();
    },
    async close(key) {
      documents.delete(key);
    },
    tokens: async (key) => moved((await documents.get(key))?.tokens()),
    slice: async (key, from, to) => moved((await documents.get(key))?.slice(from, to)),
    async indexAt(key, offset) {
      const document = await documents.get(key);
      return document && { version: document.version, index: document.indexAt(offset) };
    },
    async touching(key, start, end) {
      const document = await documents.get(key);
      if (document === undefined) return undefined;
      const { from, to } = document.touching(start, end);
      return moved(document.slice(from, to));
    },
    async touched(key, spans) {
      const document = await documents.get(key);
      return document && { ...countTouched(document, spans), version: document.version };
    },
    async idsText(key, spans, signal) {
      const text = await finished(key, (document) => idsText(document, spans), signal);
      signal?.throwIfAborted();
      return text;
    },
    async spans(key, stretches, contextLength) {
      const document = await documents.get(key);
      return moved(document && tokenSpans(document, stretches, contextLength));
    },
    async merges(key, token) {
      const document = await documents.get(key);
      return moved(document && tokenMerges(document, token));
    },
    occurrences: async (key, token, most) =>
      moved(await finished(key, (document) => placesOf(document, token, most))),
    find: (key, sought, from) => finished(key, (document) => find(document, sought, from)),
    frequencies: async (key, from, to) =>
      moved(await finished(key, (document) => frequencies(document, from, to))),
    bytesOf: async (encoding, ids) => new Moved(tokenBytes(await encoderOf({ encoding }), ids)),
    async idProblems(key, signal) {
      const found = await finished(key, idProblems, signal);
      signal?.throwIfAborted();
      return found;
    },
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
      const order = await unhurried(shuffling(samples, seed, epoch));
      return new Moved({ order, places: inverseOrder(order) });
    },
    async encode(text, reading, signal) {
      const document = await opened(text, 0, reading, () => signal?.aborted !== true);
      signal?.throwIfAborted();
      return moved(document?.copy(0, document.tokenCount));
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

function* placesOf(
  document: TokenDocument,
  token: number,
  most: number,
): Generator<undefined, TokenPlaces> {
  const { version } = document;
  const [id] = token < document.tokenCount ? document.copy(token, token + 1).ids : [];
  if (id === undefined) return { version, id, count: 0, indices: new Uint32Array() };
  return { version, id, ...(yield* occurrences(document.idStretches(), id, token, most)) };
}
