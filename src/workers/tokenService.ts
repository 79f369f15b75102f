import type { SpecialTokens, TextChange, Tokens, TokenSlice, TokenSummary } from "../shared/tokens";
import { Moved } from "../shared/rpc";
import type { Encoder } from "../tokens/encoder";
import { TokenDocument } from "../tokens/tokenDocument";
import { TokenList } from "../tokens/tokenList";

/**
 * What the token worker does: one token document per open document, named by a key, and the
 * tokens of any string. Answers about a document that it does not hold are undefined.
 */
export interface TokenService {
  /** Takes a document, or takes it anew, with its whole text. */
  open(key: string, version: number, text: string, specialTokens: SpecialTokens): TokenSummary;
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
  /** Tokens of a text that belongs to no document. */
  encode(text: string, specialTokens: SpecialTokens): Tokens;
}

/** The service's methods; answers with typed arrays move instead of being copied. */
export function tokenService(encoder: Encoder): {
  [K in keyof TokenService]: (...args: Parameters<TokenService[K]>) => unknown;
} {
  const documents = new Map<string, TokenDocument>();
  const moved = <T>(value: T | undefined) => (value === undefined ? undefined : new Moved(value));
  return {
    open(key, version, text, specialTokens) {
      const document = new TokenDocument(encoder, text, version, specialTokens);
      documents.set(key, document);
      return document.summary();
    },
    edit(key, version, changes, length) {
      const document = documents.get(key);
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
    close(key) {
      documents.delete(key);
    },
    tokens: (key) => moved(documents.get(key)?.tokens()),
    slice: (key, from, to) => moved(documents.get(key)?.slice(from, to)),
    indexAt(key, offset) {
      const document = documents.get(key);
      return document && { version: document.version, index: document.indexAt(offset) };
    },
    touching(key, start, end) {
      const document = documents.get(key);
      if (document === undefined) return undefined;
      const { from, to } = document.touching(start, end);
      return moved(document.slice(from, to));
    },
    encode(text, specialTokens) {
      const tokens = new TokenList();
      encoder.encode(text, 0, specialTokens, tokens);
      return moved(tokens.tokens());
    },
  };
}
