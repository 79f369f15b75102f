import type { TokenDocument } from "../document/tokenDocument";

/** The text before a token and behind it. */
export interface Around {
  readonly before: string;
  readonly after: string;
}

/** Tokens to each side: a few words. */
const TOKENS = 6;
/** UTF-16 code units to each side, at most. */
const UNITS = 28;

/** A few words around a document token; nothing where there is no such token. */
export function around(document: TokenDocument, token: number): Around {
  const from = Math.max(0, token - TOKENS);
  const to = Math.min(document.tokenCount, token + 1 + TOKENS);
  const { text, starts, ends } = document.slice(from, to);
  const base = starts[0] ?? 0;
  const before = text.slice(0, Math.max(0, (starts[token - from] ?? base) - base));
  const after = text.slice(Math.max(0, (ends[token - from] ?? base) - base));
  // A cut may fall into a character of two units.
  return {
    before: before.slice(-UNITS).replace(/^[\udc00-\udfff]/, ""),
    after: after.slice(0, UNITS).replace(/[\ud800-\udbff]$/, ""),
  };
}
