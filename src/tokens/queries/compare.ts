import type { DifferentPlace } from "../../shared/values/comparison";
import type { TokenDocument } from "../document/tokenDocument";

/** Code units of a place, beyond which what differs goes on as another one. */
const MOST_UNITS = 40;

/** Where one encoding cuts a text, and how many tokens end up to there. */
interface Cuts {
  readonly places: Uint32Array;
  readonly tokens: Uint32Array;
  readonly count: number;
}

/** Places between two tokens that share no character: where the first of them ends. */
export function cutsOf(document: TokenDocument): Cuts {
  const { starts, ends } = document.copy(0, document.tokenCount);
  const places = new Uint32Array(ends.length + 1);
  const tokens = new Uint32Array(ends.length + 1);
  let count = 0;
  for (let at = 0; at < ends.length; at++) {
    const end = ends[at] as number;
    const next = starts[at + 1] ?? Infinity;
    if (next < end) continue;
    places[count] = end;
    tokens[count++] = at + 1;
  }
  // What stands at the end and is of no token.
  if ((places[count - 1] ?? 0) < document.length) {
    places[count] = document.length;
    tokens[count++] = ends.length;
  }
  return { places, tokens, count };
}

/**
 * The places where encodings cut a text most differently, the one with the largest difference of
 * tokens first. A place reaches from one cut that all of them make to another.
 * @param most places
 */
export function differentPlaces(all: readonly Cuts[], most: number): DifferentPlace[] {
  const found: DifferentPlace[] = [];
  let open: DifferentPlace | undefined;
  const close = (): void => {
    if (open !== undefined) keep(found, open, most);
    open = undefined;
  };
  for (const stretch of stretches(all)) {
    const isAlike = stretch.cuts === 0 && spread(stretch) === 0;
    if (isAlike) {
      close();
      continue;
    }
    const joined: DifferentPlace | undefined = open && {
      start: open.start,
      end: stretch.end,
      cuts: open.cuts + stretch.cuts,
      tokens: open.tokens.map((count, at) => count + (stretch.tokens[at] as number)),
    };
    if (joined !== undefined && joined.end - joined.start <= MOST_UNITS) open = joined;
    else {
      close();
      open = stretch;
    }
  }
  close();
  return found;
}

/** What lies between two neighbouring cuts of all encodings. */
function* stretches(all: readonly Cuts[]): Generator<DifferentPlace> {
  const [first] = all;
  if (first === undefined) return;
  /** Of each encoding the cut that is looked at next, and the last one of all. */
  const next = all.map(() => 0);
  const last = all.map(() => -1);
  let start = 0;
  for (let at = 0; at < first.count; at++) {
    const place = first.places[at] as number;
    next[0] = at;
    let isOfAll = true;
    for (let index = 1; index < all.length; index++) {
      const { places, count } = all[index] as Cuts;
      let own = next[index] as number;
      while (own < count && (places[own] as number) < place) own++;
      next[index] = own;
      if (own === count || places[own] !== place) isOfAll = false;
    }
    if (!isOfAll) continue;
    const tokens = all.map(
      (cuts, index) => tokensUpTo(cuts, next[index]) - tokensUpTo(cuts, last[index]),
    );
    const cuts = next.reduce((sum, own, index) => sum + own - (last[index] as number) - 1, 0);
    yield { start, end: place, tokens, cuts };
    next.forEach((own, index) => (last[index] = own));
    start = place;
  }
}

function tokensUpTo({ tokens }: Cuts, cut = -1): number {
  return cut < 0 ? 0 : (tokens[cut] as number);
}

function spread({ tokens }: DifferentPlace): number {
  return Math.max(...tokens) - Math.min(...tokens);
}

/** Keeps the places that differ most in their order; of equal ones those that come first. */
function keep(found: DifferentPlace[], place: DifferentPlace, most: number): void {
  const isBefore = (other: DifferentPlace): boolean =>
    spread(other) > spread(place) || (spread(other) === spread(place) && other.cuts >= place.cuts);
  let at = found.length;
  while (at > 0 && !isBefore(found[at - 1] as DifferentPlace)) at--;
  if (at >= most) return;
  found.splice(at, 0, place);
  found.length = Math.min(found.length, most);
}
