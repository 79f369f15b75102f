import type { SetOutput } from "../build/setOutput";
import type { DocumentPart, DocumentSink, LeftOutDocument } from "../texts/documents";
import type { CutPlace } from "../report/losses";
import type { SetRules } from "../rules/setRules";
import type { TextPool, TextResult } from "../texts/textUnits";
import { handOn } from "./documentParts";
import { documentUnits, type DocumentSource, type FileOptions } from "./documentUnits";
import { inOrder, type DoneUnit } from "./inOrder";
import type { PlannedUnit } from "./plannedUnit";

/** What is read, as often as it has to be. */
export interface SetInput extends FileOptions {
  readonly sources: () => Iterable<DocumentSource>;
}

/** What reading works with. */
export interface Reading {
  readonly input: SetInput;
  readonly rules: Pick<SetRules, "shard" | "split">;
  readonly pool: TextPool;
  readonly signal: AbortSignal;
}

function unitsOf({ input, rules }: Reading): AsyncGenerator<PlannedUnit> {
  return documentUnits(input.sources(), input, rules.shard);
}

/** Characters of all documents together. */
async function countCharacters(reading: Reading): Promise<number> {
  let sum = 0;
  const { pool, signal } = reading;
  for await (const { result } of inOrder(unitsOf(reading), pool, "characters", signal)) {
    sum += sumOf(result?.characters ?? []);
  }
  return sum;
}

/**
 * Reads all documents.
 * @param sinks each told of every document
 * @param done told after each unit
 */
export async function readDocuments(
  reading: Reading,
  sinks: readonly DocumentSink[],
  output: SetOutput,
  done: () => void,
): Promise<void> {
  const { rules, pool, signal } = reading;
  const byCharacters = rules.split.by === "characters" && rules.split.share > 0;
  const cutter = byCharacters
    ? new Cutter(await countCharacters(reading), rules.split.share, output, pool)
    : undefined;
  const byDraws: DocumentSink = {
    take: (part) => {
      output.take(part, output.splitOf(part.position));
    },
    leaveOut: () => undefined,
  };
  const all = joinedSinks(cutter === undefined ? [...sinks, byDraws] : sinks);
  for await (const unit of inOrder(unitsOf(reading), pool, "ids", signal)) {
    handOn(unit, all);
    await cutter?.take(unit);
    done();
  }
}

function joinedSinks(sinks: readonly DocumentSink[]): DocumentSink {
  return {
    take(part: DocumentPart) {
      for (const sink of sinks) sink.take(part);
    },
    leaveOut(document: LeftOutDocument) {
      for (const sink of sinks) sink.leaveOut(document);
    },
  };
}

/** Splits documents where a share of all characters ends, within one of them where it does. */
class Cutter {
  private readonly cutAt: number;
  private before = 0;

  constructor(
    total: number,
    share: number,
    private readonly output: SetOutput,
    private readonly pool: TextPool,
  ) {
    // As `int(0.9 * len(text))`.
    this.cutAt = Math.floor((1 - share) * total);
  }

  async take(unit: DoneUnit): Promise<void> {
    const { cutAt, before, output } = this;
    const { planned, result } = unit;
    if (planned.unit === undefined || result === undefined) return;
    const found = within(result, cutAt - before, planned.isContinued);
    const cut =
      found === undefined
        ? unit
        : {
            planned,
            result: await this.pool.run({ unit: planned.unit, wanted: "ids", cut: found }),
          };
    let at = 0;
    handOn(
      cut,
      {
        take: (part) => {
          // The first half may have nothing in it.
          const isFirstHalf = at++ === 0 && found?.characters === 0;
          const isBefore = this.before < cutAt || isFirstHalf;
          output.take(part, isBefore ? "train" : "val");
          this.before += part.characters;
        },
        leaveOut: () => undefined,
      },
      found?.document,
    );
  }
}

/**
 * The document that character `place` is in the middle of, if it is of any.
 * @param isContinued whether the first document has begun before
 */
function within(
  { characters }: TextResult,
  place: number,
  isContinued: boolean,
): { document: number; characters: number } | undefined {
  let rest = place;
  if (rest < 0) return undefined;
  if (rest === 0) return isContinued ? { document: 0, characters: 0 } : undefined;
  for (const [document, count] of characters.entries()) {
    if (rest < count) return rest > 0 ? { document, characters: rest } : undefined;
    rest -= count;
  }
  return undefined;
}

/**
 * Encodes a part of a document anew, cut in two before a character.
 * @returns tokens before and behind the cut; undefined where it is not there any more
 */
export async function tokensOfHalves(
  reading: Reading,
  { document, part, characters }: CutPlace,
): Promise<[number, number] | undefined> {
  let parts = 0;
  for await (const planned of unitsOf(reading)) {
    reading.signal.throwIfAborted();
    const at = indexOf(planned, document);
    if (at < 0 || planned.unit === undefined) continue;
    if (parts++ < part) continue;
    const cut = { document: at, characters };
    const { tokens } = await reading.pool.run({ unit: planned.unit, wanted: "ids", cut });
    const [first, second] = [tokens[at], tokens[at + 1]];
    return first === undefined || second === undefined ? undefined : [first, second];
  }
  return undefined;
}

function indexOf({ count, positionOf }: PlannedUnit, position: number): number {
  for (let at = 0; at < count; at++) if (positionOf(at) === position) return at;
  return -1;
}

const sumOf = (values: Iterable<number>): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
};
