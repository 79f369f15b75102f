/**
 * Tokens `[from, to)` of a document that a model scores in one go, with those from `start` on before
 * them as context. The next token of the last one is not among them.
 */
export interface ScoringWindow {
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/** Tokens of a document, from its token `first` on. */
export interface TokenStretch {
  readonly first: number;
  readonly ids: Uint32Array;
}

/** Most tokens that are scored in one go: two such windows hold what an editor shows of prose. */
const MOST_LENGTH = 256;
/** Tokens before those that are wanted, so that where windows begin is found. */
const LOOK_BACK = 1024;

/** How windows are cut for a model's context, in tokens. */
interface Cut {
  /** Before the tokens that are scored, where there are as many. */
  readonly context: number;
  /** Scored tokens of a window at most. */
  readonly most: number;
  /** A window begins where no place so near is more likely to begin one. */
  readonly reach: number;
}

function cutFor(contextLength: number): Cut {
  const length = Math.max(2, Math.min(MOST_LENGTH, contextLength));
  const context = Math.max(1, Math.floor(length / 4));
  const most = length - context;
  return { context, most, reach: Math.max(1, Math.floor(most / 3)) };
}

/** Which tokens have to be known to cut windows for tokens `[from, to)` of a document. */
export function tokensForScoring(
  from: number,
  to: number,
  contextLength: number,
): { readonly from: number; readonly to: number } {
  const { context, most, reach } = cutFor(contextLength);
  return { from: Math.max(0, from - LOOK_BACK - context - reach), to: to + most + reach };
}

/**
 * Windows that score tokens `[from, to)` of a document. Where they begin follows from the ids around
 * that place alone: an edit changes the windows around it, and no other, though all tokens behind it
 * are counted anew. Only where a text says the same over and over they are counted off.
 * @param stretch at least the tokens of `tokensForScoring`, as far as the document has them
 * @param contextLength tokens that the model takes
 */
export function scoringWindows(
  stretch: TokenStretch,
  { from, to }: { readonly from: number; readonly to: number },
  contextLength: number,
): ScoringWindow[] {
  const cut = cutFor(contextLength);
  const { first, ids } = stretch;
  const last = first + ids.length;
  const end = Math.min(to, last);
  const windows: ScoringWindow[] = [];
  const near = Math.max(first, from - LOOK_BACK);
  let begin = lastBegin(stretch, near, from, cut.reach);
  // Nothing there begins a window: they are counted from the document's start.
  begin ??= Math.max(first, from - (from % cut.most));
  while (begin < end) {
    const next = nextBegin(stretch, begin + 1, Math.min(begin + cut.most, last), cut.reach);
    const start = Math.max(first, begin - cut.context);
    if (next > from) windows.push({ start, from: begin, to: next });
    begin = next;
  }
  return windows;
}

/** The last place at or before `from` at which a window begins. */
function lastBegin(
  stretch: TokenStretch,
  least: number,
  from: number,
  reach: number,
): number | undefined {
  for (let at = Math.min(from, stretch.first + stretch.ids.length - 1); at >= least; at--) {
    if (begins(stretch, at, reach)) return at;
  }
  return undefined;
}

/** The first place from `at` on at which a window begins, `end` at the latest. */
function nextBegin(stretch: TokenStretch, at: number, end: number, reach: number): number {
  while (at < end && !begins(stretch, at, reach)) at++;
  return at;
}

/** Whether the ids before and at a place give a smaller number than those of any place near it. */
function begins(stretch: TokenStretch, at: number, reach: number): boolean {
  if (at === 0) return true;
  const own = mixIn(stretch, at);
  for (let step = 1; step <= reach; step++) {
    if (mixIn(stretch, at - step) <= own || mixIn(stretch, at + step) < own) return false;
  }
  return true;
}

/** A number of the ids before and at a place; the largest where one of them is not there. */
function mixIn({ first, ids }: TokenStretch, at: number): number {
  const [before, here] = [ids[at - first - 1], ids[at - first]];
  if (before === undefined || here === undefined) return 0xffffffff;
  const mix = Math.imul(Math.imul(before, 0x9e3779b1) ^ here, 0x85ebca6b);
  return (mix ^ (mix >>> 15)) >>> 0;
}
