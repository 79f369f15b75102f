import type { SetRules } from "../rules/setRules";
import { shardName, type IdType } from "../rules/setRules";
import type { SetReport } from "../report/setReport";
import type { WrittenFile } from "./stagedFile";

/** The encoding of a set. */
export interface SetEncoding {
  /** "gpt2", or the path of a tokenizer file. */
  readonly name: string;
  /** One more than the largest id. */
  readonly vocabularySize: number;
  /** Undefined where no end-of-text token is written. */
  readonly endOfTextId?: number;
  /** Of a tokenizer file, its SHA-256. */
  readonly sha256?: string;
}

/** What stands beside a set, so that it can be checked and made again. */
export interface SetDescription {
  readonly tokenscope: 1;
  readonly encoding: SetEncoding;
  readonly idType: IdType;
  readonly input: readonly string[];
  readonly field: string;
  readonly rules: SetRules;
  readonly files: readonly WrittenFile[];
  readonly report: SetReport;
}

/** Nothing of it tells the time or the machine: the same input gives the same bytes. */
export function descriptionText(description: SetDescription): string {
  return `${JSON.stringify(description, undefined, 2)}\n`;
}

/** The rules as the description names them. */
export function describedRules(rules: SetRules): SetRules & { readonly shardName?: string } {
  const shard = shardName(rules);
  return shard === "" ? rules : { ...rules, shardName: shard };
}
