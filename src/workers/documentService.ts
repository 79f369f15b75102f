import type { CallSignal } from "../shared/base/callSignal";
import { Transfer } from "../shared/base/rpc";
import type { FindAnswer, FindFrom, SearchTarget } from "../shared/values/find";
import type { FrequentIds, TokenFrequencies } from "../shared/values/frequency";
import type { IdProblems } from "../shared/values/idProblems";
import type { TokenMerges } from "../shared/values/merges";
import type { DocumentStarts, Tokens, TokenSlice } from "../shared/values/tokens";
import { idProblems } from "../tokens/document/idProblems";
import type { TokenDocument } from "../tokens/document/tokenDocument";
import { tokenSpans, type Stretch, type TokenSpans } from "../tokens/document/tokenSpans";
import { countTouched, type TouchedCount } from "../tokens/document/touched";
import { find } from "../tokens/queries/find";
import { countIds, type IdCounts } from "../tokens/queries/frequency";
import { idsText, type IdsText } from "../tokens/queries/idsText";
import { tokenMerges } from "../tokens/queries/merges";
import { documentStarts } from "../tokens/queries/documentStarts";
import { around, type Around } from "../tokens/queries/around";
import { occurrences, type Occurrences } from "../tokens/queries/occurrences";

/**
 * What is asked of a document that the token worker holds, named by its key. Undefined where it
 * holds none; questions that come while a document is being opened are answered once it is.
 */
export interface DocumentService {
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
  find(key: string, sought: SearchTarget, from: FindFrom): FindAnswer | undefined;
  /** How often the ids of tokens `[from, to)` stand in the whole document. */
  frequencies(key: string, from: number, to: number): TokenFrequencies | undefined;
  /** The most frequent ids of the whole document, at most `most`. */
  frequentIds(key: string, most: number): FrequentIds | undefined;
  /** Where other documents start in it, behind tokens that end one. */
  documentStarts(key: string): DocumentStarts | undefined;
  /** The words of a list of ids that are no ids of its vocabulary; none in any other document. */
  idProblems(key: string, signal?: CallSignal): IdProblems | undefined;
}

/** The same questions as whoever has the document asks them. */
export type DocumentQuestions = {
  readonly [K in keyof DocumentService]: DocumentService[K] extends (
    key: string,
    ...args: infer A
  ) => infer R
    ? (...args: A) => Promise<NonNullable<R>>
    : never;
};

interface TokenPlaces extends Occurrences {
  /** The text around the asked place, then around each of the others. */
  readonly around: readonly Around[];
  readonly version: number;
  readonly id: number | undefined;
}

/** What a worker answers: what has typed arrays as a `Transfer` value. */
export type Answers<Service> = {
  [K in keyof Service]: Service[K] extends (...args: infer A) => unknown
    ? (...args: A) => Promise<unknown>
    : never;
};

/** By their keys; undefined where a document was closed or taken anew before it was open. */
export type OpenDocuments = Map<string, Promise<TokenDocument | undefined>>;

export const moved = <T>(value: T | undefined): Transfer<T> | undefined =>
  value === undefined ? undefined : new Transfer(value);

/** @param pause lets calls in that came meanwhile; asked between the steps of long work */
export function documentService(
  documents: OpenDocuments,
  pause: () => Promise<void>,
): Answers<DocumentService> {
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

  /** The counts of a document as it was when they were asked for. */
  const counted = new WeakMap<TokenDocument, IdCounts>();
  function* counts(document: TokenDocument): Generator<undefined, IdCounts> {
    const known = counted.get(document);
    const now = known?.version === document.version ? known : yield* countIds(document);
    counted.set(document, now);
    return now;
  }
  function* frequencies(
    document: TokenDocument,
    from: number,
    to: number,
  ): Generator<undefined, TokenFrequencies> {
    return (yield* counts(document)).of(document, from, to);
  }
  function* frequentIds(document: TokenDocument, most: number): Generator<undefined, FrequentIds> {
    return (yield* counts(document)).top(document, most);
  }

  return {
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
    frequentIds: async (key, most) =>
      moved(await finished(key, (document) => frequentIds(document, most))),
    documentStarts: async (key) => moved(await finished(key, documentStarts)),
    async idProblems(key, signal) {
      const found = await finished(key, idProblems, signal);
      signal?.throwIfAborted();
      return found;
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
  if (id === undefined) return { version, id, count: 0, indices: new Uint32Array(), around: [] };
  const found = yield* occurrences(document.idStretches(), id, token, most);
  const places = [token, ...found.indices];
  return { version, id, ...found, around: places.map((place) => around(document, place)) };
}
