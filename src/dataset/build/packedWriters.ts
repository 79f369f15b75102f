import type { PackingCosts } from "../../windows/packing";
import { NumberList } from "../formats/numberList";
import type { Spool } from "../formats/setFile";
import type { SplitWriter } from "../formats/splitWriter";
import { bytesOfIds, idsOfBytes, type Ids } from "../rules/ids";
import { bytesOfType, type IdType, type SetPacking } from "../rules/setRules";
import { BestFit } from "./bestFit";
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

/** All documents in a row, cut every so many tokens; what is left at the end is dropped. */
class ConcatenatedWriter implements PackedWriter {
  private tokens = 0;
  private begin = 0;
  private cutDocuments = 0;

  constructor(
    private readonly filler: WindowFiller,
    private readonly options: PackingOptions,
  ) {}

  append(ids: Ids): void {
    this.tokens += ids.length;
    this.filler.append(ids);
  }

  endDocument(): void {
    const { begin, tokens, options } = this;
    if ((begin % options.length) + tokens - begin > options.length) this.cutDocuments++;
    this.begin = tokens;
  }

  finish(): void {
    this.filler.take();
    this.filler.finish();
  }

  get costs(): PackingCosts {
    const { tokens, cutDocuments, options } = this;
    const { windows, padding } = this.filler;
    const lostTokens = tokens - windows * options.length;
    return { windows, padding, cutDocuments, lostTokens };
  }
}

/** A window for each document, filled up; what is beyond it is dropped. */
class OneEachWriter implements PackedWriter {
  private tokens = 0;
  private cutDocuments = 0;
  private lostTokens = 0;

  constructor(
    private readonly filler: WindowFiller,
    private readonly options: PackingOptions,
  ) {}

  append(ids: Ids): void {
    this.filler.append(ids.subarray(0, Math.max(0, this.options.length - this.tokens)));
    this.tokens += ids.length;
  }

  endDocument(): void {
    const { tokens, options } = this;
    this.filler.pad(options.padding);
    if (tokens > options.length) {
      this.cutDocuments++;
      this.lostTokens += tokens - options.length;
    }
    this.tokens = 0;
  }

  finish(): void {
    this.filler.finish();
  }

  get costs(): PackingCosts {
    const { cutDocuments, lostTokens } = this;
    const { windows, padding } = this.filler;
    return { windows, padding, cutDocuments, lostTokens };
  }
}

/**
 * Documents longer than a window are cut into windows; the rests go, the longest first, each into the
 * fullest window that has room for it. They are put aside until all are known.
 */
class BestFitWriter implements PackedWriter {
  private readonly spool: Spool;
  private readonly rests = new NumberList();
  private tokens = 0;
  private cutDocuments = 0;

  constructor(
    private readonly filler: WindowFiller,
    private readonly options: PackingOptions,
  ) {
    this.spool = options.spool();
  }

  append(ids: Ids): void {
    this.tokens += ids.length;
    this.filler.append(ids);
  }

  endDocument(): void {
    const { options } = this;
    const rest = this.filler.take();
    if (rest.length > 0) {
      this.spool.append(bytesOfIds(rest, options.type));
      this.rests.push(rest.length);
    }
    if (this.tokens > options.length) this.cutDocuments++;
    this.tokens = 0;
  }

  finish(): void {
    const { rests, options } = this;
    const starts = new Float64Array(rests.length);
    for (let at = 1; at < starts.length; at++) {
      starts[at] = (starts[at - 1] as number) + rests.at(at - 1);
    }
    const size = bytesOfType(options.type);
    const fit = new BestFit(rests, options.length);
    for (let window = 0; window < fit.windows; window++) {
      for (const rest of fit.restsOf(window)) {
        const bytes = new Uint8Array(size * rests.at(rest));
        this.spool.read(size * (starts[rest] as number), bytes);
        this.filler.append(idsOfBytes(bytes, options.type));
      }
      this.filler.pad(options.padding);
    }
    this.spool.drop();
    this.filler.finish();
  }

  get costs(): PackingCosts {
    const { cutDocuments } = this;
    const { windows, padding } = this.filler;
    return { windows, padding, cutDocuments, lostTokens: 0 };
  }
}
