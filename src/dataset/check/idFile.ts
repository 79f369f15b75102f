import type { Ids } from "../rules/ids";
import type { IdType, SetFormat } from "../rules/setRules";

/** Bytes of a file, read where they are asked for. */
export interface ByteSource {
  readonly size: number;
  /** @returns fewer where the file ends before */
  read(from: number, to: number): Uint8Array;
}

/** A file of ids that somebody wrote, as far as its start tells. */
export interface IdFile {
  readonly format: SetFormat;
  /** Of formats that are told by their bytes. */
  readonly type: IdType | undefined;
  /** How many ids there are. */
  readonly tokens: number;
  /** Where each document ends, if the format tells: `ends` are rising, one for each document. */
  readonly documents: number | undefined;
  /** What is wrong with the file itself, each a sentence. */
  readonly problems: readonly string[];
  /** The ids in order, in stretches; `endsDocument` where the format says that one ends there. */
  stretches(): AsyncIterable<Stretch>;
  /** The same from a token on, where reading can begin there. */
  stretchesFrom?(token: number): AsyncIterable<Stretch>;
}

export interface Stretch {
  readonly ids: Ids;
  readonly endsDocument: boolean;
}
