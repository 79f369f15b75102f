import type { LostKind } from "../shared/values/lostTokens";
import { windowsInBatches, type OrderedWindows } from "./loaderWindows";
import { TokenUse } from "./tokenUse";

/** How the windows of a loader use tokens, without those that drop_last leaves out. */
export function tokenUseOf(loader: OrderedWindows): TokenUse {
  const { options, samples, order } = loader;
  const leftOut = order.samplesFrom(windowsInBatches(loader));
  return new TokenUse({ ...options, count: samples, leftOut });
}

/** Whether a document token is in no window that is shown, not even as a target. */
export function isLost(use: TokenUse | undefined, token: number): boolean {
  return use !== undefined && use.of(token, token + 1).unused > 0;
}

/** Document tokens among which a lost one is sought. */
export interface LostSearch {
  readonly use: TokenUse;
  readonly tokenCount: number;
  readonly kind: LostKind;
}

/** The first lost token at `from` or behind it. */
function lostFrom(from: number, { use, tokenCount, kind }: LostSearch): number | undefined {
  if (from >= tokenCount || use.of(from, tokenCount)[kind] === 0) return undefined;
  let [low, high] = [from, tokenCount - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (use.of(from, middle + 1)[kind] > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The last lost token before `end`. */
function lostBefore(end: number, { use, kind }: LostSearch): number | undefined {
  if (end <= 0 || use.of(0, end)[kind] === 0) return undefined;
  let [low, high] = [0, end - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (use.of(middle, end)[kind] > 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The lost token next to a token, going on at the document's other end; undefined where none is. */
export function nextLost(token: number, search: LostSearch, backwards = false): number | undefined {
  return backwards
    ? (lostBefore(token, search) ?? lostBefore(search.tokenCount, search))
    : (lostFrom(token + 1, search) ?? lostFrom(0, search));
}

/** Stretches `[from, to)` of lost tokens among document tokens `[first, end)`. */
export function* lostStretches(
  first: number,
  end: number,
  search: LostSearch,
): Generator<readonly [from: number, to: number]> {
  for (let at = lostFrom(first, search); at !== undefined && at < end;) {
    let to = at + 1;
    while (to < end && search.use.of(to, to + 1)[search.kind] > 0) to++;
    yield [at, to];
    at = lostFrom(to, search);
  }
}
