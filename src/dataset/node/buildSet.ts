import { Losses } from "../report/losses";
import { PackingCounter, MOST_PACKED_LENGTH } from "../../windows/packing";
import type { SetReport, ReportedSplit, SplitLosses } from "../report/setReport";
import { Tally } from "../report/tally";
import type { WindowOptions } from "../report/windowCounter";
import type { DocumentPart, DocumentSink } from "../texts/documents";
import { SetOutput, type OutputPlaces } from "../build/setOutput";
import { paddingOf, shardName, typeInFormat, type SetRules } from "../rules/setRules";
import { readable } from "./bytePaths";
import type { Walk } from "./folderFiles";
import { readDocuments, tokensOfHalves, type Reading, type SetInput } from "./readSet";
import { describedRules, descriptionText, type SetEncoding } from "./setDescription";
import { StagedFolder } from "./stagedFolder";
import type { WrittenFile } from "./stagedFile";

/** A training set that is to be looked at, or made. */
export interface SetPlan {
  /** What is read; told of what lies in folders and is no document. */
  readonly input: (leftOut: Walk["leftOut"]) => SetInput;
  /** As the description names it. */
  readonly named: readonly string[];
  readonly encoding: SetEncoding;
  readonly rules: SetRules;
  readonly windows: WindowOptions;
  /** Undefined where nothing is written. */
  readonly output: { readonly folder: string; readonly force: boolean } | undefined;
}

export interface SetProgress {
  readonly documents: number;
  /** Of texts. */
  readonly bytes: number;
  readonly tokens: number;
}

export interface SetBuildOptions extends Pick<Reading, "pool" | "signal"> {
  /** A sentence for the person. */
  readonly tell: (sentence: string) => void;
  readonly progress: (progress: SetProgress) => void;
}

export interface MadeSet {
  readonly report: SetReport;
  readonly files: readonly WrittenFile[];
}

/**
 * Reads documents, makes them tokens by all threads, and writes them. The memory it takes does not
 * grow with them, but for a few bytes each.
 * @throws {Error} where it cannot be done, or was cancelled; the folder is as it was then
 */
export async function buildSet(plan: SetPlan, world: SetBuildOptions): Promise<MadeSet> {
  const { encoding, rules, output } = plan;
  if (rules.packing !== undefined) paddingOf(rules.packing, encoding);
  typeInFormat(rules.format, encoding.vocabularySize, encoding.name);
  if (output === undefined) return { report: await read(plan, world, undefined), files: [] };
  const shard = shardName(rules);
  const staged = await StagedFolder.open({ ...output, shard, tell: world.tell });
  try {
    const report = await read(plan, world, {
      make: (name) => staged.make(name),
      spool: (name) => {
        const file = staged.make(name);
        return {
          append: (bytes) => {
            file.append(bytes);
          },
          read: (place, bytes) => {
            file.read(place, bytes);
          },
          drop: () => {
            staged.drop(file);
          },
        };
      },
    });
    world.signal.throwIfAborted();
    const files = await staged.commit((written) =>
      descriptionText({
        tokenscope: 1,
        encoding,
        idType: typeInFormat(rules.format, encoding.vocabularySize, encoding.name),
        input: plan.named,
        field: plan.input(() => undefined).field,
        rules: describedRules(rules),
        files: written,
        report,
      }),
    );
    return { report, files };
  } catch (error) {
    await staged.abandon();
    throw error;
  }
}

async function read(
  plan: SetPlan,
  { pool, signal, progress }: SetBuildOptions,
  places: OutputPlaces | undefined,
): Promise<SetReport> {
  const { encoding, rules, windows } = plan;
  const tally = new Tally();
  const isEnded = rules.endOfText !== "none" && encoding.endOfTextId !== undefined;
  const losses = new Losses(windows, rules.seed, isEnded ? 1 : 0);
  const packing =
    windows.maxLength > MOST_PACKED_LENGTH ? undefined : new PackingCounter(windows.maxLength);
  const type = typeInFormat(rules.format, encoding.vocabularySize, encoding.name);
  const endOfTextId = isEnded ? encoding.endOfTextId : undefined;
  const padding = rules.packing === undefined ? 0 : paddingOf(rules.packing, encoding);
  const output = new SetOutput({ rules, type, endOfTextId, padding, windows }, places);
  const lengths = new LengthSink(losses, packing, isEnded ? 1 : 0);
  const again = plan.input(() => undefined);
  const told = plan.input((name, reason, detail) => {
    tally.leaveOut({ name: readable(name), reason, detail });
  });
  const reading: Reading = { input: onceTold(told, again), rules, pool, signal };
  await readDocuments(reading, [tally, lengths], output, () => {
    progress(tally.soFar());
  });
  const splits: ReportedSplit[] = output.finish();
  return {
    ...tally.totals(),
    windows,
    splits,
    losses: await lossesOf(losses, reading),
    packing: packing?.packing(),
  };
}

/** An input that tells of what is left out when it is read for the first time. */
function onceTold(told: SetInput, untold: SetInput): SetInput {
  let isTold = false;
  return {
    ...untold,
    sources: () => {
      const input = isTold ? untold : told;
      isTold = true;
      return input.sources();
    },
  };
}

async function lossesOf(losses: Losses, reading: Reading): Promise<SplitLosses> {
  const { cut } = losses;
  const parts = cut && (await tokensOfHalves(reading, cut));
  return losses.losses(parts);
}

/** Told of each document's length. */
class LengthSink implements DocumentSink {
  private tokens = 0;

  /** @param ended tokens that each document has more */
  constructor(
    private readonly losses: Losses,
    private readonly packing: PackingCounter | undefined,
    private readonly ended: number,
  ) {}

  take({ position, ids, characters, isLast }: DocumentPart): void {
    this.losses.add(position, ids.length, characters, isLast);
    this.tokens += ids.length;
    if (!isLast) return;
    this.packing?.add(this.tokens + this.ended);
    this.tokens = 0;
  }

  leaveOut(): void {
    // It has no length.
  }
}
