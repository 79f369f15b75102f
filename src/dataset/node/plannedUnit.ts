import type { LeftOut, LeftOutReason, TextUnit } from "../texts/textUnits";
import type { Shard } from "../rules/setRules";

/** A unit with its place among all documents. */
export interface PlannedUnit {
  /** Undefined where nothing has to be read to know that there is no text. */
  readonly unit: TextUnit | undefined;
  /** How many documents it should give. */
  readonly count: number;
  /** The place of one of them among all of the input, from 0. */
  readonly positionOf: (at: number) => number;
  /** What a person calls one of them. */
  readonly nameOf: (at: number) => string;
  /** Whether it goes on with the document of the unit before. */
  readonly isContinued: boolean;
  /** Whether the next unit goes on with its document. */
  readonly goesOn: boolean;
  readonly leftOut: readonly LeftOut[];
}

/** Counts the documents of the input. */
export class Places {
  /** The place of the next document. */
  next = 0;

  constructor(readonly shard: Shard | undefined) {}

  /** The place that was taken last. */
  get last(): number {
    return this.next - 1;
  }

  /** How many documents are left out for one that is taken, and one more. */
  get every(): number {
    return this.shard?.count ?? 1;
  }

  /** How many documents come before the next one that is taken. */
  get before(): number {
    const { shard, next } = this;
    if (shard === undefined) return 0;
    return (shard.index - 1 + shard.count - (next % shard.count)) % shard.count;
  }

  /** Takes the next place; whether its document is of the shard. */
  takes(): boolean {
    const isTaken = this.before === 0;
    this.next++;
    return isTaken;
  }
}

/** A unit of one document. */
export function single(unit: TextUnit, position: number, name: string): PlannedUnit {
  return {
    unit,
    count: 1,
    positionOf: () => position,
    nameOf: () => name,
    isContinued: false,
    goesOn: false,
    leftOut: [],
  };
}

/** A document that is left out. */
export function without(
  reason: LeftOutReason,
  position: number,
  name: string,
  detail = "",
): PlannedUnit {
  const planned = single({ kind: "texts", texts: [] }, position, name);
  return { ...planned, unit: undefined, leftOut: [{ at: 0, reason, detail }] };
}
