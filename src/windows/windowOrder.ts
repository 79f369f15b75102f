/** Which sample a loader shows `window`-th, and the other way round. Samples count in text order. */
export class WindowOrder {
  /**
   * @param samples how many there are
   * @param order `order[window]` is a sample; text order where it is not given
   * @param places `places[sample]` is a window: the inverse, made when first needed if not given
   */
  constructor(
    readonly samples: number,
    readonly order?: Uint32Array<ArrayBuffer>,
    private places?: Uint32Array<ArrayBuffer>,
  ) {}

  /** Undefined where there is no such window. */
  sampleAt(window: number): number | undefined {
    if (window < 0 || window >= this.samples) return undefined;
    return this.order === undefined ? window : this.order[window];
  }

  /** Undefined where there is no such sample. */
  windowOf(sample: number): number | undefined {
    if (sample < 0 || sample >= this.samples) return undefined;
    if (this.order === undefined) return sample;
    this.places ??= inverseOrder(this.order);
    return this.places[sample];
  }

  /** Samples that are shown from `window` on, rising: those that a shorter pass leaves out. */
  samplesFrom(window: number): Uint32Array<ArrayBuffer> {
    const count = Math.max(0, this.samples - window);
    const samples = new Uint32Array(count);
    for (let at = 0; at < count; at++) samples[at] = this.sampleAt(window + at) ?? 0;
    return samples.sort();
  }
}

/** The inverse of an order. */
export function inverseOrder(order: Uint32Array): Uint32Array<ArrayBuffer> {
  const places = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) places[order[at] as number] = at;
  return places;
}
