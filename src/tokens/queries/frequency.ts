import { clamp } from "../../shared/base/numbers";
import type { FrequentIds, TokenFrequencies } from "../../shared/values/frequency";
import type { TokenDocument } from "../document/tokenDocument";

/** Tokens that one step counts: about a millisecond. */
const STEP_TOKENS = 1 << 19;

/** How often each id stands in one version of a document. */
export class IdCounts {
  /** Counts of the ids that there are, rising. */
  private readonly rising: Uint32Array;

  /** @param counts by id */
  constructor(
    readonly version: number,
    private readonly counts: Uint32Array,
  ) {
    this.rising = counts.filter((count) => count > 0).sort();
  }

  /** Of document tokens `[from, to)`, cut to those there are. */
  of(document: TokenDocument, from: number, to: number): TokenFrequencies {
    const { tokenCount } = document;
    const first = Math.min(from, tokenCount);
    const { ids } = document.copy(first, clamp(to, first, tokenCount));
    const counts = ids.map((id) => this.counts[id] ?? 0);
    const { length: distinct } = this.rising;
    return {
      version: this.version,
      first,
      tokenCount,
      distinct,
      most: this.rising[distinct - 1] ?? 0,
      ids,
      counts,
      ranks: counts.map((count) => 1 + distinct - this.upTo(count)),
    };
  }

  /** The most frequent ids, at most `most`, each with its places; of equally frequent ones the lower. */
  top(document: TokenDocument, most: number): FrequentIds {
    const { rising, counts } = this;
    const least = rising[Math.max(0, rising.length - most)] ?? Infinity;
    const above: number[] = [];
    const alike: number[] = [];
    counts.forEach((count, id) => {
      if (count > least) above.push(id);
      else if (count === least && alike.length < most) alike.push(id);
    });
    const ids = Uint32Array.from(
      [...above, ...alike.slice(0, most - above.length)].sort(
        (a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b,
      ),
    );
    return {
      version: this.version,
      tokenCount: document.tokenCount,
      distinct: rising.length,
      ids,
      counts: ids.map((id) => counts[id] ?? 0),
    };
  }

  /** Ids that stand at most `count` times. */
  private upTo(count: number): number {
    let low = 0;
    let high = this.rising.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rising[middle] as number) <= count) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Counts a document's ids in steps.
 * @param document must stay as it is until the last step
 */
export function* countIds(document: TokenDocument): Generator<undefined, IdCounts> {
  let counts = new Uint32Array(1 << 16);
  let left = STEP_TOKENS;
  for (const ids of document.idStretches()) {
    for (const id of ids) {
      if (id >= counts.length) counts = grown(counts, id);
      counts[id] = (counts[id] as number) + 1;
    }
    left -= ids.length;
    if (left > 0) continue;
    left = STEP_TOKENS;
    yield;
  }
  return new IdCounts(document.version, counts);
}

function grown(counts: Uint32Array, id: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(Math.max(id + 1, 2 * counts.length));
  longer.set(counts);
  return longer;
}
