/** Names that leave no doubt: of GPT-2, of the book's model, of the book's chapter 2, of minGPTs. */
export const KNOWN_NAMES = [
  ["wte.weight", "wpe.weight"] as const,
  ["tok_emb.weight", "pos_emb.weight"] as const,
  ["token_embedding_layer.weight", "pos_embedding_layer.weight"] as const,
  ["token_embedding_table.weight", "position_embedding_table.weight"] as const,
].map(([token, position]) => ({ token: knownName(token), position: knownName(position) }));
/** What stands before GPT-2's names in the files that are about; any other is asked about. */
export const KNOWN_PREFIXES = ["", "transformer."];

interface KnownName {
  readonly name: string;
  /** How a longer name ends with it. */
  readonly ending: string;
}

function knownName(name: string): KnownName {
  return { name, ending: `.${name}` };
}

export function isNameOrEnd(name: string, known: KnownName): boolean {
  return name === known.name || name.endsWith(known.ending);
}

/** Whether the names of a pair say which is the token and which the position table. */
export function namesTell(token: string, position: string): boolean {
  if (role(token) === 1 && role(position) === -1) return true;
  return KNOWN_NAMES.some(
    (known) => isNameOrEnd(token, known.token) && isNameOrEnd(position, known.position),
  );
}

/** Those of some names that are a token and a position table's without any doubt. */
export function tellingNames(names: readonly string[]): string[] {
  const all = new Set(names);
  for (const known of KNOWN_NAMES) {
    const found = names.flatMap((token) => {
      if (!isNameOrEnd(token, known.token)) return [];
      const position = token.slice(0, -known.token.name.length) + known.position.name;
      return all.has(position) ? [token, position] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

/** Words for tokens, but not for their types, of which BERT has a table too. */
const OF_TOKENS = /(?<![a-z])(wte|tok(?!en_?types?)|word|vocab)/gi;
/** Words for positions, and none that begin alike, such as "post". */
const OF_POSITIONS = /(?<![a-z])(wpe|pos(?![a-z])|pos_?emb|posit)/gi;

/** 1 for a name that speaks of tokens, -1 for one that speaks of positions: its last word counts. */
export function role(name: string): number {
  return Math.sign(lastOf(OF_TOKENS, name) - lastOf(OF_POSITIONS, name));
}

/** Where the last of such words begins, or -1. */
function lastOf(words: RegExp, name: string): number {
  let last = -1;
  for (const { index } of name.matchAll(words)) last = index;
  return last;
}

/** How likely a name is a token or a position table's: 0, 1 or 2. */
export function likelihood(name: string): number {
  return Math.abs(role(name)) + (/emb/i.test(name) ? 1 : 0);
}
