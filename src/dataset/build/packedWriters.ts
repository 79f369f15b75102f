import type { PackingCosts } from "../../windows/packing";
import type { Spool } from "../formats/setFile";
import type { SplitWriter } from "../formats/splitWriter";
import type { Ids } from "../rules/ids";
import type { IdType, SetPacking } from "../rules/setRules";
import { BestFit } from "./bestFit";
import { SpooledIds } from "./spooledIds";
import { WindowFiller } from "./windowFiller";

/** A writer of documents that has windows written instead, each as a document. */
export interface PackedWriter extends SplitWriter {
  /** Of what was written, once it is finished. */
  readonly costs: PackingCosts;
}

export interface PackingOptions extends SetPacking {
  readonly type: IdType;
  /** What windows are filled up with. */
  readonly padding: number;
  readonly spool: () => Spool;
}

/** @param makeWriter of windows, asked for once there is one */
export function packedWriter(makeWriter: () => SplitWriter, options: PackingOptions): PackedWriter {
  const filler = new WindowFiller(makeWriter, options.length, options.type);
  switch (options.way) {
    case "concatenated":
      return new ConcatenatedWriter(filler, options);
    case "oneEach":
      return new OneEachWriter(filler, options);
    case "bestFit":
      return new BestFitWriter(filler, options);
  }
}

/** Counts what comes in, and what of it is in no window. */
abstract class Packer implements PackedWriter {
  /** Of all documents, and of those before the one that is written. */
  protected tokens = 0;
  protected begin = 0;
  private cutDocuments = 0;

  constructor(
    protected readonly filler: WindowFiller,
    protected readonly options: PackingOptions,
  ) {}

  append(ids: Ids): void {
    this.take(ids);
    this.tokens += ids.length;
  }

  endDocument(): void {
    this.end();
    if (this.start() + this.tokens - this.begin > this.options.length) this.cutDocuments++;
    this.begin = this.tokens;
  }

  finish(): void {
    this.filler.finish();
  }

  get costs(): PackingCosts {
    const { tokens, cutDocuments, options } = this;
    const { windows, padding } = this.filler;
    const lostTokens = tokens - (windows * options.length - padding);
    return { windows, padding, cutDocuments, lostTokens };
  }

  /** Where in its window the document begins. */
  protected start(): number {
    return 0;
  }

  /** `tokens` are those before them. */
  protected abstract take(ids: Ids): void;
  protected abstract end(): void;
}

/** All documents in a row, cut every so many tokens; what is left at the end is dropped. */
class ConcatenatedWriter extends Packer {
  protected override start(): number {
    return this.begin % this.options.length;
  }

  protected override take(ids: Ids): void {
    this.filler.append(ids);
  }

  protected override end(): void {
    // The next one follows in the same window.
  }
}

/** A window for each document, filled up; what is beyond it is dropped. */
class OneEachWriter extends Packer {
  protected override take(ids: Ids): void {
    const room = this.options.length - (this.tokens - this.begin);
    this.filler.append(ids.subarray(0, Math.max(0, room)));
  }

  protected override end(): void {
    this.filler.pad(this.options.padding);
  }
}

/**
 * Documents longer than a window are cut into windows; the rests go, the longest first, each into the
 * fullest window that has room for it. They are put aside until all are known.
 */
class BestFitWriter extends Packer {
  private readonly rests: SpooledIds;

  constructor(filler: WindowFiller, options: PackingOptions) {
    super(filler, options);
    this.rests = new SpooledIds(options.spool(), options.type);
  }

  protected override take(ids: Ids): void {
    this.filler.append(ids);
  }

  protected override end(): void {
    const rest = this.filler.take();
    if (rest.length === 0) return;
    this.rests.append(rest);
    this.rests.end();
  }

  override finish(): void {
    const { rests, options, filler } = this;
    const fit = new BestFit(rests.lengths, options.length);
    for (let window = 0; window < fit.windows; window++) {
      for (const rest of fit.restsOf(window)) {
        for (const ids of rests.read(rest)) filler.append(ids);
      }
      filler.pad(options.padding);
    }
    rests.drop();
    super.finish();
  }
}
