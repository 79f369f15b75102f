/** How a piece came to its tokens. All places are code units of the normalized piece, half-open. */
export type PieceChoice = TokenChoice | MergeChoice;

/** Of tokens that fit some were chosen. */
export interface TokenChoice {
  readonly kind: "WordPiece" | "WordLevel" | "Unigram";
  /** The piece as the model got it. */
  readonly text: string;
  /** In the order in which they were looked at. */
  readonly candidates: readonly Candidate[];
  /** Whether the piece is unknown as a whole: it has too many characters, or one that no token fits. */
  readonly isUnknown: boolean;
}

export interface Candidate extends PlacedToken {
  readonly isChosen: boolean;
  /** A character that no token fits; such ones side by side become one token. */
  readonly isUnknown?: boolean;
  /** Of Unigram: the token's own score, and that of the best way up to its end that ends with it. */
  readonly score?: number;
  readonly sum?: number;
}

/** Byte-pair encoding of characters. */
export interface MergeChoice {
  readonly kind: "BPE";
  readonly text: string;
  /** What is merged first: characters, and bytes of those that are no token. */
  readonly symbols: readonly PlacedToken[];
  /** One after another: symbols `at` and `at + 1` of those that are left then become `id`. */
  readonly merges: readonly { readonly at: number; readonly id: number; readonly rank: number }[];
  /** Whether the piece is a token and taken as it is, whatever its merges come to. */
  readonly isWhole: boolean;
}

export interface PlacedToken {
  /** -1 for characters that are unknown, where nothing is for them. */
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Code units of a piece whose choice is told. */
export const LONGEST_CHOICE = 64;

/** The tokens that came of a piece; undefined where it is unknown as a whole, or one as it is. */
export function tokensOfChoice(choice: PieceChoice): readonly PlacedToken[] | undefined {
  if (choice.kind === "BPE") {
    if (choice.isWhole) return undefined;
    return choice.merges.reduce((left, { at, id }) => joinPair(left, at, id), choice.symbols);
  }
  if (choice.isUnknown) return undefined;
  const tokens: Candidate[] = [];
  for (const candidate of choice.candidates) {
    if (!candidate.isChosen) continue;
    const last = tokens.at(-1);
    if (candidate.isUnknown === true && last?.isUnknown === true) {
      tokens[tokens.length - 1] = { ...last, end: candidate.end };
    } else tokens.push(candidate);
  }
  return tokens;
}

function joinPair(symbols: readonly PlacedToken[], at: number, id: number): readonly PlacedToken[] {
  const [left, right] = [symbols[at], symbols[at + 1]];
  if (left === undefined || right === undefined) return symbols;
  const made = { id, start: left.start, end: right.end };
  return [...symbols.slice(0, at), made, ...symbols.slice(at + 2)];
}
