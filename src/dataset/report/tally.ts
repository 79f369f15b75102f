import type { DocumentPart, DocumentSink, LeftOutDocument } from "../texts/documents";
import { emptySketches, SKETCH_BINS } from "../texts/sketch";
import type { LeftOutReason } from "../texts/textUnits";
import { ExactDuplicates } from "./exactDuplicates";
import { NameList } from "./nameList";
import { NearDuplicates } from "./nearDuplicates";
import type { Duplicates, Examples, LeftOutCount, NamedLength, SetReport } from "./setReport";

/** Names that a report shows of each kind. */
const MOST_EXAMPLES = 8;

/** What all documents amount to, except what their splits tell. */
export type Totals = Pick<
  SetReport,
  | "documents"
  | "characters"
  | "bytes"
  | "tokens"
  | "longest"
  | "shortest"
  | "lengths"
  | "leftOut"
  | "replaced"
  | "exactDuplicates"
  | "nearDuplicates"
  | "endsOfText"
>;

/** Counts documents as they come, parts of long ones together. */
export class Tally implements DocumentSink {
  private documents = 0;
  private characters = 0;
  private bytes = 0;
  private tokens = 0;
  private longest: NamedLength | undefined;
  private shortest: NamedLength | undefined;
  private readonly lengths: number[] = [];
  private readonly leftOut = new Map<LeftOutReason, LeftOutList>();
  private readonly replaced = new ExampleList();
  private readonly ended = new ExampleList();
  private endTimes = 0;
  private readonly exact = new ExactDuplicates();
  private readonly near = new NearDuplicates();
  private readonly exactPairs = new PairList();
  private readonly nearPairs = new PairList();
  private readonly names = new NameList();
  /** The document that is being taken, where it comes in parts. */
  private open = openDocument();

  take(part: DocumentPart): void {
    const { open } = this;
    this.characters += part.characters;
    this.bytes += part.bytes;
    this.tokens += part.ids.length;
    this.endTimes += part.endsOfText;
    open.tokens += part.ids.length;
    open.endsOfText += part.endsOfText;
    open.isReplaced ||= part.isReplaced;
    if (part.isFirst && part.isLast) {
      this.end(part, part.digest, part.sketch, part.sketchPlace);
      return;
    }
    open.digest = joined(open.digest, part.digest);
    open.sketch ??= emptySketches(1);
    for (let bin = 0; bin < SKETCH_BINS; bin++) {
      const value = part.sketch[part.sketchPlace + bin] as number;
      if (value < (open.sketch[bin] as number)) open.sketch[bin] = value;
    }
    if (part.isLast) this.end(part, open.digest, open.sketch, 0);
  }

  leaveOut({ name, reason, detail }: LeftOutDocument): void {
    const list = this.leftOut.get(reason) ?? new LeftOutList();
    this.leftOut.set(reason, list);
    list.add(name, detail);
  }

  /** What came until now. */
  soFar(): Pick<SetReport, "documents" | "bytes" | "tokens"> {
    const { documents, bytes, tokens } = this;
    return { documents, bytes, tokens };
  }

  totals(): Totals {
    const { documents, characters, bytes, tokens, longest, shortest, lengths } = this;
    return {
      ...{ documents, characters, bytes, tokens, longest, shortest },
      lengths: Array.from(lengths, (count?: number) => count ?? 0),
      leftOut: Array.from(this.leftOut, ([reason, list]) => ({ reason, ...list.counted() })),
      replaced: this.replaced.counted(),
      exactDuplicates: this.exactPairs.counted(this.exact.compared),
      nearDuplicates: this.nearPairs.counted(this.near.compared),
      endsOfText: { ...this.ended.counted(), times: this.endTimes },
    };
  }

  private end(
    { name }: DocumentPart,
    [low, high]: readonly [number, number],
    sketch: Uint32Array,
    place: number,
  ): void {
    const { tokens, endsOfText, isReplaced } = this.open;
    const number = this.documents++;
    this.names.add(name);
    if (this.longest === undefined || tokens > this.longest.tokens) this.longest = { name, tokens };
    if (this.shortest === undefined || tokens < this.shortest.tokens) {
      this.shortest = { name, tokens };
    }
    const power = tokens < 2 ? 0 : Math.floor(Math.log2(tokens));
    this.lengths[power] = (this.lengths[power] ?? 0) + 1;
    if (isReplaced) this.replaced.add(name);
    if (endsOfText > 0) this.ended.add(name);
    const same = this.exact.add(low, high, number);
    if (same !== undefined) this.exactPairs.add(name, this.names.of(same));
    else {
      const other = this.near.add(sketch, place, tokens, number);
      if (other !== undefined) this.nearPairs.add(name, this.names.of(other));
    }
    this.open = openDocument();
  }
}

interface OpenDocument {
  tokens: number;
  endsOfText: number;
  isReplaced: boolean;
  digest: readonly [number, number];
  sketch: Uint32Array | undefined;
}

const openDocument = (): OpenDocument => ({
  tokens: 0,
  endsOfText: 0,
  isReplaced: false,
  digest: [0, 0],
  sketch: undefined,
});

/** A digest of the digests of a document's parts. */
function joined(
  [low, high]: readonly [number, number],
  [nextLow, nextHigh]: readonly [number, number],
): [number, number] {
  return [
    (Math.imul(low ^ nextLow, 0x9e37_79b1) ^ (high >>> 7)) >>> 0,
    (Math.imul(high ^ nextHigh, 0x85eb_ca77) ^ (low >>> 11)) >>> 0,
  ];
}

class ExampleList {
  private count = 0;
  private readonly names: string[] = [];

  add(name: string): void {
    if (this.count++ < MOST_EXAMPLES) this.names.push(name);
  }

  counted(): Examples {
    return { count: this.count, names: this.names };
  }
}

class PairList {
  private count = 0;
  private readonly pairs: { name: string; of: string }[] = [];

  add(name: string, of: string): void {
    if (this.count++ < MOST_EXAMPLES) this.pairs.push({ name, of });
  }

  counted(compared: number): Duplicates {
    return { count: this.count, compared, pairs: this.pairs };
  }
}

class LeftOutList {
  private count = 0;
  private readonly examples: { name: string; detail: string }[] = [];

  add(name: string, detail: string): void {
    if (this.count++ < MOST_EXAMPLES) this.examples.push({ name, detail });
  }

  counted(): Omit<LeftOutCount, "reason"> {
    return { count: this.count, examples: this.examples };
  }
}
