import { compactSketch, SKETCH_BINS } from "../texts/sketch";

/** Documents that are compared at most: each takes 160 bytes for as long as the run goes. */
const MOST_SKETCHES = 1 << 17;
/** Tokens of the shortest document that is compared: of short ones a chance decides. */
export const LEAST_TOKENS = 50;
/** The share of runs of five tokens that two near duplicates have in common, as their sketches tell. */
export const NEAR_SHARE = 0.8;
const NEAR_BINS = Math.ceil(NEAR_SHARE * SKETCH_BINS);

/** Documents that agree in a band of bins are looked at: 98.5 % of those with a share of 0.8 do. */
const BANDS = 8;
const BAND_BINS = 4;
const SLOT_BITS = 17;
/** Documents of one slot that are looked at. */
const MOST_LOOKED_AT = 32;

/** Finds documents that share most of their runs of five tokens with an earlier one. */
export class NearDuplicates {
  /** Documents that were looked at. */
  compared = 0;
  private sketches = new Uint16Array(SKETCH_BINS * 64);
  private numbers = new Uint32Array(64);
  /** By band and slot, the document that came last, and by document and band the one before it. */
  private readonly last = new Int32Array(BANDS << SLOT_BITS).fill(-1);
  private before = new Int32Array(BANDS * 64);

  /** @returns the number of the first document that is found near */
  add(sketch: Uint32Array, place: number, tokens: number, document: number): number | undefined {
    if (tokens < LEAST_TOKENS || this.compared === MOST_SKETCHES) return undefined;
    const compact = compactSketch(sketch, place);
    const index = this.keep(compact, document);
    let found: number | undefined;
    for (let band = 0; band < BANDS; band++) {
      const slot = slotOf(compact, band);
      const link = BANDS * index + band;
      this.before[link] = this.last[slot] as number;
      this.last[slot] = index;
      found ??= this.nearest(compact, this.before[link], band);
    }
    return found;
  }

  private keep(compact: Uint16Array, document: number): number {
    const index = this.compared++;
    if (index === this.numbers.length) {
      this.sketches = grown(this.sketches, new Uint16Array(2 * this.sketches.length));
      this.numbers = grown(this.numbers, new Uint32Array(2 * this.numbers.length));
      this.before = grown(this.before, new Int32Array(2 * this.before.length));
    }
    this.sketches.set(compact, SKETCH_BINS * index);
    this.numbers[index] = document;
    return index;
  }

  private nearest(compact: Uint16Array, from: number, band: number): number | undefined {
    let other = from;
    for (let looked = 0; other >= 0 && looked < MOST_LOOKED_AT; looked++) {
      if (this.agreement(compact, other) >= NEAR_BINS) return this.numbers[other];
      other = this.before[BANDS * other + band] as number;
    }
    return undefined;
  }

  private agreement(compact: Uint16Array, other: number): number {
    const { sketches } = this;
    let equal = 0;
    for (let bin = 0; bin < SKETCH_BINS; bin++) {
      if (compact[bin] === sketches[SKETCH_BINS * other + bin]) equal++;
    }
    return equal;
  }
}

function slotOf(compact: Uint16Array, band: number): number {
  let hash = 0x811c_9dc5;
  for (let bin = 0; bin < BAND_BINS; bin++) {
    hash = Math.imul(hash ^ (compact[BAND_BINS * band + bin] as number), 0x0100_0193);
    hash ^= hash >>> 13;
  }
  return (band << SLOT_BITS) | ((hash ^ (hash >>> 16)) & ((1 << SLOT_BITS) - 1));
}

function grown<T extends Uint16Array | Uint32Array | Int32Array>(old: T, made: T): T {
  made.set(old);
  return made;
}
