/** Tokens of the longest window that packing is told for. */
export const MOST_PACKED_LENGTH = 1 << 16;

/** What a way of filling windows costs. */
export interface PackingCosts {
  readonly windows: number;
  /** Places of windows that hold no token of a document. */
  readonly padding: number;
  /** Documents that do not lie whole in one window. */
  readonly cutDocuments: number;
  /** Tokens that are in no window. */
  readonly lostTokens: number;
}

/**
 * - `concatenated`: all documents in a row, cut every so many tokens; what is left at the end is dropped.
 * - `oneEach`: a window for each document, filled up; what is beyond it is dropped.
 * - `bestFit`: documents longer than a window are cut into windows; the rests go, the longest first,
 *   each into the fullest window that has room for it.
 */
export const PACKING_WAYS = ["concatenated", "oneEach", "bestFit"] as const;
export type PackingWay = (typeof PACKING_WAYS)[number];

export interface Packing extends Readonly<Record<PackingWay, PackingCosts>> {
  /** Tokens of a window. */
  readonly length: number;
}

/** Takes the lengths of documents, and tells what packing them into windows of one length costs. */
export class PackingCounter {
  private documents = 0;
  private tokens = 0;
  private cutByRow = 0;
  private padding = 0;
  private beyond = 0;
  private long = 0;
  private full = 0;
  /** By what is left of a document behind its full windows, how many. */
  private readonly rests: Float64Array;

  constructor(private readonly length: number) {
    this.rests = new Float64Array(length + 1);
  }

  /** @param tokens of a document, with its end-of-text token */
  add(tokens: number): void {
    const { length } = this;
    const start = this.tokens % length;
    this.tokens += tokens;
    if (tokens === 0) return;
    this.documents++;
    if (start + tokens > length) this.cutByRow++;
    this.padding += Math.max(0, length - tokens);
    this.beyond += Math.max(0, tokens - length);
    if (tokens > length) this.long++;
    this.full += Math.floor(tokens / length);
    const rest = tokens % length;
    if (rest > 0) this.rests[rest] = (this.rests[rest] as number) + 1;
  }

  packing(): Packing {
    const { length, tokens, documents, padding, long, beyond } = this;
    const windows = Math.floor(tokens / length);
    const packed = this.full + this.bins();
    return {
      length,
      concatenated: {
        windows,
        padding: 0,
        cutDocuments: this.cutByRow,
        lostTokens: tokens - windows * length,
      },
      oneEach: { windows: documents, padding, cutDocuments: long, lostTokens: beyond },
      bestFit: {
        windows: packed,
        padding: packed * length - tokens,
        cutDocuments: long,
        lostTokens: 0,
      },
    };
  }

  /** Windows that the rests fill. Those of one length go into windows of one room at once. */
  private bins(): number {
    const { length, rests } = this;
    /** By the room that is left, how many windows. */
    const rooms = new Float64Array(length + 1);
    const change = (room: number, by: number): void => {
      rooms[room] = (rooms[room] as number) + by;
    };
    let bins = 0;
    for (let size = length - 1; size > 0; size--) {
      let left = rests[size] as number;
      for (let room = size; room <= length && left > 0; room++) {
        const each = Math.floor(room / size);
        const wanted = Math.ceil(left / each);
        // Of windows with nothing in them there are as many as are needed.
        const used = room === length ? wanted : Math.min(rooms[room] as number, wanted);
        if (used === 0) continue;
        const placed = Math.min(left, used * each);
        const last = placed - (used - 1) * each;
        if (room === length) bins += used;
        else change(room, -used);
        change(room - each * size, used - 1);
        change(room - last * size, 1);
        left -= placed;
      }
    }
    return bins;
  }
}
