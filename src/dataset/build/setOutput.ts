import { splitWriter } from "../formats/formatWriter";
import type { MakeFile, Spool } from "../formats/setFile";
import type { SplitWriter } from "../formats/splitWriter";
import { drawOf } from "../rules/draws";
import type { IdType, SetRules } from "../rules/setRules";
import { shardName } from "../rules/setRules";
import type { WindowOptions } from "../report/windowCounter";
import type { DocumentPart } from "../texts/documents";
import { packedWriter, type PackedWriter } from "./packedWriters";
import { ShuffledSink } from "./shuffledSink";
import { SplitSink, type SplitCounts } from "./splitSink";

/** Where a set goes. */
export interface OutputPlaces {
  readonly make: MakeFile;
  readonly spool: (name: string) => Spool;
}

export interface OutputOptions {
  readonly rules: SetRules;
  readonly type: IdType;
  readonly endOfTextId: number | undefined;
  /** What packed windows are filled up with. */
  readonly padding: number;
  readonly windows: WindowOptions;
}

const SPLITS = ["train", "val"] as const;
export type SplitName = (typeof SPLITS)[number];

/** Shares documents out among the splits, and has each written. */
export class SetOutput {
  private readonly sinks = new Map<SplitName, SplitSink | ShuffledSink>();
  private readonly packed = new Map<SplitName, PackedWriter>();

  /** @param places undefined where documents are only counted */
  constructor(
    private readonly options: OutputOptions,
    private readonly places: OutputPlaces | undefined,
  ) {}

  /** Which split the draws give a document. */
  splitOf(position: number): SplitName {
    const { split, seed } = this.options.rules;
    return split.by === "documents" && drawOf(seed, position) < split.share ? "val" : "train";
  }

  take({ ids, isFirst, isLast }: DocumentPart, split: SplitName): void {
    const sink = this.sinkOf(split);
    if (isFirst) sink.begin();
    sink.append(ids);
    if (isLast) sink.end();
  }

  /** Of each split that has documents. */
  finish(): SplitCounts[] {
    return SPLITS.flatMap((split) => {
      const counts = this.sinks.get(split)?.finish();
      const packed = this.packed.get(split)?.costs;
      return counts === undefined ? [] : { ...counts, ...(packed && { packed }) };
    });
  }

  /** A split has no files before it has a document: nobody can read an empty one. */
  private sinkOf(split: SplitName): SplitSink | ShuffledSink {
    const known = this.sinks.get(split);
    if (known !== undefined) return known;
    const made = this.sinkOfSplit(split);
    this.sinks.set(split, made);
    return made;
  }

  private sinkOfSplit(split: SplitName): SplitSink | ShuffledSink {
    const { places, options } = this;
    const { rules, type } = options;
    const shard = shardName(rules);
    const name = `${split}${shard && `.${shard}`}`;
    const writer = places && this.writer(split, name, places);
    const sink = new SplitSink(split, { ...options, endOfText: rules.endOfText }, writer);
    if (!rules.shuffle || places === undefined) return sink;
    return new ShuffledSink(places.spool(`${name}.ids`), sink, type, rules.seed);
  }

  private writer(split: SplitName, name: string, places: OutputPlaces): SplitWriter {
    const { rules, type, padding } = this.options;
    const { packing, shardTokens } = rules;
    const writer = (most: number): SplitWriter =>
      splitWriter({ ...rules, type, shardTokens: most }, name, places.make);
    if (packing === undefined) return writer(shardTokens);
    const { length } = packing;
    // A shard holds whole windows; whoever asks for shards has seen to it that there is room for one.
    const most = Math.max(length, shardTokens - (shardTokens % length));
    const spool = (): Spool => places.spool(`${name}.rests`);
    const packed = packedWriter(() => writer(most), { ...packing, type, padding, spool });
    this.packed.set(split, packed);
    return packed;
  }
}
