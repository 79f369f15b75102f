import { splitWriter } from "../formats/formatWriter";
import type { MakeFile, Spool } from "../formats/setFile";
import { drawOf } from "../rules/draws";
import type { IdType, SetRules } from "../rules/setRules";
import { shardName } from "../rules/setRules";
import type { WindowOptions } from "../report/windowCounter";
import type { DocumentPart } from "../texts/documents";
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
  readonly windows: WindowOptions;
}

const SPLITS = ["train", "val"] as const;
export type SplitName = (typeof SPLITS)[number];

/** Shares documents out among the splits, and has each written. */
export class SetOutput {
  private readonly sinks = new Map<SplitName, SplitSink | ShuffledSink>();

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
    return SPLITS.flatMap((split) => this.sinks.get(split)?.finish() ?? []);
  }

  /** A split has no files before it has a document: nobody can read an empty one. */
  private sinkOf(split: SplitName): SplitSink | ShuffledSink {
    const known = this.sinks.get(split);
    if (known !== undefined) return known;
    const made = this.made(split);
    this.sinks.set(split, made);
    return made;
  }

  private made(split: SplitName): SplitSink | ShuffledSink {
    const { places, options } = this;
    const { rules, type } = options;
    const shard = shardName(rules);
    const name = `${split}${shard && `.${shard}`}`;
    const writer = places && splitWriter({ ...rules, type }, name, places.make);
    const sink = new SplitSink(split, { ...options, endOfText: rules.endOfText }, writer);
    if (!rules.shuffle || places === undefined) return sink;
    return new ShuffledSink(places.spool(`${name}.ids`), sink, type, rules.seed);
  }
}
